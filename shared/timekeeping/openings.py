"""On which market days a hall must open its windows, and why not on the others (S2.6a, B-3.4).

`obligated(d) = market(d) and d is a Saturday or Sunday and no working day and (open on public holidays or d is none)`.
A market day makes no working day: nothing here moves a deadline.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from shared.timekeeping.calendars import Calendar
from shared.timekeeping.market import MarketReason, MarketRule, days

WARN_DAYS = 7
"""How many days ahead a duty without a roster is warned of."""

WhyNot = Literal["weekday", "worked_weekend", "public_holiday", "local_holiday"]

WHY_NOT: dict[WhyNot, tuple[str, str]] = {
    "weekday": ("周一至周五，按平日安排", "Monday to Friday, kept as any other day"),
    "worked_weekend": ("调休上班的周末，本就是工作日", "a weekend that is worked: a working day anyway"),
    "public_holiday": ("放假日，场期规则未要求开门", "a public holiday on which the rule asks for no opening"),
    "local_holiday": ("地方放假日，场期规则未要求开门", "a holiday of the jurisdiction; the rule asks for no opening"),
}
"""Why a market day brings no duty to open, in Chinese and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A market day as the roster sees it.

    Attributes:
        day: the market day.
        market: why it is one.
        duty: whether the hall must be staffed on this Saturday or Sunday.
        why_not: why it need not, where `duty` is false; a hall keeps its ordinary hours on working days all the same.
        provisional: the year has no official calendar yet, so that the answer may still change.
    """

    day: date
    market: tuple[MarketReason, ...]
    duty: bool
    why_not: WhyNot | None = None
    provisional: bool = False

    def explained(self) -> dict[str, Any]:
        """Give it as JSON-ready data."""
        words = WHY_NOT[self.why_not] if self.why_not else None
        return {
            "date": self.day.isoformat(),
            "market": [{"type": reason.type, "zh": reason.zh, "en": reason.en} for reason in self.market],
            "duty": self.duty,
            "why_not": {"reason": self.why_not, "zh": words[0], "en": words[1]} if words else None,
            "provisional": self.provisional,
        }


def opening_duties(
    rule: MarketRule, calendar: Calendar, first: date, last: date, open_on_public_holiday: bool = False
) -> list[Opening]:
    """Explain every market day from `first` to `last`, both included; those with `duty` set are the opening duties.

    Args:
        rule: the venue's.
        calendar: seen from the venue's jurisdiction.
        first, last: the days looked at; none where `last` lies before `first`.
        open_on_public_holiday: markets on public holidays oblige too, whatever the rule says.

    Raises:
        NoCalendar: no calendar covers a market day.
        BadRule: `no_lunar_date`, as `MarketRule.reasons`.
    """
    holidays_too = open_on_public_holiday or rule.open_on_public_holiday
    found = ((day, rule.reasons(day)) for day in days(first, last))
    return [_opening(day, reasons, calendar, holidays_too) for day, reasons in found if reasons]


def duty_days(openings: Iterable[Opening]) -> list[date]:
    """Give the days on which the hall must open."""
    return [opening.day for opening in openings if opening.duty]


def unrostered(openings: Iterable[Opening], rostered: Container[date], today: date) -> list[date]:
    """Give the coming duties, at most seven days off, for which nobody is on the roster: what to warn of today."""
    last = today + timedelta(days=WARN_DAYS)
    return [day for day in duty_days(openings) if today <= day <= last and day not in rostered]


def _opening(day: date, reasons: tuple[MarketReason, ...], calendar: Calendar, holidays_too: bool) -> Opening:
    why_not = _why_not(day, calendar, holidays_too)
    _, provisional = calendar.used([day])
    return Opening(day=day, market=reasons, duty=why_not is None, why_not=why_not, provisional=provisional)


def _why_not(day: date, calendar: Calendar, holidays_too: bool) -> WhyNot | None:
    rest = calendar.rest_reason(day)  # also asked for weekdays: a day nobody knows is refused, not guessed
    if day.isoweekday() < 6:
        return "weekday"
    if rest is None:
        return "worked_weekend"
    return rest if rest in ("public_holiday", "local_holiday") and not holidays_too else None
