"""The register as it was read a moment ago, so that a rush at the windows does not read it anew for every case."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from services.intake.cases.circumstances import Duties
from shared.contracts.duties import AdmissionStated, DelegationRegistered, ProxyCatalogPublished, StationingStated
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.replica import Replica
from shared.timekeeping import Calendar

T = TypeVar("T")

SECONDS = 1.0
"""How old an answer may be: a new version of an item counts at every process after this at the latest."""


class Recent:
    """Answers from memory for a second, then looks again; refusals are not remembered."""

    def __init__(self, replica: Replica, seconds: float = SECONDS, now: Callable[[], float] = time.monotonic) -> None:
        self._replica = replica
        self._seconds = seconds
        self._now = now
        self._kept: dict[tuple[str, str], tuple[float, Any]] = {}

    def item(self, code: str, day: date) -> tuple[ItemPublished, int]:
        """Give an item as it is in force on a day, and its version; raises as `Replica.item_on`."""
        newest, version = self._of(("item", code), lambda: self._replica.item(code))
        return (newest, version) if newest.effective_from <= day else self._replica.item_on(code, day)

    def venue(self, venue: str) -> VenueRegistered:
        """Give a hall or point; raises as `Replica.venue`."""
        return self._of(("venue", venue), lambda: self._replica.venue(venue))

    def duties(self, item: ItemPublished, hall: VenueRegistered) -> Duties:
        """Give what the register says of an item at a hall."""
        return self._of(("duties", f"{hall.id} {item.code} {item.department}"), lambda: self._duties(item, hall))

    def calendar(self, division: str) -> Calendar:
        """Give the calendar of a jurisdiction, as `Replica.calendar` does."""
        return self._of(("calendar", division), lambda: self._replica.calendar(division))

    def _duties(self, item: ItemPublished, hall: VenueRegistered) -> Duties:
        given = self._of(("delegations", ""), lambda: self._replica.all(DelegationRegistered))
        return Duties(
            admission=self._replica.find(AdmissionStated, hall.id, item.code),
            stationing=self._replica.find(StationingStated, hall.id, item.department),
            delegations=tuple(each for each in given.values() if item.code in each.items),
            catalog=self._replica.find(ProxyCatalogPublished, hall.division[:9]),
        )

    def forget(self) -> None:
        """Look again at once: something was stated here."""
        self._kept = {}

    def _of(self, what: tuple[str, str], look: Callable[[], T]) -> T:
        """Give what is known; where that is too old one request looks again, and the others need not wait for it."""
        until, known = self._kept.get(what, (0.0, None))
        if self._now() >= until:
            if what in self._kept:
                self._kept[what] = (self._now() + self._seconds, known)
            try:
                known = look()
            except BaseException:
                self._kept.pop(what, None)
                raise
            self._kept[what] = (self._now() + self._seconds, known)
        answer: T = known
        return answer
