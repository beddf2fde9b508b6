"""The fields of a subject, read off its event: what each one is, and its words from the description."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from services.intake.administration.common import COMMON, NAMES
from services.intake.administration.describing import Description, Label
from shared.contracts.registry import Text


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a subject.

    Attributes:
        path: where it stands in the event, without positions: `windows.items`.
        kind: `text`, `count`, `flag`, `date`, `moment`, `choice`, `rule` for single values (a `many` of them where
            several); `group` for a whole of parts, `rows` for a list of such wholes.
        label: its words.
        many: several values of this kind.
        optional: may be left out altogether.
        parts: the fields of a group or of each row.
    """

    path: str
    kind: str
    label: Label
    many: bool = False
    optional: bool = False
    parts: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def entered(self) -> bool:
        """Whether people fill it in."""
        return not self.label.computed


_SINGLE = {str: "text", int: "count", bool: "flag", date: "date", datetime: "moment"}


def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in dataclasses.fields(kind))


def shape(description: Description) -> tuple[Field, ...]:
    """Give the fields of a subject, in the order of its event.

    A field without words bears its own name, so that its subject can still be kept; a test finds it.

    Raises:
        TypeError: a field is of a type that no page can show.
    """
    found = _SHAPES.get(description.category)
    if found is None:
        reader = _Reader(description)
        found = _SHAPES[description.category] = tuple(reader.parts(description.kind, ""))
    return found


_SHAPES: dict[str, tuple[Field, ...]] = {}


def leaves(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Give the fields that hold values, those of groups and rows included."""
    for each in fields:
        yield from leaves(each.parts) if each.parts else (each,)


def headings(fields: tuple[Field, ...], english: bool = False, above: str = "") -> dict[str, str]:
    """Give the full name of every field that holds values, by path: `窗口·名称（英文）`."""
    found: dict[str, str] = {}
    for each in fields:
        name = f"{above}{each.label.en if english else each.label.zh}"
        if not each.parts:
            found[each.path] = name
        elif is_text(each):
            found.update(headings(each.parts, english, above))
        else:
            found.update(headings(each.parts, english, f"{name}{': ' if english else '·'}"))
    return found


def is_text(field: Field) -> bool:
    """Tell whether a field is a text in two languages."""
    return field.kind == "group" and {part.name for part in field.parts} == {"zh", "en"}


def every(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Give all fields, groups and rows before their parts."""
    for each in fields:
        yield each
        yield from every(each.parts)


@dataclass(frozen=True, slots=True)
class _Reader:
    description: Description

    def parts(self, owner: type[Any], above: str) -> Iterator[Field]:
        for name, hint in _fields(owner):
            path = f"{above}.{name}".lstrip(".")
            yield self.field(path, hint, self.label(path, owner, name))

    def label(self, path: str, owner: type[Any], name: str) -> Label:
        told = self.description.labels.get(path) or COMMON.get((owner, name)) or NAMES.get(name)
        return told or Label(name, name)

    def _inner(self, hint: Any, path: str, label: Label) -> tuple[Field, ...]:
        if hint is not Text:
            return tuple(self.parts(hint, path))
        english = Label(f"{label.zh}（英文）", f"{label.en} (English)")
        return (Field(f"{path}.zh", "text", label), Field(f"{path}.en", "text", english))

    def field(self, path: str, hint: Any, label: Label) -> Field:
        optional = False
        if get_origin(hint) in (Union, types.UnionType):
            inner = [each for each in get_args(hint) if each is not type(None)]
            optional, hint = True, inner[0]
        if get_origin(hint) is tuple:
            hint = get_args(hint)[0]
            if dataclasses.is_dataclass(hint):
                return Field(path, "rows", label, parts=self._inner(hint, path, label))
            return Field(path, _single(hint, label), label, many=True)
        if dataclasses.is_dataclass(hint):
            return Field(path, "group", label, optional=optional, parts=self._inner(hint, path, label))
        return Field(path, _single(hint, label), label, optional=optional)


def _single(hint: Any, label: Label) -> str:
    if get_origin(hint) is Literal or label.options:
        return "choice"
    if get_origin(hint) is dict:
        return "rule"
    if hint not in _SINGLE:
        raise TypeError(f"no page can show {hint!r}")
    return _SINGLE[hint]
