"""Rules of the steps: the plan, its order and posts, hand-over and return, opinions and statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.approval.reviews.clock import step_clocks
from services.approval.reviews.commands import (
    AnswerConsultation,
    AssignStep,
    Consult,
    HandOver,
    RecordStatement,
    ReturnReview,
    TellInterested,
)
from shared.contracts import Actor
from shared.contracts.approval import (
    ConsultationAnswered,
    ConsultationAsked,
    ReviewReturned,
    StepAssigned,
    StepCompleted,
    StepHandedOver,
)
from shared.contracts.hearings import InterestedTold, StatementRecorded
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import StepPlan, Text
from shared.testing.spec import Spec
from tests.approval.reviews.cases import APPROVER, CALENDAR, CHECKED, REVIEWER, approve, at, fold, opened, step

SECOND = Actor("reviewer-zr-b", "reviewer", "dep-zr")
FARM = Actor("reviewer-nc", "reviewer", "dep-nc")
PLAN = (
    StepPlan("papers", Text("材料审查"), limit=TimeLimit(3, "working_days"), points=("one-house",)),
    StepPlan("site", Text("现场核查"), limit=TimeLimit(5, "working_days"), points=("farmland",), field_check=True),
    StepPlan("sign", Text("签批"), post="approver"),
)


def planned() -> Spec:
    return opened(steps=PLAN)


PAPERS = step("papers", "one-house", day="2026-09-21")
SITE = step("site", "farmland", day="2026-09-29", officers=("reviewer-zr-b",))
SIGN = step("sign", day="2026-09-30", actor=APPROVER)


def assign(code: str = "papers", officer: str = "reviewer-zr", deputy: str = "reviewer-zr-b") -> AssignStep:
    return AssignStep(meta=at("2026-09-18"), step=code, officer=officer, deputy=deputy)


def test_steps_are_done_in_their_order_and_make_the_review_whole() -> None:
    planned().when(SITE).rejected("step_too_early", "S1.3b")
    done = fold(planned(), PAPERS, SITE, SIGN)
    assert done.state().complete
    fold(done, approve())


def test_a_step_ticks_only_its_own_points() -> None:
    planned().when(step("papers", "farmland")).rejected("outside_checklist", "S1.3b")
    planned().when(step("nothing", "one-house")).rejected("unknown_step")


def test_points_that_no_step_names_are_examined_at_the_last() -> None:
    bare = opened(steps=(StepPlan("papers", Text("材料审查")),))
    assert bare.state().planned[0].points == ("one-house", "farmland")


def test_a_step_belongs_to_its_post() -> None:
    done = fold(planned(), PAPERS, SITE)
    done.when(step("sign", day="2026-09-30")).rejected("wrong_post")
    done.when(SIGN).then_types("review.step_completed")


def test_facts_are_checked_on_the_spot_by_two_officers() -> None:
    alone = step("site", "farmland", day="2026-09-29", officers=("reviewer-zr",))
    fold(planned(), PAPERS).when(alone).rejected("two_officers", "许可法34")
    (fact,) = fold(planned(), PAPERS).when(SITE).then_types("review.step_completed")
    assert isinstance(fact, StepCompleted)
    assert fact.officers == ("reviewer-zr", "reviewer-zr-b")


def test_a_step_is_given_to_an_officer_and_a_deputy_who_both_may_do_it() -> None:
    given = fold(planned(), assign())
    assert given.state().assigned == {"papers": ("reviewer-zr", "reviewer-zr-b")}
    given.when(assign()).then()
    given.when(replace(PAPERS, meta=at("2026-09-21", Actor("r3", "reviewer", "dep-zr")))).rejected("not_assigned")
    given.when(replace(PAPERS, meta=at("2026-09-21", SECOND))).then_types("review.step_completed")
    planned().when(assign(deputy="reviewer-zr")).rejected("same_officer", "B-4")
    planned().when(replace(assign(), meta=at("2026-09-18", REVIEWER))).rejected("not_approver")
    planned().when(assign()).then(StepAssigned(step="papers", officer="reviewer-zr", deputy="reviewer-zr-b"))


def hand_over(actor: Actor = REVIEWER, taker: str = "reviewer-zr-c") -> HandOver:
    return HandOver(meta=at("2026-09-19", actor), step="papers", taker=taker, reason="参加培训")


def test_a_step_is_handed_over_before_its_officer_leaves() -> None:
    given = planned().given(StepAssigned(step="papers", officer="reviewer-zr", deputy="reviewer-zr-b"))
    given.when(hand_over()).then(
        StepHandedOver(step="papers", giver="reviewer-zr", taker="reviewer-zr-c", reason="参加培训")
    )
    given.when(hand_over(FARM)).rejected("other_unit")
    given.when(hand_over(Actor("r3", "reviewer", "dep-zr"))).rejected("not_assigned")
    given.when(hand_over(taker="reviewer-zr")).rejected("same_officer")
    given.when(hand_over(APPROVER)).then_types("review.handed_over")
    after = fold(given, hand_over())
    after.when(PAPERS).rejected("not_assigned")


def send_back(code: str = "papers", actor: Actor = APPROVER) -> ReturnReview:
    return ReturnReview(meta=at("2026-10-08", actor), step=code, reason="照片未标注四至")


def test_a_returned_step_and_those_behind_it_are_done_again() -> None:
    done = fold(planned(), PAPERS, SITE, SIGN)
    done.when(send_back("site")).then(ReviewReturned(step="site", reason="照片未标注四至"))
    back = fold(done, send_back("site"))
    assert [each.code for each in back.state().undone] == ["site", "sign"]
    assert back.state().missing == ("farmland",)
    back.when(approve()).rejected("checklist_incomplete")
    fold(back, replace(SITE, meta=at("2026-10-09", REVIEWER)), replace(SIGN, meta=at("2026-10-10")), approve())
    done.when(send_back(actor=REVIEWER)).rejected("not_approver")
    planned().when(send_back()).rejected("nothing_to_return")


def test_every_step_has_a_clock_of_its_own_from_the_end_of_the_step_before_it() -> None:
    state = fold(planned(), PAPERS).state()
    papers, site = step_clocks(state, CALENDAR, date(2026, 9, 30))
    assert papers == {"step": "papers", "due": date(2026, 9, 21), "done_on": date(2026, 9, 21), "late": False}
    assert site == {"step": "site", "due": date(2026, 9, 29), "done_on": None, "late": True}
    assert [each["step"] for each in step_clocks(planned().state(), CALENDAR, date(2026, 9, 18))] == ["papers"]


def consult(department: str = "dep-nc") -> Consult:
    return Consult(meta=at("2026-09-21", REVIEWER), department=department, question="是否占用耕地", calendar=CALENDAR)


def answer(actor: Actor = FARM, text: str = "不占用耕地") -> AnswerConsultation:
    return AnswerConsultation(meta=at("2026-09-23", actor), opinion="agree", text=text)


def test_a_consulted_department_answers_for_itself_before_the_decision() -> None:
    asked = opened(CHECKED).when(consult())
    asked.then(ConsultationAsked(department="dep-nc", question="是否占用耕地", due=date(2026, 9, 29)))
    waiting = opened(CHECKED, *asked.events)
    waiting.when(approve()).rejected("consultation_pending", "许可法26")
    waiting.when(consult()).rejected("already_consulted")
    waiting.when(answer(REVIEWER)).rejected("not_consulted")
    said = waiting.when(answer())
    said.then(ConsultationAnswered(department="dep-nc", opinion="agree", text="不占用耕地"))
    answered = waiting.given(*said.events)
    answered.when(answer()).then()
    answered.when(answer(text="占用耕地")).rejected("already_answered")
    fold(answered, approve())
    opened().when(consult("dep-zr")).rejected("own_department")


def test_departments_that_the_plan_names_sign_too() -> None:
    joint = opened(CHECKED, consulted=("dep-nc",))
    joint.when(approve()).rejected("consultation_pending")
    fold(joint, answer(), approve())


def tell() -> TellInterested:
    return TellInterested(
        meta=at("2026-10-08", REVIEWER), parties=2, matter="相邻通行", document_no="L1", calendar=CALENDAR
    )


def statement(party: str = "interested") -> RecordStatement:
    meta = at("2026-10-10", REVIEWER)
    return RecordStatement(meta=meta, party=party, person="p", text="s1.x", adopted=False, answer="符合规划")  # type: ignore[arg-type]


def test_interested_parties_are_told_and_heard_before_the_decision() -> None:
    told = opened(CHECKED).when(tell())
    told.then(
        InterestedTold(
            parties=2, matter="相邻通行", document_no="L1", told_on=date(2026, 10, 8), reply_by=date(2026, 10, 14)
        )
    )
    waiting = opened(CHECKED, *told.events)
    waiting.when(approve("2026-10-14")).rejected("statement_pending", "许可法36")
    fold(waiting, approve("2026-10-15"))
    said = waiting.when(statement())
    said.then(
        StatementRecorded(
            party="interested",
            person="p",
            text="s1.x",
            heard_on=date(2026, 10, 10),
            adopted=False,
            answer="符合规划",
        )
    )
    fold(waiting.given(*said.events), approve("2026-10-12"))


def test_an_applicant_may_always_speak_others_once_they_were_told() -> None:
    opened().when(statement("applicant")).then_types("review.statement_recorded")
    opened().when(statement()).rejected("nobody_told", "许可法36")


@pytest.mark.parametrize("command", [assign(), hand_over(), send_back(), consult(), answer(), tell(), statement()])
def test_a_decided_review_takes_none_of_these(command: object) -> None:
    fold(opened(CHECKED, consulted=()), approve()).when(command).rejected("already_decided")
