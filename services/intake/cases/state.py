"""What a case is at a moment: the fold of its events. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from shared.contracts import Event
from shared.contracts.intake import (
    Applicant,
    CaseAccepted,
    CaseCompleted,
    CaseDelivered,
    CaseReceived,
    CaseRedirected,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    DecisionRecorded,
    Defect,
    SupplementRequested,
)
from shared.contracts.limits import TimeLimit
from shared.timekeeping import local_day


class Status(StrEnum):
    """Where a case stands. Approval's own steps are not told here; between acceptance and decision it is `accepted`."""

    NEW = "new"
    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENTED = "supplemented"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    COMPLETED = "completed"
    DELIVERED = "delivered"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.RECEIVED, Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENTED})
"""The window has yet to say whether it accepts."""

ENDED = frozenset({Status.DELIVERED, Status.REFUSED, Status.REDIRECTED, Status.WITHDRAWN})
"""Nothing more happens to the case."""

NOBODY = Applicant("", "", "", "")
NO_LIMIT = TimeLimit(0, "same_day")


@dataclass(frozen=True, slots=True)
class Case:
    """A case. Fields that came with later events are empty until then; days are local, times tz-aware."""

    status: Status = Status.NEW
    item: str = ""
    item_version: int = 0
    item_name: str = ""
    kind: Literal["instant", "promised"] = "promised"
    department: str = ""
    hall: str = ""
    window: str = ""
    division: str = ""
    channel: str = ""
    applicant: Applicant = NOBODY
    materials: tuple[str, ...] = ()
    promised: TimeLimit = NO_LIMIT
    statutory: TimeLimit | None = None
    received_at: datetime | None = None
    account: str = ""
    notice_no: str = ""
    defects: tuple[Defect, ...] = ()
    notice_due: date | None = None
    supplied: tuple[str, ...] = ()
    supplied_on: date | None = None
    receipt_no: str = ""
    accepted_on: date | None = None
    manner: str = ""
    promised_due: date | None = None
    statutory_due: date | None = None
    provisional: bool = False
    outcome: str = ""
    document_no: str = ""
    decided_at: datetime | None = None
    remedies_told: bool = True
    completed_on: date | None = None
    delivered_on: date | None = None
    ending: str = ""
    withdrawn_on: date | None = None
    confirmed: bool = True

    @property
    def received_on(self) -> date:
        """The receipt day: the actual local day, weekends and nights included (B-3.3)."""
        assert self.received_at is not None, "a case that was never received has no receipt day"
        return local_day(self.received_at)

    @property
    def outstanding(self) -> tuple[str, ...]:
        """The materials a notice named that have not come since, in the notice's order."""
        return tuple(dict.fromkeys(d.material for d in self.defects if d.material not in self.supplied))


def evolve(case: Case, fact: Event) -> Case:  # noqa: PLR0911 - a line for each event
    """Give the case after an event; an event that does not concern it changes nothing."""
    match fact:
        case CaseReceived():
            return _received(fact)
        case SupplementRequested():
            return _supplement_requested(case, fact)
        case CaseSupplemented():
            return _supplemented(case, fact)
        case CaseAccepted():
            return _accepted(case, fact)
        case DecisionRecorded():
            return _decided(case, fact)
        case CaseCompleted(result=result, completed_on=day):
            return replace(case, status=Status.COMPLETED, outcome=result, completed_on=day, promised_due=fact.due)
        case CaseDelivered(delivered_on=day):
            return replace(case, status=Status.DELIVERED, delivered_on=day)
    return _ended(case, fact)


def _received(fact: CaseReceived) -> Case:
    return Case(
        status=Status.RECEIVED,
        item=fact.item,
        item_version=fact.item_version,
        item_name=fact.item_name,
        kind=fact.kind,
        department=fact.department,
        hall=fact.hall,
        window=fact.window,
        division=fact.division,
        channel=fact.channel,
        applicant=fact.applicant,
        materials=fact.materials,
        promised=fact.promised,
        statutory=fact.statutory,
        received_at=fact.received_at,
        account=fact.account,
    )


def _supplement_requested(case: Case, fact: SupplementRequested) -> Case:
    """What a later notice names again counts as not supplied."""
    named = {defect.material for defect in fact.defects}
    return replace(
        case,
        status=Status.SUPPLEMENT_REQUESTED,
        notice_no=fact.notice_no,
        notice_due=fact.due,
        defects=case.defects + fact.defects,
        supplied=tuple(code for code in case.supplied if code not in named),
    )


def _supplemented(case: Case, fact: CaseSupplemented) -> Case:
    return replace(
        case,
        status=Status.SUPPLEMENTED,
        materials=tuple(dict.fromkeys(case.materials + fact.materials)),
        supplied=tuple(dict.fromkeys(case.supplied + fact.materials)),
        supplied_on=fact.supplied_on,
    )


def _accepted(case: Case, fact: CaseAccepted) -> Case:
    return replace(
        case,
        status=Status.ACCEPTED,
        receipt_no=fact.receipt_no,
        accepted_on=fact.accepted_on,
        manner=fact.manner,
        promised_due=fact.promised_due,
        statutory_due=fact.statutory_due,
        provisional=fact.provisional,
    )


def _decided(case: Case, fact: DecisionRecorded) -> Case:
    return replace(
        case,
        status=Status.DECIDED,
        outcome=fact.outcome,
        document_no=fact.document_no,
        decided_at=fact.decided_at,
        remedies_told=fact.remedies_told,
    )


def _ended(case: Case, fact: Event) -> Case:
    match fact:
        case CaseRefused(document_no=number, reasons=reasons):
            return replace(case, status=Status.REFUSED, document_no=number, ending=reasons)
        case CaseRedirected(department=department):
            return replace(case, status=Status.REDIRECTED, ending=department)
        case CaseWithdrawn(reason=reason, confirmed=confirmed, withdrawn_on=day):
            return replace(case, status=Status.WITHDRAWN, ending=reason, confirmed=confirmed, withdrawn_on=day)
    return case
