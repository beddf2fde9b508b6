"""What people need to know of a subject that its event does not say: words, help, what a field refers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma

from shared.contracts import Event
from shared.contracts.statements import category_of_kind

Document = dict[str, Any]
Pair = tuple[str, str]
"""A word in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one field.

    Attributes:
        zh: its name in Chinese; also the heading of its column in a file.
        en: the same in English.
        help: what to enter, in both languages; empty where the name says it all.
        basis: the article or requirement the field rests on.
        options: the words of a choice, by its code.
        refers: the kind of subject whose key is entered.
        unit: `yuan` for money kept in cents, `area` for areas kept in tenths of a square metre.
        computed: worked out from the other fields, and never entered.
        sealed: personal data, kept sealed: shown masked, entered anew or left as it is, and in no file.
    """

    zh: str
    en: str
    help: Pair = ("", "")
    basis: str = ""
    options: Mapping[str, Pair] = field(default_factory=dict)
    refers: type[Event] | None = None
    unit: str = ""
    computed: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """One kind of subject as administrators meet it.

    Attributes:
        kind: the event that states it.
        name: its name in both languages.
        about: one sentence on what it is for.
        schema: checks what is entered, field by field; the same that the JSON endpoint uses.
        labels: the words of each field by its path (`windows.items`); `common` knows those of shared shapes.
        listed: the paths a list shows beside the key.
        make: gives the statement that a checked body makes; gets the service's vault and the statement that holds.
        group: the heading under which the home page lists it.
    """

    kind: type[Event]
    name: Pair
    about: Pair
    schema: type[ma.Schema]
    labels: Mapping[str, Label]
    listed: tuple[str, ...]
    make: Callable[[Any, Document, Event | None], Event]
    group: str = "places"

    @property
    def category(self) -> str:
        """The subject's category of streams, which is also its address."""
        return category_of_kind(self.kind)
