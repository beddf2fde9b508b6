"""Slots of a day: opening hours cut into equal pieces. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.contracts.registry import Span
from shared.timekeeping import SHANGHAI


@dataclass(frozen=True, slots=True)
class Slot:
    """From one moment to another; `market_day`: on a weekend on which the hall opens for the market."""

    begins: datetime
    ends: datetime
    market_day: bool = False


def slots(spans: Iterable[Span], day: date, minutes: int, *, market_day: bool = False) -> list[Slot]:
    """Cut the hours of a day into slots; a rest at the end of a stretch that is shorter than a slot is none."""
    step = timedelta(minutes=minutes)
    return [
        Slot(begins, begins + step, market_day)
        for span in sorted(spans, key=lambda span: span.opens)
        for begins in _beginnings(_at(day, span.opens), _at(day, span.closes), step)
    ]


def _beginnings(opens: datetime, closes: datetime, step: timedelta) -> Iterator[datetime]:
    moment = opens
    while moment + step <= closes:
        yield moment
        moment += step


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)
