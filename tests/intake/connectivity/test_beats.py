"""Heartbeats: a fact only on change, the share that is online, points that are not linked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.intake.connectivity.beats import lose_silent, timer
from services.intake.connectivity.views import Connection, LineNow, connection, unlinked
from services.intake.service import Intake
from shared.contracts.registry import Text, Window
from shared.identity import Identity
from shared.timekeeping import VirtualClock, official
from tests.intake.people import AGENT, CITIZEN, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL, WINDOW = "H-520402109", "W-520402109-01"
DEVICE = Identity("device-jz-01", "window_device", "", HALL, ("520402109",), demo=True)


def types(intake: Intake) -> list[str]:
    return [fact.type for commit in intake.journal.store.scan() for fact in commit.envelope().events]


def beat(as_: As, who: Identity = DEVICE, path: str = f"/venues/{HALL}/windows/{WINDOW}/heartbeat") -> Any:
    return as_(who).post(path)


def on(clock: VirtualClock, moment: str) -> datetime:
    clock.move_to(datetime.fromisoformat(moment))
    return clock.now()


def test_only_a_change_becomes_a_fact(as_: As, intake: Intake, clock: VirtualClock) -> None:
    for _ in range(3):
        assert beat(as_).status_code == 200
    assert types(intake) == ["window.connected"]
    assert lose_silent(intake, on(clock, "2026-09-17T10:03:00+08:00")) == 0
    assert lose_silent(intake, on(clock, "2026-09-17T10:03:01+08:00")) == 1
    assert lose_silent(intake, clock.now()) == 0
    assert types(intake) == ["window.connected", "window.lost"]
    lost = list(intake.journal.store.scan())[-1].envelope().events[0]
    assert lost.data["since"] == "2026-09-17T10:00:00+08:00"
    told = beat(as_).json
    assert (told["online"], told["windows"]) == (1, 5)
    assert types(intake)[-1] == "window.connected"


def test_a_worker_that_just_started_blames_no_window_for_its_own_absence(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    beat(as_)
    on(clock, "2026-09-17T18:00:00+08:00")
    looks = timer(intake)
    looks.run()
    assert types(intake) == ["window.connected"]
    on(clock, "2026-09-17T18:03:00+08:00")
    looks.run()
    assert types(intake) == ["window.connected", "window.lost"]


def test_seven_of_eight_windows_are_87_and_a_half_percent(intake: Intake, as_: As) -> None:
    hall = intake.replica.venue(HALL)
    eight = tuple(Window(f"W-{n}", Text(f"窗口{n}"), "dep-rs", ()) for n in range(1, 9))
    intake.replica.apply(f"venue/{HALL}", 99, replace(hall, windows=eight))
    for n in range(1, 8):
        assert beat(as_, path=f"/venues/{HALL}/windows/W-{n}/heartbeat").status_code == 200
    told = as_(None).get(f"/venues/{HALL}/connectivity").json
    assert 100 * told["online"] / told["windows"] == 87.5


def test_a_device_speaks_for_its_own_place_and_windows_only(as_: As, intake: Intake) -> None:
    for who, path, expected in (
        (DEVICE, "/venues/H-520422103/windows/W-520422103-01/heartbeat", (403, "other_venue")),
        (DEVICE, f"/venues/{HALL}/windows/W-9/heartbeat", (404, "unknown_window")),
        (CITIZEN, f"/venues/{HALL}/windows/{WINDOW}/heartbeat", (403, "forbidden")),
    ):
        answer = beat(as_, who, path)
        assert (answer.status_code, answer.json["code"]) == expected
    assert beat(as_, RS_CLERK).status_code == 200
    assert as_(DEVICE).post("/cases", {}).status_code == 403, "a device may do nothing else"


def test_a_point_without_windows_has_one_line(as_: As, intake: Intake, clock: VirtualClock) -> None:
    point = intake.replica.venue(AGENT.hall)
    assert unlinked(connection(intake, point), official(), clock.now()), "never heard of"
    beat(as_, AGENT, f"/venues/{AGENT.hall}/windows/desk/heartbeat")
    assert not unlinked(connection(intake, point), official(), clock.now())


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-09-17T18:00:00+08:00", False),
        ("2026-09-18T23:59:00+08:00", False),
        ("2026-09-19T00:00:00+08:00", True),
    ],
)
def test_a_point_offline_for_more_than_a_working_day_is_not_linked(moment: str, expected: bool) -> None:
    lost = Connection((LineNow("desk", "lost", datetime.fromisoformat("2026-09-17T10:00:00+08:00")),))
    assert unlinked(lost, official(), datetime.fromisoformat(moment)) is expected


def test_a_weekend_is_no_working_day_of_being_offline() -> None:
    lost = Connection((LineNow("desk", "lost", datetime.fromisoformat("2026-10-23T10:00:00+08:00")),))
    assert not unlinked(lost, official(), datetime.fromisoformat("2026-10-26T23:00:00+08:00"))
    assert unlinked(lost, official(), datetime.fromisoformat("2026-10-27T00:00:00+08:00"))
