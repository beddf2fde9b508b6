"""Statements of every kind, drawn from their types: for what must hold of all of them."""

from __future__ import annotations

import dataclasses
import types
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from services.intake.administration.describing import Description
from services.intake.administration.shapes import every, shape
from shared.contracts import Event

CHARACTERS = st.sampled_from([*"站事项 a1=+-@'\"|,;.:/\\{}()<>&%", "0", "é", "𠀀"])
WORD = st.text(CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
RULES = st.sampled_from(
    [
        None,
        {"type": "weekday", "weekdays": [7]},
        {"type": "branch", "branches": ["午", "子"], "valid_from": "2026-01-01", "open_on_public_holiday": False},
        {"type": "lunar_tail", "tails": [4, 9], "leap_month": "same", "short_month_30": "skip"},
        {"type": "solar_tail", "tails": [5, 0], "exclude_days": [], "cancel": ["2026-10-05"], "rule_id": "r 1"},
        {"type": "interval", "anchor": "2026-01-03", "every": 5},
        {"type": "any_of", "rules": [{"type": "weekday", "weekdays": [1]}]},
    ]
)


def statements(description: Description) -> st.SearchStrategy[Event]:
    """Draw statements of a kind; whether the rules would take them is not asked."""
    fields = {each.path: each for each in every(shape(description))}
    return _whole(description.kind, "", fields)


def _whole(owner: type[Any], above: str, fields: dict[str, Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(owner)
    drawn = {
        each.name: _value(hints[each.name], f"{above}.{each.name}".lstrip("."), _required(each), fields)
        for each in dataclasses.fields(owner)
    }
    return st.builds(owner, **drawn)


def _required(each: Any) -> bool:
    return each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING


def _value(hint: Any, path: str, required: bool, fields: dict[str, Any]) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return RULES if get_origin(inner) is dict else st.none() | _value(inner, path, True, fields)
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0], path, True, fields), max_size=3).map(tuple)
    if dataclasses.is_dataclass(hint):
        return _whole(hint, path, fields)  # type: ignore[arg-type]
    label = fields[path].label
    return st.just("") if label.sealed or label.computed else _single(hint, required, label.options)


def _single(hint: Any, required: bool, options: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one a type
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if options:
        return st.sampled_from(sorted(options))
    if hint is str:
        return WORD if required else st.just("") | WORD
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(0, 10**9)
    if get_origin(hint) is dict:
        return RULES.filter(bool)
    assert hint is date, hint
    return st.dates(date(1950, 1, 1), date(2199, 12, 31))
