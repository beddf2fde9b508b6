"""A subject's form as the page shows it: every field with what is entered, what is wrong, and what may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma

from services.intake.administration.bodies import Texts
from services.intake.administration.checking import nearest
from services.intake.administration.describing import Description
from services.intake.administration.shapes import Field, is_text, shape
from shared.contracts import Event
from shared.web.fields import Passage
from shared.web.locale import language

Options = list[tuple[str, str]]
Choices = Callable[[type[Event]], Options]
"""Gives the subjects of a kind that may be referred to: key, and what people read."""

SHORT = frozenset({"name", "title", "office"})
"""Texts that fit into one line, whatever their schema would take."""


@dataclass(slots=True)
class Box:
    """One field of a form.

    `kind`: `input`, `area`, `select`, `check` (yes or no), `checks` (some of many), `pair` (Chinese and English),
    `group`, `rows`; a row of `rows` is a list of boxes with its path.
    """

    path: str
    kind: str
    label: tuple[str, str]
    help: tuple[str, str] = ("", "")
    basis: str = ""
    value: str = ""
    required: bool = False
    errors: list[str] = field(default_factory=list)
    options: Options = field(default_factory=list)
    parts: list[Box] = field(default_factory=list)
    rows: list[tuple[str, list[Box]]] = field(default_factory=list)
    type: str = "text"
    fixed: bool = False

    @property
    def chosen(self) -> set[str]:
        """The values of a field that takes several."""
        return set(self.value.split("\n"))

    def shown(self) -> str:
        """Give what is chosen or filled in as people read it."""
        return dict(self.options).get(self.value, self.value)

    def bad(self) -> bool:
        """Tell whether anything in it is wrong."""
        return bool(self.errors) or any(part.bad() for part in self.inner())

    def filled(self) -> bool:
        """Tell whether anything in it is filled in."""
        return bool(self.value.strip()) or any(part.filled() for part in self.inner())

    def inner(self) -> Iterator[Box]:
        """Give the boxes within."""
        yield from self.parts
        for _, row in self.rows:
            yield from row


def boxes(
    description: Description, texts: Texts, errors: Mapping[str, list[str]], choices: Choices, fixed: frozenset[str]
) -> list[Box]:
    """Lay out a subject's form.

    Args:
        description: of the kind.
        texts: what is entered, by path with positions.
        errors: what is wrong, by path; each is shown at the nearest field there is.
        choices: what may be referred to.
        fixed: paths that cannot be changed any more.
    """
    layout = _Layout(texts, choices, fixed)
    made = [
        layout.box(each, each.name, _inner(description.schema(), each.name))
        for each in shape(description)
        if each.entered
    ]
    known = {each.path: each for box in made for each in all_of(box)}
    for path, told in errors.items():
        where = nearest(path, known)
        if where:
            known[where].errors += told
    return made


def all_of(box: Box) -> Iterator[Box]:
    """Give a box and everything within it."""
    yield box
    for inner in box.inner():
        yield from all_of(inner)


def positions(texts: Mapping[str, str], at: str) -> list[str]:
    """Give the paths of the rows of a list, the empty ones that stand on the page included."""
    start = f"{at}."
    found = {path[len(start) :].partition(".")[0] for path in texts if path.startswith(start)}
    return [f"{start}{each}" for each in sorted((each for each in found if each.isdigit()), key=int)]


def _inner(schema: Any, name: str) -> Any:
    """Give the field of a schema by its name, None where there is none."""
    return schema.fields.get(name) if isinstance(schema, ma.Schema) else None


def _below(told: Any) -> Any:
    if isinstance(told, ma.fields.List):
        told = told.inner
    return told.schema if isinstance(told, ma.fields.Nested) else None


@dataclass(frozen=True, slots=True)
class _Layout:
    texts: Texts
    choices: Choices
    fixed: frozenset[str]

    def box(self, each: Field, at: str, told: Any) -> Box:
        label = each.label
        made = Box(at, "input", (label.zh, label.en), label.help, label.basis, self.texts.get(at, ""))
        made.required = bool(getattr(told, "required", False))
        made.fixed = at in self.fixed
        if each.parts:
            self._whole(made, each, at, _below(told))
        else:
            self._single(made, each, told)
        return made

    def _whole(self, made: Box, each: Field, at: str, below: Any) -> None:
        if each.kind == "rows":
            made.kind = "rows"
            made.rows = [
                (place, [self.box(part, f"{place}.{part.name}", _inner(below, part.name)) for part in each.parts])
                for place in positions(self.texts, at)
            ]
            return
        made.kind = "pair" if is_text(each) else "group"
        made.parts = [self.box(part, f"{at}.{part.name}", _inner(below, part.name)) for part in each.parts]
        if is_text(each):
            long = isinstance(_inner(below, "zh"), Passage) and each.name not in SHORT
            for part in made.parts:
                part.kind = "area" if long else "input"

    def _single(self, made: Box, each: Field, told: Any) -> None:
        label = each.label
        if label.refers is not None:
            made.options = self.choices(label.refers)
            made.kind = "checks" if each.many else "select"
            known = {value for value, _ in made.options}
            made.options += [(value, value) for value in made.value.split("\n") if value and value not in known]
        elif each.kind == "choice":
            made.options = _worded(label.options)
            made.kind = "checks" if each.many else "select"
            if "" in label.options:
                made.options = [option for option in made.options if option[0]]
            made.value = _code(label.options, made.value)
        elif each.kind == "flag":
            made.kind = "check"
        elif each.many or each.kind == "rule" or (isinstance(told, Passage) and each.name not in SHORT):
            made.kind = "area"
        made.type = "date" if each.kind == "date" and not each.many else "text"


def _worded(options: Mapping[str, tuple[str, str]]) -> Options:
    return [(code, words[language() == "en"]) for code, words in options.items()]


def _code(options: Mapping[str, tuple[str, str]], text: str) -> str:
    """Give the codes of what was entered or written in words."""
    by_word = {word: code for code, words in options.items() for word in words}
    return "\n".join(by_word.get(each, each) for each in text.split("\n"))


def blank(schema: ma.Schema, fields: tuple[Field, ...], at: str = "") -> Texts:
    """Give the texts of an empty row or form: nothing, but a yes where that is the default."""
    found: Texts = {}
    for each in fields:
        here, told = f"{at}.{each.name}".lstrip("."), schema.fields.get(each.name)
        if each.kind == "group" and isinstance(_below(told), ma.Schema) and not each.optional:
            found.update(blank(_below(told), each.parts, here))
        elif not each.parts:
            found[here] = "是" if each.kind == "flag" and getattr(told, "load_default", None) is True else ""
    return found


def schema_at(description: Description, path: str) -> tuple[ma.Schema, Field]:
    """Give the schema and the field of a list by its path without positions."""
    schema: Any = description.schema()
    fields, found = shape(description), None
    for name in path.split("."):
        found = next(each for each in fields if each.name == name)
        schema, fields = _below(schema.fields[name]), found.parts
    assert found is not None
    return schema, found
