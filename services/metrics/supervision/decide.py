"""Every rule of supervision. Pure; raises `Rejected`. The software proposes; people sign, after the unit was heard."""

from __future__ import annotations

from datetime import date

from services.metrics.supervision.commands import (
    Close,
    GiveStatement,
    Hold,
    Issue,
    Order,
    Overdue,
    Propose,
    Report,
)
from services.metrics.supervision.state import Status, Supervision
from shared.contracts import Command, Event, Rejected
from shared.contracts.supervision import (
    InterviewHeld,
    StatementGiven,
    SupervisionAnswered,
    SupervisionClosed,
    SupervisionIssued,
    SupervisionOverdue,
    SupervisionProposed,
)
from shared.timekeeping import local_day

LADDER = "D-4; S3.3c"
ORDERS = "S3.3b"


def decide(told: Supervision, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `unknown_supervision`, `other_unit`, `wrong_state`, `statement_missing`, `evidence_changed`,
            `not_outside`, `due_passed`, `no_interview`, `interview_missing`.
    """
    match command:
        case Propose():
            return _propose(told, command)
        case Order():
            return _order(told, command)
    if told.status is Status.NEW:
        raise Rejected("unknown_supervision", "there is no such order or proposal", status=404)
    return _later(told, command)


def _later(told: Supervision, command: Command) -> list[Event]:  # noqa: PLR0911 - a line for each command
    match command, told.status:
        case GiveStatement(), Status.PROPOSED | Status.ISSUED:
            return _statement(command)
        case Issue(), Status.PROPOSED:
            return _issue(told, command)
        case Report(), Status.ISSUED:
            return _report(told, command)
        case Hold(), Status.ISSUED | Status.ANSWERED:
            return _hold(told, command)
        case Overdue(), Status.ISSUED:
            return _overdue(told, command)
        case Overdue(), _:
            return []
        case Close(), Status.PROPOSED | Status.ISSUED | Status.ANSWERED:
            return _close(told, command)
    raise Rejected("wrong_state", f"what is {told.status} takes no {command.name}", LADDER)


def _propose(told: Supervision, command: Propose) -> list[Event]:
    """A step is proposed once for a unit and period; nothing follows from it by itself (D-4)."""
    if told.status is not Status.NEW:
        return []
    return [
        SupervisionProposed(
            step=command.step,
            kind=command.kind,
            unit=command.unit,
            period=command.period,
            ground=command.ground,
            evidence=command.evidence,
        )
    ]


def _order(told: Supervision, command: Order) -> list[Event]:
    """An order names its source, what it requires, and a last day that is to come (S3.3b)."""
    if told.status is not Status.NEW:
        raise Rejected("wrong_state", "this order was issued already", ORDERS)
    _to_come(command, command.due)
    _outside(command, command.unit)
    return [
        SupervisionIssued(
            step=command.step,
            kind=command.kind,
            unit=command.unit,
            ground=command.ground,
            evidence=command.evidence,
            source=command.source,
            requirement=command.requirement,
            due=command.due,
            provisional=command.provisional,
        )
    ]


def _statement(command: GiveStatement) -> list[Event]:
    """The unit is heard, in its own words (D-4)."""
    if not command.own:
        raise Rejected("other_unit", "only the unit concerned gives its statement", LADDER, status=403)
    return [StatementGiven(text=command.text)]


def _issue(told: Supervision, command: Issue) -> list[Event]:
    """A person outside the unit signs, after its statement, while the evidence holds (D-4; S3.3c)."""
    _outside(command, told.unit)
    if not told.statement:
        raise Rejected("statement_missing", "the unit has not been heard yet", LADDER)
    if not command.holds:
        raise Rejected("evidence_changed", "the published results do not demand this any more", LADDER)
    _to_come(command, command.due)
    return [
        SupervisionIssued(
            step=told.step,
            kind=told.kind,
            unit=told.unit,
            ground=told.ground,
            evidence=told.evidence,
            source=command.source,
            requirement=command.requirement,
            due=command.due,
            provisional=command.provisional,
        )
    ]


def _report(told: Supervision, command: Report) -> list[Event]:
    """The unit answers; whether in time is told, late answers are taken (S3.3b)."""
    if not command.own:
        raise Rejected("other_unit", "only the unit concerned answers", ORDERS, status=403)
    today = local_day(command.meta.now)
    assert told.due is not None, "what is issued has a last day"
    return [SupervisionAnswered(text=command.text, answered_on=today, in_time=today <= told.due)]


def _hold(told: Supervision, command: Hold) -> list[Event]:
    if told.step != "interview":
        raise Rejected("no_interview", "this is no interview", LADDER)
    _outside(command, told.unit)
    return [InterviewHeld(held_on=local_day(command.meta.occurred_at), minutes=command.minutes)]


def _overdue(told: Supervision, command: Overdue) -> list[Event]:
    """Told once, on the day after the last day (S3.3b)."""
    assert told.due is not None, "what is issued has a last day"
    return [] if told.overdue or local_day(command.meta.now) <= told.due else [SupervisionOverdue(due=told.due)]


def _close(told: Supervision, command: Close) -> list[Event]:
    """What was issued ends as done or not done, what was only proposed is dropped; always with reasons."""
    _outside(command, told.unit)
    issued = told.issued is not None
    if issued == (command.outcome == "dropped"):
        raise Rejected("wrong_state", "what was issued is done or not done; a proposal is dropped", LADDER)
    if told.step == "interview" and command.outcome == "done" and told.held is None:
        raise Rejected("interview_missing", "the interview has not been held", LADDER)
    return [SupervisionClosed(outcome=command.outcome, reasons=command.reasons, issued=issued)]


def _to_come(command: Command, due: date) -> None:
    if due <= local_day(command.meta.now):
        told = {"due": "a day to come"}
        raise Rejected("due_passed", "the last day lies ahead", ORDERS, status=422, errors=told)


def _outside(command: Command, unit: str) -> None:
    if command.meta.actor.unit == unit:
        raise Rejected("not_outside", "nobody supervises their own unit", LADDER, status=403)
