"""From when to when something holds: the first day counts, the last does not; overlaps are found in any order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.validity import holds, impossible, overlap, overlapping, replaced


@dataclass(frozen=True)
class Span:
    effective_from: date
    effective_to: date | None


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
SPANS = st.builds(Span, DAYS, st.none() | DAYS).filter(lambda span: not impossible(span))


def test_the_first_day_counts_and_the_end_does_not() -> None:
    span = Span(date(2026, 9, 1), date(2026, 10, 1))
    held = [holds(span, day) for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1))]
    assert held == [False, True, True, False]
    assert holds(Span(date(2026, 9, 1), None), date(2099, 1, 1))
    assert impossible(Span(date(2026, 9, 1), date(2026, 9, 1)))


@given(SPANS, SPANS)
def test_two_overlap_where_a_day_is_held_by_both(one: Span, other: Span) -> None:
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2026, 3, 2).toordinal())]
    both = any(holds(one, day) and holds(other, day) for day in days)
    assert overlap(one, other) is overlap(other, one) is both


@given(st.lists(SPANS, max_size=5))
def test_overlaps_are_found_wherever_they_stand(spans: list[Span]) -> None:
    pairs = [(a, b) for n, a in enumerate(spans) for b in spans[n + 1 :] if overlap(a, b)]
    assert (overlapping(spans) is not None) is bool(pairs)


@given(st.lists(DAYS, max_size=6), DAYS)
def test_a_new_version_takes_the_place_of_whatever_would_have_held_on_any_day_after_it_begins(
    begins: list[date], day: date
) -> None:
    told = [Span(each, None) for each in begins]
    days = [date.fromordinal(n) for n in range(day.toordinal(), date(2026, 3, 3).toordinal())]
    held = [[each for each in told if each.effective_from <= on][-1:] for on in days]
    assert {id(each) for each in replaced(told, day)} == {id(each) for on in held for each in on}
