"""Events -> messages in the outbox. Hearing an event again adds nothing; a rebuild of a fold cannot start this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.intake.cases.decider import CASES
from services.intake.cases.views import project
from services.intake.messages.outbox import stamp
from services.intake.messages.table import TABLE, Receiver, Row
from services.intake.service import Intake
from shared.contracts import Event, Rejected, encode
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import TimekeepingError

Document = dict[str, Any]

STALE = timedelta(hours=168)
"""What was recorded longer ago is not sent any more: a worker that begins to read an old log wakes nobody."""


def subscription(intake: Intake) -> Subscription:
    """Give what messages follow from: the streams of the events in the table."""
    categories = frozenset(category_of_event(each) for each in TABLE)
    return Subscription("intake.messages", (JOURNAL,), lambda incoming: hear(intake, incoming), categories)


def category_of_event(event: str) -> str:
    """Tell the category of the stream that holds an event: what stands before the point."""
    return event.partition(".")[0]


def hear(intake: Intake, incoming: Incoming) -> None:
    """Queue a message for each event that somebody is told."""
    for index, fact in enumerate(incoming.events):
        row = TABLE.get(fact.type)
        if row is not None:
            _queue(intake, incoming, index, fact, row)


def _queue(intake: Intake, incoming: Incoming, index: int, fact: Event, row: Row) -> None:
    told = encode(fact)
    matter = CaseMatter(intake, _case(intake, incoming, told, row))
    receiver = row.receiver(told) if row.receiver else _applicant(matter.case)
    if receiver is None or not (receiver.phone or receiver.account):
        return
    values = row.values(matter, told)
    if values is not None:
        intake.outbox.add(_message(intake, incoming, index, row, receiver, {**matter.common(), **values}))


def _case(intake: Intake, incoming: Incoming, told: Mapping[str, Any], row: Row) -> Document:
    """Give the case the event belongs to, even where the list has not caught up; empty where it belongs to none."""
    case_no = incoming.case or told.get("case_no", "")
    if not case_no and row.receiver is None:
        case_no = incoming.key
    if not case_no:
        return {}
    found = intake.cases.collection.find_one({"_id": case_no})
    if found is None:
        loaded = intake.journal.load(CASES, case_no)
        found = project(case_no, loaded.state) if loaded.version else None
    return found or {}


def _applicant(case: Mapping[str, Any]) -> Receiver | None:
    if not case:
        return None
    who = case["applicant"]
    return Receiver(who["person"], who["phone"], case["case_no"], case["account"])


def _message(
    intake: Intake, incoming: Incoming, index: int, row: Row, receiver: Receiver, values: Document
) -> Document:
    fact = incoming.envelope.events[index]
    recorded = datetime.fromisoformat(incoming.envelope.recorded_at)
    simulated = incoming.envelope.clock == "simulated"
    now = intake.clock.now()
    why = "" if receiver.phone else "no_telephone"
    if not simulated and now - recorded > STALE:
        why = "stale"
    return {
        "_id": f"{fact.id}/{receiver.person or receiver.account}",
        "event": fact.type,
        "text": row.text,
        "values": values,
        "case_no": values.get("case_no", ""),
        "person": receiver.person,
        "phone": receiver.phone,
        "place": receiver.place,
        "account": receiver.account,
        "at": stamp(recorded),
        "simulated": simulated,
        "state": "withheld" if why else "queued",
        "why": why,
        "due_at": "" if why else stamp(now),
        "attempts": 0,
        "fault": "",
    }


@dataclass(frozen=True, slots=True)
class CaseMatter:
    """What rows of the table may ask about a case; without a case, they get nothing."""

    intake: Intake
    case: Document

    def common(self) -> Document:
        """Give what stands in every message of a case: its number, its item, the hall that answers for it."""
        if not self.case:
            return {}
        hall, item = self._hall(), self._item()
        return {
            "case_no": self.case["case_no"],
            "item": _both(item.name) if item else {"zh": self.case["item_name"], "en": ""},
            "hall": _both(hall.name) if hall else "",
            "phone": hall.phone if hall else "",
        }

    def names(self, materials: list[str]) -> list[dict[str, str]]:
        """Give the names of materials of the item's guide; a code the guide lacks stands for itself."""
        item = self._item()
        known = {each.code: _both(each.name) for each in item.materials} if item else {}
        return [known.get(code, {"zh": code, "en": code}) for code in materials]

    def working_days_after(self, day: date, count: int) -> date | None:
        """Give the day so many working days on; None where no calendar covers it."""
        try:
            return self.intake.calendar(self.case["division"]).add_working_days(day, count)
        except TimekeepingError:
            return None

    def _hall(self) -> VenueRegistered | None:
        return self.intake.replica.find(VenueRegistered, self.case["hall"])

    def _item(self) -> Any:
        try:
            return self.intake.replica.item(self.case["item"], self.case["item_version"])[0]
        except Rejected:
            return None


def _both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
