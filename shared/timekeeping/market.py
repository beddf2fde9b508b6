"""Market days by rule (赶场日; B-3.4). On which of them a hall must open: `shared/timekeeping/openings.py`.

A rule is data, confirmed by the township. All rules may carry `rule_id`, `valid_from`, `valid_to` (both included),
`add`, `cancel` and `open_on_public_holiday`; besides:

| type | fields | falls on |
|---|---|---|
| `weekday` | `weekdays` (1 Monday to 7 Sunday) | these days of the week |
| `solar_tail` | `tails`, `exclude_days` (must say whether the 31st ends in 1) | days of the month ending so |
| `lunar_tail` | `tails`, `leap_month` same or skip, `short_month_30` skip or shift_to_1 | lunar days ending so |
| `branch` | `branches`: one, two 6 apart, three 4 apart | earthly branches of the days: every 12, 6 or 4 days |
| `interval` | `anchor`, `every` | every so many days from the anchor, both ways |
| `any_of` | `rules` | whatever one of them falls on |

Refused besides senseless fields: a rule that never occurs (`never_a_market_day`), and rules of one `any_of` that hold
at the same time though they look like an old and a new version of one rhythm (`overlapping_validity`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from shared.timekeeping import rhythms
from shared.timekeeping.errors import BadRule
from shared.timekeeping.lunar import FIRST, LAST
from shared.timekeeping.rhythms import MarketReason, branch_of
from shared.timekeeping.rule_fields import Fields

__all__ = ["FIELDS_OF", "MarketReason", "MarketRule", "branch_of", "days", "market_days", "read_rule"]

_DEEPEST = 4
_MOST_RULES = 20
_SURELY = 800
"""Every rhythm falls on a day within so many, or on none at all."""

_COMMON = frozenset({"type", "rule_id", "valid_from", "valid_to", "add", "cancel", "open_on_public_holiday"})
_ADDED = MarketReason("added", "临时加场", "added to the rule")
Falls = Callable[[date], tuple[MarketReason, ...]]


@dataclass(frozen=True, slots=True)
class MarketRule:
    """A checked rule; `falls` tells the rhythm (of `parts`, where it is any of them), the rest what is put on top."""

    falls: Falls
    valid_from: date = date.min
    valid_to: date = date.max
    add: frozenset[date] = frozenset()
    cancel: frozenset[date] = frozenset()
    open_on_public_holiday: bool = False
    parts: tuple[MarketRule, ...] = ()

    def reasons(self, day: date) -> tuple[MarketReason, ...]:
        """Tell why the day is a market day; empty where it is none.

        Cancelling goes before adding, adding before everything else.

        Raises:
            BadRule: `no_lunar_date`, for a lunar rule and a day outside 1901 to 2099.
        """
        if day in self.cancel:
            return ()
        regular = self.falls(day) if self.valid_from <= day <= self.valid_to else ()
        return regular or ((_ADDED,) if day in self.add else ())

    def market(self, day: date) -> bool:
        """Tell whether the day is a market day; as `reasons`."""
        return bool(self.reasons(day))


def read_rule(data: object, path: str = "", depth: int = 1) -> MarketRule:
    """Check a rule given as JSON data; `path` and `depth` tell where it lies within another.

    Raises:
        BadRule: the field that is missing, unknown or senseless, by its path.
    """
    if not isinstance(data, Mapping):
        raise BadRule("a market rule is an object with a type", path.rstrip("."))
    fields = Fields(data, path)
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in FIELDS_OF:
        raise fields.wrong("type", f"one of {', '.join(FIELDS_OF)}")
    fields.only(_COMMON | FIELDS_OF[kind], kind)
    parts = _parts(fields, depth) if kind == "any_of" else ()
    rule = _with_common(_any(parts) if parts else _single(fields, kind), parts, fields)
    if not _occurs(rule):
        told = "within its validity, and less what is cancelled, the rule falls on no day"
        raise fields.wrong("valid_to" if "valid_to" in data else "type", told, "never_a_market_day")
    return rule


def market_days(rule: MarketRule, first: date, last: date) -> list[date]:
    """List the market days from `first` to `last`, both included."""
    return [day for day in days(first, last) if rule.market(day)]


def days(first: date, last: date) -> Iterator[date]:
    """Give the days from `first` to `last`, both included."""
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))


_MAKERS: dict[str, Callable[[Fields], rhythms.Rhythm]] = {
    "weekday": rhythms.weekday,
    "solar_tail": rhythms.solar_tail,
    "lunar_tail": rhythms.lunar_tail,
    "branch": rhythms.branch,
    "interval": rhythms.interval,
}

FIELDS_OF: dict[str, frozenset[str]] = {
    "weekday": frozenset({"weekdays"}),
    "solar_tail": frozenset({"tails", "exclude_days"}),
    "lunar_tail": frozenset({"tails", "leap_month", "short_month_30"}),
    "branch": frozenset({"branches"}),
    "interval": frozenset({"anchor", "every"}),
    "any_of": frozenset({"rules"}),
}
"""The types of rules, and the fields each has of its own."""


def _single(fields: Fields, kind: str) -> Falls:
    rhythm = _MAKERS[kind](fields)

    def falls(day: date) -> tuple[MarketReason, ...]:
        reason = rhythm(day)
        return (reason,) if reason else ()

    return falls


def _parts(fields: Fields, depth: int) -> tuple[MarketRule, ...]:
    if depth >= _DEEPEST:
        raise fields.wrong("rules", "market rules are nested too deeply")
    read = [(data, path, read_rule(data, path, depth + 1)) for data, path in fields.rules("rules", _MOST_RULES)]
    _apart([(data, path, rule) for data, path, rule in read if isinstance(data, Mapping)])
    return tuple(rule for _, _, rule in read)


def _any(parts: tuple[MarketRule, ...]) -> Falls:
    return lambda day: tuple(dict.fromkeys(reason for part in parts for reason in part.reasons(day)))


def _with_common(falls: Falls, parts: tuple[MarketRule, ...], fields: Fields) -> MarketRule:
    fields.name("rule_id")
    rule = MarketRule(
        falls,
        fields.day("valid_from", date.min),
        fields.day("valid_to", date.max),
        fields.days("add"),
        fields.days("cancel"),
        fields.flag("open_on_public_holiday"),
        parts,
    )
    if rule.valid_from > rule.valid_to:
        raise fields.wrong("valid_to", "before valid_from")
    if rule.add & rule.cancel:
        raise fields.wrong("cancel", "a day that add names too")
    return rule


def _occurs(rule: MarketRule, first: date = FIRST, last: date = LAST, cancelled: frozenset[date] = frozenset()) -> bool:
    """Tell whether a rule ever falls on a day between two, less the days that are cancelled above it."""
    cancelled |= rule.cancel
    if any(first <= day <= last for day in rule.add - cancelled):
        return True
    first, last = max(rule.valid_from, first), min(rule.valid_to, last)
    if rule.parts:
        return any(_occurs(part, first, last, cancelled) for part in rule.parts)
    quiet = 0
    for day in days(first, last):
        falls = bool(rule.falls(day))
        if falls and day not in cancelled:
            return True
        quiet = 0 if falls else quiet + 1
        if quiet > _SURELY:
            return False
    return False


def _apart(parts: list[tuple[Mapping[str, Any], str, MarketRule]]) -> None:
    """Refuse two versions of one rhythm that hold at the same time.

    They are versions of one where they bear the same `rule_id`, are the same but for their validity, or are of the
    same type and both state a validity, unless different `rule_id`s tell them apart.
    """
    for (one, _, former), (other, path, latter) in combinations(parts, 2):
        overlap = former.valid_from <= latter.valid_to and latter.valid_from <= former.valid_to
        if overlap and _versions_of_one(one, other):
            field = "valid_from" if "valid_from" in other else "type"
            told = "it holds at the same time as another version of the same rule"
            raise BadRule(told, f"{path}{field}", "overlapping_validity")


def _versions_of_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    ids = one.get("rule_id"), other.get("rule_id")
    if all(ids):
        return bool(ids[0] == ids[1])
    if one["type"] != other["type"]:
        return False
    stated = all("valid_from" in rule or "valid_to" in rule for rule in (one, other))
    return stated or all(one.get(name) == other.get(name) for name in FIELDS_OF[one["type"]])
