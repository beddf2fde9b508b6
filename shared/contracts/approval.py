"""Events of the review of an accepted case (stream `review/<case number>`). Owner: approval; topic: `journal`.

Dates that events carry (`Dates`, `due`, `request_by` ...) say what was counted and told on that day, and on which
calendar versions; the clocks themselves are counted from the other facts at every look. Hearings and statements are
in `hearings.py`, what goes to a superior unit in `superiors.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan

Outcome = Literal["approved", "refused", "terminated"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Both last days as they were counted on one occasion, and on which calendar versions."""

    promised_due: date
    statutory_due: date | None
    provisional: bool = False
    calendar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an approval gives: `valid_until` is None where it holds without end."""

    name: str
    number: str
    valid_from: date
    valid_until: date | None = None


@event("review.opened")
class ReviewOpened(Event):
    """An accepted case came to its department; the clocks' facts as acceptance stated them.

    `accepted_at` is the moment of acceptance, from which a limit in hours counts; all others count from the day.
    """

    item: str
    item_version: int
    department: str
    division: str
    accepted_on: date
    promised: TimeLimit
    statutory: TimeLimit | None
    promised_due: date
    statutory_due: date | None
    review_points: tuple[str, ...]
    accepted_at: datetime | None = None
    plan: ReviewPlan = ReviewPlan()
    accepted_by: str = ""
    materials: tuple[str, ...] = ()
    provisional: bool = False
    calendar: tuple[str, ...] = ()


@event("review.step_completed")
class StepCompleted(Event):
    """A step of the plan was done: its review points ticked, and the finding in words.

    `officers`: the accounts that did it, two at least at a field check (Licensing Law art. 34). `done_on`: the day,
    from which the next step's limit runs.
    """

    step: str
    points: tuple[str, ...]
    passed: bool
    finding: str
    officers: tuple[str, ...] = ()
    done_on: date | None = None


@event("review.assigned")
class StepAssigned(Event):
    """A step was given to an officer (post A) and a deputy who stands in (post B); accounts, never names."""

    step: str
    officer: str
    deputy: str = ""


@event("review.handed_over")
class StepHandedOver(Event):
    """Post A handed a step over before leaving it, and the taker answers for it from now on (B-4)."""

    step: str
    giver: str
    taker: str
    reason: str


@event("review.returned")
class ReviewReturned(Event):
    """The review went back to a step: that step and those behind it are done again; the clocks run on."""

    step: str
    reason: str


@event("review.consulted")
class ConsultationAsked(Event):
    """Another department is asked for its opinion (joint sign-off); no clock stands for it."""

    department: str
    question: str
    due: date


@event("review.consultation_answered")
class ConsultationAnswered(Event):
    """A consulted department gave its opinion."""

    department: str
    opinion: Literal["agree", "disagree"]
    text: str


@event("review.suspended")
class ReviewSuspended(Event):
    """A special procedure of art. 45 began: the clock stands from `started_on` until its result, at most until
    `resumes_by`, the end of the time that the written notice `notice_no` told the applicant is needed."""

    procedure: str
    notice_no: str
    told_on: date
    needed: TimeLimit
    started_on: date
    resumes_by: date
    dates: Dates


@event("review.resumed")
class ReviewResumed(Event):
    """The result document of a special procedure came: the clock runs again on `ended_on`."""

    procedure: str
    result_document: str
    result: str
    ended_on: date
    dates: Dates


@event("review.suspension_voided")
class SuspensionVoided(Event):
    """A special procedure had no result document: its suspension never counted, and the clocks are recounted (G1)."""

    procedure: str
    reason: str
    dates: Dates


@event("review.extended")
class ReviewExtended(Event):
    """The one extension of the statutory limit, in time, by the right office holder, its reasons told (art. 42)."""

    added: TimeLimit
    office: Literal["agency_head", "government_head"]
    reasons: str
    document_no: str
    told_on: date
    before: Dates
    dates: Dates


@event("review.recalculated")
class ReviewRecalculated(Event):
    """A calendar was published and the dates of an open review changed; both results are kept.

    `cause`: the publication, for example `calendar/2027@1`.
    """

    cause: str
    before: Dates
    dates: Dates


@event("review.decided")
class ReviewDecided(Event):
    """The decision, with all a refusal must tell: facts, articles, remedies (Licensing Law art. 38; S2.5f).

    `signed_as`: the authority whose name is on it. `ground`: why a review was terminated without a decision on the
    merits. `failed_points`: the points found not to hold. `court`: where to sue.
    """

    outcome: Outcome
    document_no: str
    decided_at: datetime
    reasons: str
    basis: str
    review_authority: str
    signed_as: str = ""
    delegated: bool = False
    ground: str = ""
    failed_points: tuple[str, ...] = ()
    hearing_record: str = ""
    court: str = ""
    certificate: Certificate | None = None


@event("review.served")
class ReviewServed(Event):
    """The decision reached the applicant; remedies run from this day (Licensing Law art. 44; B-1 L14, L15).

    `due`: ten working days from the decision. The remedy dates are None for an approval.
    """

    manner: str
    served_on: date
    receipt_no: str
    due: date
    reconsideration_by: date | None
    litigation_by: date | None
    provisional: bool
    calendar: tuple[str, ...]


@event("review.certificate_ended")
class CertificateEnded(Event):
    """A certificate holds no longer: revoked as wrongly given (撤销), withdrawn (撤回), or cancelled (注销)."""

    number: str
    manner: Literal["revoked", "withdrawn", "cancelled"]
    document_no: str
    reasons: str
    basis: str
    ended_on: date


@event("review.lateness_explained")
class LatenessExplained(Event):
    """Why a promise was not kept, for everybody to read (Regulation on the Business Environment art. 36)."""

    reasons: str
    due: date
    explained_on: date


@event("review.ended")
class ReviewEnded(Event):
    """The review ended without a decision, because the case was withdrawn; `confirmed` by the applicant (G3)."""

    reason: str
    confirmed: bool = True
