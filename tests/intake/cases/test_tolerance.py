"""Rules of papers that follow later against a written promise (容缺受理, B-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.intake.cases.commands import Promise
from services.intake.cases.decider import CASES
from services.intake.cases.state import Status
from shared.contracts.intake import CaseRefused, CaseWithdrawn
from shared.contracts.receiving import ToleranceLapsed, ToleranceMet
from shared.testing.spec import spec
from tests.intake.cases.samples import (
    LICENCE,
    accept,
    accepted,
    decided,
    deliver,
    lapse,
    make_good,
    without_minutes,
)

PROMISED = {"promise": Promise(), "promise_no": "520422103RQ2026000001"}
tolerated = replace(
    accepted,
    materials=("form", "identity"),
    tolerated=("minutes",),
    tolerated_due=date(2026, 9, 25),
    promise_no="520422103RQ2026000001",
)
met = ToleranceMet(materials=("minutes",), met_on=date(2026, 9, 25))


def test_tolerable_papers_follow_against_a_written_promise_the_clock_running() -> None:
    by = {**PROMISED, "promise": Promise(date(2026, 9, 25))}
    spec(CASES).given(without_minutes).when(accept(**by)).then(tolerated)
    assert tolerated.promised_due == accepted.promised_due


def test_without_the_promise_nothing_follows() -> None:
    refusal = spec(CASES).given(without_minutes).when(accept()).rejected("promise_missing", "B-4")
    assert refusal.errors == {"minutes": "promise"}


def test_where_no_day_is_named_papers_follow_by_the_promised_day() -> None:
    (fact,) = spec(CASES).given(without_minutes).when(accept(**PROMISED)).then_types("case.accepted")
    assert fact.tolerated_due == accepted.promised_due  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", [date(2026, 9, 16), date(2026, 10, 15)])
def test_what_follows_follows_within_the_promised_time(day: date) -> None:
    late = {**PROMISED, "promise": Promise(day)}
    spec(CASES).given(without_minutes).when(accept(**late)).rejected("promise_too_long", "B-4")


def test_whoever_broke_such_a_promise_is_not_given_another_where_the_item_minds() -> None:
    again = accept(**PROMISED, broken=True)
    spec(CASES).given(without_minutes).when(again).rejected("promise_excluded", "B-4")
    lenient = replace(LICENCE, tolerance_excludes=False)
    spec(CASES).given(without_minutes).when(replace(again, item=lenient)).then_types("case.accepted")


def test_a_paper_that_may_not_follow_forbids_acceptance_whatever_is_promised() -> None:
    bare = replace(without_minutes, materials=("form",))
    spec(CASES).given(bare).when(accept(**PROMISED)).rejected("incomplete")


def test_nobody_promises_what_is_there() -> None:
    whole = replace(without_minutes, materials=("form", "identity", "minutes"))
    spec(CASES).given(whole).when(accept(**PROMISED)).then(accepted)


def test_promised_papers_are_made_good_until_the_last_day() -> None:
    spec(CASES).given(without_minutes, tolerated).when(make_good("minutes")).then(met)
    case = spec(CASES).given(without_minutes, tolerated, met).state()
    assert (case.still_tolerated, "minutes" in case.materials) == ((), True)
    late = make_good("minutes", moment="2026-09-26T00:00:00+08:00")
    spec(CASES).given(without_minutes, tolerated).when(late).rejected("tolerance_lapsed")


def test_only_promised_papers_are_made_good_and_once() -> None:
    spec(CASES).given(without_minutes, tolerated).when(make_good("photo")).rejected("not_tolerated")
    spec(CASES).given(without_minutes, tolerated).when(make_good()).rejected("not_tolerated")
    spec(CASES).given(without_minutes, tolerated, met).when(make_good("minutes")).rejected("not_tolerated")


def test_a_broken_promise_withdraws_the_case_as_promised() -> None:
    gone, ended = (
        spec(CASES)
        .given(without_minutes, tolerated)
        .when(lapse("2026-09-26T00:00:00+08:00"))
        .then_types("case.tolerance_lapsed", "case.withdrawn")
    )
    assert gone == ToleranceLapsed(materials=("minutes",), due=date(2026, 9, 25))
    assert isinstance(ended, CaseWithdrawn)
    assert (ended.confirmed, ended.confirmed_by, ended.withdrawn_on) == (True, "signature", date(2026, 9, 26))
    case = spec(CASES).given(without_minutes, tolerated, gone, ended).state()
    assert (case.status, case.promise_broken) == (Status.WITHDRAWN, True)


def test_where_the_item_says_so_a_broken_promise_is_refused_in_writing() -> None:
    strict = replace(LICENCE, tolerance_lapse="refused")
    command = lapse("2026-09-26T00:00:00+08:00", strict)
    _, ended = (
        spec(CASES).given(without_minutes, tolerated).when(command).then_types("case.tolerance_lapsed", "case.refused")
    )
    assert isinstance(ended, CaseRefused)
    assert ended.reasons == "容缺材料逾期未补齐：村集体讨论与公示证明"
    assert ended.review_authority == "普定县人民政府"


def test_an_approved_result_waits_for_the_papers_that_were_promised() -> None:
    owed = spec(CASES).given(without_minutes, tolerated, decided)
    assert owed.when(deliver("2026-09-25T09:00:00+08:00")).rejected("papers_owed", "B-4").errors.keys() == {"minutes"}
    owed.when(make_good("minutes")).then(met)
    spec(CASES).given(without_minutes, tolerated, decided, met).when(deliver()).then_types("case.delivered")


def test_a_promise_that_lapses_after_the_decision_is_broken_and_undoes_nothing() -> None:
    owed = spec(CASES).given(without_minutes, tolerated, decided)
    gone = ToleranceLapsed(materials=("minutes",), due=date(2026, 9, 25))
    owed.when(lapse("2026-09-26T00:00:00+08:00")).then(gone)
    lapsed = spec(CASES).given(without_minutes, tolerated, decided, gone)
    assert (lapsed.state().status, lapsed.state().promise_broken) == (Status.DECIDED, True)
    lapsed.when(deliver()).then_types("case.delivered")


@pytest.mark.parametrize("outcome", ["refused", "terminated"])
def test_a_refusal_waits_for_no_papers_and_breaks_no_promise(outcome: Any) -> None:
    ended = spec(CASES).given(without_minutes, tolerated, replace(decided, outcome=outcome))
    ended.when(deliver()).then_types("case.delivered")
    ended.when(lapse("2026-09-26T00:00:00+08:00")).then()


def test_nothing_lapses_early_or_after_the_papers_came() -> None:
    spec(CASES).given(without_minutes, tolerated).when(lapse("2026-09-25T23:59:00+08:00")).then()
    spec(CASES).given(without_minutes, tolerated, met).when(lapse("2026-09-26T00:00:00+08:00")).then()
    spec(CASES).given(without_minutes, tolerated, decided, met).when(lapse("2026-10-13T00:00:00+08:00")).then()
