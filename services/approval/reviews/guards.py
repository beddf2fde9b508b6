"""What many rules of a review ask first. Pure; raises `Rejected`."""

from __future__ import annotations

from datetime import date

from services.approval.reviews.state import Review, Status
from shared.contracts import Command, Rejected
from shared.timekeeping import Calendar, local_day

SYSTEM = "system"


def be_open(review: Review) -> None:
    """Refuse what comes after the decision or the end."""
    if review.facts and review.status is Status.DECIDED:
        raise Rejected("already_decided", "this review has been decided")
    if review.status is Status.ENDED:
        raise Rejected("review_ended", "this review ended, because the case was withdrawn")


def be_decided(review: Review) -> None:
    """Refuse what comes before the decision."""
    if review.facts and review.decision is None:
        raise Rejected("not_decided", "this review has not been decided")


def be_of_the_department(review: Review, command: Command) -> None:
    """Refuse other departments; the system acts for the department it acts for."""
    actor = command.meta.actor
    if actor.role != SYSTEM and actor.unit != review.department:
        raise Rejected("other_unit", "this review belongs to another department", status=403)


def be_here(review: Review) -> None:
    """Refuse what needs the file, while the superior unit has it."""
    if review.referral.away:
        raise Rejected("file_away", "the file is with the superior unit", "S2.7d; 许可法35")


def ours(review: Review, command: Command) -> None:
    """An open review, and somebody of its department."""
    be_open(review)
    be_of_the_department(review, command)


def be_approver(command: Command) -> None:
    """Refuse everybody but an approver: the head of the agency, or whom they authorised."""
    if command.meta.actor.role != "approver":
        raise Rejected("not_approver", "only an approver of the department decides", "许可法42", status=403)


def on_day(command: Command) -> date:
    """Give the local day on which it happened, as the clerk says."""
    return local_day(command.meta.occurred_at)


def recorded_on(command: Command) -> date:
    """Give the local day on which the server took it in."""
    return local_day(command.meta.now)


def not_backdated(command: Command, calendar: Calendar) -> None:
    """What moves a deadline is recorded when it happens: within one working day (D-7 G4)."""
    lag = calendar.working_days_between(on_day(command), recorded_on(command))
    if lag > 1:
        told = f"recorded {lag} working days after it happened"
        raise Rejected("backdated", told, "D-7 G4", status=422, errors={"occurred_at": told})


def wrong(code: str, field: str, message: str, basis: str) -> Rejected:
    """Make a refusal of a field's content."""
    return Rejected(code, message, basis, status=422, errors={field: message})
