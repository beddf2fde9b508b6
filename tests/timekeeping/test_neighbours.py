"""What lies beside the acceptance stories: the corners where two rules of B-3.3 meet, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shared.timekeeping import SHANGHAI, ClockStopped, Deadline, Limit, Pause, due_on, official

CALENDAR = official()


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(accepted: str, n: int, *pauses: str) -> Deadline:
    spans = [span.split(":") for span in pauses]
    return CALENDAR.due(day(accepted), n, [Pause(day(start), day(end) if end else None) for start, end in spans])


@pytest.mark.parametrize(
    ("received", "n", "expected"),
    [
        ("2026-02-13", 5, "2026-02-27"),  # the Saturday after it is worked, then nine days off
        ("2026-02-14", 5, "2026-02-28"),  # received on a worked Saturday; ends on a worked Saturday
        ("2026-02-15", 5, "2026-02-28"),  # handed in online on the first day off: the same last day
        ("2026-02-23", 5, "2026-02-28"),
        ("2025-12-31", 2, "2026-01-05"),
        ("2026-01-02", 1, "2026-01-04"),
        ("2026-04-03", 1, "2026-04-07"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-04-30", 4, "2026-05-09"),  # the Saturday behind Labour Day is worked
        ("2026-06-18", 1, "2026-06-22"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2020-01-23", 1, "2020-02-03"),  # the Spring Festival that was extended
        ("2019-04-30", 1, "2019-05-05"),  # Labour Day as the second notice of the year arranged it
    ],
)
def test_periods_across_every_festival(received: str, n: int, expected: str) -> None:
    assert due(received, n).due == day(expected)


def test_a_night_and_a_holiday_keep_the_real_day_of_receipt() -> None:
    night = datetime(2026, 2, 13, 23, 59, tzinfo=SHANGHAI)
    assert due_on(Limit(5, "working_days"), night, CALENDAR).start == day("2026-02-13")
    assert due_on(Limit(5, "working_days"), night, CALENDAR).due == day("2026-02-27")


@pytest.mark.parametrize(
    ("pauses", "expected", "stopped"),
    [
        (["2026-09-21:2026-10-09"], "2026-11-02", 8),
        (["2026-09-21:2026-10-03"], "2026-10-30", 7),  # ends on a holiday: runs from the next working day
        (["2026-09-21:2026-09-26"], "2026-10-27", 4),  # ends on a Saturday
        (["2026-10-01:2026-10-08"], "2026-10-21", 0),  # lies within the holiday and costs nothing
        (["2026-09-19:2026-09-20"], "2026-10-21", 0),  # a weekend day
        (["2026-09-20:2026-09-21"], "2026-10-22", 1),  # a worked Sunday
        (["2026-09-17:2026-09-18"], "2026-10-21", 0),  # the day of acceptance never counts anyway
        (["2026-09-10:2026-09-19"], "2026-10-22", 1),  # began before acceptance
        (["2026-09-21:2026-09-23", "2026-10-12:2026-10-14"], "2026-10-27", 4),
        (["2026-09-21:2026-09-23", "2026-09-23:2026-09-25"], "2026-10-27", 4),  # one after the other
        (["2026-09-21:2026-09-25", "2026-09-22:2026-09-24"], "2026-10-27", 4),  # one within the other
        (["2026-09-21:2026-09-24", "2026-09-22:2026-09-25"], "2026-10-27", 4),  # overlapping
        (["2026-10-21:2026-10-23"], "2026-10-23", 2),  # the last day itself stands
        (["2026-10-22:2026-10-23"], "2026-10-21", 0),  # behind the last day
    ],
)
def test_suspensions_across_holidays(pauses: list[str], expected: str, stopped: int) -> None:
    deadline = due("2026-09-17", 20, *pauses)
    assert deadline.due == day(expected)
    assert [skip.reason for skip in deadline.skipped].count("suspended") == stopped


def test_an_open_suspension_beside_a_closed_one_stops_the_clock() -> None:
    with pytest.raises(ClockStopped) as refusal:
        due("2026-09-17", 20, "2026-09-21:2026-09-25", "2026-09-23:")
    assert (refusal.value.since, refusal.value.remaining) == (day("2026-09-23"), 18)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-01-30", 15, "2026-02-14"),  # a Saturday that is worked: no rest day, no shift
        ("2026-01-31", 15, "2026-02-24"),  # the first day of the Spring Festival
        ("2026-09-10", 10, "2026-09-20"),  # a worked Sunday
        ("2026-09-10", 9, "2026-09-20"),  # a Saturday moves on to the worked Sunday
        ("2026-03-01", 6, "2026-03-09"),  # a Saturday
        ("2026-03-01", 8, "2026-03-09"),
        ("2026-11-02", 60, "2027-01-04"),  # New Year's Day, a Friday, and the weekend behind it
        ("2026-10-01", 2, "2026-10-08"),
    ],
)
def test_natural_days_move_past_rest_days_alone(start: str, n: int, expected: str) -> None:
    assert CALENDAR.nat_due(day(start), n).due == day(expected)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),  # no 31st; the 28th is a worked Saturday
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-04-01", 6, "2026-10-08"),  # into National Day
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-08-15", 1, "2026-09-15"),
        ("2026-04-03", 3, "2026-07-03"),
        ("2026-07-05", 1, "2026-08-05"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(start: str, count: int, expected: str) -> None:
    assert CALENDAR.month_due(day(start), count).due == day(expected)


@pytest.mark.parametrize(
    ("began", "hours", "expires", "last"),
    [
        ("2026-09-30T17:30", 24, "2026-10-01T17:30", "2026-10-01"),  # hours run through holidays
        ("2026-12-31T20:00", 4, "2027-01-01T00:00", "2026-12-31"),
        ("2026-12-31T20:00", 5, "2027-01-01T01:00", "2027-01-01"),
        ("2026-02-28T00:00", 0, "2026-02-28T00:00", "2026-02-27"),
    ],
)
def test_hours_run_on(began: str, hours: int, expires: str, last: str) -> None:
    moment = datetime.fromisoformat(began).replace(tzinfo=SHANGHAI)
    deadline = due_on(Limit(hours, "hours"), moment, CALENDAR)
    assert deadline.expires_at == datetime.fromisoformat(expires).replace(tzinfo=SHANGHAI)
    assert deadline.due == day(last)


def test_seven_days_before_a_hearing_are_seven_full_working_days() -> None:
    assert CALENDAR.clear_working_days(day("2026-09-17"), day("2026-09-29")) == 7
    assert CALENDAR.clear_working_days(day("2026-09-17"), day("2026-09-28")) == 6
    assert CALENDAR.clear_working_days(day("2026-09-17"), day("2026-09-17")) == 0


def test_an_extension_across_the_turn_of_the_year_is_provisional() -> None:
    first, extended = due("2026-12-01", 20), due("2026-12-01", 30)
    assert (first.due, first.provisional) == (day("2026-12-29"), False)
    assert extended.provisional
    assert extended.counted[:20] == first.counted


def test_receipt_in_an_official_year_alone_does_not_make_a_deadline_sure() -> None:
    assert not due("2026-12-24", 5).provisional
    assert due("2026-12-24", 6).provisional
    assert CALENDAR.nat_due(day("2026-11-02"), 59).provisional is False
    assert CALENDAR.nat_due(day("2026-11-02"), 60).provisional is True
