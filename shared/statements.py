"""Dated statements of one matter: what differs from one to the next, which holds on a day, which a process goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Statement(Generic[R]):
    """All rules of a matter as one version states them, for what begins on `effective_from` or later.

    Attributes:
        series: of the matter, the first half of the name.
        version: `1.0.0`.
        effective_from: its first day, in Shanghai; the one before holds until the day before.
        rules: by key.
    """

    series: ClassVar[str] = ""
    version: str
    effective_from: date
    rules: Mapping[str, R]

    @property
    def name(self) -> str:
        """Give the name under which events know it, `limits@1.0.0`."""
        return f"{self.series}@{self.version}"


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """One rule that a statement states otherwise than the one before."""

    key: str
    before: R
    after: R


def changes(before: Statement[R], after: Statement[R]) -> list[Change[R]]:
    """Tell which rules a statement states otherwise than the one before it; both have the same keys."""
    both = ((key, before.rules[key], rule) for key, rule in after.rules.items())
    return [Change(key, old, new) for key, old, new in both if old != new]


S = TypeVar("S", bound=Statement[Any])


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
