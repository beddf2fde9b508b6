"""Market days by rule, and the weekend days on which a hall must open for them (S2.6a, B-3.4).

A rule is data, confirmed by the township. All rules may carry `rule_id`, `valid_from`, `valid_to`, `add`, `cancel`
and `open_on_public_holiday`; besides:

| type | fields | falls on |
|---|---|---|
| `weekday` | `weekdays` (1 Monday to 7 Sunday) | these days of the week |
| `solar_tail` | `tails`, `exclude_days` (must say whether the 31st ends in 1) | days of the month ending so |
| `lunar_tail` | `tails`, `leap_month` same or skip, `short_month_30` skip or shift_to_1 | lunar days ending so |
| `branch` | `branches`, evenly spaced | the earthly branches of the days: every 12, 6, 4 or 3 days |
| `interval` | `anchor`, `every` | every so many days from the anchor, both ways |
| `any_of` | `rules` | whatever one of them falls on |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.timekeeping.calendars import Calendar
from shared.timekeeping.errors import BadRule
from shared.timekeeping.lunar import lunar_day

BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""The earthly branches in order."""

_DEEPEST = 4
_COMMON = frozenset({"type", "rule_id", "valid_from", "valid_to", "add", "cancel", "open_on_public_holiday"})
Falls = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class MarketRule:
    """A checked rule; `falls` tells the rhythm, the rest what is put on top of it."""

    falls: Falls
    valid_from: date = date.min
    valid_to: date = date.max
    add: frozenset[date] = frozenset()
    cancel: frozenset[date] = frozenset()
    open_on_public_holiday: bool = False

    def market(self, day: date) -> bool:
        """Tell whether the day is a market day; cancelling goes before adding, adding before everything else."""
        if day in self.cancel:
            return False
        return day in self.add or (self.valid_from <= day <= self.valid_to and self.falls(day))


def branch_of(day: date) -> str:
    """Give the earthly branch of a civil day (midnight to midnight): 2000-01-01 was 午."""
    return BRANCHES[(day.toordinal() + 2) % 12]


def read_rule(data: object, depth: int = 1) -> MarketRule:
    """Check a rule given as JSON data.

    Raises:
        BadRule: the message names the field that is missing, unknown or senseless.
    """
    if not isinstance(data, Mapping):
        raise BadRule("a market rule is an object with a type")
    if depth > _DEEPEST:
        raise BadRule("market rules are nested too deeply")
    kind = data.get("type")
    maker = _MAKERS.get(kind) if isinstance(kind, str) else None
    if maker is None:
        raise BadRule(f"type: one of {', '.join(_MAKERS)}")
    make, fields = maker
    unknown = sorted(str(name) for name in set(data) - _COMMON - fields)
    if unknown:
        raise BadRule(f"{unknown[0][:40]}: a {kind} rule has no such field")
    return _with_common(make(data, depth), data)


def market_days(rule: MarketRule, first: date, last: date) -> list[date]:
    """List the market days from `first` to `last`, both included."""
    return [day for day in _days(first, last) if rule.market(day)]


def opening_duty(rule: MarketRule, day: date, calendar: Calendar) -> bool:
    """Tell whether the hall must be staffed: a market day on a Saturday or Sunday that is no working day.

    Weekends within an official holiday are left out unless the rule says otherwise.

    Raises:
        NoCalendar: no calendar covers the day.
    """
    if day.isoweekday() < 6 or not rule.market(day) or calendar.is_working_day(day):
        return False
    return rule.open_on_public_holiday or not calendar.is_public_holiday(day)


def opening_duties(rule: MarketRule, first: date, last: date, calendar: Calendar) -> list[date]:
    """List the days of `opening_duty` from `first` to `last`, both included."""
    return [day for day in _days(first, last) if opening_duty(rule, day, calendar)]


def _weekday(data: Mapping[str, Any], _: int) -> Falls:
    weekdays = _numbers(data, "weekdays", 1, 7)
    return lambda day: day.isoweekday() in weekdays


def _solar_tail(data: Mapping[str, Any], _: int) -> Falls:
    tails = _numbers(data, "tails", 0, 9)
    if 1 in tails and "exclude_days" not in data:
        raise BadRule("exclude_days: say whether the 31st counts as a day ending in 1, [] or [31]")
    excluded = _numbers(data, "exclude_days", 1, 31, empty=True)
    return lambda day: day.day % 10 in tails and day.day not in excluded


def _lunar_tail(data: Mapping[str, Any], _: int) -> Falls:
    tails = _numbers(data, "tails", 0, 9)
    leap_too = _choice(data, "leap_month", ("same", "skip")) == "same"
    shifted = 0 in tails and _choice(data, "short_month_30", ("skip", "shift_to_1")) == "shift_to_1"

    def falls(day: date) -> bool:
        lunar = lunar_day(day)
        if lunar.day % 10 in tails and (leap_too or not lunar.leap):
            return True
        if not shifted or lunar.day != 1:
            return False
        before = lunar_day(day - timedelta(days=1))  # the 30th that a short month did not have
        return before.day == 29 and (leap_too or not before.leap)

    return falls


def _branch(data: Mapping[str, Any], _: int) -> Falls:
    branches = data.get("branches")
    if not isinstance(branches, list) or not branches or not all(_is_branch(branch) for branch in branches):
        raise BadRule(f"branches: a list out of {BRANCHES}")
    places = sorted({BRANCHES.index(branch) for branch in branches})
    if len(places) != len(branches) or len({(place - places[0]) * len(places) % 12 for place in places}) != 1:
        raise BadRule("branches: they must be evenly spaced, as 寅 and 申 are")
    return lambda day: (day.toordinal() + 2) % 12 in places


def _interval(data: Mapping[str, Any], _: int) -> Falls:
    anchor = _date(data.get("anchor"), "anchor")
    every = _number(data.get("every"), "every", 1, 366)
    return lambda day: (day - anchor).days % every == 0


def _any_of(data: Mapping[str, Any], depth: int) -> Falls:
    listed = data.get("rules")
    if not isinstance(listed, list) or not 1 <= len(listed) <= 20:
        raise BadRule("rules: a list of 1 to 20 rules")
    rules = [read_rule(rule, depth + 1) for rule in listed]
    return lambda day: any(rule.market(day) for rule in rules)


_MAKERS: dict[str, tuple[Callable[[Mapping[str, Any], int], Falls], frozenset[str]]] = {
    "weekday": (_weekday, frozenset({"weekdays"})),
    "solar_tail": (_solar_tail, frozenset({"tails", "exclude_days"})),
    "lunar_tail": (_lunar_tail, frozenset({"tails", "leap_month", "short_month_30"})),
    "branch": (_branch, frozenset({"branches"})),
    "interval": (_interval, frozenset({"anchor", "every"})),
    "any_of": (_any_of, frozenset({"rules"})),
}


def _with_common(falls: Falls, data: Mapping[str, Any]) -> MarketRule:
    rule = MarketRule(
        falls,
        _date(data["valid_from"], "valid_from") if data.get("valid_from") else date.min,
        _date(data["valid_to"], "valid_to") if data.get("valid_to") else date.max,
        _dates(data, "add"),
        _dates(data, "cancel"),
        _choice(data, "open_on_public_holiday", (False, True)),
    )
    if rule.valid_from > rule.valid_to:
        raise BadRule("valid_to: before valid_from")
    if rule.add & rule.cancel:
        raise BadRule("cancel: a day that add names too")
    return rule


def _choice(data: Mapping[str, Any], field: str, choices: tuple[Any, ...]) -> Any:
    value = data.get(field, choices[0])
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
        raise BadRule(f"{field}: one of {', '.join(str(choice).lower() for choice in choices)}")
    return value


def _numbers(data: Mapping[str, Any], field: str, least: int, most: int, *, empty: bool = False) -> frozenset[int]:
    values = data.get(field, [] if empty else None)
    if not isinstance(values, list) or not (values or empty):
        raise BadRule(f"{field}: a list of numbers from {least} to {most}")
    return frozenset(_number(value, field, least, most) for value in values)


def _number(value: object, field: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise BadRule(f"{field}: numbers from {least} to {most}")
    return value


def _dates(data: Mapping[str, Any], field: str) -> frozenset[date]:
    values = data.get(field, [])
    if not isinstance(values, list):
        raise BadRule(f"{field}: a list of dates")
    return frozenset(_date(value, field) for value in values)


def _date(value: object, field: str) -> date:
    try:
        assert isinstance(value, str)
        assert len(value) == 10
        return date.fromisoformat(value)
    except (AssertionError, ValueError):
        raise BadRule(f"{field}: dates as YYYY-MM-DD") from None


def _is_branch(value: object) -> bool:
    return isinstance(value, str) and len(value) == 1 and value in BRANCHES


def _days(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
