"""How a case leaves the window: withdrawn, decided elsewhere, handed over. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from services.intake.cases import tolerance
from services.intake.cases.commands import Deliver, RecordDecision, Withdraw
from services.intake.cases.state import Case, Status
from shared.contracts import Event, Rejected
from shared.contracts.intake import CaseDelivered, CaseWithdrawn, Confirmation, DecisionRecorded
from shared.timekeeping import local_day

NEAR_DUE_PERCENT = 80
"""Whoever withdraws after so much of the promised time confirms it in person, or it counts as late (G3)."""


def withdrawn(case: Case, command: Withdraw) -> CaseWithdrawn:
    """An applicant's own withdrawal is confirmed by itself; a clerk says whether, and how, the applicant confirmed it.

    Near the promised day a clerk's word alone is not enough: without the applicant's account, signature, code or face
    the withdrawal is recorded as unconfirmed (G3; B01).
    """
    near = near_due(case, command)
    how: Confirmation = "account" if command.account else command.confirmed_by
    return CaseWithdrawn(
        reason=command.reason.strip(),
        confirmed=bool(how) or (command.confirmed and not near),
        withdrawn_on=local_day(command.meta.occurred_at),
        confirmed_by=how,
        near_due=near,
        mandate=command.mandate,
    )


def near_due(case: Case, command: Withdraw) -> bool:
    """Tell whether four fifths of the promised time are used up, in working days of the calendar.

    What is left is counted to the day told last, so that a suspension uses nothing up.
    """
    due = command.due or case.promised_due
    if case.accepted_on is None or case.promised_due is None or due is None or command.calendar is None:
        return False
    today, count = local_day(command.counts_at), command.calendar.working_days_between
    total, left = count(case.accepted_on, case.promised_due), _left(count, today, due)
    return (total - left) * 100 >= NEAR_DUE_PERCENT * total


def _left(count: Callable[[date, date], int], today: date, due: date) -> int:
    return count(today, due) if today < due else 0


def decision_recorded(status: Status, command: RecordDecision) -> Sequence[Event]:
    """Approval decides accepted cases only; a withdrawal that crossed the decision stands."""
    if status is not Status.ACCEPTED:
        return []
    return [
        DecisionRecorded(
            outcome=command.outcome,
            document_no=command.document_no,
            decided_at=command.decided_at,
            remedies_told=command.remedies_told,
        )
    ]


def delivered(case: Case, command: Deliver) -> CaseDelivered:
    """A refusal that does not say where and until when to ask for remedies cannot be served (许可法38②)."""
    tolerance.nothing_owed(case)
    if not case.remedies_told:
        raise Rejected("remedy_missing", "the decision names no remedies, so it cannot be served", "S2.5f; 许可法38②")
    return CaseDelivered(
        manner=command.manner,
        delivered_on=local_day(command.meta.occurred_at),
        department=case.department,
        item=case.item,
        division=case.division,
        mandate=command.mandate,
    )
