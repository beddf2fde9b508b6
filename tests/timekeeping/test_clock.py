"""Clocks give tz-aware moments in Asia/Shanghai, and the virtual one never goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.timekeeping import SHANGHAI, BadPeriod, RealClock, VirtualClock, local_day

START = datetime(2026, 10, 1, 9, 0, tzinfo=SHANGHAI)


def test_the_real_clock_writes_the_offset_of_shanghai() -> None:
    assert RealClock().now().isoformat().endswith("+08:00")


def test_a_virtual_clock_stands_until_it_is_moved() -> None:
    clock = VirtualClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(timedelta(hours=3))
    clock.move_to(datetime(2026, 10, 1, 5, 0, tzinfo=UTC))
    assert clock.now().isoformat() == "2026-10-01T13:00:00+08:00"


def test_a_virtual_clock_never_goes_back() -> None:
    clock = VirtualClock(START)
    with pytest.raises(BadPeriod):
        clock.move_to(START - timedelta(seconds=1))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(BadPeriod):
        VirtualClock(datetime(2026, 10, 1))


def test_what_is_handed_in_at_night_belongs_to_the_local_day() -> None:
    assert local_day(datetime(2026, 10, 1, 19, 0, tzinfo=UTC)) == date(2026, 10, 2)
