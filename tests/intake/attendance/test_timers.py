"""The clock of attendance on a journal: empty posts and market days, once, with true times, after restarts too."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.app import create_app
from services.intake.attendance.days import load
from services.intake.attendance.timers import Ticker
from services.intake.registry import demo
from services.intake.service import Intake
from shared.contracts import Meta
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import RosterPublished, Shift
from shared.identity import Identity
from shared.journal.ids import command_id
from shared.timekeeping import VirtualClock
from tests.intake.conftest import Client, drop, settings_with
from tests.intake.people import INSTANT, RS_CLERK, Caller

HALL = "H-520402109"
POINT = "P-520402109-201"
POST = "W-520402109-01"
SUNDAY = date(2026, 10, 25)
"""A market day at Jiuzhou (every Sunday), no holiday and no worked weekend."""


@pytest.fixture(scope="module")
def monday(client: Client, mongo_uri: str) -> Iterator[Intake]:
    """A register stated on the Monday before, with a journal behind it."""
    settings = settings_with(f"test_{uuid.uuid4().hex[:12]}", mongo_uri)
    clock = VirtualClock(datetime.fromisoformat("2026-10-19T08:00:00+08:00"))
    intake = Intake.open(settings, clock=clock, client=client)
    demo.load(intake.register, intake.accounts, clock, intake.files)
    shifts = tuple(Shift(SUNDAY, half, POST, "clerk-rs", "reviewer-rs") for half in ("am", "pm"))  # type: ignore[arg-type]
    state(intake, RosterPublished(venue=HALL, week=date(2026, 10, 19), shifts=shifts))
    yield intake
    drop(client, settings)


@pytest.fixture
def place(monday: Intake, bare: Intake, clock: VirtualClock) -> Intake:
    """A copy of that, of each test's own; the clock stands on the Sunday, 08:00."""
    for name in monday.database.list_collection_names():
        if held := list(monday.database[name].find()):
            bare.database[name].insert_many(held)
    clock.move_to(datetime.fromisoformat("2026-10-25T08:00:00+08:00"))
    return bare


def state(intake: Intake, statement: Any) -> None:
    now = intake.clock.now()
    name = f"{statement.type}/{now}"
    intake.register.state(Meta(command_id=command_id("t", name), actor=SYSTEM, now=now, occurred_at=now), statement)


def facts(intake: Intake, *types: str) -> list[tuple[str, dict[str, Any], str]]:
    """Every fact of these types in the journal: stream, data, and when it happened."""
    return [
        (commit.stream, fact.data, fact.occurred_at)
        for commit in intake.journal.store.scan()
        for fact in commit.envelope().events
        if fact.type in types
    ]


def clerk(intake: Intake) -> Caller:
    return Caller(create_app(intake), RS_CLERK)


def test_a_roster_stated_after_the_half_day_began_makes_nobody_absent(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T10:00")
    late = Shift(SUNDAY, "am", "guide", "complaints-jiuzhou")
    roster = place.replica.one(RosterPublished, f"{HALL}-2026-10-19")
    state(place, replace(roster, shifts=(*roster.shifts, late)))
    on(clock, "2026-10-25T23:00")
    Ticker(place).tick()
    assert {data["post"] for _, data, _ in facts(place, "shift.absent")} == {POST}


def on(clock: VirtualClock, moment: str) -> None:
    clock.move_to(datetime.fromisoformat(f"{moment}:00+08:00"))


def test_a_post_to_which_nobody_comes_is_noted_once_with_when_it_began(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T09:29")
    Ticker(place).tick()
    assert facts(place, "shift.absent") == []
    on(clock, "2026-10-25T09:30")
    for ticker in (Ticker(place), Ticker(place)):
        ticker.tick()
        ticker.tick()
    ((stream, data, happened),) = facts(place, "shift.absent")
    assert stream == f"attendance/{HALL}-2026-10-25"
    assert (data["post"], data["half"], data["a"], data["department"]) == (POST, "am", "clerk-rs", "dep-rs")
    assert data["since"] == "2026-10-25T09:00:00+08:00"
    assert happened == "2026-10-25T09:00:00+08:00"


def test_whoever_comes_in_time_leaves_no_empty_post(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T09:10")
    answer = clerk(place).post(f"/venues/{HALL}/check-ins", {"post": POST})
    assert (answer.json["standing"], answer.json["late_minutes"], answer.json["half"]) == ("a", 10, "am")
    on(clock, "2026-10-25T12:00")
    Ticker(place).tick()
    assert facts(place, "shift.absent") == []


def test_a_market_day_with_three_hours_and_a_case_was_kept(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T09:00")
    rs = clerk(place)
    rs.post(f"/venues/{HALL}/check-ins", {"post": POST})
    assert rs.post("/cases", INSTANT).status_code == 201
    on(clock, "2026-10-25T12:01")
    rs.post(f"/venues/{HALL}/check-outs")
    on(clock, "2026-10-25T23:59")
    Ticker(place).tick()
    assert facts(place, "market_day.opened", "market_day.missed") == [], "the day is not over"
    on(clock, "2026-10-26T00:00")
    Ticker(place).tick()
    Ticker(place).tick()
    kept = [data for _, data, _ in facts(place, "market_day.opened")]
    assert [(data["venue"], data["minutes"], data["cases"]) for data in kept] == [(HALL, 181, 1)]
    assert load(place, HALL, SUNDAY).verdict == "opened"


def test_a_day_that_fell_due_while_no_worker_ran_is_settled_later_with_its_true_time(
    place: Intake, clock: VirtualClock
) -> None:
    on(clock, "2026-10-30T10:00")
    Ticker(place).tick()
    missed = {data["venue"]: (data, happened) for _, data, happened in facts(place, "market_day.missed")}
    assert set(missed) == {HALL, POINT, "H-520425102", "P-520425102-203"}, "Sundays, 申, and days ending in 5"
    data, happened = missed[HALL]
    assert (data["day"], data["reason"], data["division"]) == ("2026-10-25", "nobody", "520402109")
    assert happened == "2026-10-26T00:00:00+08:00"


def test_a_rule_stated_later_makes_no_duty_of_a_day_that_is_over(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T10:00")
    hall: VenueRegistered = place.replica.venue("H-520422103")
    state(place, replace(hall, market_rule={"type": "weekday", "weekdays": [7]}))
    on(clock, "2026-10-26T10:00")
    Ticker(place).tick()
    assert "H-520422103" not in {data["venue"] for _, data, _ in facts(place, "market_day.missed")}


def test_a_points_activity_is_what_its_own_agent_took_along(place: Intake, clock: VirtualClock) -> None:
    on(clock, "2026-10-25T09:00")
    agent = Identity("agent-langtang", "village_agent", "", POINT, ("520402109201",), demo=True)
    caller = Caller(create_app(place), agent)
    assert caller.post(f"/venues/{POINT}/check-ins", {"post": "desk"}).status_code == 200
    proxied = {**INSTANT, "channel": "proxy"}
    assert caller.post("/cases", proxied).status_code == 201, "a proxy takes an application along"
    on(clock, "2026-10-25T12:00")
    caller.post(f"/venues/{POINT}/check-outs")
    on(clock, "2026-10-26T00:00")
    Ticker(place).tick()
    assert [data["venue"] for _, data, _ in facts(place, "market_day.opened")] == [POINT]
