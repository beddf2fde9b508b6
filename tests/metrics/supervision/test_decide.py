"""The ladder, and the rules of orders and proposals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.metrics.scoring import load_policy
from services.metrics.supervision.commands import (
    Close,
    GiveStatement,
    Hold,
    Issue,
    Order,
    Overdue,
    Propose,
    Report,
)
from services.metrics.supervision.decider import SUPERVISION
from services.metrics.supervision.ladder import FAILED, Published, demands
from shared.contracts import Actor
from shared.contracts.supervision import (
    InterviewHeld,
    StatementGiven,
    SupervisionAnswered,
    SupervisionClosed,
    SupervisionIssued,
    SupervisionOverdue,
    SupervisionProposed,
)
from shared.testing.spec import meta_at, spec

ASSESSOR = Actor("assessor-1", "assessor")
MOMENT = "2026-10-21T10:00:00+08:00"
META = meta_at(MOMENT, ASSESSOR)
DUE = date(2026, 11, 4)
EVIDENCE = ("2026Q3#a", "2026Q2#b")
OF: dict[str, Any] = {"kind": "department", "unit": "dep-zr", "ground": "failed_twice", "evidence": EVIDENCE}
PROPOSED = SupervisionProposed(step="interview", period="2026Q3", **OF)
STATED = StatementGiven(text="已增派人手")
ISSUED = SupervisionIssued(step="interview", source="三季度考核", requirement="说明整改措施", due=DUE, **OF)
ANSWERED = SupervisionAnswered(text="已整改", answered_on=date(2026, 11, 3), in_time=True)
HELD = InterviewHeld(held_on=date(2026, 10, 21), minutes="约定一月内整改")


def quarter(number: int, grade: str, reds: int = 0) -> Published:
    return Published(f"2026Q{number}", grade, reds, f"h{number}")


@pytest.mark.parametrize(
    ("results", "steps"),
    [
        ([], []),
        ([quarter(3, "pass")], []),
        ([quarter(3, "")], []),
        ([quarter(3, "good", reds=2)], []),
        ([quarter(3, "good", reds=3)], ["order"]),
        ([quarter(3, "fail")], ["order"]),
        ([quarter(3, "fail"), quarter(2, "pass"), quarter(1, "fail")], ["order"]),
        ([quarter(3, "fail"), quarter(2, "fail"), quarter(1, "pass")], ["interview"]),
        ([quarter(3, "fail"), quarter(2, "fail"), quarter(1, "fail")], ["notice", "accountability"]),
        ([quarter(3, "pass"), quarter(2, "fail"), quarter(1, "fail")], []),
    ],
)
def test_the_ladder_follows_failed_periods_in_a_row(results: list[Published], steps: list[str]) -> None:
    assert [each.step for each in demands(results)] == steps


def test_the_ladder_speaks_of_the_lowest_grade_of_every_sheet() -> None:
    for sheet in load_policy("1.0.0").sheets.values():
        assert min(sheet.grades, key=lambda grade: grade.least).id == FAILED


def test_a_demand_cites_every_result_it_rests_on() -> None:
    (told,) = demands([quarter(3, "fail"), quarter(2, "fail")])
    assert (told.period, told.evidence) == ("2026Q3", ("2026Q3#h3", "2026Q2#h2"))


def test_a_step_is_proposed_once_and_nothing_follows_by_itself() -> None:
    command = Propose(meta=META, step="interview", period="2026Q3", **OF)
    spec(SUPERVISION).when(command).then(PROPOSED)
    spec(SUPERVISION).given(PROPOSED).when(command).then()


def issue(*, holds: bool = True, due: date = DUE, actor: Actor = ASSESSOR) -> Issue:
    meta = meta_at(MOMENT, actor)
    return Issue(meta=meta, source="三季度考核", requirement="说明整改措施", due=due, holds=holds)


def test_no_proposal_is_issued_before_the_unit_was_heard() -> None:
    spec(SUPERVISION).given(PROPOSED).when(issue()).rejected("statement_missing", "D-4")
    spec(SUPERVISION).given(PROPOSED, STATED).when(issue()).then(ISSUED)


def test_a_proposal_whose_evidence_was_corrected_is_not_issued() -> None:
    spec(SUPERVISION).given(PROPOSED, STATED).when(issue(holds=False)).rejected("evidence_changed")


def test_the_last_day_lies_ahead_and_nobody_signs_against_their_own_unit() -> None:
    given = spec(SUPERVISION).given(PROPOSED, STATED)
    given.when(issue(due=date(2026, 10, 21))).rejected("due_passed")
    given.when(issue(actor=Actor("insider", "assessor", "dep-zr"))).rejected("not_outside")


def test_only_the_unit_states_and_answers() -> None:
    spec(SUPERVISION).given(PROPOSED).when(GiveStatement(meta=META, text="x", own=False)).rejected("other_unit")
    spec(SUPERVISION).given(PROPOSED).when(GiveStatement(meta=META, text="已增派人手", own=True)).then(STATED)
    spec(SUPERVISION).given(ISSUED).when(Report(meta=META, text="x", own=False)).rejected("other_unit")


@pytest.mark.parametrize(("day", "in_time"), [("2026-11-04", True), ("2026-11-05", False)])
def test_an_answer_after_the_last_day_is_taken_and_told_as_late(day: str, in_time: bool) -> None:
    command = Report(meta=meta_at(f"{day}T23:59:00+08:00", ASSESSOR), text="已整改", own=True)
    told = SupervisionAnswered(text="已整改", answered_on=date.fromisoformat(day), in_time=in_time)
    spec(SUPERVISION).given(ISSUED).when(command).then(told)


def test_a_last_day_that_passed_is_told_once_on_the_day_after() -> None:
    on_time, after = meta_at("2026-11-04T23:59:00+08:00"), meta_at("2026-11-05T00:00:00+08:00")
    spec(SUPERVISION).given(ISSUED).when(Overdue(meta=on_time)).then()
    spec(SUPERVISION).given(ISSUED).when(Overdue(meta=after)).then(SupervisionOverdue(due=DUE))
    spec(SUPERVISION).given(ISSUED, SupervisionOverdue(due=DUE)).when(Overdue(meta=after)).then()
    spec(SUPERVISION).given(ISSUED, ANSWERED).when(Overdue(meta=after)).then()


def close(outcome: Any) -> Close:
    return Close(meta=META, outcome=outcome, reasons="核查属实")


def test_an_interview_is_held_before_it_is_done() -> None:
    spec(SUPERVISION).given(ISSUED, ANSWERED).when(close("done")).rejected("interview_missing")
    spec(SUPERVISION).given(ISSUED).when(Hold(meta=META, minutes="约定一月内整改")).then(HELD)
    ended = SupervisionClosed(outcome="done", reasons="核查属实", issued=True)
    spec(SUPERVISION).given(ISSUED, HELD).when(close("done")).then(ended)


def test_a_proposal_is_dropped_and_an_order_is_not() -> None:
    spec(SUPERVISION).given(PROPOSED).when(close("done")).rejected("wrong_state")
    spec(SUPERVISION).given(ISSUED).when(close("dropped")).rejected("wrong_state")
    dropped = SupervisionClosed(outcome="dropped", reasons="核查属实", issued=False)
    spec(SUPERVISION).given(PROPOSED).when(close("dropped")).then(dropped)


def test_an_order_needs_no_proposal_but_a_source_and_a_day() -> None:
    told: dict[str, Any] = {"kind": "department", "unit": "dep-zr", "ground": "inspection", "evidence": ()}
    said: dict[str, Any] = {"source": "十月督查", "requirement": "补齐公示", "due": DUE}
    spec(SUPERVISION).when(Order(meta=META, **told, **said)).then(SupervisionIssued(step="order", **told, **said))
    spec(SUPERVISION).given(ISSUED).when(Order(meta=META, **told, **said)).rejected("wrong_state")
    only = spec(SUPERVISION).given(SupervisionIssued(step="order", **told, **said))
    only.when(Hold(meta=META, minutes="x")).rejected("no_interview")


def test_what_never_began_takes_nothing() -> None:
    spec(SUPERVISION).when(close("done")).rejected("unknown_supervision")
    ended = SupervisionClosed(outcome="done", reasons="x", issued=True)
    spec(SUPERVISION).given(ISSUED, ended).when(close("not_done")).rejected("wrong_state")
