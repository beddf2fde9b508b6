"""What happens at intake, at a superior unit and on the register, and what a review does about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.approval.reviews import clock
from services.approval.reviews.commands import EndReview, OpenReview
from services.approval.reviews.procedures import Recalculate, Serve, TakeAnswer, VoidSuspension
from services.approval.service import Approval
from shared.contracts import Meta
from shared.contracts.commands import Actor
from shared.contracts.intake import CaseAccepted, CaseDelivered, CaseRefused, CaseWithdrawn
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.contracts.superiors import ReferralDecided
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import Calendar, local_day

RECALCULATE = "recalculate-review"
VOID = "void-suspension"
NO_RESULT = "书面告知的时间已过，逾期未见结果文书"
"""Why the system voids a suspension, as the record says it."""


def subscription(approval: Approval) -> Subscription:
    """Give what approval wants to hear of cases and of superior units."""
    wanted = frozenset({"case", "superior"})
    return Subscription("approval.cases", (JOURNAL,), lambda incoming: hear(approval, incoming), wanted)


def calendar_subscription(approval: Approval) -> Subscription:
    """Give what approval wants to hear of the register beside its copy: calendars, and a county's own days off."""
    wanted = frozenset({"calendar", "local_days"})
    return Subscription("approval.calendars", (REGISTRY,), lambda incoming: recount(approval, incoming), wanted)


def hear(approval: Approval, incoming: Incoming) -> None:
    """Do what follows from somebody else's word; hearing it again does nothing."""
    for index, fact in enumerate(incoming.events):
        match fact:
            case CaseAccepted():
                _open(approval, incoming, index, fact)
            case CaseWithdrawn():
                meta = incoming.reaction_meta("end-review", approval.clock, index)
                approval.do(incoming.key, EndReview(meta=meta, reason=fact.reason, confirmed=fact.confirmed))
            case CaseRefused():  # after acceptance only where a promise was broken; before it there is no review
                meta = incoming.reaction_meta("end-review", approval.clock, index)
                approval.do(incoming.key, EndReview(meta=meta, reason=fact.reasons))
            case CaseDelivered():
                _served(approval, incoming, index, fact)
            case ReferralDecided():
                _answered(approval, incoming, index, fact)


def _open(approval: Approval, incoming: Incoming, index: int, fact: CaseAccepted) -> None:
    """Open the review; where a calendar was published since acceptance, count anew at once."""
    approval.do(incoming.key, _opening(approval, incoming, index, fact))
    calendar = approval.calendar(fact.division)
    if set(fact.calendar) - set(calendar.versions):
        meta = incoming.reaction_meta(RECALCULATE, approval.clock, index)
        cause = "calendar/" + ",".join(sorted(set(fact.calendar) - set(calendar.versions)))
        approval.do(incoming.key, Recalculate(meta=meta, calendar=calendar, cause=cause))


def _opening(approval: Approval, incoming: Incoming, index: int, fact: CaseAccepted) -> OpenReview:
    return OpenReview(
        meta=incoming.reaction_meta("open-review", approval.clock, index),
        item=fact.item,
        item_version=fact.item_version,
        department=fact.department,
        division=fact.division,
        accepted_on=fact.accepted_on,
        accepted_at=datetime.fromisoformat(incoming.envelope.events[index].occurred_at),
        promised=fact.promised,
        statutory=fact.statutory,
        promised_due=fact.promised_due,
        statutory_due=fact.statutory_due,
        review_points=fact.review_points,
        plan=fact.plan,
        accepted_by=fact.accepted_by,
        materials=fact.materials,
        provisional=fact.provisional,
        calendar=fact.calendar,
    )


def _served(approval: Approval, incoming: Incoming, index: int, fact: CaseDelivered) -> None:
    """The window handed the decision over, so remedies run from that day; instant cases have no review."""
    review = approval.load(incoming.key).state
    if review.decision is None or review.served is not None:
        return
    meta = incoming.reaction_meta("serve-decision", approval.clock, index)
    calendar = approval.calendar(fact.division)
    approval.do(incoming.key, Serve(meta=meta, calendar=calendar, manner=fact.manner, served_on=fact.delivered_on))


def _answered(approval: Approval, incoming: Incoming, index: int, fact: ReferralDecided) -> None:
    received = approval.load_superior(incoming.key).state.facts
    command = TakeAnswer(
        meta=incoming.reaction_meta("take-answer", approval.clock, index),
        superior=received.superior,
        outcome=fact.outcome,
        document_no=fact.document_no,
        reasons=fact.reasons,
        basis=fact.basis,
        decided_at=fact.decided_at,
        round=received.round,
    )
    approval.do(incoming.key, command)


def recount(approval: Approval, incoming: Incoming) -> None:
    """Count every open review anew after a calendar was published; its event keeps both results (B-3.2).

    The copy of the register may not have the publication yet: it is taken in here too, which is harmless twice.
    """
    for index, fact in enumerate(incoming.events):
        approval.replica.apply(incoming.stream, incoming.version, fact)
        cause = f"{incoming.stream}@{incoming.version}"
        meta = incoming.reaction_meta(RECALCULATE, approval.clock, index)
        for case, division in _open_reviews(approval):
            own = replace(meta, command_id=derived_command_id(f"{RECALCULATE}/{case}", meta.causation))
            approval.do(case, Recalculate(meta=own, calendar=approval.calendar(division), cause=cause))


def _open_reviews(approval: Approval) -> list[tuple[str, str]]:
    found = approval.reviews.collection.find({"status": "open"}, {"division": 1})
    return [(row["_id"], row["division"]) for row in found]


def void_lapsed(approval: Approval) -> None:
    """Void every suspension whose result document did not come in its time (D-7 G1); done again, it does nothing."""
    now = approval.clock.now()
    waiting = approval.reviews.collection.find({"status": "open", "suspended": {"$gt": ""}}, {"division": 1})
    for row in list(waiting):
        loaded = approval.load(row["_id"])
        calendar = approval.calendar(row["division"])
        for each in loaded.state.suspensions:
            if each.open and local_day(now) > clock.lapses_after(each, calendar):
                _void(approval, row["_id"], each.begun.procedure, each.begun.notice_no, calendar)


def _void(approval: Approval, case: str, procedure: str, notice_no: str, calendar: Calendar) -> None:
    now = approval.clock.now()
    meta = Meta(
        command_id=derived_command_id(f"{VOID}/{case}", notice_no),
        actor=Actor(VOID, "system"),
        now=now,
        occurred_at=now,
    )
    approval.do(case, VoidSuspension(meta=meta, calendar=calendar, procedure=procedure, reason=NO_RESULT))
