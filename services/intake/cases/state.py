"""What a case is at a moment: the fold of its events. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from services.intake.cases.aside import beside
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
    Channel,
    DecisionRecorded,
    Defect,
    Guardian,
    SupplementRequested,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.receiving import CaseNotNeeded
from shared.timekeeping import local_day

REFERENCES = ("ticket", "scan", "appointment", "proxy", "mandate", "special", "home_visit")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Ids of what an application rests on; empty where it rests on nothing of the kind."""

    ticket: str = ""
    scan: str = ""
    appointment: str = ""
    proxy: str = ""
    mandate: str = ""
    special: str = ""
    home_visit: str = ""


NO_REFERENCES = References()


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
    NOT_NEEDED = "not_needed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.RECEIVED, Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENTED})
"""The window has yet to say whether it accepts."""

ENDED = frozenset({Status.DELIVERED, Status.REFUSED, Status.REDIRECTED, Status.NOT_NEEDED, Status.WITHDRAWN})
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
    channel: Channel = "window"
    applicant: Applicant = NOBODY
    materials: tuple[str, ...] = ()
    promised: TimeLimit = NO_LIMIT
    statutory: TimeLimit | None = None
    received_at: datetime | None = None
    account: str = ""
    notice_no: str = ""
    defects: tuple[Defect, ...] = ()
    notice_due: date | None = None
    noticed_on: date | None = None
    supply_by: date | None = None
    reminded_of: date | None = None
    unsupplied: date | None = None
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
    confirmed_by: str = ""
    near_due: bool = False
    simulated: bool = False
    follows: str = ""
    assessed_due: date | None = None
    evidence: str = ""
    registered_at: datetime | None = None
    late_days: int = 0
    references: References = NO_REFERENCES
    besides: str = ""
    guardian: Guardian | None = None
    alone: str = ""
    notice_in_time: bool = True
    corrected: bool = False
    blocked: int = 0
    due_passed: date | None = None
    tolerated: tuple[str, ...] = ()
    tolerated_due: date | None = None
    promise_no: str = ""
    made_good: tuple[str, ...] = ()
    promise_broken: bool = False
    false_materials: tuple[str, ...] = ()
    barred_until: date | None = None
    paper_no: str = ""
    collected_under: str = ""

    @property
    def still_tolerated(self) -> tuple[str, ...]:
        """The promised papers that have not come, while the promise holds; after a refusal nobody waits for them."""
        over = self.promise_broken or self.outcome not in ("", "approved")
        return () if over else tuple(code for code in self.tolerated if code not in self.made_good)

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
            return replace(case, status=Status.DELIVERED, delivered_on=day, collected_under=fact.mandate)
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
        simulated=fact.simulated,
        follows=fact.follows,
        assessed_due=fact.assessed_due,
        evidence=fact.evidence,
        registered_at=fact.registered_at,
        late_days=fact.late_days,
        references=References(**{name: getattr(fact, name) for name in REFERENCES}),
        besides=fact.besides,
        guardian=fact.guardian,
        alone=fact.alone,
    )


def _supplement_requested(case: Case, fact: SupplementRequested) -> Case:
    """What a later notice names again counts as not supplied."""
    named = {defect.material for defect in fact.defects}
    return replace(
        case,
        status=Status.SUPPLEMENT_REQUESTED,
        notice_no=fact.notice_no,
        notice_due=fact.due,
        notice_in_time=fact.in_time,
        noticed_on=fact.noticed_on,
        supply_by=fact.supply_by,
        reminded_of=None,
        unsupplied=None,
        defects=case.defects + fact.defects,
        supplied=tuple(code for code in case.supplied if code not in named),
    )


def _supplemented(case: Case, fact: CaseSupplemented) -> Case:
    """The day on which everything named was in hand stays that day, whatever comes on top later (B-3.3)."""
    whole = case.status is Status.SUPPLEMENTED and not case.outstanding
    return replace(
        case,
        status=Status.SUPPLEMENTED,
        materials=tuple(dict.fromkeys(case.materials + fact.materials)),
        supplied=tuple(dict.fromkeys(case.supplied + fact.materials)),
        supplied_on=case.supplied_on if whole else fact.supplied_on,
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
        tolerated=fact.tolerated,
        tolerated_due=fact.tolerated_due,
        promise_no=fact.promise_no,
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
            bar: dict[str, Any] = {"false_materials": fact.false_materials, "barred_until": fact.barred_until}
            return replace(case, status=Status.REFUSED, document_no=number, ending=reasons, **bar)
        case CaseRedirected(document_no=number, department=department):
            return replace(case, status=Status.REDIRECTED, document_no=number, ending=department)
        case CaseNotNeeded(document_no=number, reasons=reasons):
            return replace(case, status=Status.NOT_NEEDED, document_no=number, ending=reasons)
        case CaseWithdrawn(reason=reason, confirmed=confirmed, withdrawn_on=day):
            how: dict[str, Any] = {"confirmed": confirmed, "confirmed_by": fact.confirmed_by, "near_due": fact.near_due}
            return replace(case, status=Status.WITHDRAWN, ending=reason, withdrawn_on=day, **how)
    return beside(case, fact)
