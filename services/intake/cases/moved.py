"""What became of a case's last days after acceptance: suspended, extended, counted again on a published calendar.

Approval counts them; intake keeps what it told last, beside what the receipt says, so that nobody is shown a day that
no longer holds. The receipt itself stays as it was handed out.
"""

from __future__ import annotations

from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from shared.contracts import Event, encode
from shared.contracts.approval import (
    ReviewExtended,
    ReviewRecalculated,
    ReviewResumed,
    ReviewSuspended,
    SuspensionVoided,
)

Document = dict[str, Any]


class MovedDates:
    """The newest dates of cases whose dates moved, in the collection `moved_dates`."""

    def __init__(self, collection: Collection[Document]) -> None:
        self._collection = collection

    def note(self, case_no: str, version: int, fact: Event) -> None:
        """Keep the dates of a step of a review that moved them; older and other steps change nothing.

        Args:
            case_no: the case.
            version: of the review's stream, so that what is heard again never replaces what came later.
            fact: the step.
        """
        match fact:
            case ReviewSuspended() | ReviewResumed() | SuspensionVoided() | ReviewExtended() | ReviewRecalculated():
                told = encode(fact)["dates"]
            case _:
                return
        fields = {**told, "because": fact.type, "version": version}
        try:
            older = {"_id": case_no, "version": {"$lt": version}}
            self._collection.update_one(older, {"$set": fields}, upsert=True)
        except DuplicateKeyError:
            return  # what is there is as new or newer

    def of(self, case_no: str) -> Document | None:
        """Give the dates as they were told last, and which step moved them; None where nothing did."""
        return self._collection.find_one({"_id": case_no}, {"_id": 0, "version": 0})
