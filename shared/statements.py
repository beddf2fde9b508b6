"""Dated statements of one matter that a process goes by: which of them holds on a day, and which it holds at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """A statement: its first day, and the name under which events know it, `limits@1.0.0`."""

    @property
    def effective_from(self) -> date: ...

    @property
    def name(self) -> str: ...


S = TypeVar("S", bound=Dated)


def in_force(statements: Sequence[S], day: date, named: str = "") -> S:
    """Give the statement to go by: the one that is named, or else the one that held on a day.

    What began before the first statement goes by the first; a name that no statement has any more leaves the day.

    Args:
        statements: in the order of their days, at least one.
        day: on which the matter began, in Shanghai.
        named: as the event of its beginning says; empty where that says nothing.
    """
    for each in statements:
        if each.name == named:
            return each
    held = [each for each in statements if each.effective_from <= day]
    return held[-1] if held else statements[0]


class Held(Generic[S]):
    """The statements a process goes by: set once as it starts, never changed while it runs."""

    def __init__(self, first: S) -> None:
        self._held: list[S] = [first]

    def hold(self, held: Sequence[S]) -> None:
        """Go by these statements from now on; a service does so once, as it starts."""
        self._held = list(held)

    @contextmanager
    def holding(self, held: Sequence[S]) -> Iterator[None]:
        """Go by these statements for a while (tests of a change to come)."""
        before = self.statements()
        self.hold(held)
        try:
            yield
        finally:
            self.hold(before)

    def statements(self) -> tuple[S, ...]:
        """Give every statement, in the order of their days."""
        return tuple(self._held)

    def on(self, day: date, named: str = "") -> S:
        """Give the statement that a matter goes by which began on a day; see `in_force`."""
        return in_force(self._held, day, named)
