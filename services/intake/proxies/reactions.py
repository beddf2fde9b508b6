"""What cases tell, and what their proxies do about it: handed over when received, ready when they came out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.intake.proxies import views
from services.intake.proxies.acts import do, limits_of
from services.intake.proxies.commands import HandOver, JoinCase, ResultReady
from services.intake.proxies.decider import PROXIES
from services.intake.proxies.state import Status
from services.intake.service import Intake
from shared.contracts import Event, Rejected
from shared.contracts.intake import (
    CaseCompleted,
    CaseReceived,
    CaseRedirected,
    CaseRefused,
    CaseWithdrawn,
    DecisionRecorded,
)
from shared.contracts.people import Outcome
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription
from shared.observability import log
from shared.timekeeping import local_day

POLICY = "proxies"


def subscription(intake: Intake) -> Subscription:
    """Give what proxies want to hear of cases."""
    return Subscription("intake.proxies", (JOURNAL,), lambda incoming: hear(intake, incoming), frozenset({"case"}))


def hear(intake: Intake, incoming: Incoming) -> None:
    """Take note of a case's step where it came through a point; hearing it again does nothing.

    A case that names a proxy which is another case's already is told in the log: what a clerk typed holds up nobody.
    """
    for index, fact in enumerate(incoming.events):
        try:
            _heard(intake, incoming, index, fact)
        except Rejected as refusal:
            log().warning("proxy_not_moved", case=incoming.key, code=refusal.code)


def _heard(intake: Intake, incoming: Incoming, index: int, fact: Event) -> None:
    meta = incoming.reaction_meta(POLICY, intake.clock, index)
    if isinstance(fact, CaseReceived):
        if fact.proxy:
            _registered(intake, incoming, index, fact)
        return
    found = views.of_case(intake.proxies, incoming.key)
    outcome = came_out(fact)
    if found is None or outcome is None:
        return
    said = datetime.fromisoformat(incoming.envelope.events[index].occurred_at)
    ready = ResultReady(
        meta=meta,
        outcome=outcome,
        ready_on=day_of(fact, said),
        calendar=intake.calendar(found["division"][:9]),
        limits=limits_of(intake),
    )
    do(intake, found["proxy_no"], ready)


def _registered(intake: Intake, incoming: Incoming, index: int, fact: CaseReceived) -> None:
    """A case that names a proxy is that proxy's; where the hand-over is not on record yet, the receipt shows it."""
    meta = incoming.reaction_meta(f"{POLICY}/handover", intake.clock, index)
    calendar, limits = intake.calendar(fact.division), limits_of(intake)
    if intake.journal.load(PROXIES, fact.proxy).state.status is Status.ENTRUSTED:
        at = replace(meta, occurred_at=min(fact.received_at, meta.now))
        do(intake, fact.proxy, HandOver(meta=at, calendar=calendar, limits=limits))
    join = incoming.reaction_meta(f"{POLICY}/join", intake.clock, index)
    do(intake, fact.proxy, JoinCase(meta=join, case_no=incoming.key))


def came_out(fact: Event) -> Outcome | None:
    """Tell what a step of a case means for whoever waits at the village; None where nothing came out."""
    match fact:
        case DecisionRecorded(outcome=outcome):
            return outcome
        case CaseCompleted():
            return "completed"
        case CaseRefused():
            return "not_accepted"
        case CaseRedirected():
            return "redirected"
        case CaseWithdrawn():
            return "withdrawn"
    return None


def day_of(fact: Event, said: datetime) -> date:
    """Give the day of a result: the decision's own, or when the window says it happened."""
    match fact:
        case DecisionRecorded(decided_at=moment):
            return local_day(moment)
        case CaseCompleted(completed_on=day):
            return day
    return local_day(said)
