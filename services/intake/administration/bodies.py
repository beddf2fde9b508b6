"""Between a subject's statement, its fields as text by path, and the body its schema checks.

A text stands under the path with positions, `windows.0.name.zh`; several values of one field share a text, one a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString

from services.intake.administration import values
from services.intake.administration.shapes import Field
from services.intake.administration.values import Unreadable

Errors = dict[str, list[str | LazyString]]
Texts = dict[str, str]

MOST_ROWS = 400
"""So many rows a list of a form may have; the schemas allow fewer."""


@dataclass
class Reading:
    """Texts being read: what is wrong gathers in `errors`, by path.

    `from_file`: a yes-or-no that is left empty stays as it was or is by default; in a form an empty box says no.
    """

    texts: Mapping[str, str]
    from_file: bool = False
    errors: Errors = field(default_factory=dict)

    def whole(self, fields: tuple[Field, ...], at: str = "") -> dict[str, Any]:
        """Read the fields that people fill in."""
        pairs = ((each.name, self.value(each, f"{at}.{each.name}".lstrip("."))) for each in fields if each.entered)
        return {name: value for name, value in pairs if value is not _ABSENT}

    def value(self, each: Field, at: str) -> Any:
        """Read one field, group or list."""
        if each.kind == "rows":
            return self._rows(each, at)
        if each.kind == "group":
            return None if each.optional and not self.said(each, at) else self.whole(each.parts, at)
        text = self.texts.get(at)
        if text is None:
            return self._untold(each)
        if each.many:
            return [self.single(each, line, at) for line in text.split("\n") if line.strip()]
        if not text.strip() and (each.kind != "text" and (self.from_file or each.kind != "flag")):
            return None if each.optional else _ABSENT
        return self.single(each, text, at)

    def _rows(self, each: Field, at: str) -> Any:
        if self.from_file and not any(path == at or path.startswith(f"{at}.") for path in self.texts):
            return _ABSENT
        return [self.whole(each.parts, place) for place in self.places(each, at)]

    def _untold(self, each: Field) -> Any:
        if self.from_file:
            return _ABSENT
        return [] if each.many else False if each.kind == "flag" else _ABSENT

    def single(self, each: Field, text: str, at: str) -> Any:
        """Read one value."""
        try:
            return values.read(each, text)
        except Unreadable as bad:
            self.errors.setdefault(at, []).append(bad.told)
            return text

    def said(self, each: Field, at: str) -> bool:
        """Tell whether anything was entered in a group or row; a box that is ticked says nothing by itself."""
        return any(self._said(part, f"{at}.{part.name}") for part in each.parts)

    def _said(self, part: Field, at: str) -> bool:
        if part.kind == "rows":
            return bool(self.places(part, at))
        if part.kind == "group":
            return self.said(part, at)
        return part.kind != "flag" and bool(self.texts.get(at, "").strip())

    def places(self, each: Field, at: str) -> list[str]:
        """Give the paths of a list's rows in order, `windows.0`, `windows.2`; a row in which nothing stands is none."""
        start = f"{at}."
        found = {path[len(start) :].partition(".")[0] for path in self.texts if path.startswith(start)}
        rows = sorted((int(each) for each in found if each.isdigit()), key=int)[:MOST_ROWS]
        return [f"{start}{row}" for row in rows if self.said(each, f"{start}{row}")]


_ABSENT = object()


def texts_of(fields: tuple[Field, ...], data: Mapping[str, Any], at: str = "", english: bool = False) -> Texts:
    """Write a statement's data (as `encode` gives them) as texts by path."""
    return dict(_written(fields, data, at, english))


def _written(fields: tuple[Field, ...], data: Mapping[str, Any], at: str, english: bool) -> Iterator[tuple[str, str]]:
    for each in fields:
        here, value = f"{at}.{each.name}".lstrip("."), data.get(each.name)
        if each.kind == "rows":
            for number, row in enumerate(value or ()):
                yield from _written(each.parts, row, f"{here}.{number}", english)
        elif each.kind == "group":
            yield from _written(each.parts, value or {}, here, english)
        elif each.label.sealed:
            yield here, ""  # what is sealed is never written out; left empty it stays as it is
        elif each.many:
            yield here, "\n".join(values.shown(each, one, english) for one in value or ())
        else:
            yield here, values.shown(each, value, english)
