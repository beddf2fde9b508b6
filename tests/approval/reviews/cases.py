"""A review in the middle of September 2026, over the national holiday: events and commands for the specs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.approval.reviews.commands import CompleteStep, Decide
from services.approval.reviews.decide import decide
from services.approval.reviews.procedures import Extend, Resume, Suspend, VoidSuspension
from services.approval.reviews.state import Review, evolve
from shared.contracts import Actor, Event, Meta
from shared.contracts.approval import ReviewOpened, StepCompleted
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.journal.handle import Decider
from shared.testing.spec import Spec, meta_at, spec
from shared.timekeeping import official

REVIEWS = Decider("review", Review, decide, evolve)
CALENDAR = official()
REVIEWER = Actor("reviewer-zr", "reviewer", "dep-zr")
APPROVER = Actor("approver-zr", "approver", "dep-zr")
GOVERNMENT = Actor("head-puding", "government_head")
TEN, TWENTY = TimeLimit(10, "working_days"), TimeLimit(20, "working_days")

OPENED = ReviewOpened(
    item="LOCAL-13",
    item_version=1,
    department="dep-zr",
    division="520422103",
    accepted_on=date(2026, 9, 17),
    accepted_at=datetime.fromisoformat("2026-09-17T09:00:00+08:00"),
    promised=TimeLimit(15, "working_days"),
    statutory=TWENTY,
    promised_due=date(2026, 10, 14),
    statutory_due=date(2026, 10, 21),
    review_points=("one-house", "farmland"),
    accepted_by="clerk-zr",
    materials=("form", "papers"),
    calendar=(CALENDAR.years[2026].version,),
)
"""A05: accepted on 2026-09-17; twenty working days end on 2026-10-21."""

CHECKED = StepCompleted(
    step="review",
    points=("one-house", "farmland"),
    passed=True,
    finding="逐项核对",
    officers=("reviewer-zr",),
    done_on=date(2026, 9, 24),
)


def opened(*more: Event, **plan: Any) -> Spec[Review]:
    """A review that was opened under a plan, and what happened since."""
    return spec(REVIEWS).given(replace(OPENED, plan=ReviewPlan(**plan)), *more)


def at(day: str, actor: Actor = APPROVER, recorded: str = "") -> Meta:
    """Give the circumstances of a command on a day; `recorded` on another one, where it was entered late."""
    moment = f"{day}T10:00:00+08:00"
    if not recorded:
        return meta_at(moment, actor)
    return replace(meta_at(f"{recorded}T10:00:00+08:00", actor), occurred_at=datetime.fromisoformat(moment))


def suspend(day: str, procedure: str = "inspection", needed: TimeLimit | None = TEN, **when: str) -> Suspend:
    meta = at(day, REVIEWER, **when)
    return Suspend(meta=meta, calendar=CALENDAR, procedure=procedure, needed=needed, notice_no="T1")


def resume(day: str, document: str = "JY-31", procedure: str = "inspection") -> Resume:
    meta = at(day, REVIEWER)
    return Resume(meta=meta, calendar=CALENDAR, procedure=procedure, result_document=document, result="合格")


def void(day: str, procedure: str = "inspection") -> VoidSuspension:
    return VoidSuspension(meta=at(day, REVIEWER), calendar=CALENDAR, procedure=procedure, reason="未出具检验报告")


def extend(day: str, actor: Actor = APPROVER, reasons: str = "外业核查尚缺两处地类认定", **when: str) -> Extend:
    return Extend(meta=at(day, actor, **when), calendar=CALENDAR, reasons=reasons, document_no="Y1")


def approve(day: str = "2026-10-12", actor: Actor = APPROVER, **more: Any) -> Decide:
    return Decide(meta=at(day, actor), outcome="approved", document_no="D1", **more)


def refuse(day: str = "2026-10-12", **more: Any) -> Decide:
    fields = {
        "reasons": "申请人名下已有一处宅基地",
        "basis": "土地管理法62",
        "review_authority": "普定县人民政府",
        **more,
    }
    return Decide(meta=at(day), outcome="refused", document_no="D1", **fields)


def step(code: str, *points: str, day: str = "2026-09-24", actor: Actor = REVIEWER, **more: Any) -> CompleteStep:
    return CompleteStep(meta=at(day, actor), step=code, points=points, passed=True, finding="已核对", **more)


def fold(start: Spec[Review], *commands: Any) -> Spec[Review]:
    """Do commands one after the other, each of which the rules let pass."""
    for command in commands:
        answer = start.when(command)
        assert answer.refusal is None, answer.refusal
        start = start.given(*answer.events)
    return start
