"""The rhythms a market may keep, one maker for each type of rule but `any_of` (B-3.4).

A maker checks the fields of its type and gives a `Rhythm`: a function that tells why a day is a market day, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from shared.timekeeping.lunar import FIRST, LAST, lunar_day
from shared.timekeeping.rule_fields import Fields

BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""The earthly branches in order."""

_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMERALS = "十一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class MarketReason:
    """Why a day is a market day: the type of the rule (or `added`), and words for people."""

    type: str
    zh: str
    en: str


Rhythm = Callable[[date], MarketReason | None]


def branch_of(day: date) -> str:
    """Give the earthly branch of a civil day (midnight to midnight): 2000-01-01 was 午."""
    return BRANCHES[(day.toordinal() + 2) % 12]


def weekday(fields: Fields) -> Rhythm:
    """Fall on days of the week, 1 Monday to 7 Sunday."""
    weekdays = fields.numbers("weekdays", 1, 7)

    def falls(day: date) -> MarketReason | None:
        if day.isoweekday() not in weekdays:
            return None
        return MarketReason("weekday", f"逢周{_WEEKDAYS[day.weekday()]}", f"every {_DAY_NAMES[day.weekday()]}")

    return falls


def solar_tail(fields: Fields) -> Rhythm:
    """Fall on days of the month by their last digit; where 1 is one, the rule says whether the 31st counts."""
    tails = fields.numbers("tails", 0, 9)
    if 1 in tails and "exclude_days" not in fields.data:
        raise fields.wrong("exclude_days", "say whether the 31st counts as a day ending in 1, [] or [31]")
    excluded = fields.numbers("exclude_days", 1, 31, empty=True)

    def falls(day: date) -> MarketReason | None:
        if day.day % 10 not in tails or day.day in excluded:
            return None
        return MarketReason("solar_tail", f"公历逢{day.day % 10}", f"day of the month ending in {day.day % 10}")

    return falls


def lunar_tail(fields: Fields) -> Rhythm:
    """Fall on lunar days by their last digit.

    `leap_month`: whether a leap month has market days as any other. `short_month_30`: where tails name the 30th, and a
    month has 29 days, there is either none, or it is held on the first of the next month.
    """
    tails = fields.numbers("tails", 0, 9)
    leap_too = fields.choice("leap_month", ("same", "skip")) == "same"
    shifted = fields.choice("short_month_30", ("skip", "shift_to_1")) == "shift_to_1" and 0 in tails
    if fields.day("valid_from", FIRST) > LAST or fields.day("valid_to", LAST) < FIRST:
        raise fields.wrong("valid_from", f"lunar dates are known from {FIRST.year} to {LAST.year}", "no_lunar_date")

    def falls(day: date) -> MarketReason | None:
        lunar = lunar_day(day)
        if lunar.day % 10 in tails and (leap_too or not lunar.leap):
            tail = lunar.day % 10
            return MarketReason("lunar_tail", f"农历逢{_NUMERALS[tail]}", f"lunar day ending in {tail}")
        if not shifted or lunar.day != 1:
            return None
        before = lunar_day(day - timedelta(days=1))  # the 30th that a short month did not have
        if before.day != 29 or (before.leap and not leap_too):
            return None
        return MarketReason("lunar_tail", "小月三十移至初一", "the 30th of a short lunar month, held on the 1st")

    return falls


def branch(fields: Fields) -> Rhythm:
    """Fall on days of earthly branches: one (every 12 days), two opposite ones (6) or three evenly spaced ones (4)."""
    named = fields.data.get("branches")
    if not isinstance(named, list) or not named or not all(_is_branch(each) for each in named):
        raise fields.wrong("branches", f"a list of one to three out of {BRANCHES}")
    places = sorted({BRANCHES.index(each) for each in named})
    if len(places) != len(named):
        raise fields.wrong("branches", "a branch is named twice")
    gap = 12 // len(places)
    if len(places) > 3 or any(later - former != gap for former, later in pairwise(places)):
        raise fields.wrong("branches", "one alone, two 6 apart as 寅申, or three 4 apart as 丑巳酉")

    def falls(day: date) -> MarketReason | None:
        if (day.toordinal() + 2) % 12 not in places:
            return None
        return MarketReason("branch", f"逢{branch_of(day)}日", f"day of the branch {branch_of(day)}")

    return falls


def interval(fields: Fields) -> Rhythm:
    """Fall on every so many days from an anchor, before it as well as behind."""
    anchor, every = fields.day("anchor"), fields.number("every", 1, 366)
    reason = MarketReason("interval", f"每{every}天一场", f"every {every} days")
    return lambda day: reason if (day - anchor).days % every == 0 else None


def _is_branch(value: object) -> bool:
    return isinstance(value, str) and len(value) == 1 and value in BRANCHES
