"""Rules of the decision and of what follows it: service, certificate, public reasons for lateness. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from services.approval.reasons import hollow
from services.approval.reviews import clock
from services.approval.reviews.commands import Decide
from services.approval.reviews.guards import (
    SYSTEM,
    be_approver,
    be_decided,
    be_here,
    be_of_the_department,
    on_day,
    ours,
    recorded_on,
    wrong,
)
from services.approval.reviews.limits import days
from services.approval.reviews.procedures import EndCertificate, ExplainLateness, Serve
from services.approval.reviews.remedies import counted
from services.approval.reviews.state import Review
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import Certificate, CertificateEnded, LatenessExplained, ReviewDecided, ReviewServed
from shared.timekeeping import local_day
from shared.timekeeping.working_days import corresponding_day

GROUNDS = ("applicant_gone", "purpose_gone", "not_supplied", "force_majeure")
"""Why a review ends without a decision on the merits: 申请人死亡或终止, 事由消失, 逾期未补, 不可抗力."""


def decide(review: Review, command: Decide) -> list[Event]:
    """An approver of the department decides, once, on a whole review; whatever is adverse says why and what now."""
    ours(review, command)
    be_approver(command)
    _may_sign(review, command)
    be_here(review)
    if command.outcome == "terminated":
        _on_a_ground(command)
    else:
        _ripe(review, command)
    if command.outcome != "approved":
        _tell_reasons(command)
    return [_decided(review, command)]


def _decided(review: Review, command: Decide) -> ReviewDecided:
    held = review.hearing.held
    return ReviewDecided(
        outcome=command.outcome,
        document_no=command.document_no,
        decided_at=command.meta.now,
        reasons=command.reasons,
        basis=command.basis,
        review_authority=command.review_authority,
        signed_as=command.signing.name,
        delegated=command.signing.delegated,
        ground=command.ground,
        failed_points=review.failed,
        hearing_record=held.record_no if held else "",
        court=command.signing.court,
        certificate=_certificate(review, command),
    )


def _may_sign(review: Review, command: Decide) -> None:
    """Nobody accepts and approves where the item forbids it; a delegation that has ended carries no name (art. 24)."""
    if review.plan.separate_acceptance and command.meta.actor.id == review.facts.accepted_by:
        raise Rejected("accepted_by_same", "whoever accepted this case does not decide it", "S1.3b", status=403)
    until = command.signing.valid_until
    if command.signing.delegated and until is not None and recorded_on(command) > until:
        told = f"the delegation by {command.signing.name} ended on {until}"
        raise Rejected("delegation_ended", told, "S2.1a; 许可法24")


def _ripe(review: Review, command: Decide) -> None:
    """Everything that comes before a decision on the merits has come."""
    if not review.complete:
        told = f"not done yet: {', '.join(review.missing) or ', '.join(step.code for step in review.undone)}"
        raise Rejected("checklist_incomplete", told, "S1.3b")
    _all_heard(review, recorded_on(command))
    waiting = [each.begun.procedure for each in review.suspensions if each.open]
    if waiting:
        raise Rejected("suspension_open", f"no result yet, nor void: {', '.join(waiting)}", "许可法45; D-7 G1")
    _as_above(review, command)
    above = review.referral.answer is not None and review.referral.answer.outcome == "approved"
    if command.outcome == "approved" and review.failed and not above:
        raise Rejected("points_failed", f"found not to hold: {', '.join(review.failed)}", "许可法38①")


def _all_heard(review: Review, today: date) -> None:
    if review.unanswered:
        raise Rejected("consultation_pending", f"not answered yet: {', '.join(review.unanswered)}", "S1.2d; 许可法26")
    heard = any(each.party == "interested" for each in review.statements)
    if not heard and any(told.reply_by and today <= told.reply_by for told in review.told):
        raise Rejected("statement_pending", "interested parties may still speak", "许可法36")
    if review.hearing.right_open(today):
        raise Rejected("hearing_right_open", "a hearing may still be asked for", "许可法46、47")
    if review.hearing.awaited:
        raise Rejected("hearing_pending", "a hearing was asked for and has not been held", "许可法47、48")


def _as_above(review: Review, command: Decide) -> None:
    """Where a superior unit decides, its word is what is told to the applicant (S2.7d; art. 35)."""
    if not review.plan.superior:
        return
    answer = review.referral.answer
    if answer is None or answer.outcome == "returned":
        raise Rejected("superior_pending", "the superior unit has not decided", "S2.7d; 许可法35")
    if answer.outcome != command.outcome:
        raise Rejected("superior_differs", f"the superior unit has {answer.outcome} it", "S2.7d; 许可法35")


def _on_a_ground(command: Decide) -> None:
    if command.ground not in GROUNDS:
        raise wrong("ground_required", "ground", f"one of {', '.join(GROUNDS)}", "许可法70; S2.5f")


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
    authority, known = command.review_authority.strip(), command.known_authority.strip()
    if not authority:
        told = "a refusal names the authority to ask for reconsideration"
        raise wrong("remedy_required", "review_authority", told, "许可法38②; 复议法20")
    if known and authority != known:
        told = f"reconsideration of this department's decisions is asked for at {known}"
        raise wrong("wrong_authority", "review_authority", told, "复议法24、27")


def _certificate(review: Review, command: Decide) -> Certificate | None:
    plan = review.plan.certificate
    if plan is None or command.outcome != "approved":
        return None
    since = recorded_on(command)
    until = corresponding_day(since, plan.validity_months) if plan.validity_months else None
    return Certificate(name=plan.name.zh, number=command.certificate_no, valid_from=since, valid_until=until)


def serve(review: Review, command: Serve) -> list[Event]:
    """A decision is served within ten working days; one that names no remedies cannot be (art. 38②, 44)."""
    be_decided(review)
    be_of_the_department(review, command)
    decision = review.decision
    assert decision is not None
    if review.served is not None:
        if command.meta.actor.role == SYSTEM:
            return []
        raise Rejected("already_served", f"served on {review.served.served_on}", "许可法44")
    decided_on = local_day(decision.decided_at)
    if command.served_on < decided_on:
        raise wrong("served_too_early", "occurred_at", "a decision is served after it was made", "许可法44")
    due = command.calendar.add_working_days(decided_on, days("delivery"))
    if decision.outcome == "approved":
        return [_served(command, due)]
    if not decision.review_authority.strip():
        raise Rejected("remedy_missing", "the decision names no remedies, so it cannot be served", "S2.5f; 许可法38②")
    return [_served_with_remedies(command, due, decision)]


def _served(command: Serve, due: date) -> ReviewServed:
    return ReviewServed(
        manner=command.manner,
        served_on=command.served_on,
        receipt_no=command.receipt_no,
        due=due,
        reconsideration_by=None,
        litigation_by=None,
        provisional=False,
        calendar=(),
    )


def _served_with_remedies(command: Serve, due: date, decision: ReviewDecided) -> ReviewServed:
    told = counted(decision.review_authority, decision.court, command.served_on, command.calendar)
    return ReviewServed(
        manner=command.manner,
        served_on=command.served_on,
        receipt_no=command.receipt_no,
        due=due,
        reconsideration_by=told.reconsideration.due,
        litigation_by=told.litigation.due,
        provisional=told.provisional,
        calendar=told.versions,
    )


def end_certificate(review: Review, command: EndCertificate) -> list[Event]:
    """A certificate is revoked, withdrawn or cancelled once, on facts and articles (art. 8, 69, 70)."""
    be_decided(review)
    be_of_the_department(review, command)
    be_approver(command)
    certificate = review.decision.certificate if review.decision else None
    if certificate is None:
        raise Rejected("no_certificate", "this decision gave no certificate", "许可法39")
    if review.certificate_end is not None:
        raise Rejected("certificate_ended", f"it ended on {review.certificate_end.ended_on}", "许可法69、70")
    if hollow(command.reasons) or not command.basis.strip():
        raise wrong("reasons_hollow", "reasons", "tell the facts and the articles", "许可法69、70")
    return [
        CertificateEnded(
            number=certificate.number,
            manner=command.manner,
            document_no=command.document_no,
            reasons=command.reasons,
            basis=command.basis,
            ended_on=on_day(command),
        )
    ]


def explain_lateness(review: Review, command: ExplainLateness) -> list[Event]:
    """Whoever breaks a promise tells everybody why (Regulation on the Business Environment art. 36)."""
    be_of_the_department(review, command)
    be_approver(command)
    if not clock.late(review, command.calendar, command.meta.now):
        raise Rejected("not_late", "this review is not late", "条例36")
    if hollow(command.reasons):
        raise wrong("reasons_hollow", "reasons", "tell the facts", "条例36")
    due = clock.clocks(review, command.calendar, recorded_on(command)).promised.deadline.due
    return [LatenessExplained(reasons=command.reasons, due=due, explained_on=on_day(command))]


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    Decide: decide,
    Serve: serve,
    EndCertificate: end_certificate,
    ExplainLateness: explain_lateness,
}
"""By command."""
