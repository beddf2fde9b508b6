"""Until when a bad rating is seen to, counted again once a calendar is published (B-3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.complaints.ratings import commands as ask
from services.complaints.ratings.state import Rating
from shared.contracts import ratings as told
from shared.testing.spec import Spec, meta_at, spec
from shared.timekeeping import Calendar, LocalDays, official
from tests.complaints.ratings.test_aftercare import BAD, OUT, called, contact, recheck
from tests.complaints.ratings.test_decide import DUE, INVITED, NOW, RATINGS, rate

DAYS_OFF = LocalDays("520422", frozenset({date(2026, 9, 29)}))
THERE = Calendar(official().years, (DAYS_OFF,), "520422103")
"""The county has a day off on the day after; the calendar is known for certain."""


def again(calendar: Calendar = THERE) -> ask.RecalculateRating:
    return ask.RecalculateRating(meta=meta_at(NOW), cause="local_days/520422-2026@1", calendar=calendar)


def moved(what: told.Step, before: date, due: date) -> told.RatingRecalculated:
    return told.RatingRecalculated(cause="local_days/520422-2026@1", what=what, before=before, due=due)


CALL = moved("contact", date(2026, 9, 29), date(2026, 9, 30))
MEND = moved("fix", date(2026, 10, 10), date(2026, 10, 12))


def given(*facts: object) -> Spec[Rating]:
    return spec(RATINGS).given(INVITED, BAD, *facts)  # type: ignore[arg-type]


def test_both_last_days_follow_the_calendar_once_and_what_they_were_is_kept() -> None:
    given().when(again()).then(CALL, MEND)
    given(CALL, MEND).when(again()).then()
    state = given(CALL, MEND).state()
    assert (state.contact_due, state.fix_due) == (CALL.due, MEND.due)
    assert dict(state.due_before) == {"contact": DUE["contact_due"], "fix": DUE["fix_due"]}


def test_what_is_done_rests_and_so_does_a_rating_that_is_good_or_left_out() -> None:
    given(called()).when(again()).then(MEND)
    mended = told.RatingRectified(rectified_on=date(2026, 9, 28), due=date(2026, 10, 10), in_time=True)
    given(called(), mended).when(again()).then()
    given(OUT).when(again()).then()
    spec(RATINGS).given(INVITED, replace(BAD, grade=2, contact_due=None, fix_due=None)).when(again()).then()


def test_one_of_an_earlier_version_does_not_tell_its_day_and_rests() -> None:
    spec(RATINGS).given(INVITED, replace(BAD, submitted_at=None)).when(again()).then()


def test_a_call_by_the_recounted_day_is_in_time() -> None:
    (fact,) = given(CALL, MEND).when(contact("2026-09-30T20:00:00+08:00")).then_types("rating.contacted")
    assert isinstance(fact, told.RatingContacted)
    assert (fact.in_time, fact.fix_due) == (True, MEND.due)


def test_fifteen_days_are_counted_again_where_it_is_hard() -> None:
    (hard,) = given().when(contact(hard=True)).then_types("rating.contacted")
    assert isinstance(hard, told.RatingContacted)
    assert hard.fix_due == date(2026, 10, 23)
    given(hard).when(again()).then(moved("fix", date(2026, 10, 23), date(2026, 10, 26)))


def test_one_that_a_second_look_puts_back_is_counted_from_that_day_and_stays_hard() -> None:
    (hard,) = given().when(contact(hard=True)).then_types("rating.contacted")
    drawn = replace(OUT, recheck=True)
    (back,) = given(hard, drawn).when(recheck(upheld=False)).then_types("rating.exclusion_rechecked")
    assert isinstance(back, told.RatingExclusionRechecked)
    assert (back.rechecked_on, back.fix_due) == (date(2026, 9, 28), date(2026, 10, 23))
    given(hard, drawn, back).when(again()).then(moved("fix", date(2026, 10, 23), date(2026, 10, 26)))


def test_over_a_year_without_a_calendar_only_the_days_in_it_are_uncertain_and_become_certain() -> None:
    winter = replace(rate(5), meta=meta_at("2026-12-30T10:00:00+08:00"))
    (bad,) = spec(RATINGS).given(INVITED).when(winter).then_types("rating.submitted")
    assert isinstance(bad, told.RatingSubmitted)
    assert (bad.contact_due, bad.uncertain) == (date(2026, 12, 31), ("fix",))
    known = {**official().years, 2027: replace(official().years[2027], status="official")}
    held = spec(RATINGS).given(INVITED, bad)
    (sure,) = held.when(again(replace(official(), years=known))).then_types("rating.recalculated")
    assert isinstance(sure, told.RatingRecalculated)
    assert (sure.what, sure.before, sure.due, sure.provisional) == ("fix", bad.fix_due, bad.fix_due, False)
    assert held.given(sure).state().uncertain == frozenset()
    assert held.given(sure).state().due_before == ()
