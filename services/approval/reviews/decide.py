"""Every rule of a review. Pure; raises `Rejected`."""

from __future__ import annotations

import re

from services.approval.reviews.commands import CompleteStep, Decide, EndReview, OpenReview
from services.approval.reviews.state import Review, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import ReviewDecided, ReviewEnded, ReviewOpened, StepCompleted

STEP = "review"
"""The one step of today's review plan."""

HOLLOW = re.compile(
    r"不?(符合|满足|具备|达到)|不符|不予|不|未|批准|许可|同意|通过|决定|法定|规定|有关|相关|条件|要求|标准|资格"
    r"|申请人|申请|材料|情况|审查|审核|研究|办理|审批|受理|单位|部门|经|该|本|所|均|的|我"
    r"|\b(the|applicants?|applications?|do|does|did|is|are|not|meet|satisfy|fulfil|eligible|legal|statutory"
    r"|required|conditions?|requirements?|refused|rejected)\b|[\W_]+",
    re.IGNORECASE,
)
"""What can be taken out of a reason without losing a fact: “does not meet the conditions” in all its forms (S2.5f)."""

LEAST_FACTS = 4
"""So many characters must be left of a reason when the hollow words are taken out."""


def decide(review: Review, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `no_review`, `already_decided`, `review_ended`, `other_unit`, `not_approver`, `unknown_step`,
            `outside_checklist`, `checklist_incomplete`, `points_failed`, `reasons_required`, `remedy_required`.
    """
    match command:
        case OpenReview():
            return _open(review, command)
        case EndReview():
            return [ReviewEnded(reason=command.reason)] if review.status is Status.OPEN else []
        case CompleteStep():
            return _step(review, command)
        case Decide():
            return _decide(review, command)
    raise Rejected("unknown_command", f"a review takes no {command.name}")


def _open(review: Review, command: OpenReview) -> list[Event]:
    """A case is reviewed once: what was opened is not opened again."""
    if review.status is not Status.NEW:
        return []
    return [
        ReviewOpened(
            item=command.item,
            item_version=command.item_version,
            department=command.department,
            division=command.division,
            accepted_on=command.accepted_on,
            accepted_at=command.accepted_at,
            promised=command.promised,
            statutory=command.statutory,
            promised_due=command.promised_due,
            statutory_due=command.statutory_due,
            review_points=command.review_points,
        )
    ]


def _step(review: Review, command: CompleteStep) -> list[Event]:
    """Points are ticked from the published checklist and from nowhere else, so that discretion is bound (S1.3b)."""
    _be_open(review)
    _be_of_the_department(review, command)
    if command.step != STEP:
        raise Rejected("unknown_step", f"the plan has no step {command.step}", status=422, errors={"step": "unknown"})
    outside = [point for point in command.points if point not in review.points]
    if outside:
        told = f"not on the checklist of this item: {', '.join(outside)}"
        raise Rejected("outside_checklist", told, "S1.3b; 条例35", status=422, errors={"points": told})
    if review.points and not command.points:
        raise Rejected("no_points", "tick at least one review point", "S1.3b", status=422, errors={"points": "empty"})
    points = tuple(dict.fromkeys(command.points))
    return [StepCompleted(step=STEP, points=points, passed=command.passed, finding=command.finding)]


def _decide(review: Review, command: Decide) -> list[Event]:
    """An approver of the department decides, once, on a complete checklist; a refusal says why and what now."""
    _be_open(review)
    _be_of_the_department(review, command)
    if command.meta.actor.role != "approver":
        raise Rejected("not_approver", "only an approver of the department decides", "许可法42", status=403)
    if not review.complete:
        told = f"not examined yet: {', '.join(review.missing) or STEP}"
        raise Rejected("checklist_incomplete", told, "S1.3b")
    if command.outcome == "approved" and review.failed:
        raise Rejected("points_failed", f"found not to hold: {', '.join(review.failed)}", "许可法38①")
    if command.outcome == "refused":
        _tell_reasons(command)
    return [
        ReviewDecided(
            outcome=command.outcome,
            document_no=command.document_no,
            decided_at=command.meta.now,
            reasons=command.reasons,
            basis=command.basis,
            review_authority=command.review_authority,
        )
    ]


def _tell_reasons(command: Decide) -> None:
    """A refusal states facts and articles, and where to ask for reconsideration (S2.5f; Licensing Law art. 38)."""
    errors = {}
    if hollow(command.reasons):
        errors["reasons"] = "tell the facts; “不符合条件” alone is no reason"
    if not command.basis.strip():
        errors["basis"] = "name the articles"
    if errors:
        told = "a refusal tells its facts and its articles"
        raise Rejected("reasons_required", told, "S2.5f; 许可法38", status=422, errors=errors)
    if not command.review_authority.strip():
        told = "a refusal names the authority to ask for reconsideration"
        raise Rejected("remedy_required", told, "许可法38②; 复议法20", status=422, errors={"review_authority": told})


def hollow(reasons: str) -> bool:
    """Tell whether a text gives no facts: empty, or nothing but “does not meet the conditions”."""
    return len(HOLLOW.sub("", reasons)) < LEAST_FACTS


def _be_open(review: Review) -> None:
    if review.facts and review.status is Status.DECIDED:
        raise Rejected("already_decided", "this review has been decided")
    if review.status is Status.ENDED:
        raise Rejected("review_ended", "this review ended, because the case was withdrawn")


def _be_of_the_department(review: Review, command: Command) -> None:
    if command.meta.actor.unit != review.department:
        raise Rejected("other_unit", "this review belongs to another department", status=403)
