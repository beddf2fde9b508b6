"""Facts of halls and points: shifts, market days, appointments, visits, special channel, inquiries, proxies."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.facts import by_venue, period_sums
from tests.metrics.facts import told as tell
from tests.metrics.facts.told import Happening, happened, sums

DAY = "attendance/H-1-2026-10-17"
ON = {"venue": "H-1", "day": "2026-10-17"}


def came(post: str, half: str = "am", *, authorised: bool = True, rostered: bool = True) -> Happening:
    due = "2026-10-17T08:30:00+08:00" if rostered else None
    return happened(
        DAY, "shift.checked_in", **ON, half=half, post=post, authorised=authorised, due_at=due, department="dep-zr"
    )


def absent(post: str, half: str = "am") -> Happening:
    return happened(DAY, "shift.absent", **ON, half=half, post=post, department="dep-zr")


def test_a_half_day_counts_once_for_each_post_on_the_roster() -> None:
    told = sums(came("W-1"), came("W-1"), came("W-2"), absent("W-2", "pm"))
    assert told["dep-zr@H-1|2026-10-17|duty_met"] == 2
    assert told["dep-zr@H-1|2026-10-17|duty_missed"] == 1


def test_who_comes_after_the_post_was_found_empty_does_not_undo_it() -> None:
    told = sums(absent("W-1"), came("W-1"))
    assert told["dep-zr@H-1|2026-10-17|duty_missed"] == 1
    assert "dep-zr@H-1|2026-10-17|duty_met" not in told


def test_who_was_not_rostered_is_no_duty() -> None:
    assert sums(came("W-1", rostered=False)) == {}


def test_a_place_is_open_for_a_half_day_where_somebody_is_there_who_may_receive() -> None:
    told = sums(came("W-1", authorised=False), came("W-2", "pm"))
    assert told["@H-1|2026-10-17|half_day_missed"] == 1
    assert told["@H-1|2026-10-17|half_day_met"] == 1


def test_a_market_day_was_kept_or_missed() -> None:
    assert sums(happened(DAY, "market_day.opened", **ON)) == {"@H-1|2026-10-17|market_day_met": 1}
    assert sums(happened(DAY, "market_day.missed", **ON)) == {"@H-1|2026-10-17|market_day_missed": 1}


BOOKED = happened("appointment/1", "appointment.booked", hall="H-1", department="dep-zr", day="2026-10-20")


@pytest.mark.parametrize(
    ("end", "standing"),
    [
        (None, "appointment_open"),
        (("appointment.kept", {}), "appointment_met"),
        (("appointment.missed", {"by": "hall"}), "appointment_missed"),
        (("appointment.missed", {"by": "applicant"}), ""),
        (("appointment.cancelled", {"by": "applicant"}), ""),
        (("appointment.cancelled", {"by": "hall"}), "appointment_missed"),
    ],
)
def test_a_hall_keeps_an_appointment_or_breaks_its_word(end: tuple[str, dict[str, Any]] | None, standing: str) -> None:
    ended = [happened("appointment/1", end[0], **end[1])] if end else []
    assert sums(BOOKED, *ended) == ({f"dep-zr@H-1|2026-10-20|{standing}": 1} if standing else {})


def test_an_appointment_put_off_counts_on_its_new_day() -> None:
    moved = happened("appointment/1", "appointment.changed", day="2026-10-22")
    assert sums(BOOKED, moved) == {"dep-zr@H-1|2026-10-22|appointment_open": 1}


ERRANDS = [
    ("visit", happened("visit/1", "visit.requested", hall="H-1", due="2026-10-20"), "visit.done"),
    (
        "special",
        happened("special/1", "special.requested", hall="H-1", answer_due="2026-10-20T09:00:00+08:00"),
        "special.answered",
    ),
]


@pytest.mark.parametrize(("name", "begun", "done"), ERRANDS, ids=["visit", "special"])
def test_an_errand_is_done_in_time_or_not(name: str, begun: Happening, done: str) -> None:
    stream = begun[0]
    for in_time, standing in ((True, "met"), (False, "missed")):
        told = sums(begun, happened(stream, done, in_time=in_time))
        assert told == {f"@H-1|2026-10-20|{name}_{standing}": 1}
    missed = happened(stream, {"visit": "visit.missed", "special": "special.answer_missed"}[name])
    assert sums(begun, missed) == {f"@H-1|2026-10-20|{name}_missed": 1}


def test_a_visit_that_was_refused_is_owed_to_nobody() -> None:
    assert sums(ERRANDS[0][1], happened("visit/1", "visit.refused")) == {}


def test_a_visit_wished_for_later_is_due_later() -> None:
    later = happened("visit/1", "visit.scheduled", due="2026-10-27")
    assert sums(ERRANDS[0][1], later) == {"@H-1|2026-10-27|visit_open": 1}
    assert sums(ERRANDS[0][1], happened("visit/1", "visit.withdrawn")) == {}


def test_an_inquiry_is_closed_on_its_day_or_not() -> None:
    asked = happened("consultation/1", "consultation.registered", hall="H-1", asked_at="2026-10-20T10:00:00+08:00")
    assert sums(asked) == {"@H-1|2026-10-20|consultation_open": 1}
    assert sums(asked, happened("consultation/1", "consultation.closed", same_day=True)) == {
        "@H-1|2026-10-20|consultation_met": 1
    }


ENTRUSTED = happened("proxy/1", "proxy.entrusted", point="P-1", handover_due="2026-10-13")
HANDED = happened("proxy/1", "proxy.handed_over", point="P-1", handed_on="2026-10-13", due="2026-10-13", in_time=True)
READY = happened("proxy/1", "proxy.result_ready", ready_on="2026-10-20", report_due="2026-10-21")


def reported(day: str) -> Happening:
    return happened("proxy/1", "proxy.reported_back", reported_on=day, due="2026-10-21", in_time=True, point="P-1")


def test_a_proxy_is_handed_over_and_reported_back_by_its_days() -> None:
    assert sums(ENTRUSTED) == {"@P-1|2026-10-13|handover_open": 1}
    assert sums(ENTRUSTED, HANDED, READY) == {"@P-1|2026-10-13|handover_met": 1, "@P-1|2026-10-21|report_open": 1}
    assert sums(ENTRUSTED, HANDED, READY, reported("2026-10-22"))["@P-1|2026-10-21|report_missed"] == 1


def test_a_proxy_that_ended_before_its_day_owes_nothing() -> None:
    assert sums(ENTRUSTED, happened("proxy/1", "proxy.ended", ended_on="2026-10-13")) == {}


def test_a_fee_that_was_asked_for_is_told() -> None:
    fee = happened("proxy/1", "proxy.fee_attempted", point="P-1", amount="5")
    assert sums(fee) == {"@P-1|2026-10-12|fee_attempts": 1}


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_interleaving_of_streams_ends_with_the_same_sums(chance: random.Random) -> None:
    streams = [
        [tell.RECEIVED, tell.ACCEPTED],
        [tell.decided("2026-10-29", "refused")],
        [tell.carded(1, "yellow", "promised_overdue", "2026-10-27")],
        [BOOKED, happened("appointment/1", "appointment.kept")],
        [ENTRUSTED, HANDED, READY, reported("2026-10-21")],
        [ERRANDS[0][1], happened("visit/1", "visit.done", in_time=True)],
        [happened("rating/1", "rating.invited", department="dep-zr", delivered_on="2026-10-20")],
    ]
    expected = sums(*(each for stream in streams for each in stream))
    queues, shuffled = [list(stream) for stream in streams], []
    while queues:
        queue = chance.choice(queues)
        shuffled.append(queue.pop(0))
        queues = [each for each in queues if each]
    assert sums(*shuffled) == expected


def test_what_is_not_yet_due_is_no_part_of_a_denominator() -> None:
    days = by_venue(sums(ENTRUSTED, HANDED, READY))["P-1"]
    quarter = (date(2026, 10, 1), date(2026, 12, 31))
    assert period_sums(days, *quarter, date(2026, 10, 21))["report_settled"] == 0
    assert period_sums(days, *quarter, date(2026, 10, 22))["report_settled"] == 1
