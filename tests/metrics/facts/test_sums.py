"""Sums of a period: what is settled, what is pending, what is overdue; and the lists behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.metrics.facts import LISTS, CaseScores, by_department, by_venue, listed, period_sums
from services.metrics.facts.names import MEANINGS
from services.metrics.facts.sums import NAMES, WHOLES
from tests.metrics.facts.test_case_facts import fold, lives
from tests.metrics.stories import Story, case_no, whole_life

FOLD = CaseScores()
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def sums_of(*stories: Story) -> dict[str, int]:
    total: dict[str, int] = {}
    for story in stories:
        for key, value in FOLD.contributions(fold(story.commits)).items():
            total[key] = total.get(key, 0) + value
    return total


def of(story: Story, today: date, department: str = "dep-zr") -> dict[str, int]:
    return period_sums(by_department(sums_of(story))[department], *QUARTER, today)


def test_an_open_case_is_pending_through_its_due_day_and_overdue_from_the_next() -> None:
    story = Story().received().accepted(due="2026-10-26")
    on_the_day, after = of(story, date(2026, 10, 26)), of(story, date(2026, 10, 27))
    assert (on_the_day["pending"], on_the_day["overdue"], on_the_day["settled"]) == (1, 0, 0)
    assert (after["pending"], after["overdue"], after["settled"]) == (0, 1, 1)


def test_what_falls_outside_the_period_is_left_out() -> None:
    story = Story().received("2026-09-28").accepted("2026-09-28", "2026-10-19").decided("2026-10-10")
    third = period_sums(by_department(sums_of(story))["dep-zr"], date(2026, 7, 1), date(2026, 9, 30), date(2026, 11, 1))
    assert (third["received"], third["due"], third["decided"]) == (1, 0, 0)
    assert (of(story, date(2026, 11, 1))["due"], of(story, date(2026, 11, 1))["received"]) == (1, 0)


def test_departments_are_kept_apart() -> None:
    sums = sums_of(whole_life(), Story(case_no(serial=2), "dep-sf").received())
    assert sorted(by_department(sums)) == ["dep-sf", "dep-zr"]


def test_a_hall_has_the_cases_of_all_its_departments_and_a_department_those_of_all_its_halls() -> None:
    elsewhere = Story(case_no(serial=3), hall="H-520422103").received()
    sums = sums_of(whole_life(), Story(case_no(serial=2), "dep-sf").received(), elsewhere)
    assert by_venue(sums)["H-520402109"]["2026-10-12"]["received"] == 2
    assert by_department(sums)["dep-zr"]["2026-10-12"]["received"] == 2


def test_wholes_are_the_sums_of_their_parts_and_what_is_not_yet_due_is_not_settled() -> None:
    stories = [Story(case_no(serial=n)).received(kind="instant") for n in (1, 2)]
    stories[0].completed()
    sums = by_department(sums_of(*stories))["dep-zr"]
    on_the_day = period_sums(sums, *QUARTER, date(2026, 10, 12))
    after = period_sums(sums, *QUARTER, date(2026, 10, 13))
    assert (on_the_day["instant"], on_the_day["instant_met"], on_the_day["instant_settled"]) == (2, 1, 1)
    assert (after["instant"], after["instant_met"], after["instant_settled"]) == (2, 1, 2)


def test_lateness_that_nobody_explained_counts_once_its_day_has_passed() -> None:
    story = Story().received().accepted(due="2026-10-26")
    assert of(story, date(2026, 10, 26))["unexplained"] == 0
    assert of(story, date(2026, 10, 27))["unexplained"] == 1


@pytest.mark.parametrize("decided", ["2026-10-26", "2026-10-27"])
def test_who_broke_no_day_has_no_lateness_to_explain(decided: str) -> None:
    """Accepted by silence and never on time, yet decided by its day: nothing to explain, and nothing off for that."""
    story = Story().received().accepted(manner="deemed").decided(decided)
    told = of(story, date(2026, 11, 10))
    assert (told["late"], told["late_by_rule"], told["unexplained"]) == ((1, 1, 0), (1, 0, 1))[decided > "2026-10-26"]


@pytest.mark.parametrize(("day", "unexplained"), [("2026-10-26", 0), ("2026-10-27", 1)])
def test_a_withdrawal_before_its_day_leaves_no_lateness_to_explain(day: str, unexplained: int) -> None:
    told = of(Story().received().accepted().withdrawn(day, confirmed=False), date(2026, 11, 10))
    assert (told["late"], told["unexplained"]) == (1, unexplained)
    facts = fold(Story().received().accepted().withdrawn(day, confirmed=False).commits)
    assert listed("unexplained", facts, "dep-zr", "2026-10-01", "2026-12-31", "2026-11-10") == bool(unexplained)


def test_every_list_is_as_long_as_the_number_it_opens() -> None:
    today = date(2026, 11, 10)
    numbers = {
        **{name: name for name in ("on_time", "late", "overdue", "pending", "received", "declined", "withdrawn")},
        **{"complaints": "complaints", "substantiated": "substantiated", "yellow": "yellow", "red": "red"},
        **{"decided": "decided", "completed": "completed"},
    }
    for story in lives():
        facts: dict[str, Any] = fold(story.commits)
        total = of(story, today)
        for list_name, number in numbers.items():
            there = listed(list_name, facts, "dep-zr", "2026-10-01", "2026-12-31", today.isoformat())
            assert there == bool(total[number]), (list_name, facts)
        there = listed("unexplained", facts, "dep-zr", "2026-10-01", "2026-12-31", today.isoformat())
        assert there == bool(total["unexplained"])
        rated = [g for g in range(1, 6) if total[f"grade_{g}"]]
        assert listed("rated_bad", facts, "dep-zr", "2026-10-01", "2026-12-31", "") == any(g > 3 for g in rated)


def test_a_list_named_as_a_fact_holds_what_the_fact_counts_and_nothing_else() -> None:
    for name, entry in LISTS.items():
        if name in MEANINGS and not entry.when:
            assert entry.names == frozenset(WHOLES.get(name, (name,))), name


def test_every_list_has_a_name_in_both_languages_and_every_sum_has_one_meaning() -> None:
    assert all(entry.zh and entry.en for entry in LISTS.values())
    assert {"settled", "pending", "overdue"} <= NAMES
