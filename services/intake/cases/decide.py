"""Every rule of a case at the window. Pure: time, actor, item, hall and calendar arrive with the command.

A refusal names its basis: a row of the requirements, or an article (许可法 = Administrative Licensing Law).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from services.intake.cases import acceptance, place
from services.intake.cases.commands import (
    Accept,
    CaseCommand,
    Complete,
    Deliver,
    Receive,
    RecordDecision,
    Redirect,
    Refuse,
    RequestSupplement,
    Supplement,
    Withdraw,
)
from services.intake.cases.state import OPEN, Case, Status
from shared.contracts import Event, Rejected
from shared.contracts.intake import (
    CaseDelivered,
    CaseReceived,
    CaseRedirected,
    CaseRefused,
    CaseWithdrawn,
    DecisionRecorded,
)
from shared.timekeeping import local_day

VAGUE = frozenset(
    {"不符合条件", "不符合规定", "不符合要求", "条件不符", "材料不符", "不予受理", "notqualified", "notallowed"}
)
"""Reasons that say nothing, as compared after taking out spaces and punctuation (S2.5f)."""


def decide(case: Case, command: CaseCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    known(case, command)
    _in_order(case, command)
    if isinstance(command, RecordDecision):
        return _decision_recorded(case.status, command)
    return [_fact(case, command)]


def _fact(case: Case, command: CaseCommand) -> Event:  # noqa: PLR0911 - a line for each command
    match command, case.status:
        case Receive(), Status.NEW:
            return _received(command)
        case Accept(), Status.RECEIVED | Status.SUPPLEMENTED:
            return acceptance.accepted(case, command)
        case RequestSupplement(), Status.RECEIVED | Status.SUPPLEMENT_REQUESTED | Status.SUPPLEMENTED:
            return acceptance.supplement_requested(case, command)
        case Supplement(), Status.SUPPLEMENT_REQUESTED | Status.SUPPLEMENTED:
            return acceptance.supplemented(command)
        case Complete(), Status.RECEIVED | Status.SUPPLEMENTED:
            return acceptance.completed(case, command)
        case Deliver(), Status.DECIDED | Status.COMPLETED:
            return _delivered(case, command)
        case _, status:
            return _ended(status, command)


def _ended(status: Status, command: CaseCommand) -> Event:
    match command:
        case Refuse() if status in OPEN:
            return _refused(command)
        case Redirect() if status is Status.RECEIVED:
            return _redirected(command)
        case Withdraw() if status in OPEN or status is Status.ACCEPTED:
            return _withdrawn(command)
    raise Rejected("wrong_state", f"a case that is {status} takes no {command.name}")


def known(case: Case, command: CaseCommand) -> None:
    """Whoever asks must have this case before them: a clerk at their own hall, an applicant with their own case."""
    if isinstance(command, Receive):
        _at_own_hall(command, command.hall.id)
    elif case.status is Status.NEW or (command.account and command.account != case.account):
        raise Rejected("unknown_case", "there is no such case", status=404)
    else:
        _at_own_hall(command, case.hall)


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


def _received(command: Receive) -> CaseReceived:
    place.taken_here(command, local_day(command.meta.occurred_at))
    acceptance.in_guide(command.item, command.materials)
    return CaseReceived(
        item=command.item.code,
        item_version=command.item_version,
        item_name=command.item.name.zh,
        kind=command.item.kind,
        department=command.item.department,
        hall=command.hall.id,
        window=command.window,
        division=command.hall.division,
        channel=command.channel,
        applicant=command.applicant,
        materials=tuple(dict.fromkeys(command.materials)),
        promised=command.item.promised,
        statutory=command.item.statutory,
        received_at=command.meta.occurred_at,
        account=command.account,
        **_again(command),
    )


AGAIN_WORKING_DAYS = 10
"""An application of the same person for the same item so soon after a withdrawal is the same one again (G3)."""


def _again(command: Receive) -> dict[str, Any]:
    """Link an application to the one withdrawn before it: handing in anew resets no clock of the assessment (B01).

    A withdrawal that the applicant did not confirm counts as late already; then this one counts no second time.
    """
    earlier, calendar = command.earlier, command.calendar
    if earlier is None or calendar is None:
        return {}
    day = local_day(command.meta.occurred_at)
    if calendar.working_days_between(earlier.withdrawn_on, day) > AGAIN_WORKING_DAYS:
        return {}
    return {"follows": earlier.case_no, "assessed_due": earlier.due if earlier.confirmed else None}


def _refused(command: Refuse) -> CaseRefused:
    """A refusal says why, on which articles, and where to complain (S2.5f; 许可法32, 38)."""
    if _says_nothing(command.reasons):
        told = {"reasons": "name the facts"}
        raise Rejected(
            "reasons_too_vague", "a refusal states the facts it rests on", "S2.5f; 许可法38", status=422, errors=told
        )
    if not command.basis.strip():
        told = {"basis": "name the articles"}
        raise Rejected(
            "basis_missing", "a refusal names the articles it rests on", "S2.5f; 许可法38", status=422, errors=told
        )
    return CaseRefused(
        document_no=command.document_no,
        reasons=command.reasons.strip(),
        basis=command.basis.strip(),
        review_authority=command.review_authority,
    )


def _says_nothing(reasons: str) -> bool:
    bare = re.sub(r"[\W_]+", "", reasons).lower()
    return not bare or bare in VAGUE


def _redirected(command: Redirect) -> CaseRedirected:
    """Whoever came to the wrong door is told the right one at once: which, where, telephone (S2.5g; 许可法32)."""
    told = {"department": command.department, "address": command.address, "telephone": command.telephone}
    missing = {name: "required" for name, value in told.items() if not value.strip()}
    if missing:
        message = "name the competent department, its address and its telephone"
        raise Rejected("redirect_incomplete", message, "S2.5g; 许可法32", status=422, errors=missing)
    return CaseRedirected(**{name: value.strip() for name, value in told.items()})


def _withdrawn(command: Withdraw) -> CaseWithdrawn:
    """An applicant's own withdrawal is confirmed by itself; a clerk says whether the applicant confirmed it (G3)."""
    return CaseWithdrawn(
        reason=command.reason.strip(),
        confirmed=command.confirmed or bool(command.account),
        withdrawn_on=local_day(command.meta.occurred_at),
    )


def _decision_recorded(status: Status, command: RecordDecision) -> list[Event]:
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


def _delivered(case: Case, command: Deliver) -> CaseDelivered:
    """A refusal that does not say where and until when to ask for remedies cannot be served (许可法38②)."""
    if not case.remedies_told:
        raise Rejected("remedy_missing", "the decision names no remedies, so it cannot be served", "S2.5f; 许可法38②")
    return CaseDelivered(
        manner=command.manner,
        delivered_on=local_day(command.meta.occurred_at),
        department=case.department,
        item=case.item,
        division=case.division,
    )
