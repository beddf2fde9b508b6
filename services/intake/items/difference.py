"""What changed between two versions of an item: steps, materials, limits, and every wording. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.contracts import encode
from shared.contracts.registry import ItemPublished

BY_CODE = frozenset({"materials", "review_points", "plan.steps"})
"""Lists whose entries have codes: they are compared entry by entry, wherever an entry stands."""

WHOLE = frozenset({"zh", "unit", "sha256"})
"""What marks a text, a limit or a file: these are told whole, not part by part."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs; None on the side where it does not stand."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list that came or went."""

    code: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list before and after: how long it was, what came, what went."""

    before: int
    after: int
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed: the three lists, the limits where they differ, and every other value or wording that does."""

    steps: Listed
    materials: Listed
    review_points: Listed
    limits: tuple[Change, ...]
    changes: tuple[Change, ...]


def difference(before: ItemPublished, after: ItemPublished) -> Difference:
    """Compare two versions of an item."""
    was, now = encode(before), encode(after)
    limits = [Change(name, was[name], now[name]) for name in ("promised", "statutory") if was[name] != now[name]]
    told = tuple(_changes("", was, now))
    return Difference(
        steps=_listed(was["plan"]["steps"], now["plan"]["steps"]),
        materials=_listed(was["materials"], now["materials"]),
        review_points=_listed(was["review_points"], now["review_points"]),
        limits=tuple(limits),
        changes=tuple(change for change in told if change.field.partition(".")[0] not in ("promised", "statutory")),
    )


def _listed(was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Listed:
    codes_was, codes_now = {each["code"] for each in was}, {each["code"] for each in now}
    return Listed(
        before=len(was),
        after=len(now),
        added=tuple(Entry(each["code"], each["name"]) for each in now if each["code"] not in codes_was),
        removed=tuple(Entry(each["code"], each["name"]) for each in was if each["code"] not in codes_now),
    )


def _changes(path: str, was: Any, now: Any) -> Iterator[Change]:
    """Find the innermost values that differ; entries of coded lists that came or went are told as such, not here."""
    if was == now:
        return
    match was, now:
        case dict(), dict() if not WHOLE & set(was):
            for name in dict.fromkeys((*was, *now)):
                yield from _changes(f"{path}.{name}".lstrip("."), was.get(name), now.get(name))
        case list() | tuple(), list() | tuple() if path in BY_CODE:
            known = {each["code"]: each for each in was}
            for each in now:
                if each["code"] in known:
                    yield from _changes(f"{path}.{each['code']}", known[each["code"]], each)
        case list() | tuple(), list() | tuple():
            yield from _entries(path, was, now)
        case _:
            yield Change(path, was, now)


def _entries(path: str, was: Sequence[Any], now: Sequence[Any]) -> Iterator[Change]:
    for at in range(max(len(was), len(now))):
        old = was[at] if at < len(was) else None
        new = now[at] if at < len(now) else None
        yield from _changes(f"{path}.{at}", old, new)
