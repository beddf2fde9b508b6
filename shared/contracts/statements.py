"""Statements of the register: events that are the whole of their subject, of which the newest holds.

A subject is one department, venue, item, year ...; its statements make up the stream `<category>/<key>`, where the
category is the first half of the event's type (`department.registered` -> `department`). What a statement refers to
arrives with the command as `Known`, so that the rules stay pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from shared.contracts.commands import Command
from shared.contracts.events import Event
from shared.contracts.rejected import Rejected
from shared.contracts.streams import category_of, stream_name

E = TypeVar("E", bound=Event)

KEYS: dict[type[Event], tuple[str, ...]] = {}
"""The fields that name the subject of each statement."""


def subject(*fields: str) -> Callable[[type[E]], type[E]]:
    """Declare an event the statement of a subject, named by these fields (joined with `-`)."""

    def declare(kind: type[E]) -> type[E]:
        KEYS[kind] = fields
        return kind

    return declare


def category_of_kind(kind: type[Event]) -> str:
    """Tell the category of streams in which statements of a kind stand."""
    return kind.type.partition(".")[0]


def key_of_statement(statement: Event) -> str:
    """Tell which subject of its category a statement is about.

    Raises:
        TypeError: the event is no statement of the register.
    """
    if type(statement) not in KEYS:
        raise TypeError(f"{type(statement).__name__} is no statement of the register")
    return key_of_fields(str(getattr(statement, name)) for name in KEYS[type(statement)])


def key_of_fields(named: Iterable[str]) -> str:
    """Join the fields that name a subject to its key."""
    return "-".join(named)


def stream_of(statement: Event) -> str:
    """Tell the stream of a statement."""
    return stream_name(category_of_kind(type(statement)), key_of_statement(statement))


def kind_of_stream(stream: str) -> type[Event]:
    """Tell which kind of statement a stream of the register holds.

    Raises:
        KeyError: no statement is of this category.
    """
    category = category_of(stream)
    for kind in KEYS:
        if category_of_kind(kind) == category:
            return kind
    raise KeyError(category)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds of other subjects, by kind and key; only the kinds a rule says it needs."""

    subjects: Mapping[type[Event], Mapping[str, Event]] = field(default_factory=dict)

    def all(self, kind: type[E]) -> Mapping[str, E]:
        """Give every subject of a kind, by key.

        Raises:
            KeyError: the rule did not say that it needs this kind.
        """
        return cast(Mapping[str, E], self.subjects[kind])

    def get(self, kind: type[E], key: str) -> E | None:
        """Give one subject, or None where the register has none."""
        return self.all(kind).get(key)

    def keys(self, kind: type[Event]) -> frozenset[str]:
        """Give the keys of a kind."""
        return frozenset(self.all(kind))


def known(*statements: Event, kinds: Iterable[type[Event]] = ()) -> Known:
    """Put together what is known from statements; `kinds` are there even where there is none of them."""
    subjects: dict[type[Event], dict[str, Event]] = {kind: {} for kind in kinds}
    for statement in statements:
        subjects.setdefault(type(statement), {})[key_of_statement(statement)] = statement
    return Known(cast(Any, subjects))


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Command):
    """State a subject of the register, whole.

    Attributes:
        statement: the subject's event.
        known: what the rule needs to know of other subjects.
        earlier: what was stated of this one before the statement that holds, oldest first; the register fills it in.
    """

    statement: Event
    known: Known = Known()
    earlier: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be stated of one kind of subject.

    Attributes:
        check: gives the statement that follows, or raises `Rejected`; gets the statement that holds (None before the
            first) and the command.
        needs: the kinds of other subjects that `check` looks at.
    """

    check: Callable[[Any, State], Event]
    needs: tuple[type[Event], ...] = ()


def wrong(code: str, field_name: str, message: str, basis: str) -> Rejected:
    """Make the refusal of one field."""
    return Rejected(code, message, basis, status=422, errors={field_name: message})


def be_registered(what: str, named: Iterable[str], keys: Iterable[str], basis: str) -> None:
    """Refuse what names a subject that is not on the register: `unknown_<what>`."""
    strange = sorted(set(named) - set(keys))
    if strange:
        raise wrong(f"unknown_{what}", what, f"not on the register: {', '.join(strange)}", basis)
