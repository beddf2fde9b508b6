"""A recount: the authority follows the official calendar, the applicant keeps the later day until notified (B-3.3)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shared.timekeeping.recounts import recounted

EARLY, LATE = date(2027, 2, 10), date(2027, 2, 18)
DAYS = st.dates(date(2027, 1, 1), date(2027, 3, 31))


def test_the_authority_follows_the_official_calendar_even_where_that_is_shorter() -> None:
    assert recounted("authority", LATE, EARLY).holds == EARLY
    assert recounted("authority", EARLY, LATE).holds == LATE
    assert not recounted("authority", LATE, EARLY).notify


def test_an_applicants_duty_that_becomes_longer_is_longer_at_once() -> None:
    assert recounted("applicant", EARLY, LATE).holds == LATE
    assert not recounted("applicant", EARLY, LATE).notify


def test_an_applicants_duty_that_becomes_shorter_keeps_the_later_day_until_notified() -> None:
    waiting = recounted("applicant", LATE, EARLY)
    assert (waiting.holds, waiting.notify, waiting.before, waiting.after) == (LATE, True, LATE, EARLY)
    told = recounted("applicant", LATE, EARLY, notified_on=date(2027, 2, 3))
    assert (told.holds, told.notify) == (EARLY, False)


def test_nobody_is_late_by_the_notice_itself() -> None:
    assert recounted("applicant", LATE, EARLY, notified_on=date(2027, 2, 12)).holds == date(2027, 2, 12)
    assert recounted("applicant", LATE, EARLY, notified_on=date(2027, 2, 25)).holds == LATE


def test_a_recount_that_brings_the_same_day_changes_nothing() -> None:
    same = recounted("applicant", LATE, LATE)
    assert (same.holds, same.changed, same.notify) == (LATE, False, False)
    assert recounted("authority", LATE, EARLY).changed


@given(DAYS, DAYS, st.none() | DAYS)
def test_an_applicant_never_has_less_than_both_calendars_and_the_notice_leave(
    before: date, after: date, notified: date | None
) -> None:
    holds = recounted("applicant", before, after, notified_on=notified).holds
    assert min(before, after) <= holds <= max(before, after)
    if notified is None:
        assert holds == max(before, after)
    elif after < before:
        assert holds >= min(before, notified)
