"""Rules of the way to the superior unit and back (S2.7d; Licensing Law art. 35). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from services.approval.reviews.clock import suspended
from services.approval.reviews.guards import be_here, on_day, ours, recorded_on
from services.approval.reviews.limits import DEFAULTS
from services.approval.reviews.procedures import ChooseRoute, Forward, TakeAnswer
from services.approval.reviews.state import Review, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.superiors import ReviewForwarded, RouteChosen, SuperiorAnswered
from shared.timekeeping import Calendar, Deadline, due_on, local_day

BASIS = "S2.7d; 许可法35"


def choose(review: Review, command: ChooseRoute) -> list[Event]:
    """The applicant says how the file goes: by themselves, or through the window; until it has gone."""
    ours(review, command)
    _needs_superior(review)
    if review.referral.forwarded is not None:
        raise Rejected("already_forwarded", "the file has gone to the superior unit", BASIS)
    if review.referral.route is not None and review.referral.route.route == command.route:
        return []
    return [RouteChosen(route=command.route, chosen_on=on_day(command))]


def forward(review: Review, command: Forward) -> list[Event]:
    """After the initial review the opinion and the whole file go to the superior unit, once (art. 35)."""
    ours(review, command)
    _needs_superior(review)
    be_here(review)
    if review.referral.settled:
        raise Rejected("already_forwarded", "the superior unit has decided", BASIS)
    route = review.referral.route
    if route is None:
        raise Rejected("route_not_chosen", "ask the applicant first: by themselves, or through the window", BASIS)
    if not review.complete:
        told = f"not done yet: {', '.join(step.code for step in review.undone)}"
        raise Rejected("checklist_incomplete", told, f"S1.3b; {BASIS}")
    day, limit = on_day(command), review.plan.superior_limit
    return [
        ReviewForwarded(
            superior=review.plan.superior,
            route=route.route,
            opinion=command.opinion,
            passed=not review.failed,
            materials=review.facts.materials,
            points=review.points,
            forwarded_on=day,
            initial_due=initial_review(review, command.calendar, recorded_on(command)).due,
            limit=limit,
            superior_due=due_on(limit, day, command.calendar).due if limit else None,
        )
    ]


def initial_review(review: Review, calendar: Calendar, today: date) -> Deadline:
    """Count the limit of the initial review: twenty working days of one's own acceptance (art. 43)."""
    limit = review.plan.initial_limit or DEFAULTS["initial_review"].limit
    return due_on(limit, review.facts.accepted_on, calendar, suspended(review, calendar, today))


def clock(review: Review, calendar: Calendar, today: date) -> dict[str, Any] | None:
    """Give the clocks on the way up: until when the initial review, and the superior unit's own; None: nobody above."""
    if not review.plan.superior:
        return None
    sent = review.referral.forwarded
    above = due_on(sent.limit, sent.forwarded_on, calendar).due if sent and sent.limit else None
    decided_on = local_day(review.decision.decided_at) if review.decision else None
    initial = initial_review(review, calendar, today).due
    return {
        "initial_due": initial,
        "initial_late": (review.referral.first_on or decided_on or today) > initial,
        "forwarded_on": sent.forwarded_on if sent else None,
        "superior_due": above,
        "superior_late": above is not None and (_answered_on(review) or decided_on or today) > above,
    }


def _answered_on(review: Review) -> date | None:
    """Give the day of the superior unit's word, by the time its server stamped."""
    return local_day(review.referral.answer.decided_at) if review.referral.answer else None


def take_answer(review: Review, command: TakeAnswer) -> list[Event]:
    """The superior unit's word changes the state once, however often it arrives (S1.2d)."""
    referral = review.referral
    if review.status is not Status.OPEN or not referral.away or command.round != referral.rounds:
        return []
    return [
        SuperiorAnswered(
            superior=command.superior,
            outcome=command.outcome,
            document_no=command.document_no,
            reasons=command.reasons,
            basis=command.basis,
            decided_at=command.decided_at,
        )
    ]


def _needs_superior(review: Review) -> None:
    if not review.plan.superior:
        raise Rejected("no_superior", "this item is decided here, and by nobody above", BASIS)


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    ChooseRoute: choose,
    Forward: forward,
    TakeAnswer: take_answer,
}
"""By command."""
