"""Appointments: a time the hall has, not over, not full; kept when called; who breaks the word answers for it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.intake.appointments.commands import Arrive, Book, Cancel, Change, Keep, Miss
from services.intake.appointments.decider import APPOINTMENTS
from services.intake.appointments.slots import Slot, slots
from shared.contracts.hall_day import (
    AppointmentArrived,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentKept,
    AppointmentMissed,
)
from shared.contracts.intake import Applicant
from shared.contracts.registry import Span
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL, LICENCE

WHO = Applicant("p-1", "1", "sealed", "sealed")


def at(clock: str, day: str = "2026-09-18") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


NINE = Slot(at("09:00"), at("09:30"))
TEN = Slot(at("10:00"), at("10:30"))


def meta(clock: str, day: str = "2026-09-18") -> Any:
    return meta_at(f"{day}T{clock}:00+08:00")


def book(**changes: Any) -> Book:
    said: dict[str, Any] = {
        "meta": meta("21:40", "2026-09-17"),
        "hall": HALL,
        "item": LICENCE,
        "slot": NINE,
        "seat": 1,
        "days_ahead": 14,
        "by": "online",
        "applicant": WHO,
    }
    return Book(**(said | changes))


booked = AppointmentBooked(
    hall=HALL.id,
    division=HALL.division,
    department=LICENCE.department,
    item=LICENCE.code,
    day=date(2026, 9, 18),
    begins=NINE.begins,
    ends=NINE.ends,
    booked_at=at("21:40", "2026-09-17"),
    by="online",
    seat=1,
    applicant=WHO,
)
arrived = AppointmentArrived(hall=HALL.id, day=date(2026, 9, 18), at=at("08:50"), ticket="t-1")


def test_a_time_the_hall_has_is_promised_at_any_hour() -> None:
    spec(APPOINTMENTS).when(book()).then(booked)
    market = replace(NINE, market_day=True)
    spec(APPOINTMENTS).when(book(slot=market)).then(replace(booked, market_day=True))


def test_no_time_is_promised_that_is_none_is_over_is_far_off_or_is_full() -> None:
    spec(APPOINTMENTS).when(book(slot=None)).rejected("no_such_slot", "S2.6d")
    spec(APPOINTMENTS).when(book(meta=meta("09:00"))).rejected("slot_over")
    spec(APPOINTMENTS).when(book(meta=meta("09:00", "2026-09-01"))).rejected("too_far_ahead")
    spec(APPOINTMENTS).when(book(meta=meta("09:00", "2026-09-04"))).then_types("appointment.booked")
    spec(APPOINTMENTS).when(book(seat=0)).rejected("slot_full")
    elsewhere = replace(HALL, windows=())
    spec(APPOINTMENTS).when(book(hall=elsewhere)).rejected("no_window_for_item")
    spec(APPOINTMENTS).given(booked).when(book()).rejected("number_taken")


def change(clock: str = "08:00", most: int = 2, **changes: Any) -> Change:
    said: dict[str, Any] = {"slot": TEN, "seat": 2, "days_ahead": 14, "most_changes": most}
    return Change(meta=meta(clock), **(said | changes))


def test_a_time_is_moved_before_it_begins_and_so_many_times_only() -> None:
    moved = AppointmentChanged(hall=HALL.id, day=date(2026, 9, 18), begins=TEN.begins, ends=TEN.ends, seat=2)
    spec(APPOINTMENTS).given(booked).when(change()).then(moved)
    spec(APPOINTMENTS).given(booked).when(change("09:00")).rejected("appointment_over")
    spec(APPOINTMENTS).given(booked, moved).when(change(most=1)).rejected("too_many_changes")
    spec(APPOINTMENTS).given(booked).when(change(seat=0)).rejected("slot_full")
    state = spec(APPOINTMENTS).given(booked, moved).state()
    assert (state.begins, state.seat, state.changes) == (TEN.begins, 2, 1)


def test_one_arrives_from_an_hour_before_until_the_time_is_over() -> None:
    def arrive(clock: str) -> Arrive:
        return Arrive(meta=meta(clock), ticket="t-1", early_minutes=60)

    spec(APPOINTMENTS).given(booked).when(arrive("08:50")).then(arrived)
    spec(APPOINTMENTS).given(booked).when(arrive("07:59")).rejected("too_early")
    spec(APPOINTMENTS).given(booked).when(arrive("09:30")).rejected("appointment_over")
    spec(APPOINTMENTS).given(booked, arrived).when(arrive("08:55")).rejected("appointment_over")


def test_it_is_kept_when_called_and_the_wait_counts_from_the_time_or_the_arrival() -> None:
    kept = AppointmentKept(hall=HALL.id, day=date(2026, 9, 18), at=at("09:06"), ticket="t-1", waited_minutes=6)
    spec(APPOINTMENTS).given(booked, arrived).when(Keep(meta=meta("09:06"), called_at=at("09:06"))).then(kept)
    late = replace(arrived, at=at("09:20"))
    spec(APPOINTMENTS).given(booked, late).when(Keep(meta=meta("09:25"), called_at=at("09:25"))).then(
        replace(kept, at=at("09:25"), waited_minutes=5)
    )
    spec(APPOINTMENTS).given(booked).when(Keep(meta=meta("09:06"), called_at=at("09:06"))).rejected("appointment_over")


def test_a_missed_time_counts_against_whoever_was_not_there() -> None:
    def miss(reason: Any, clock: str = "09:30") -> Miss:
        return Miss(meta=meta(clock), reason=reason)

    by_hall = AppointmentMissed(hall=HALL.id, day=date(2026, 9, 18), by="hall", reason="shut")
    spec(APPOINTMENTS).given(booked).when(miss("shut")).then(by_hall)
    spec(APPOINTMENTS).given(booked).when(miss("no_show")).then(replace(by_hall, by="applicant", reason="no_show"))
    spec(APPOINTMENTS).given(booked, arrived).when(miss("not_called")).then(replace(by_hall, reason="not_called"))
    spec(APPOINTMENTS).given(booked).when(miss("shut", "09:29")).rejected("appointment_not_over")
    spec(APPOINTMENTS).given(booked, by_hall).when(miss("shut")).rejected("appointment_over")


def test_it_is_given_back_before_it_begins_and_a_hall_says_why() -> None:
    def cancel(by: Any, reason: str = "", clock: str = "08:00") -> Cancel:
        return Cancel(meta=meta(clock), by=by, reason=reason)

    gone = AppointmentCancelled(hall=HALL.id, day=date(2026, 9, 18), by="applicant")
    spec(APPOINTMENTS).given(booked).when(cancel("applicant")).then(gone)
    spec(APPOINTMENTS).given(booked).when(cancel("applicant", clock="09:00")).rejected("appointment_over")
    spec(APPOINTMENTS).given(booked).when(cancel("hall")).rejected("reason_missing")
    spec(APPOINTMENTS).given(booked).when(cancel("hall", "停电")).then(replace(gone, by="hall", reason="停电"))
    spec(APPOINTMENTS).when(cancel("applicant")).rejected("unknown_appointment")


clocks = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")


@given(st.tuples(clocks, clocks).map(sorted), st.integers(5, 120))
def test_slots_fill_the_hours_without_gap_or_overlap_and_never_leave_them(hours: list[str], minutes: int) -> None:
    opens, closes = hours
    found = slots([Span(opens, closes)], date(2026, 9, 18), minutes)
    length = timedelta(minutes=minutes)
    assert all(slot.ends - slot.begins == length for slot in found)
    assert all(before.ends == after.begins for before, after in itertools.pairwise(found))
    if found:
        assert found[0].begins == at(opens)
        assert found[-1].ends <= at(closes) < found[-1].ends + length
    else:
        assert at(closes) - at(opens) < length
