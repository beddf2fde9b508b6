"""A hall's telephone in a refusal stays readable; whatever else looks like somebody's number is starred."""

from __future__ import annotations

from shared.contracts import Rejected
from shared.observability import redacted
from shared.web.problems import problem_of


def test_a_halls_telephone_stays_and_a_citizens_does_not() -> None:
    told = "请到马场镇大厅 · 0851-38200000；13885300000 是谁的？"
    refusal = Rejected("not_for_proxy", told, errors={"channel": told}, public=("0851-38200000",))
    problem = problem_of(refusal)
    assert problem.detail == "请到马场镇大厅 · 0851-38200000；*** 是谁的？"
    assert problem.errors == {"channel": [problem.detail]}


def test_what_nobody_calls_public_is_starred() -> None:
    assert redacted("0851-38200000 52040220050315001X") == "*** ***"
    assert problem_of(Rejected("any", "0851-38200000", public=("",))).detail == "***"
