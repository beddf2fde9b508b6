"""Rules of how long an applicant has for what the one notice names (B-3.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.cases.acceptance import last_notice_day
from services.intake.cases.commands import LapseSupplement, RemindToSupply
from services.intake.cases.decider import CASES
from services.intake.cases.overdue import Overdue, look_after, overdue
from services.intake.cases.state import Case
from services.intake.cases.supplying import holds_until
from shared.contracts import Event
from shared.contracts.intake import CaseWithdrawn
from shared.contracts.limits import TimeLimit
from shared.contracts.receiving import SupplementDueNear, SupplementLapsed
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import (
    CALENDAR,
    LICENCE,
    incomplete,
    noticed,
    request_supplement,
    supplement,
    supplemented,
)

BASIS = "《法律援助法》第四十三条第三款"
TEN_DAYS = TimeLimit(10, "working_days")
LIMITED = replace(LICENCE, supplement_response_limit=TEN_DAYS)
ENDS = replace(LIMITED, supplement_lapse="withdrawn", supplement_lapse_basis=BASIS)

UNTIL = date(2026, 10, 8)
"""Ten working days after 2026-09-17, by the official calendar: 09-20 and 10-10 are workdays, 09-25 to 27 and 10-01 to
07 are not."""

told = replace(noticed, supply_by=UNTIL, noticed_on=date(2026, 9, 17))
reminded = SupplementDueNear(materials=("identity",), supply_by=UNTIL)
WHERE = {"department": "dep-zr", "hall": "H-520422103", "division": "520422103"}


def lapse(day: str, item: Any = LIMITED) -> LapseSupplement:
    return LapseSupplement(meta=meta_at(f"{day}T00:00:00+08:00"), item=item, calendar=CALENDAR)


def folded(*facts: Event) -> Case:
    case = CASES.initial()
    for fact in facts:
        case = CASES.evolve(case, fact)
    return case


def due(case: Case, day: str, item: Any = LIMITED) -> Overdue | None:
    return overdue(case, datetime.fromisoformat(f"{day}T09:00:00+08:00"), item, CALENDAR)


def test_a_notice_tells_until_when_where_the_item_sets_a_limit_counted_from_the_day_after_it() -> None:
    (fact,) = (
        spec(CASES)
        .given(incomplete)
        .when(request_supplement("identity", item=LIMITED))
        .then_types("case.supplement_requested")
    )
    assert fact == told
    assert CALENDAR.due(date(2026, 9, 17), 10).due == UNTIL


def test_without_a_limit_of_the_item_a_case_waits_without_a_last_day() -> None:
    spec(CASES).given(incomplete).when(request_supplement("identity")).then(noticed)
    assert look_after(folded(incomplete, noticed)) is None


def test_three_days_before_the_last_day_the_applicant_is_reminded_once() -> None:
    waiting = folded(incomplete, told)
    assert look_after(waiting) == date(2026, 10, 4)
    assert due(waiting, "2026-10-04") is None
    assert due(waiting, "2026-10-05") == Overdue("near", date(2026, 10, 4))
    command = RemindToSupply(meta=meta_at("2026-10-05T00:00:00+08:00"))
    spec(CASES).given(incomplete, told).when(command).then(reminded)
    spec(CASES).given(incomplete, told, reminded).when(command).then()
    assert due(folded(incomplete, told, reminded), "2026-10-07") is None


def test_a_limit_of_a_few_days_needs_no_reminder() -> None:
    short = folded(incomplete, replace(told, supply_by=date(2026, 9, 20)))
    assert look_after(short) == date(2026, 9, 20)


def test_a_last_day_that_passed_closes_nothing_unless_an_article_says_so() -> None:
    over = SupplementLapsed(materials=("identity",), supply_by=UNTIL, basis="", **WHERE)
    spec(CASES).given(incomplete, told).when(lapse("2026-10-09")).then(over)
    late = supplement("identity", moment="2026-10-12T10:00:00+08:00")
    spec(CASES).given(incomplete, told, over).when(late).then_types("case.supplemented")
    spec(CASES).given(incomplete, told, over).when(lapse("2026-10-12")).then()


def test_a_case_counts_as_withdrawn_by_the_article_that_its_item_names() -> None:
    over, gone = (
        spec(CASES)
        .given(incomplete, told)
        .when(lapse("2026-10-09", ENDS))
        .then_types("case.supplement_lapsed", "case.withdrawn")
    )
    assert over == SupplementLapsed(materials=("identity",), supply_by=UNTIL, basis=BASIS, **WHERE)
    assert isinstance(gone, CaseWithdrawn)
    assert (gone.deemed_under, gone.confirmed, gone.withdrawn_on) == (BASIS, False, date(2026, 10, 9))


@pytest.mark.parametrize("day", ["2026-10-07", "2026-10-08"])
def test_until_its_end_the_last_day_belongs_to_the_applicant(day: str) -> None:
    spec(CASES).given(incomplete, told).when(lapse(day, ENDS)).then()


def test_what_came_in_time_lets_nothing_lapse_and_a_part_of_it_does() -> None:
    spec(CASES).given(incomplete, told, supplemented).when(lapse("2026-10-09", ENDS)).then()
    two = replace(told, defects=(*told.defects, replace(told.defects[0], material="form")))
    spec(CASES).given(incomplete, two, supplemented).when(lapse("2026-10-09", ENDS)).then_types(
        "case.supplement_lapsed", "case.withdrawn"
    )


def test_a_calendar_published_meanwhile_gives_more_days_and_takes_none() -> None:
    """B-3.3 ③: the later of the day told and the day counted holds."""
    counted_later = folded(incomplete, replace(told, supply_by=date(2026, 9, 30)))
    assert holds_until(counted_later, LIMITED, CALENDAR) == UNTIL
    told_later = folded(incomplete, replace(told, supply_by=date(2026, 10, 12)))
    assert holds_until(told_later, LIMITED, CALENDAR) == date(2026, 10, 12)
    assert due(counted_later, "2026-10-08") is None
    assert due(counted_later, "2026-10-09") == Overdue("unsupplied", UNTIL)


def test_a_second_notice_about_new_papers_counts_anew() -> None:
    again = replace(told, supply_by=date(2026, 10, 20), noticed_on=date(2026, 9, 29))
    case = folded(incomplete, told, reminded, supplemented, again)
    assert (case.supply_by, case.reminded_of, case.unsupplied) == (date(2026, 10, 20), None, None)
    assert last_notice_day(case, CALENDAR) == date(2026, 9, 23)
