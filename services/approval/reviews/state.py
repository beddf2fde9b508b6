"""A review as its events tell it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.approval.reviews.parts import Hearing, Referral, Suspension
from shared.contracts import Event, Rejected
from shared.contracts.approval import (
    CertificateEnded,
    ConsultationAnswered,
    ConsultationAsked,
    Dates,
    LatenessExplained,
    ReviewDecided,
    ReviewEnded,
    ReviewExtended,
    ReviewOpened,
    ReviewRecalculated,
    ReviewResumed,
    ReviewReturned,
    ReviewServed,
    ReviewSuspended,
    StepAssigned,
    StepCompleted,
    StepHandedOver,
    SuspensionVoided,
)
from shared.contracts.hearings import (
    HearingHeld,
    HearingOffered,
    HearingRequested,
    HearingScheduled,
    HearingWaived,
    InterestedTold,
    StatementRecorded,
)
from shared.contracts.registry import ReviewPlan, StepPlan
from shared.contracts.superiors import ReviewForwarded, RouteChosen, SuperiorAnswered


class Status(StrEnum):
    """Where a review stands."""

    NEW = "new"
    OPEN = "open"
    DECIDED = "decided"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one case.

    Attributes:
        steps: every record of a step, the oldest first.
        checked: for each point of the checklist that was examined, whether it holds; the newest word counts.
        done: the newest record of each step since the review was last returned to it.
        assigned: the officer and the deputy of a step.
        asked, opinions: consulted departments, and what they said.
        stated: both last days as they were last told, in events.
    """

    status: Status = Status.NEW
    opened: ReviewOpened | None = None
    steps: tuple[StepCompleted, ...] = ()
    checked: Mapping[str, bool] = field(default_factory=dict)
    done: Mapping[str, StepCompleted] = field(default_factory=dict)
    assigned: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    returns: tuple[ReviewReturned, ...] = ()
    asked: Mapping[str, ConsultationAsked] = field(default_factory=dict)
    opinions: Mapping[str, ConsultationAnswered] = field(default_factory=dict)
    told: tuple[InterestedTold, ...] = ()
    statements: tuple[StatementRecorded, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    extension: ReviewExtended | None = None
    stated: Dates | None = None
    hearing: Hearing = field(default_factory=Hearing)
    referral: Referral = field(default_factory=Referral)
    decision: ReviewDecided | None = None
    served: ReviewServed | None = None
    certificate_end: CertificateEnded | None = None
    lateness: tuple[LatenessExplained, ...] = ()
    ending: ReviewEnded | None = None

    @property
    def department(self) -> str:
        """The department that reviews, or empty before the review began."""
        return self.opened.department if self.opened else ""

    @property
    def facts(self) -> ReviewOpened:
        """What acceptance stated.

        Raises:
            Rejected: `no_review`, where the review has not been opened.
        """
        if self.opened is None:
            raise Rejected("no_review", "no review of this case has been opened", status=404)
        return self.opened

    @property
    def plan(self) -> ReviewPlan:
        """How the item version is reviewed."""
        return self.facts.plan

    @property
    def planned(self) -> tuple[StepPlan, ...]:
        """The steps in order; points that the plan gives to no step are examined at the last."""
        return self.plan.planned(self.points)

    @property
    def points(self) -> tuple[str, ...]:
        """The checklist: the review points of the item version the case began with."""
        return self.opened.review_points if self.opened else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The points nobody has examined yet."""
        return tuple(p for p in self.points if p not in self.checked)

    @property
    def failed(self) -> tuple[str, ...]:
        """The points that were found not to hold."""
        return tuple(p for p in self.points if self.checked.get(p) is False)

    @property
    def undone(self) -> tuple[StepPlan, ...]:
        """The steps that are still to be done, in order."""
        return tuple(step for step in self.planned if not self._is_done(step))

    def _is_done(self, step: StepPlan) -> bool:
        return step.code in self.done and all(point in self.checked for point in step.points)

    @property
    def complete(self) -> bool:
        """Whether every step was done and every point examined."""
        return self.opened is not None and not self.undone

    @property
    def officers(self) -> frozenset[str]:
        """The accounts that examined the case: none of them moderates its hearing (Licensing Law art. 48)."""
        named = {officer for step in self.steps for officer in step.officers}
        return frozenset(named | {account for pair in self.assigned.values() for account in pair if account})

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The departments whose opinion is still awaited: those the plan names, and those that were asked."""
        wanted = dict.fromkeys((*self.plan.consulted, *self.asked))
        return tuple(department for department in wanted if department not in self.opinions)


def evolve(review: Review, event: Event) -> Review:  # noqa: PLR0911 - a line for each event
    """Give the review after an event."""
    match event:
        case ReviewOpened():
            return _opened(review, event)
        case ReviewDecided():
            return replace(review, status=Status.DECIDED, decision=event)
        case ReviewServed():
            return replace(review, served=event)
        case CertificateEnded():
            return replace(review, certificate_end=event)
        case LatenessExplained():
            return replace(review, lateness=(*review.lateness, event))
        case ReviewEnded():
            return replace(review, status=Status.ENDED, ending=event)
    return _examined(review, event)


def _opened(review: Review, event: ReviewOpened) -> Review:
    stated = Dates(event.promised_due, event.statutory_due, event.provisional, event.calendar)
    return replace(review, status=Status.OPEN, opened=event, stated=stated)


def _examined(review: Review, event: Event) -> Review:  # noqa: PLR0911 - a line for each event
    match event:
        case StepCompleted():
            checked = {**review.checked, **dict.fromkeys(event.points, event.passed)}
            done = {**review.done, event.step: event}
            return replace(review, steps=(*review.steps, event), checked=checked, done=done)
        case StepAssigned():
            return replace(review, assigned={**review.assigned, event.step: (event.officer, event.deputy)})
        case StepHandedOver():
            return replace(review, assigned={**review.assigned, event.step: (event.taker, "")})
        case ReviewReturned():
            return _returned(review, event)
        case ConsultationAsked():
            return replace(review, asked={**review.asked, event.department: event})
        case ConsultationAnswered():
            return replace(review, opinions={**review.opinions, event.department: event})
        case InterestedTold():
            return replace(review, told=(*review.told, event))
        case StatementRecorded():
            return replace(review, statements=(*review.statements, event))
    return _clocked(review, event)


def _returned(review: Review, event: ReviewReturned) -> Review:
    """The step and those behind it are done again, and their points examined anew."""
    codes = [step.code for step in review.planned]
    again = review.planned[codes.index(event.step) :] if event.step in codes else ()
    anew = {point for step in again for point in step.points}
    return replace(
        review,
        returns=(*review.returns, event),
        done={code: record for code, record in review.done.items() if code not in {step.code for step in again}},
        checked={point: holds for point, holds in review.checked.items() if point not in anew},
    )


def _clocked(review: Review, event: Event) -> Review:
    match event:
        case ReviewSuspended():
            return replace(review, suspensions=(*review.suspensions, Suspension(event)), stated=event.dates)
        case ReviewResumed() | SuspensionVoided():
            return replace(review, suspensions=_closed(review.suspensions, event), stated=event.dates)
        case ReviewExtended():
            return replace(review, extension=event, stated=event.dates)
        case ReviewRecalculated():
            return replace(review, stated=event.dates)
    return replace(review, hearing=_heard(review.hearing, event), referral=_referred(review.referral, event))


def _closed(suspensions: tuple[Suspension, ...], event: ReviewResumed | SuspensionVoided) -> tuple[Suspension, ...]:
    """Close what is open of this procedure: a result document answers every notice of it."""
    return tuple(_end(each, event) for each in suspensions)


def _end(each: Suspension, event: ReviewResumed | SuspensionVoided) -> Suspension:
    if not each.open or each.begun.procedure != event.procedure:
        return each
    return replace(each, result=event) if isinstance(event, ReviewResumed) else replace(each, voided=event)


def _heard(hearing: Hearing, event: Event) -> Hearing:
    match event:
        case HearingOffered():
            return replace(hearing, offered={**hearing.offered, event.party: event})
        case HearingRequested():
            return replace(hearing, requested={**hearing.requested, event.party: event})
        case HearingWaived():
            requested = {party: told for party, told in hearing.requested.items() if party != event.party}
            return replace(hearing, requested=requested, waived={**hearing.waived, event.party: event})
        case HearingScheduled():
            return replace(hearing, scheduled=event)
        case HearingHeld():
            return replace(hearing, held=event)
    return hearing


def _referred(referral: Referral, event: Event) -> Referral:
    match event:
        case RouteChosen():
            return replace(referral, route=event)
        case ReviewForwarded():
            first = referral.first_on or event.forwarded_on
            return replace(referral, forwarded=event, answer=None, rounds=referral.rounds + 1, first_on=first)
        case SuperiorAnswered():
            return replace(referral, answer=event)
    return referral
