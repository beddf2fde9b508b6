"""Quiet hours."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.messages.quiet import NEVER, quiet_hours
from shared.timekeeping import SHANGHAI


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+08:00")


def test_a_night_ends_in_the_morning_that_follows() -> None:
    night = quiet_hours("21:00-08:00")
    assert night.until(at("2026-10-01T23:30")) == at("2026-10-02T08:00")
    assert night.until(at("2026-10-02T03:00")) == at("2026-10-02T08:00")
    assert night.until(at("2026-10-02T08:00")) is None
    assert night.until(at("2026-10-02T20:59")) is None
    assert night.until(at("2026-10-02T21:00")) == at("2026-10-03T08:00")


def test_a_rest_at_noon_lies_within_a_day() -> None:
    assert quiet_hours("12:00-14:00").until(at("2026-10-02T13:00")) == at("2026-10-02T14:00")


def test_none_are_none() -> None:
    assert quiet_hours("") == NEVER
    assert NEVER.until(at("2026-10-02T03:00")) is None


@pytest.mark.parametrize("said", ["21-8", "21:00", "25:00-08:00", "x"])
def test_what_is_no_span_of_hours_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        quiet_hours(said)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)))
def test_the_end_of_quiet_lies_ahead_and_is_not_quiet(moment: datetime) -> None:
    night = quiet_hours("21:00-08:00")
    ends = night.until(moment.replace(tzinfo=SHANGHAI))
    if ends is not None:
        assert ends > moment.replace(tzinfo=SHANGHAI)
        assert night.until(ends) is None
