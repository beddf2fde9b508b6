"""The acceptance stories that are pure time, day by day as both official sources have them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shared.timekeeping import SHANGHAI, Deadline, Limit, Pause, due_on, official


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(accepted: str, n: int, *pauses: Pause) -> Deadline:
    return official().due(date.fromisoformat(accepted), n, pauses)


def test_a01_five_working_days_of_a_supplement_notice_across_new_year() -> None:
    deadline = due("2025-12-31", 5)
    assert deadline.due == date(2026, 1, 8)
    assert date(2026, 1, 4) in deadline.counted, "the Sunday that is worked counts"
    assert not deadline.overdue(at("2026-01-08T23:59:59"))
    assert deadline.overdue(at("2026-01-09T00:00:00"))
    assert len(deadline.versions) == 1, "no day of 2025 behind the receipt was looked at"


def test_a03_a_deemed_acceptance_counts_from_the_day_of_receipt() -> None:
    assert due("2026-02-13", 5).due == date(2026, 2, 27)
    assert due("2026-02-13", 5).expires_at == at("2026-02-28T00:00:00")
    assert due("2026-02-13", 20).due == date(2026, 3, 19)
    assert due("2026-02-27", 20).due == date(2026, 3, 26), "what a wrong start would have given"


def test_a05_twenty_working_days_across_the_national_day() -> None:
    deadline = due("2026-09-17", 20)
    assert deadline.due == date(2026, 10, 21)
    assert {date(2026, 9, 20), date(2026, 10, 10)} <= set(deadline.counted)
    assert len(deadline.counted) == 20


def test_a06_an_extension_of_ten_days_runs_on_from_the_first_limit() -> None:
    assert due("2026-09-17", 20 + 10).due == date(2026, 11, 4)
    assert official().add_working_days(date(2026, 10, 21), 10) == date(2026, 11, 4)


def test_a08_an_inspection_stops_the_clock_for_eight_working_days() -> None:
    deadline = due("2026-09-17", 20, Pause(date(2026, 9, 21), date(2026, 10, 9)))
    assert deadline.due == date(2026, 11, 2)
    stopped = [skip.day for skip in deadline.skipped if skip.reason == "suspended"]
    expected = [*range(21, 25), *range(28, 31)]
    assert stopped == [*(date(2026, 9, day) for day in expected), date(2026, 10, 8)]


def test_a10_warning_yellow_and_red_dates() -> None:
    promised, statutory = due("2026-09-21", 10), due("2026-09-21", 20)
    assert promised.due == date(2026, 10, 12)
    assert official().working_days_before(promised.due, 1) == date(2026, 10, 10)
    assert promised.expires_at == at("2026-10-13T00:00:00")
    assert statutory.due == date(2026, 10, 26)
    assert statutory.expires_at == at("2026-10-27T00:00:00")


def test_a11_an_instant_case_is_due_at_the_end_of_the_day_of_receipt() -> None:
    deadline = due_on(Limit(0, "same_day"), at("2026-10-10T10:20:00"), official())
    assert deadline.due == date(2026, 10, 10)
    assert not deadline.overdue(at("2026-10-10T10:45:00"))
    assert deadline.overdue(at("2026-10-11T00:00:00"))


def test_a15_a_proxy_hands_over_and_reports_within_a_working_day() -> None:
    assert due("2026-09-30", 1).due == date(2026, 10, 8)
    assert due("2026-10-20", 1).due == date(2026, 10, 21)


def test_a17_reconsideration_moves_behind_the_holiday_and_litigation_is_provisional() -> None:
    reconsideration = official().nat_due(date(2026, 8, 3), 60)
    assert reconsideration.moved_from == date(2026, 10, 2)
    assert len(reconsideration.counted) == 60
    assert reconsideration.due == date(2026, 10, 8)
    assert [skip.day.day for skip in reconsideration.skipped] == [3, 4, 5, 6, 7]
    assert not reconsideration.provisional
    litigation = official().month_due(date(2026, 8, 3), 6)
    assert litigation.due == date(2027, 2, 3)
    assert litigation.provisional


@pytest.mark.parametrize(
    ("accepted", "n", "expected"),
    [("2026-09-21", 20, "2026-10-26"), ("2026-10-09", 10, "2026-10-22"), ("2026-09-21", 25, "2026-11-02")],
    ids=["first review", "county", "end to end"],
)
def test_a23_the_lead_window_answers_for_the_whole_way(accepted: str, n: int, expected: str) -> None:
    assert due(accepted, n).due == date.fromisoformat(expected)


def test_b01_the_first_promise_stands_when_a_case_is_handed_in_again() -> None:
    assert due("2026-09-21", 10).due == date(2026, 10, 12)
