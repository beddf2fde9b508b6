"""What happened to a case outside intake, as an applicant may know it: steps of the review and of the superior unit.

Kept in the collection `walked`, one document an event. Only the fields named here are kept: findings, officers and what
other parties said are none of the applicant's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection

from shared.contracts import encode
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription

Document = dict[str, Any]

KEPT: Mapping[str, tuple[str, ...]] = {
    "review.step_completed": ("step", "done_on"),
    "review.returned": ("step",),
    "review.consulted": ("department", "due"),
    "review.consultation_answered": ("department",),
    "review.statement_recorded": ("party", "heard_on", "adopted"),
    "review.suspended": ("procedure", "notice_no", "started_on", "resumes_by", "dates"),
    "review.resumed": ("procedure", "ended_on", "dates"),
    "review.suspension_voided": ("procedure", "dates"),
    "review.extended": ("added", "document_no", "reasons", "before", "dates"),
    "review.recalculated": ("cause", "before", "dates"),
    "review.hearing_offered": ("party", "request_by", "document_no"),
    "review.hearing_requested": ("party", "requested_on", "hold_by"),
    "review.hearing_waived": ("party", "waived_on"),
    "review.hearing_scheduled": ("held_on", "place", "notice_no"),
    "review.hearing_held": ("held_on",),
    "review.forwarded": ("superior", "forwarded_on", "superior_due"),
    "review.superior_answered": ("outcome",),
    "superior.material_asked": ("materials", "reason"),
    "review.decided": ("outcome", "document_no"),
    "review.served": ("served_on", "reconsideration_by", "litigation_by", "provisional"),
    "review.lateness_explained": ("due", "reasons"),
}
"""By event type, the fields a page may tell. Other events are not kept."""

OTHERS = "interested"
"""Steps of parties other than the applicant are not theirs to read."""


class Walked:
    """The steps outside intake, by case."""

    def __init__(self, collection: Collection[Document]) -> None:
        self._steps = collection

    def prepare(self) -> None:
        """Create the index; harmless when it exists."""
        self._steps.create_index([("case_no", ASCENDING), ("at", ASCENDING)], name="case")

    def subscription(self) -> Subscription:
        """Give what is heard: reviews, and what superior units ask for."""
        return Subscription("intake.progress", (JOURNAL,), self.hear, frozenset({"review", "superior"}))

    def hear(self, incoming: Incoming) -> None:
        """Keep the steps of a commit; keeping them again changes nothing."""
        for number, (kept, fact) in enumerate(zip(incoming.envelope.events, incoming.events, strict=True)):
            fields = KEPT.get(fact.type)
            data = encode(fact)
            if fields is None or data.get("party") == OTHERS:
                continue
            document = {
                "case_no": incoming.case or incoming.key,
                "type": fact.type,
                "at": kept.occurred_at,
                "recorded_at": incoming.envelope.recorded_at,
                "order": [incoming.version, number],
                "data": {name: data[name] for name in fields},
            }
            self._steps.replace_one({"_id": kept.id}, document, upsert=True)

    def of(self, case_no: str) -> list[Document]:
        """Give the steps of a case in the order in which they were recorded."""
        found = self._steps.find({"case_no": case_no}, {"_id": 0})
        return sorted(found, key=lambda step: (step["recorded_at"], step["order"]))
