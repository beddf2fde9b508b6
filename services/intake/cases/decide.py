"""Every rule of a case at the window. Pure: time, actor, item, hall and calendar arrive with the command.

A refusal names its basis: a row of the requirements, or an article (许可法 = Administrative Licensing Law). The rules
of each act lie beside: `receiving`, `outcomes` (the five of art. 32), `notices`, `acceptance`, `tolerance`, `leaving`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from services.intake.cases import acceptance, leaving, notices, outcomes, receiving, supplying, tolerance
from services.intake.cases.commands import (
    Accept,
    CaseCommand,
    Complete,
    Correct,
    Deliver,
    Lapse,
    LapseSupplement,
    MakeGood,
    NoteDuePassed,
    NotNeeded,
    Receive,
    RecordDecision,
    Redirect,
    Refuse,
    RemindToSupply,
    RequestSupplement,
    Supplement,
    SwitchChannel,
    Withdraw,
)
from services.intake.cases.state import ENDED, OPEN, Case, Status
from shared.contracts import Event, Rejected

SILENT = (Status.RECEIVED, Status.SUPPLEMENTED)
"""The applicant waits for the window's answer."""


def decide(case: Case, command: CaseCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    known(case, command)
    _in_order(case, command)
    match command:
        case Receive():
            return receiving.received(command) if case.status is Status.NEW else _no(case, command)
        case Accept() | RequestSupplement() | Supplement() | Correct() | Complete():
            return [_answered(case, command)]
        case Refuse() | Redirect() | NotNeeded() | Withdraw():
            return [_ended(case, command)]
    return _later(case, command)


def _answered(case: Case, command: CaseCommand) -> Event:
    """The window's answers to an application, and the applicant's to the window's."""
    match command, case.status:
        case Accept(), status if status in SILENT:
            return acceptance.accepted(case, command)
        case RequestSupplement(), status if status in OPEN:
            return notices.requested(case, command)
        case RequestSupplement(), Status.ACCEPTED:
            raise notices.after_acceptance(case, command)
        case Supplement(), Status.SUPPLEMENT_REQUESTED | Status.SUPPLEMENTED:
            return notices.supplemented(command)
        case Correct(), Status.RECEIVED:
            return outcomes.corrected(command)
        case Complete(), status if status in SILENT:
            return acceptance.completed(case, command)
    return _no(case, command)


def _ended(case: Case, command: CaseCommand) -> Event:
    match command, case.status:
        case Refuse(), status if status in OPEN:
            return outcomes.refused(case, command)
        case Redirect(), Status.RECEIVED:
            return outcomes.redirected(case, command)
        case NotNeeded(), Status.RECEIVED:
            return outcomes.not_needed(case, command)
        case Withdraw(), status if status in OPEN or status is Status.ACCEPTED:
            return leaving.withdrawn(case, command)
    return _no(case, command)


def _later(case: Case, command: CaseCommand) -> Sequence[Event]:  # noqa: PLR0911 - a line for each command
    match command, case.status:
        case RecordDecision(), status:
            return leaving.decision_recorded(status, command)
        case Deliver(), Status.DECIDED | Status.COMPLETED:
            return [leaving.delivered(case, command)]
        case SwitchChannel(), status if status not in ENDED:
            return [receiving.switched(case, command)]
        case MakeGood(), Status.ACCEPTED | Status.DECIDED:
            return [tolerance.made_good(case, command)]
        case Lapse(), status:
            return tolerance.lapsed(case, command) if status in (Status.ACCEPTED, Status.DECIDED) else []
        case RemindToSupply(), _:
            return supplying.reminded(case)
        case LapseSupplement(), _:
            return supplying.lapsed(case, command)
        case NoteDuePassed(), status:
            return acceptance.due_passed(case, command) if status is Status.RECEIVED else []
    return _no(case, command)


def _no(case: Case, command: CaseCommand) -> NoReturn:
    raise Rejected("wrong_state", f"a case that is {case.status} takes no {command.name}")


def known(case: Case, command: CaseCommand) -> None:
    """Whoever asks must have this case before them: a clerk at their own hall, an applicant with their own case."""
    if isinstance(command, Receive):
        _at_own_hall(command, command.hall.id)
    elif case.status is Status.NEW or not _own(case, command):
        raise Rejected("unknown_case", "there is no such case", status=404)
    else:
        _at_own_hall(command, case.hall)


def _own(case: Case, command: CaseCommand) -> bool:
    """An applicant's case is the account's own, or one of nobody's account whose number and code it has shown."""
    if not command.account or command.account == case.account:
        return True
    return isinstance(command, SwitchChannel) and command.claimed and not case.account


def _at_own_hall(command: CaseCommand, hall: str) -> None:
    if command.desk and command.desk != hall:
        raise Rejected("wrong_hall_for_clerk", f"your window is at {command.desk}, not at {hall}", "S2.1d", status=403)


def _in_order(case: Case, command: CaseCommand) -> None:
    """Nothing happens in the future, and nothing to a case before its receipt."""
    if command.meta.occurred_at > command.meta.now:
        told = {"occurred_at": "in the future"}
        raise Rejected("future_occurred_at", "this has not happened yet", "S1.2c", status=422, errors=told)
    system = command.meta.actor.role == "system"
    if case.received_at and command.meta.occurred_at < case.received_at and not system:
        told = {"occurred_at": f"before receipt at {case.received_at.isoformat()}"}
        raise Rejected(
            "before_receipt", "nothing happens to a case before its receipt", "S1.2c", status=422, errors=told
        )
