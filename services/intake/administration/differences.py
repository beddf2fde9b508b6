"""What changed between two statements of a subject, field by field, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.administration import values
from services.intake.administration.describing import Description
from services.intake.administration.shapes import Field, is_text, shape
from shared.contracts import Event, encode

NAMING = ("code", "id", "key", "day", "date", "weekday")
"""The parts by which the rows of a list are recognised, where each has its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs; an empty side was not there."""

    path: str
    label: str
    before: str
    after: str


def changes(description: Description, before: Event | None, after: Event | None, english: bool = False) -> list[Change]:
    """Give what differs from `before` to `after`, in the order of the fields."""
    old, new = (_flat(shape(description), encode(each) if each else {}, english) for each in (before, after))
    paths = list(dict.fromkeys([*new, *old]))
    found = []
    for path in paths:
        was, now = old.get(path, ("", ""))[1], new.get(path, ("", ""))[1]
        if was != now:
            found.append(Change(path, (new.get(path) or old[path])[0], was, now))
    return found


def told(description: Description, statement: Event, english: bool = False) -> list[tuple[str, str]]:
    """Give a statement as pairs of label and value, rows named by their codes."""
    return [pair for pair in _flat(shape(description), encode(statement), english).values() if pair[1]]


Flat = dict[str, tuple[str, str]]


def _flat(fields: tuple[Field, ...], data: Mapping[str, Any], english: bool, at: str = "", above: str = "") -> Flat:
    found: Flat = {}
    for each in fields:
        path, label = f"{at}.{each.name}".lstrip("."), f"{above}{each.label.en if english else each.label.zh}"
        value = data.get(each.name)
        if each.kind == "rows":
            for name, row in _rows(value or []):
                found |= _flat(each.parts, row, english, f"{path}.{name}", f"{label} {name} · ")
        elif each.kind == "group":
            found |= _flat(each.parts, value or {}, english, path, above if is_text(each) else f"{label} · ")
        else:
            found[path] = (label, _written(each, value, english))
    return found


def _written(each: Field, value: Any, english: bool) -> str:
    if each.label.sealed:
        return "●●●" if value else ""
    if each.many:
        return "\n".join(values.shown(each, one, english) for one in value or ())
    return values.shown(each, value, english)


def _rows(rows: list[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Name the rows of a list: by the part that tells them apart, or by their number."""
    for part in NAMING:
        names = [str(row.get(part, "")) for row in rows]
        if rows and all(names) and len(set(names)) == len(names) and part in rows[0]:
            return list(zip(names, rows, strict=True))
    return [(str(number), row) for number, row in enumerate(rows, 1)]
