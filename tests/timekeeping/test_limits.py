"""Published limits, in each of their units."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shared.timekeeping import SHANGHAI, BadPeriod, Limit, Pause, due_on, not_longer, official

FRIDAY_NIGHT = datetime(2026, 9, 18, 23, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(5, "working_days"), "2026-09-24"),
        (Limit(15, "natural_days"), "2026-10-08"),
        (Limit(24, "hours"), "2026-09-19"),
        (Limit(0, "same_day"), "2026-09-18"),
    ],
    ids=lambda value: getattr(value, "unit", value),
)
def test_a_limit_counts_in_its_own_unit(limit: Limit, expected: str) -> None:
    assert due_on(limit, FRIDAY_NIGHT, official()).due == date.fromisoformat(expected)


def test_hours_end_at_their_own_moment() -> None:
    deadline = due_on(Limit(24, "hours"), FRIDAY_NIGHT, official())
    assert deadline.expires_at == FRIDAY_NIGHT + timedelta(hours=24)
    assert not deadline.overdue(FRIDAY_NIGHT + timedelta(hours=23, minutes=59))


def test_hours_that_end_at_midnight_belong_to_the_day_before() -> None:
    deadline = due_on(Limit(24, "hours"), datetime(2026, 9, 18, tzinfo=SHANGHAI), official())
    assert deadline.due == date(2026, 9, 18)


def test_hours_need_a_moment() -> None:
    with pytest.raises(BadPeriod):
        due_on(Limit(24, "hours"), date(2026, 9, 18), official())


def test_hours_know_no_suspension() -> None:
    with pytest.raises(BadPeriod):
        due_on(Limit(24, "hours"), FRIDAY_NIGHT, official(), [Pause(date(2026, 9, 18), date(2026, 9, 20))])


def test_a_moment_elsewhere_counts_from_the_local_day() -> None:
    utc = FRIDAY_NIGHT.astimezone(tz=None)
    assert due_on(Limit(1, "working_days"), utc, official()).start == date(2026, 9, 18)


def test_a_promise_is_compared_in_its_own_unit_only() -> None:
    statutory = Limit(20, "working_days")
    assert not_longer(Limit(20, "working_days"), statutory) is True
    assert not_longer(Limit(21, "working_days"), statutory) is False
    assert not_longer(Limit(0, "same_day"), statutory) is True
    assert not_longer(Limit(10, "natural_days"), statutory) is None
