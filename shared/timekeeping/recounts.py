"""What a recount of a deadline brings about, once a calendar is published that was not there before (B-3.2, B-3.3).

The authority's own duties follow the official calendar, even where that is shorter. An applicant who was told a later
day may rely on it until they are told the earlier one. Pure; whoever recounts keeps both days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Duty = Literal["authority", "applicant"]


@dataclass(frozen=True, slots=True)
class Recount:
    """A last day before and after a recount, and the one that holds.

    Attributes:
        before: the last day as it was counted, and told, first.
        after: the last day by the new calendar.
        holds: the last day that counts now.
        notify: whether the applicant has yet to be told, before the earlier day can hold.
    """

    before: date
    after: date
    holds: date
    notify: bool = False

    @property
    def changed(self) -> bool:
        """Whether the recount brought another day at all."""
        return self.before != self.after


def recounted(duty: Duty, before: date, after: date, *, notified_on: date | None = None) -> Recount:
    """Tell which last day holds after a recount.

    For an authority's duty: the new one. For an applicant's duty that became longer: the new one. For one that became
    shorter: the old, later one until the notice of the new one is delivered on `notified_on`; from then on the new
    one, yet never a day before that delivery, so that nobody is late by the notice itself.

    Args:
        duty: whose duty the deadline is; an authority's counts against it, an applicant's may cost them their right.
        before, after: the last days by the old and by the new calendar.
        notified_on: the local day on which the applicant was told of the new day; None while they were not.
    """
    if duty == "authority" or after >= before:
        return Recount(before, after, after)
    if notified_on is None:
        return Recount(before, after, before, notify=True)
    return Recount(before, after, min(before, max(after, notified_on)))
