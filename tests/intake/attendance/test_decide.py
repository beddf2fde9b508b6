"""Rules of a venue's day: check-in, check-out, empty posts, and what keeps a market day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.attendance.commands import CheckIn, CheckOut, Inspect, JudgeMarketDay, NoteAbsence
from services.intake.attendance.decide import minutes_by_staff
from services.intake.attendance.decider import DAYS
from services.intake.attendance.state import Stay, VenueDay
from shared.contracts import Actor, Event
from shared.contracts.attendance import MarketDayMissed, MarketDayOpened, ShiftCheckedIn
from shared.testing.spec import meta_at, spec
from shared.timekeeping import end_of

HALL, DAY, POST = "H-520402109", date(2026, 9, 19), "W-520402109-01"


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock}:00+08:00")


def check_in(clock: str, staff: str = "a1", **changes: Any) -> CheckIn:
    command = CheckIn(
        meta=meta_at(at(clock).isoformat(), Actor(staff, "window_clerk")),
        venue=HALL,
        day=DAY,
        half="am",
        post=POST,
        staff=staff,
        authorised=True,
        a="a1",
        b="b1",
        due_at=at("09:00"),
        grace_minutes=5,
        department="dep-rs",
    )
    return replace(command, **changes)


def check_out(clock: str, staff: str = "a1") -> CheckOut:
    return CheckOut(meta=meta_at(at(clock).isoformat()), venue=HALL, day=DAY, staff=staff)


def history(*commands: Any) -> list[Event]:
    """What a day's commands came to, one after another."""
    facts: list[Event] = []
    for command in commands:
        facts += spec(DAYS).given(*facts).when(command).events
    return facts


@pytest.mark.parametrize(("clock", "late"), [("08:50", 0), ("09:00", 0), ("09:05", 0), ("09:06", 6), ("10:30", 90)])
def test_late_is_counted_from_the_beginning_of_the_half_day_beyond_the_grace(clock: str, late: int) -> None:
    (fact,) = spec(DAYS).when(check_in(clock)).then_types("shift.checked_in")
    assert isinstance(fact, ShiftCheckedIn)
    assert (fact.late_minutes, fact.standing, fact.at) == (late, "a", at(clock))


def test_whoever_is_not_on_the_roster_is_neither_a_nor_b_and_never_late_where_nobody_was_due() -> None:
    for staff, standing in (("a1", "a"), ("b1", "b"), ("c1", "other")):
        (fact,) = spec(DAYS).when(check_in("09:00", staff)).events
        assert isinstance(fact, ShiftCheckedIn)
        assert fact.standing == standing
    (fact,) = spec(DAYS).when(check_in("11:00", a="", b="")).events
    assert isinstance(fact, ShiftCheckedIn)
    assert (fact.late_minutes, fact.due_at) == (0, None)


def test_nobody_checks_in_twice_for_one_half_day_without_checking_out() -> None:
    here = spec(DAYS).given(*history(check_in("09:00")))
    here.when(check_in("10:00")).rejected("already_checked_in")
    here.when(check_in("10:00", post="guide")).rejected("already_checked_in")
    here.given(*here.when(check_out("09:30")).events).when(check_in("10:00", post="guide")).then_types(
        "shift.checked_in"
    )


def test_an_afternoon_check_in_ends_the_morning() -> None:
    facts = history(check_in("09:00"), check_in("13:30", half="pm", due_at=at("13:30")))
    stays = spec(DAYS).given(*facts).state().stays
    assert [(stay.half, stay.until) for stay in stays] == [("am", at("13:30")), ("pm", None)]


def test_nobody_leaves_without_having_come() -> None:
    spec(DAYS).when(check_out("12:00")).rejected("not_checked_in")
    facts = history(check_in("09:00"), check_out("12:00"))
    spec(DAYS).given(*facts).when(check_out("12:01")).rejected("not_checked_in")


def absence() -> NoteAbsence:
    return NoteAbsence(
        meta=meta_at(at("09:30").isoformat()),
        venue=HALL,
        day=DAY,
        half="am",
        post=POST,
        a="a1",
        b="",
        since=at("09:00"),
    )


def test_an_empty_post_is_noted_once_and_not_where_somebody_came() -> None:
    spec(DAYS).when(absence()).then_types("shift.absent")
    spec(DAYS).given(*history(absence())).when(absence()).then()
    spec(DAYS).given(*history(check_in("09:20", "c1"))).when(absence()).then()


def judge(*activity: str) -> JudgeMarketDay:
    return JudgeMarketDay(
        meta=meta_at(end_of(DAY).isoformat()),
        venue=HALL,
        day=DAY,
        division="520402109",
        activity=tuple(at(each) for each in activity),
        least_minutes=180,
    )


def verdict(*commands: Any, activity: tuple[str, ...] = ()) -> Event:
    (fact,) = spec(DAYS).given(*history(*commands)).when(judge(*activity)).events
    return fact


def look(clock: str, *, is_open: bool = True) -> Inspect:
    return Inspect(meta=meta_at(at(clock).isoformat()), venue=HALL, day=DAY, open=is_open, present=1)


TWO_COME = (check_in("09:00"), check_in("09:00", "b1"))
THREE_HOURS = (check_in("09:00"), check_out("12:00"))


def test_three_hours_and_a_case_keep_a_market_day() -> None:
    fact = verdict(*THREE_HOURS, activity=("10:00",))
    assert isinstance(fact, MarketDayOpened)
    assert (fact.minutes, fact.people, fact.cases, fact.inspections) == (180, 1, 1, 0)


def test_an_inspection_that_found_the_place_open_is_activity_one_that_found_it_shut_is_none() -> None:
    assert isinstance(verdict(*THREE_HOURS, look("11:00")), MarketDayOpened)
    assert verdict(*THREE_HOURS, look("11:00", is_open=False)) == verdict(*THREE_HOURS)


@pytest.mark.parametrize(
    ("commands", "activity", "reason", "minutes"),
    [
        ((), ("10:00",), "nobody", 0),
        (THREE_HOURS, (), "no_activity", 180),
        ((check_in("09:00"), check_out("11:59")), ("10:00",), "too_short", 179),
        ((check_in("09:00", authorised=False), check_out("12:00")), ("10:00",), "nobody", 0),
        ((*TWO_COME, check_out("10:30"), check_out("10:30", "b1")), ("10:00",), "too_short", 90),
        ((check_in("09:00"),), ("11:59",), "too_short", 179),
    ],
    ids=["nobody", "only signed", "too short", "may not receive", "two halves are no whole", "never signed out"],
)
def test_a_signature_alone_does_not_keep_a_market_day(
    commands: tuple[Any, ...], activity: tuple[str, ...], reason: str, minutes: int
) -> None:
    fact = verdict(*commands, activity=activity)
    assert isinstance(fact, MarketDayMissed)
    assert (fact.reason, fact.minutes) == (reason, minutes)


def test_a_stay_nobody_signed_out_of_lasts_until_the_last_proof() -> None:
    assert isinstance(verdict(check_in("09:00"), activity=("09:30", "12:00")), MarketDayOpened)


def test_both_halves_of_a_day_count_together() -> None:
    fact = verdict(
        check_in("09:00"),
        check_out("10:30"),
        check_in("13:30", half="pm"),
        check_out("15:00"),
        activity=("09:10",),
    )
    assert isinstance(fact, MarketDayOpened)


def test_a_verdict_is_given_once() -> None:
    facts = history(*THREE_HOURS, judge("10:00"))
    spec(DAYS).given(*facts).when(judge()).then()


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 120)), max_size=6))
def test_minutes_add_up_and_never_run_past_the_last_proof(
    spans: list[tuple[int, int]],
) -> None:
    start = at("09:00").timestamp()

    def moment(minute: int) -> datetime:
        return datetime.fromtimestamp(start + 60 * minute, at("09:00").tzinfo)

    stays = tuple(
        Stay("a1", POST, "am", "a", authorised=True, since=moment(since), until=moment(since + length))
        for since, length in spans
    )
    spent = minutes_by_staff(VenueDay(stays=stays), [])
    assert sum(spent.values()) == sum(length for _, length in spans)
    open_ended = VenueDay(stays=tuple(replace(stay, until=None) for stay in stays[:1]))
    for minutes in minutes_by_staff(open_ended, [moment(700)]).values():
        assert 0 <= minutes <= 700
