"""Who is next, and how long it takes: rules that hold for every queue, and figures that were measured."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.intake.queue.order import Estimate, Waiting, estimate, first, order

NOW = datetime.fromisoformat("2026-09-17T10:00:00+08:00")
LONGEST = 30


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


people = st.lists(
    st.builds(
        lambda minutes, priority, ahead: (minutes, priority, ahead),
        st.integers(0, 120),
        st.sampled_from(["", "elder", "disabled", "appointment"]),
        st.integers(-60, 60),
    ),
    max_size=12,
).map(
    lambda told: [
        Waiting(
            f"t{n}", n, ago(minutes), priority, NOW + timedelta(minutes=ahead) if priority == "appointment" else None
        )
        for n, (minutes, priority, ahead) in enumerate(told)
    ]
)


@given(people)
def test_nobody_is_lost_and_first_ones_stand_before_all_others(queue: list[Waiting]) -> None:
    line = order(queue, NOW, LONGEST)
    assert sorted(one.key for one in line) == sorted(one.key for one in queue)
    flags = [first(one, NOW, LONGEST) for one in line]
    assert flags == sorted(flags, reverse=True)


@given(people)
def test_within_a_class_whoever_came_first_goes_first(queue: list[Waiting]) -> None:
    line = order(queue, NOW, LONGEST)
    for before, after in itertools.pairwise(line):
        if first(before, NOW, LONGEST) == first(after, NOW, LONGEST):
            assert (before.since, before.number) <= (after.since, after.number)


@given(people, st.integers(0, 40))
def test_whoever_waited_longest_allowed_is_passed_by_nobody_who_comes_now(queue: list[Waiting], late: int) -> None:
    """However many with a right of way still come, they stand behind."""
    patient = Waiting("patient", 99, ago(LONGEST))
    comers = [Waiting(f"new{n}", 200 + n, NOW, "elder") for n in range(late)]
    keys = [one.key for one in order([*queue, patient, *comers], NOW, LONGEST)]
    assert all(keys.index(one.key) > keys.index("patient") for one in comers)


def test_an_appointment_counts_from_its_time_on_and_not_before() -> None:
    early = Waiting("e", 1, ago(5), "appointment", NOW + timedelta(minutes=1))
    assert not first(early, NOW, LONGEST)
    assert first(early, NOW + timedelta(minutes=1), LONGEST)


def test_nothing_is_told_where_too_little_was_measured_or_nobody_calls() -> None:
    assert estimate(3, [300.0] * 4, 2, 5) is None
    assert estimate(3, [300.0] * 9, 0, 5) is None


def test_the_wait_is_what_services_took_shared_by_the_windows_that_call() -> None:
    assert estimate(4, [300.0] * 5, 1, 5) == Estimate(20, 20, 5)
    assert estimate(4, [300.0] * 5, 2, 5) == Estimate(10, 10, 5)
    assert estimate(0, [300.0] * 5, 1, 5) == Estimate(0, 0, 5)
    told = estimate(2, [60.0, 120.0, 300.0, 600.0, 900.0], 1, 5)
    assert told == Estimate(4, 20, 5)
