"""Rules of the steps of a review: who does them, in which order, on which points. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.approval.reviews.commands import AssignStep, CompleteStep, HandOver, ReturnReview
from services.approval.reviews.guards import be_approver, be_here, on_day, ours, wrong
from services.approval.reviews.state import Review
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import ReviewReturned, StepAssigned, StepCompleted, StepHandedOver
from shared.contracts.registry import StepPlan

TWO = 2
"""So many officers look at facts on the spot (Licensing Law art. 34③)."""


def complete(review: Review, command: CompleteStep) -> list[Event]:
    """Points are ticked from the published checklist and from nowhere else, so that discretion is bound (S1.3b)."""
    ours(review, command)
    step = _planned(review, command.step)
    be_here(review)
    _posted(review, step, command)
    _in_turn(review, step)
    _on_the_list(step, command)
    officers = tuple(dict.fromkeys((command.meta.actor.id, *command.officers)))
    if step.field_check and len(officers) < TWO:
        raise wrong("two_officers", "officers", "facts are checked on the spot by two officers", "许可法34③")
    return [
        StepCompleted(
            step=step.code,
            points=tuple(dict.fromkeys(command.points)),
            passed=command.passed,
            finding=command.finding,
            officers=officers,
            done_on=on_day(command),
        )
    ]


def _planned(review: Review, code: str) -> StepPlan:
    for step in review.planned:
        if step.code == code:
            return step
    raise Rejected("unknown_step", f"the plan has no step {code}", "S1.3b", status=422, errors={"step": "unknown"})


def _posted(review: Review, step: StepPlan, command: Command) -> None:
    """A step belongs to a post, and to the officer and deputy it was given to (B-4)."""
    if step.post == "approver" and command.meta.actor.role != "approver":
        raise Rejected("wrong_post", f"the step {step.code} is the approver's", "S1.3b", status=403)
    posts = review.assigned.get(step.code)
    if posts and command.meta.actor.id not in posts:
        raise Rejected("not_assigned", f"the step {step.code} was given to another officer", "B-4", status=403)


def _in_turn(review: Review, step: StepPlan) -> None:
    codes = [each.code for each in review.planned]
    before = [each.code for each in review.undone if codes.index(each.code) < codes.index(step.code)]
    if before:
        raise Rejected("step_too_early", f"to be done first: {', '.join(before)}", "S1.3b")


def _on_the_list(step: StepPlan, command: CompleteStep) -> None:
    outside = [point for point in command.points if point not in step.points]
    if outside:
        raise wrong("outside_checklist", "points", f"not on the checklist: {', '.join(outside)}", "S1.3b; 条例35")
    if step.points and not command.points:
        raise wrong("no_points", "points", "tick at least one review point", "S1.3b")


def assign(review: Review, command: AssignStep) -> list[Event]:
    """The head gives a step to an officer and a deputy, who are two people (B-4)."""
    ours(review, command)
    be_approver(command)
    step = _planned(review, command.step)
    if command.officer == command.deputy:
        raise wrong("same_officer", "deputy", "the deputy is somebody else", "B-4")
    given = (command.officer, command.deputy)
    if review.assigned.get(step.code) == given:
        return []
    return [StepAssigned(step=step.code, officer=command.officer, deputy=command.deputy)]


def hand_over(review: Review, command: HandOver) -> list[Event]:
    """Whoever has a step hands it over before leaving it, or the head does (B-4)."""
    ours(review, command)
    step = _planned(review, command.step)
    actor, posts = command.meta.actor, review.assigned.get(step.code, ())
    if posts and actor.id not in posts and actor.role != "approver":
        raise Rejected("not_assigned", f"the step {step.code} is not yours to hand over", "B-4", status=403)
    giver = actor.id if actor.id in posts or not posts else posts[0]
    if command.taker == giver:
        raise wrong("same_officer", "taker", "a step is handed over to somebody else", "B-4")
    return [StepHandedOver(step=step.code, giver=giver, taker=command.taker, reason=command.reason)]


def send_back(review: Review, command: ReturnReview) -> list[Event]:
    """The head sends a review back to a step that was done; the clocks run on (S1.3b)."""
    ours(review, command)
    be_approver(command)
    be_here(review)
    step = _planned(review, command.step)
    if step.code not in review.done:
        raise Rejected("nothing_to_return", f"the step {step.code} has not been done", "S1.3b")
    return [ReviewReturned(step=step.code, reason=command.reason)]


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    CompleteStep: complete,
    AssignStep: assign,
    HandOver: hand_over,
    ReturnReview: send_back,
}
"""By command."""
