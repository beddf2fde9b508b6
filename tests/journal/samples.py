"""A tiny matter for the journal's own tests: a tally that grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid5

from shared.contracts import Actor, Command, Event, Meta, Rejected, event
from shared.journal.commit import Envelope, Fact
from shared.journal.handle import Decider, Journal, Outcome
from shared.journal.ids import NAMESPACE

TOO_MUCH = 1_000_000
START = datetime(2026, 9, 17, 1, 0, tzinfo=UTC)


@event("tally.grown")
class Grown(Event):
    """The tally grew by so much."""

    by: int


@event("tally.overreached")
class Overreached(Event):
    """Somebody tried to grow a tally by far too much."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grow(Command):
    """Let the tally grow; growing by nothing is no event, shrinking is refused."""

    by: int


def decide(total: int, command: Grow) -> Sequence[Event]:
    if command.by < 0:
        raise Rejected("shrinking", "a tally only grows", basis="test")
    if command.by > TOO_MUCH:
        raise Rejected("overreaching", "that is too much", basis="test", records=[Overreached(by=command.by)])
    return [Grown(by=command.by)] if command.by else []


def evolve(total: int, fact: Event) -> int:
    return total + fact.by if isinstance(fact, Grown) else total


TALLY: Decider[int] = Decider("case", lambda: 0, decide, evolve)
OTHER: Decider[int] = Decider("review", lambda: 0, decide, evolve)


def meta(key: str, *, seconds: int = 0, fingerprint: str = "") -> Meta:
    """Circumstances named by a key: the same key is the same command."""
    now = START + timedelta(seconds=seconds)
    return Meta(
        command_id=str(uuid5(NAMESPACE, key)),
        actor=Actor("clerk", "window_clerk", "dep-zr"),
        now=now,
        occurred_at=now,
        fingerprint=fingerprint,
    )


def grow(by: int, key: str, **circumstances: Any) -> Grow:
    """A command to grow."""
    return Grow(meta=meta(key, **circumstances), by=by)


def grown(journal: Journal, case: str, times: int, *, decider: Decider[int] = TALLY) -> Outcome[int]:
    """Grow a case's tally by one, so many times."""
    for n in range(times):
        outcome = journal.execute(decider, case, grow(1, f"{decider.category}/{case}/{n}"))
    return outcome


class TallyFacts:
    """The facts of a tally: its total, and what it adds to the sums of its day."""

    name = "tallies"
    version = 1
    reads = frozenset({"tally.grown"})

    def initial(self, case: str) -> dict[str, Any]:
        return {"total": 0, "day": self.cell(case)}

    def step(self, facts: dict[str, Any], envelope: Envelope, fact: Fact) -> None:
        facts["total"] += fact.data["by"]

    def cell(self, case: str) -> str:
        return case[:2]

    def contributions(self, facts: dict[str, Any]) -> dict[str, int]:
        return {f"{facts['day']}|total": facts["total"], f"{facts['day']}|cases": 1}


def renamed(outcome: Outcome[int], stream: str) -> Any:
    """The same commit under another stream name: what a forger would do."""
    assert outcome.commit is not None
    return replace(outcome.commit, stream=stream)
