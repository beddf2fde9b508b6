"""Events beside a case's main way: outcomes of article 32, attempts that were stopped, promises, channels.

Stream `case/<case number>`; owner: intake; topic: `journal`. The main way itself is in `intake`.
"""

from __future__ import annotations

from datetime import date, datetime

from shared.contracts.events import Event, event
from shared.contracts.intake import Channel


@event("case.registered_late")
class RegisteredLate(Event):
    """An application was booked more than one working day after it came; the earliest evidence tells when (G4).

    `working_days`: between receipt and registration. The receipt day stays the true one.
    """

    evidence: str
    evidence_at: datetime
    registered_at: datetime
    working_days: int
    department: str
    hall: str
    division: str


@event("case.backfilled")
class CaseBackfilled(Event):
    """The case was entered afterwards from paper: why it was on paper, and the number the paper bears."""

    reason: str
    paper_no: str


@event("case.not_needed")
class CaseNotNeeded(Event):
    """What is asked needs no permission: not taken, said at once and in writing (Licensing Law art. 32(1)).

    `due`, `told_on` and `in_time` as of `CaseRedirected`.
    """

    document_no: str
    reasons: str
    basis: str
    due: date | None = None
    told_on: date | None = None
    in_time: bool = True


@event("case.corrected_on_spot")
class CorrectedOnSpot(Event):
    """The applicant put right on the spot what could be put right there (Licensing Law art. 32(3)).

    `materials`: the papers concerned, in hand and in order since; `what`: what was put right.
    """

    materials: tuple[str, ...]
    what: str


@event("case.second_notice_blocked")
class SecondNoticeBlocked(Event):
    """A second notice about what lay there at the first was stopped, and counts against the window (S2.5e)."""

    materials: tuple[str, ...]
    department: str
    hall: str
    division: str


@event("case.extra_demand_blocked")
class ExtraDemandBlocked(Event):
    """Papers that are not on the guide's list were asked for; the demand was stopped, and counts (S1.3b)."""

    what: tuple[str, ...]
    department: str
    hall: str
    division: str


@event("case.acceptance_due_passed")
class AcceptanceDuePassed(Event):
    """Five working days passed in silence, and the item does not count as accepted by that; said once (S2.5e)."""

    due: date
    department: str = ""
    hall: str = ""
    division: str = ""


@event("case.tolerance_met")
class ToleranceMet(Event):
    """Papers that were to follow came in time (B-4); `mandate`: under which an agent brought them."""

    materials: tuple[str, ...]
    met_on: date
    mandate: str = ""


@event("case.tolerance_lapsed")
class ToleranceLapsed(Event):
    """Papers that were to follow did not come by the promised day; what follows from it is the item's rule (B-4)."""

    materials: tuple[str, ...]
    due: date


@event("case.supplement_due_near")
class SupplementDueNear(Event):
    """The last day for what the one notice named is near, and something has not come: the applicant is reminded."""

    materials: tuple[str, ...]
    supply_by: date


@event("case.supplement_lapsed")
class SupplementLapsed(Event):
    """What the one notice named did not come by the last day the item sets (B-3.3).

    `basis`: the article by which the case counts as withdrawn; empty: it stays open for what comes late.
    """

    materials: tuple[str, ...]
    supply_by: date
    basis: str
    department: str
    hall: str
    division: str


@event("case.channel_switched")
class ChannelSwitched(Event):
    """The applicant goes on by another channel; number, receipt and clocks stay (优化营商环境条例37).

    `account`: the applicant's account that took a case from the window over, with number and query code.
    """

    before: Channel
    after: Channel
    switched_at: datetime
    account: str = ""
