"""Lists of subjects: their names, what stands in the columns, and how they are searched and narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.intake.administration.bodies import texts_of
from services.intake.administration.describing import Description
from services.intake.administration.shapes import Field, shape
from services.intake.service import Intake
from shared.contracts import Event, encode
from shared.contracts.texts import Text
from shared.web.locale import language, text

Asked = Mapping[str, str]
MOST_FILTERS = 3
LONG_KEY = 40
"""Keys longer than this (checksums of files) are shown by their beginning."""


@dataclass(frozen=True, slots=True)
class Row:
    """A subject in a list."""

    key: str
    name: str
    cells: tuple[str, ...]


def name_of(statement: Event) -> str:
    """Give the name by which people know a subject; empty where it has none."""
    for part in ("name", "title", "office"):
        found = getattr(statement, part, None)
        if isinstance(found, Text | str) and found:
            return text(found)
    for part in ("names",):
        for each in reversed(getattr(statement, part, ())):
            return text(each.name)
    return ""


def named(key: str, statement: Event) -> str:
    """Give key and name together, for choosing."""
    name, short = name_of(statement), key if len(key) <= LONG_KEY else f"{key[:12]}…"
    return f"{short} {name}" if name else short


def columns(description: Description) -> list[Field]:
    """Give the fields a list shows beside key and name."""
    fields = {each.name: each for each in shape(description)}
    return [fields[name] for name in description.listed if name in fields and name not in ("name", "title")]


def filters(description: Description) -> list[Field]:
    """Give the fields by which a list is narrowed: choices among a few words."""
    return [each for each in shape(description) if each.kind == "choice" and not each.many][:MOST_FILTERS]


def asked(description: Description, arguments: Mapping[str, str]) -> dict[str, str]:
    """Give what a list is asked for: words, a division, and one value of each filter."""
    names = ("q", "division", *(each.name for each in filters(description)))
    return {name: arguments.get(name, "").strip()[:60] for name in names}


def rows(intake: Intake, description: Description, held: Mapping[str, Event], wanted: Asked) -> list[Row]:
    """Give the rows that fit, by key."""
    shown = columns(description)
    names = _names(intake, shown)
    found = []
    for key in sorted(held):
        statement = held[key]
        texts = texts_of(shape(description), encode(statement), english=language() == "en")
        if _fits(description, statement, wanted, [key, *texts.values()]):
            cells = tuple(_cell(each, statement, texts, names) for each in shown)
            found.append(Row(key, name_of(statement), cells))
    return found


def _fits(description: Description, statement: Event, wanted: Asked, texts: Iterable[str]) -> bool:
    exact = all(
        not wanted[each.name] or getattr(statement, each.name) == wanted[each.name] for each in filters(description)
    )
    division = getattr(statement, "division", "")
    near = not wanted["division"] or str(division).startswith(wanted["division"])
    words = wanted["q"].lower()
    return exact and near and (not words or any(words in each.lower() for each in texts))


def _names(intake: Intake, shown: Iterable[Field]) -> dict[type[Event], dict[str, str]]:
    kinds = {each.label.refers for each in shown if each.label.refers is not None}
    return {kind: {key: name_of(each) for key, each in intake.replica.all(kind).items()} for kind in kinds}


def _cell(each: Field, statement: Event, texts: Mapping[str, str], names: dict[type[Event], dict[str, str]]) -> str:
    """Give what stands in a column: a name for a key, several values side by side."""
    if each.parts:
        return text(getattr(statement, each.name)) if isinstance(getattr(statement, each.name), Text) else ""
    values = texts.get(each.name, "").split("\n")
    if each.label.refers is not None:
        values = [names[each.label.refers].get(value) or value for value in values]
    between = ", " if language() == "en" else "、"
    return between.join(values[:4]) + ("…" if len(values) > 4 else "")
