"""The matter a message is about: a case, or something that was asked for at a hall, as its view keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.messages.table import Receiver
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import category_of
from shared.journal.subscriber import Incoming
from shared.journal.views import View
from shared.timekeeping import TimekeepingError

Document = dict[str, Any]

VIEWS: Mapping[str, Callable[[Intake], View[Any]]] = {
    "appointment": lambda intake: intake.appointments,
    "visit": lambda intake: intake.hall.visits,
    "special": lambda intake: intake.hall.specials,
}
"""By category of stream: whose documents name an applicant, an account, a hall and an item as those of cases do."""


class Matters:
    """The matters of some commits; the cases among them are looked up at once."""

    def __init__(self, intake: Intake, several: Sequence[Incoming]) -> None:
        self.intake = intake
        cases = sorted({each.case or each.key for each in several if category_of(each.stream) not in VIEWS})
        found = intake.cases.collection.find({"_id": {"$in": cases}}) if cases else ()
        self._cases = {each["_id"]: each for each in found}

    def of(self, incoming: Incoming, told: Mapping[str, Any]) -> Told:
        """Give the matter of an event, even where its view has not caught up; an empty one where there is none."""
        category = category_of(incoming.stream)
        if category in VIEWS:
            return Told(self.intake, _found(self.intake, VIEWS[category](self.intake), incoming.key), incoming.key)
        case_no = incoming.case or told.get("case_no", "") or incoming.key
        found = self._cases.get(case_no) or _found(self.intake, self.intake.cases, case_no)
        return Told(self.intake, found, case_no)


def _found(intake: Intake, view: View[Any], key: str) -> Document:
    found = view.collection.find_one({"_id": key})
    if found is None:
        view.repair(intake.journal, key)
        found = view.collection.find_one({"_id": key})
    return found or {}


@dataclass(frozen=True, slots=True)
class Told:
    """What rows of the table may ask about a case, an appointment, a visit, a request; without one, they get nothing.

    `number`: of the case, or of whatever was asked for; the telephone was sealed for it.
    """

    intake: Intake
    case: Document
    number: str = ""

    def applicant(self) -> Receiver | None:
        """Give whom it is for."""
        if not self.case:
            return None
        who = self.case["applicant"]
        return Receiver(who["person"], who["phone"], self.number, self.case["account"])

    def common(self) -> Document:
        """Give what stands in every message: number, item, and the hall that answers for it."""
        if not self.case:
            return {}
        hall, item = self._hall(), self._item()
        return {
            "case_no": self.case.get("case_no", ""),
            "number": self.number,
            "item": _both(item.name) if item else {"zh": self.case.get("item_name", ""), "en": ""},
            "hall": _both(hall.name) if hall else "",
            "phone": hall.phone if hall else "",
        }

    def names(self, materials: list[str]) -> list[dict[str, str]]:
        """Give the names of materials of the item's guide; a code the guide lacks stands for itself."""
        item = self._item()
        known = {each.code: _both(each.name) for each in item.materials} if item else {}
        return [known.get(code, {"zh": code, "en": code}) for code in materials]

    def lapse_basis(self) -> str:
        """Give the article by which the case counts as withdrawn where supplements come late; empty: by none."""
        item = self._item()
        ends = item is not None and item.supplement_lapse == "withdrawn"
        return str(item.supplement_lapse_basis) if ends else ""

    def working_days_after(self, day: date, count: int) -> date | None:
        """Give the day so many working days on; None where no calendar covers it."""
        try:
            return self.intake.register.recent.calendar(self.case["division"]).add_working_days(day, count)
        except TimekeepingError:
            return None

    def _hall(self) -> VenueRegistered | None:
        """The hall as it was on the register a moment ago; many messages of one hall ask for it once."""
        try:
            return self.intake.register.recent.venue(self.case["hall"])
        except Rejected:
            return None

    def _item(self) -> Any:
        try:
            return self.intake.replica.item(self.case["item"], self.case.get("item_version"))[0]
        except Rejected:
            return None


def _both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
