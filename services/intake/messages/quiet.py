"""Quiet hours: when no telephone rings. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shared.timekeeping import in_shanghai


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when nothing is sent, in Shanghai; it may run over midnight. Equal ends: never quiet."""

    begins: time
    ends: time

    def until(self, moment: datetime) -> datetime | None:
        """Give when a message of this moment may be sent: the end of the quiet hours, or None for at once."""
        here = in_shanghai(moment)
        if not self._covers(here.time()):
            return None
        ends = here.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return ends if ends > here else ends + timedelta(days=1)

    def _covers(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


NEVER = Quiet(time(0), time(0))


def quiet_hours(said: str) -> Quiet:
    """Read `21:00-08:00`; empty: never quiet.

    Raises:
        ValueError: it is neither.
    """
    if not said:
        return NEVER
    found = re.fullmatch(r"([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)", said)
    if found is None:
        raise ValueError("quiet hours are written 21:00-08:00")
    return Quiet(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
