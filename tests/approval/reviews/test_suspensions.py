"""Rules of what moves a clock: the eight procedures, the one extension, a published calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.approval.reviews.clock import clocks, explained
from services.approval.reviews.procedures import Recalculate
from services.approval.reviews.suspensions import PROCEDURES
from shared.contracts import Actor
from shared.contracts.approval import ReviewExtended, ReviewRecalculated, ReviewResumed, ReviewSuspended
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import CalendarPublished
from shared.testing.spec import spec
from shared.timekeeping import CalendarYear, from_published
from shared.timekeeping.years import content_hash
from tests.approval.reviews.cases import (
    APPROVER,
    CALENDAR,
    CHECKED,
    GOVERNMENT,
    OPENED,
    REVIEWER,
    REVIEWS,
    approve,
    at,
    extend,
    fold,
    opened,
    resume,
    suspend,
    void,
)


def due(history: Any, day: str = "2026-10-12") -> tuple[date, date | None]:
    counted = clocks(history.state(), CALENDAR, date.fromisoformat(day)).dates
    return counted.promised_due, counted.statutory_due


def test_a05_twenty_working_days_over_the_national_holiday() -> None:
    assert due(opened()) == (date(2026, 10, 14), date(2026, 10, 21))


def test_a08_an_inspection_of_eight_working_days_moves_both_clocks() -> None:
    after = fold(opened(), suspend("2026-09-21"), resume("2026-10-09"))
    assert due(after) == (date(2026, 10, 26), date(2026, 11, 2))
    (told,) = explained(after.state(), CALENDAR, date(2026, 10, 12))["suspensions"]
    assert (told["standing"], told["working_days"], told["result_document"]) == ("result", 8, "JY-31")


def test_the_events_tell_the_dates_that_follow() -> None:
    first = opened().when(suspend("2026-09-21")).then_types("review.suspended")[0]
    assert isinstance(first, ReviewSuspended)
    assert (first.started_on, first.resumes_by) == (date(2026, 9, 21), date(2026, 10, 12))
    assert first.dates.statutory_due == date(2026, 11, 4)
    last = opened(first).when(resume("2026-10-09")).then_types("review.resumed")[0]
    assert isinstance(last, ReviewResumed)
    assert last.dates.statutory_due == date(2026, 11, 2)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_eight_procedures_of_article_45_stop_a_clock(procedure: str) -> None:
    opened().when(suspend("2026-09-21", procedure)).then_types("review.suspended")


@pytest.mark.parametrize("procedure", ["site_visit", "publicity", "consultation", "internal", "", "Inspection"])
def test_nothing_else_stops_a_clock(procedure: str) -> None:
    refusal = opened().when(suspend("2026-09-21", procedure)).rejected("not_suspendable", "许可法45")
    assert list(refusal.errors) == ["procedure"]


@pytest.mark.parametrize("needed", [None, TimeLimit(0, "working_days"), TimeLimit(8, "hours")])
def test_no_clock_stands_without_a_written_notice_of_the_time_needed(needed: TimeLimit | None) -> None:
    opened().when(suspend("2026-09-21", needed=needed)).rejected("notice_required", "许可法45")


def test_a_suspension_is_not_backdated() -> None:
    opened().when(suspend("2026-09-21", recorded="2026-09-24")).rejected("backdated", "G4")
    opened().when(suspend("2026-09-21", recorded="2026-09-22")).then_types("review.suspended")
    opened().when(suspend("2026-09-16")).rejected("before_acceptance")


def test_a_suspension_without_a_result_is_void_and_recounted() -> None:
    after = fold(opened(), suspend("2026-09-21"), void("2026-10-09"))
    assert due(after) == due(opened())
    after.when(resume("2026-10-10")).rejected("not_suspended")
    fold(after, suspend("2026-10-10"))


def test_a_result_without_a_document_is_none() -> None:
    fold(opened(), suspend("2026-09-21")).when(resume("2026-10-09", "  ")).rejected("result_required", "G1")


def test_a_clock_stands_no_longer_than_the_notice_told() -> None:
    """Ten working days from 2026-09-21 end before 2026-10-12; a result three days later gives nothing more."""
    after = fold(opened(), suspend("2026-09-21"), resume("2026-10-15"))
    assert due(after, "2026-10-16") == due(fold(opened(), suspend("2026-09-21")), "2026-10-12")


def test_a_second_notice_is_for_more_time_and_one_result_answers_both() -> None:
    once = fold(opened(), suspend("2026-09-21"))
    once.when(suspend("2026-09-22", needed=TimeLimit(3, "working_days"))).rejected("already_suspended")
    after = fold(once, suspend("2026-10-09", needed=TimeLimit(10, "working_days")), resume("2026-10-15"))
    assert not any(each.open for each in after.state().suspensions)
    assert due(after, "2026-10-16")[1] == date(2026, 11, 9)


def test_where_no_result_comes_the_suspension_lapses_by_itself() -> None:
    """The time told ends before 2026-10-12; five working days on, without a result, it never was."""
    waiting = fold(opened(), suspend("2026-09-21"))
    assert due(waiting, "2026-10-19")[1] == date(2026, 11, 4)
    assert due(waiting, "2026-10-20") == due(opened())
    waiting.when(resume("2026-10-20")).rejected("suspension_lapsed", "G1")


def test_nothing_is_decided_while_a_result_is_awaited() -> None:
    waiting = fold(opened(CHECKED), suspend("2026-09-21"))
    waiting.when(approve()).rejected("suspension_open", "许可法45")
    fold(waiting, resume("2026-10-09"), approve())


def test_a_limit_in_hours_knows_no_suspension() -> None:
    hours = spec(REVIEWS).given(replace(OPENED, promised=TimeLimit(24, "hours")))
    after = fold(hours, suspend("2026-09-18"), resume("2026-09-22"))
    assert due(after)[0] == date(2026, 9, 18)
    assert due(after)[1] == date(2026, 10, 26)


def test_a06_the_head_of_the_agency_extends_by_ten_working_days() -> None:
    (fact,) = opened().when(extend("2026-10-20")).then_types("review.extended")
    assert isinstance(fact, ReviewExtended)
    assert (fact.office, fact.before.statutory_due, fact.dates.statutory_due) == (
        "agency_head",
        date(2026, 10, 21),
        date(2026, 11, 4),
    )
    assert fact.dates.promised_due == OPENED.promised_due, "the promise stays"


def test_a06_a_second_extension_a_late_one_and_another_role_are_refused() -> None:
    fold(opened(), extend("2026-10-20")).when(extend("2026-10-21")).rejected("already_extended", "许可法42")
    opened().when(extend("2026-10-22")).rejected("extension_late", "许可法42")
    opened().when(extend("2026-10-20", REVIEWER)).rejected("wrong_office", "许可法42①")
    opened().when(extend("2026-10-20", GOVERNMENT)).rejected("wrong_office")
    opened().when(extend("2026-10-20", Actor("approver-sh", "approver", "dep-sh"))).rejected("other_unit")


def test_an_extension_is_not_backdated_into_its_time() -> None:
    opened().when(extend("2026-10-21", recorded="2026-10-22")).rejected("extension_late")
    opened().when(extend("2026-10-19", recorded="2026-10-21")).rejected("backdated")


def test_an_extension_on_the_last_day_is_in_time_and_tells_its_reasons() -> None:
    opened().when(extend("2026-10-21")).then_types("review.extended")
    opened().when(extend("2026-10-20", reasons="不符合条件")).rejected("reasons_hollow")


def test_a_suspension_before_it_moves_the_last_day_for_an_extension() -> None:
    suspended = fold(opened(), suspend("2026-09-21"), resume("2026-10-09"))
    (fact,) = suspended.when(extend("2026-10-28")).then_types("review.extended")
    assert isinstance(fact, ReviewExtended)
    assert fact.dates.statutory_due == date(2026, 11, 16)


def test_joint_handling_is_extended_by_fifteen_and_by_the_head_of_government() -> None:
    joint = opened(joint=True)
    joint.when(extend("2026-10-20")).rejected("wrong_office", "许可法42②")
    (fact,) = joint.when(extend("2026-10-20", GOVERNMENT)).then_types("review.extended")
    assert isinstance(fact, ReviewExtended)
    assert (fact.office, fact.added.value, fact.dates.statutory_due) == ("government_head", 15, date(2026, 11, 11))


def test_only_a_limit_by_law_in_its_own_unit_is_extended() -> None:
    spec(REVIEWS).given(replace(OPENED, statutory=None)).when(extend("2026-10-20")).rejected("no_statutory_limit")
    natural = spec(REVIEWS).given(replace(OPENED, statutory=TimeLimit(40, "natural_days")))
    natural.when(extend("2026-10-20")).rejected("no_extension")


def test_an_item_may_know_an_extension_of_its_own() -> None:
    (fact,) = opened(extension=TimeLimit(5, "working_days")).when(extend("2026-10-20")).then_types("review.extended")
    assert isinstance(fact, ReviewExtended)
    assert fact.dates.statutory_due == date(2026, 10, 28)


def published_2027() -> CalendarPublished:
    """A made-up notice for 2027 that takes two January days off which the law alone does not."""
    known = CALENDAR.years[2027]
    off = tuple(sorted(known.off_days | {date(2027, 1, 4), date(2027, 1, 5)}))
    digest = content_hash(2027, "official", "国办发明电〔2026〕X号", off, ())
    year = CalendarYear(2027, "official", "国办发明电〔2026〕X号", frozenset(off), frozenset(), digest)
    return year.publication()


def recalculate(day: str = "2026-12-20") -> Recalculate:
    calendar = from_published([published_2027()])
    return Recalculate(meta=at(day), calendar=calendar, cause="calendar/2027@1")


def test_a_published_calendar_recounts_what_is_open_and_keeps_both_results() -> None:
    december = replace(OPENED, accepted_on=date(2026, 12, 10))
    counted = clocks(spec(REVIEWS).given(december).state(), CALENDAR, date(2026, 12, 11)).dates
    stated = replace(
        december,
        promised_due=counted.promised_due,
        statutory_due=counted.statutory_due,
        provisional=counted.provisional,
        calendar=counted.calendar,
    )
    (fact,) = spec(REVIEWS).given(stated).when(recalculate()).then_types("review.recalculated")
    assert isinstance(fact, ReviewRecalculated)
    assert fact.before == counted
    assert fact.before.provisional
    assert not fact.dates.provisional
    assert fact.dates.statutory_due is not None
    assert fact.before.statutory_due is not None
    assert fact.dates.statutory_due > fact.before.statutory_due
    spec(REVIEWS).given(stated, fact).when(recalculate()).then()


def test_a_calendar_that_changes_no_date_changes_nothing() -> None:
    opened().when(recalculate()).then()
    spec(REVIEWS).when(recalculate()).then()
    fold(opened(CHECKED), approve()).when(recalculate()).then()


def test_an_approver_may_suspend_too_and_another_department_may_not() -> None:
    opened().when(replace(suspend("2026-09-21"), meta=at("2026-09-21", APPROVER))).then_types("review.suspended")
    stranger = replace(suspend("2026-09-21"), meta=at("2026-09-21", Actor("r", "reviewer", "dep-sh")))
    opened().when(stranger).rejected("other_unit")
