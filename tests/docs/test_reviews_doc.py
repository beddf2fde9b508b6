"""The worked examples of docs/reviews.md are what the rules answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.approval.reviews import clock, referrals
from services.approval.reviews.procedures import ChooseRoute, Forward, Serve
from services.approval.reviews.remedies import told
from services.approval.reviews.suspensions import PROCEDURES
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.testing.spec import Spec, spec
from tests.approval.reviews.cases import (
    CALENDAR,
    CHECKED,
    OPENED,
    REVIEWER,
    REVIEWS,
    at,
    extend,
    refuse,
    resume,
    suspend,
    void,
)

PAGE = (Path(__file__).parents[2] / "docs" / "reviews.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```example ([^\n]+)\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


def days(count: str) -> TimeLimit:
    return TimeLimit(int(count), "working_days")


def accepted(day: str, **limits: str) -> Spec[Any]:
    plan = ReviewPlan(superior="dep-pd-zr", superior_limit=days(limits["superior"])) if "superior" in limits else None
    opened = replace(
        OPENED,
        accepted_on=date.fromisoformat(day),
        promised=days(limits["promised"]),
        statutory=days(limits["statutory"]),
        plan=plan or ReviewPlan(),
    )
    return spec(REVIEWS).given(opened, CHECKED)


def command(verb: str, day: str, *rest: str) -> list[Any]:  # noqa: PLR0911 - a line for each verb
    match verb:
        case "suspended":
            return [suspend(day, rest[0], days(rest[1]))]
        case "result":
            return [resume(day, rest[0])]
        case "void":
            return [void(day)]
        case "extended":
            return [extend(day)]
        case "extended-by-reviewer":
            return [extend(day, REVIEWER)]
        case "forwarded":
            meta = at(day, REVIEWER)
            return [ChooseRoute(meta=meta, route="window"), Forward(meta=meta, calendar=CALENDAR, opinion="初审通过")]
        case "refused":
            return [refuse(day)]
        case "served":
            return [Serve(meta=at(day), calendar=CALENDAR, manner="direct", served_on=date.fromisoformat(day))]
    raise AssertionError(f"the page speaks of {verb}, which nobody knows")


def shown(review: Spec[Any], day: str) -> dict[str, str]:
    """Everything an example may tell of a review as it stands on a day."""
    state, today = review.state(), date.fromisoformat(day)
    found = {name: each.deadline.due for name, each in clock.clocks(state, CALENDAR, today).by_name().items()}
    above = referrals.clock(state, CALENDAR, today)
    if above:
        found |= {"initial": above["initial_due"], "superior": above["superior_due"]}
    if state.served:
        remedies = told(state, CALENDAR)
        found |= {name: remedies[name]["by"] for name in ("reconsideration", "litigation")}
    return {name: day.isoformat() for name, day in found.items()}


def play(text: str) -> int:
    """Play an example; give how many of its lines were compared."""
    review, day, compared = spec(REVIEWS), "", 0
    for line in text.splitlines():
        words, _, expected = line.removeprefix("! ").partition("-> ")
        verb, *said = words.split() or [""]
        if line.startswith("->"):
            known = shown(review, day)
            wanted = dict(pair.split()[:2] for pair in expected.split(", "))
            assert {name: known[name] for name in wanted} == wanted
        elif line.startswith("! "):
            review.when(command(verb, *said)[0]).rejected(expected)
        elif verb == "accepted":
            review, day = accepted(said[0], **dict(zip(said[1::2], said[2::2], strict=True))), said[0]
            continue
        else:
            day = said[0]
            for each in command(verb, *said):
                answer = review.when(each)
                assert answer.refusal is None, answer.refusal
                review = review.given(*answer.events)
            continue
        compared += 1
    return compared


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_is_what_the_rules_answer(name: str, text: str) -> None:
    assert play(text)


def test_the_page_has_the_acceptance_stories_and_names_the_eight_procedures() -> None:
    told_of = {name.partition(":")[0] for name, _ in EXAMPLES}
    assert {"A05", "A06", "A08", "A10", "A17", "A23"} <= told_of
    for procedure in PROCEDURES:
        assert procedure.replace("_", " ") in PAGE


def test_the_litigation_date_of_a17_is_marked_provisional() -> None:
    review = accepted("2026-07-06", promised="15", statutory="20")
    for each in (*command("refused", "2026-08-03"), *command("served", "2026-08-03")):
        review = review.given(*review.when(each).events)
    assert told(review.state(), CALENDAR)["litigation"]["provisional"]
    assert "2027-02-03 provisional" in PAGE
