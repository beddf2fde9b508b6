"""Reading the fields of a market-day rule: each refusal names the field by its path, such as `rules[1].tails`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.timekeeping.errors import BadRule

MOST_DAYS = 400
"""How many days a rule may add or cancel; more than a year of them is no rule."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one rule; `path` tells where it lies within the whole, empty at the top."""

    data: Mapping[str, Any]
    path: str = ""

    def wrong(self, field: str, message: str, code: str = "bad_market_rule") -> BadRule:
        """Give the refusal that blames a field."""
        return BadRule(message, f"{self.path}{field}", code)

    def only(self, allowed: frozenset[str], kind: str) -> None:
        """Refuse a field that a rule of this type does not have."""
        for name in sorted(str(name) for name in set(self.data) - allowed):
            raise self.wrong(name[:40], f"a {kind} rule has no such field")

    def numbers(self, field: str, least: int, most: int, *, empty: bool = False) -> frozenset[int]:
        """Read a list of whole numbers, which may be left out or be empty only where `empty` says so."""
        values = self.data.get(field, [] if empty else None)
        if not isinstance(values, list) or not (values or empty):
            raise self.wrong(field, f"a list of numbers from {least} to {most}")
        return frozenset(self._number(value, field, least, most) for value in values)

    def number(self, field: str, least: int, most: int) -> int:
        """Read one whole number."""
        return self._number(self.data.get(field), field, least, most)

    def choice(self, field: str, choices: tuple[str, ...]) -> str:
        """Read one of several words; the first where the field is left out."""
        value = self.data.get(field, choices[0])
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(field, f"one of {', '.join(choices)}")
        return value

    def flag(self, field: str) -> bool:
        """Read true or false; false where the field is left out."""
        value = self.data.get(field, False)
        if not isinstance(value, bool):
            raise self.wrong(field, "true or false")
        return value

    def name(self, field: str) -> str:
        """Read a short name; empty where the field is left out."""
        value = self.data.get(field, "")
        if not isinstance(value, str) or len(value) > 80:
            raise self.wrong(field, "a name of at most 80 characters")
        return value

    def day(self, field: str, default: date | None = None) -> date:
        """Read a date; the default, where there is one, if the field is left out or null."""
        value = self.data.get(field)
        return default if value is None and default is not None else self._day(value, field)

    def days(self, field: str) -> frozenset[date]:
        """Read a list of dates; none where the field is left out."""
        values = self.data.get(field, [])
        if not isinstance(values, list) or len(values) > MOST_DAYS:
            raise self.wrong(field, f"a list of at most {MOST_DAYS} dates")
        return frozenset(self._day(value, field) for value in values)

    def rules(self, field: str, most: int) -> Iterable[tuple[object, str]]:
        """Read a list of rules: each one's data, and the path of its fields."""
        listed = self.data.get(field)
        if not isinstance(listed, list) or not 1 <= len(listed) <= most:
            raise self.wrong(field, f"a list of 1 to {most} rules")
        return [(rule, f"{self.path}{field}[{place}].") for place, rule in enumerate(listed)]

    def _number(self, value: object, field: str, least: int, most: int) -> int:
        if type(value) is not int or not least <= value <= most:  # true is no number here
            raise self.wrong(field, f"numbers from {least} to {most}")
        return value

    def _day(self, value: object, field: str) -> date:
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.wrong(field, "dates that exist, as YYYY-MM-DD")
