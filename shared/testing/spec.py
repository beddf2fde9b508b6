"""given / when / then: a rule's specification, read aloud.

spec(CASES).given(received).when(accept).then(CaseAccepted(...))
spec(CASES).given(received, noticed).when(second_notice).rejected("second_notice")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from shared.contracts import Actor, Event, Meta, Rejected
from shared.journal.handle import Decider

S = TypeVar("S")


def meta_at(moment: str = "2026-09-17T09:00:00+08:00", actor: Actor | None = None, command_id: str = "") -> Meta:
    """Give the circumstances of a command at a moment; the default actor is a window clerk."""
    now = datetime.fromisoformat(moment).astimezone(ZoneInfo("Asia/Shanghai"))
    who = actor or Actor("clerk-1", "window_clerk", "dep-zr")
    return Meta(command_id=command_id or "00000000-0000-4000-8000-000000000001", actor=who, now=now, occurred_at=now)


class Spec(Generic[S]):
    """A decider with a history; `when` runs one command against it."""

    def __init__(self, decider: Decider[S], history: Sequence[Event] = ()) -> None:
        self.decider = decider
        self.history = tuple(history)

    def given(self, *events: Event) -> Spec[S]:
        """Add to the history."""
        return Spec(self.decider, (*self.history, *events))

    def state(self) -> S:
        """Fold the history."""
        state = self.decider.initial()
        for fact in self.history:
            state = self.decider.evolve(state, fact)
        return state

    def when(self, command: Any) -> Answer:
        """Decide the command; the answer is asserted with `then` or `rejected`."""
        try:
            return Answer(tuple(self.decider.decide(self.state(), command)), None)
        except Rejected as refusal:
            return Answer((), refusal)


class Answer:
    """What a command came to."""

    def __init__(self, events: tuple[Event, ...], refusal: Rejected | None) -> None:
        self.events = events
        self.refusal = refusal

    def then(self, *expected: Event) -> None:
        """Assert exactly these events."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.events == expected

    def then_types(self, *names: str) -> tuple[Event, ...]:
        """Assert events of these types; give them for a closer look."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert tuple(e.type for e in self.events) == names
        return self.events

    def rejected(self, code: str, basis: str | None = None) -> Rejected:
        """Assert a refusal with this code (and, if given, a basis that contains this text)."""
        assert self.refusal is not None, f"not refused, but: {self.events}"
        assert self.refusal.code == code
        assert basis is None or basis in self.refusal.basis
        return self.refusal

    def recorded(self, *expected: Event) -> None:
        """Assert what the refused attempt leaves on record."""
        assert self.refusal is not None, f"not refused, but: {self.events}"
        assert self.refusal.records == expected


def spec(decider: Decider[S]) -> Spec[S]:
    """Begin a specification with nothing given."""
    return Spec(decider)
