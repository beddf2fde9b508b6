"""What an event is: a frozen dataclass with a type name and a schema version, and nothing else.

The type name (`case.accepted`) is the stored name; class and module names are free to change. Field types are
limited to JSON-friendly ones (str, int, bool, date, tz-aware datetime, tuples and other frozen dataclasses of
these); floats are not allowed, because stored bytes must be canonical.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, dataclass_transform

import msgspec


class Event:
    """Base of all events. `type` and `v` name the stored schema; `v` grows when the fields change meaning."""

    __slots__ = ()
    type: ClassVar[str]
    v: ClassVar[int]


E = TypeVar("E", bound=Event)

CATALOGUE: dict[str, type[Event]] = {}
"""Every event type the system knows, by its stored name, at its newest schema version."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(type_name: str, v: int = 1) -> Callable[[type[E]], type[E]]:
    """Declare an event class: a frozen, slotted, keyword-only dataclass entered in the catalogue."""

    def declare(cls: type[E]) -> type[E]:
        if type_name in CATALOGUE:
            raise TypeError(f"event type {type_name} is declared twice")
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.type, made.v = type_name, v
        CATALOGUE[type_name] = made
        return made

    return declare


def encode(fact: Event) -> dict[str, Any]:
    """Give the event's fields as JSON-ready builtins; a datetime keeps its offset, a date is `YYYY-MM-DD`."""
    data = msgspec.to_builtins(fact)
    assert isinstance(data, dict)
    return data


def decode(type_name: str, data: Mapping[str, Any]) -> Event:
    """Give back the event that `encode` wrote, at the newest schema version (upcast before).

    Raises:
        KeyError: the type is not in the catalogue.
        msgspec.ValidationError: a field is missing or of the wrong kind.
    """
    return msgspec.convert(data, type=CATALOGUE[type_name], strict=True)
