"""A unit's result as it is frozen and published: exact texts, no floats; its hash; what differs between two.

A result is a plain document: `unit`, `name`, `total`, `grade`, `rank`, `reason`, `components` (each with `numerator`,
`denominator`, `score` as exact fractions), `penalties`, `counts` and whatever else the sheet tells. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import orjson

from shared.contracts.assessments import Difference

Result = dict[str, Any]

LINKS = frozenset({"lists", "links"})
"""Parts of a told assessment that help to look further and are no figures."""


def result_of(told: Mapping[str, Any]) -> Result:
    """Give the result in a told assessment: every number as exact text, whole ones as integers, links left out."""
    made: Result = _plain(told)
    return made


def hash_of(result: Any) -> str:
    """Give SHA-256 over canonical JSON (sorted keys, UTF-8)."""
    return hashlib.sha256(orjson.dumps(result, option=orjson.OPT_SORT_KEYS)).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Tell every figure that differs, by name, in order: `D02.numerator`, `rank`, `total`."""
    was, now = dict(_figures(before)), dict(_figures(after))
    names = [*was, *(name for name in now if name not in was)]
    return tuple(
        Difference(name, was.get(name, ""), now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    )


def _plain(value: Any) -> Any:
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return str(Fraction(repr(value)))
        case Fraction():
            return str(value)
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items() if k not in LINKS}
        case list() | tuple():
            return [_plain(each) for each in value]
    return str(value)


def _figures(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Walk a result; parts of a list go by what they are called, and not by their place, where they have a name."""
    match value:
        case Mapping():
            for key, part in value.items():
                yield from _figures(part, f"{name}.{key}" if name else str(key))
        case list() | tuple():
            for place, part in enumerate(value, 1):
                yield from _figures(part, _called(part, name, place))
        case None:
            yield name, ""
        case _:
            yield name, str(value)


def _called(part: Any, name: str, place: int) -> str:
    """Name a part of a list: by its `id` alone (`D02`), or by its `kind` or `fact` on the list, else by its place."""
    if not isinstance(part, Mapping):
        return f"{name}.{place}"
    own = next((part[key] for key in ("kind", "fact") if key in part), place)
    return str(part["id"]) if "id" in part else f"{name}.{own}"
