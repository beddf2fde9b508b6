"""What other matters of intake ask the queue: when a number was called, as evidence of receipt (S2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.intake.queue.decider import TICKETS
from services.intake.service import Intake
from shared.contracts import Rejected


@dataclass(frozen=True, slots=True)
class CallEvidence:
    """That a number was called: where, when first, and for which items it was taken."""

    ticket: str
    hall: str
    day: date
    called_at: datetime
    items: tuple[str, ...]


def call_evidence(intake: Intake, ticket: str, *, hall: str, item: str) -> CallEvidence:
    """Give the first call of a number, for the receipt of a case (`case.received`: evidence `queue`).

    Raises:
        Rejected: 422 `unknown_ticket`: no such number of this hall; `ticket_not_called`; `ticket_for_other_item`.
    """
    state = intake.journal.load(TICKETS, ticket).state
    taken = state.taken
    if taken is None or taken.hall != hall:
        raise _wrong("unknown_ticket", "this hall gave no such number")
    if state.first_called_at is None:
        raise _wrong("ticket_not_called", "the number has not been called yet")
    if item not in taken.items:
        raise _wrong("ticket_for_other_item", "the number was taken for something else")
    return CallEvidence(ticket, taken.hall, taken.day, state.first_called_at, taken.items)


def _wrong(code: str, told: str) -> Rejected:
    return Rejected(code, told, "S2.5; S2.2b", status=422, errors={"ticket": told})
