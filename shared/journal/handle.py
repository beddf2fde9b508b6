"""Command in, commit out: load the stream, decide, append; or give the first answer again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from shared.contracts.commands import Command
from shared.contracts.events import Event, decode
from shared.contracts.rejected import Rejected
from shared.contracts.streams import category_of, stream_name
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, Envelope, Fact, seal, to_millisecond
from shared.journal.errors import Conflict, Duplicate, KeyReused
from shared.journal.ids import refused_command_id
from shared.journal.store import Store
from shared.journal.upcasting import upcast
from shared.observability import COMMITS

S = TypeVar("S")

ATTEMPTS = 20
"""How often a command is decided anew when others keep taking the version; then the caller is told of the conflict."""


@dataclass(frozen=True, slots=True)
class Decider(Generic[S]):
    """The rules of one matter: `category` names its streams, the three functions are pure."""

    category: str
    initial: Callable[[], S]
    decide: Callable[[S, Any], Sequence[Event]]
    evolve: Callable[[S, Event], S]


@dataclass(frozen=True, slots=True)
class Loaded(Generic[S]):
    """A stream folded up to `version`; version 0 is a stream that has not begun."""

    state: S
    version: int
    hash: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[S]):
    """What a command came to: the state right after its commit. `replayed`: it had been done before."""

    state: S
    version: int
    commit: Commit | None
    events: tuple[Event, ...]
    replayed: bool = False

    @property
    def done_by(self) -> str:
        """The correlation id of the request that did it; empty where nothing was to be done."""
        return self.commit.envelope().correlation if self.commit else ""


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One command of a batch: to which stream, and at which version; `case`: as `Journal.execute` takes it."""

    decider: Decider[S]
    key: str
    command: Command
    case: str
    expected: int | None = None


def facts_of(envelope: Envelope) -> tuple[Event, ...]:
    """Give a commit's events as the newest versions of their types."""
    return tuple(_event(fact) for fact in envelope.events)


def _event(fact: Fact) -> Event:
    type_name, data = upcast(fact.type, fact.v, fact.data)
    return decode(type_name, data)


class Journal:
    """One service's write side over a store. `source` is the service's name in every envelope."""

    def __init__(self, store: Store, source: str) -> None:
        self.store = store
        self.source = source

    def load(self, decider: Decider[S], key: str, upto: int | None = None) -> Loaded[S]:
        """Fold a stream, whole or up to a version."""
        return self._fold(decider, self._start(decider), self.store.stream(stream_name(decider.category, key), 0, upto))

    def execute(
        self,
        decider: Decider[S],
        key: str,
        command: Command,
        *,
        case: str | None = None,
        expected: int | None = None,
        fresh: bool = False,
        claims: Sequence[str] = (),
    ) -> Outcome[S]:
        """Do a command once.

        The command id is settled by the store's unique index when the commit is appended; it is looked up only where
        the rules refuse or find nothing to do, since that may be because the command was done before.

        Args:
            decider: the rules of the matter.
            key: the id within the decider's category; also the case it belongs to, unless `case` says otherwise.
            command: what is asked; its command id is the promise of doing it once.
            case: the case whose log order this stream shares (the Kafka key).
            expected: the version the caller has seen (`If-Match`).
            fresh: the caller has just made the key up, so the stream is not read first.
            claims: what only one commit may hold at a time (`Store.append`).

        Returns:
            The outcome; with `commit=None` where the rules found nothing to do.

        Raises:
            Rejected: by rule, nothing appended but the refusal's own `records`.
            Claimed: another commit holds one of the claims; nothing appended.
            KeyReused: the same command id came before with another request.
            Conflict: the stream is not at `expected`, or others kept winning.
        """
        for attempt in range(ATTEMPTS):
            try:
                done = self._once(decider, key, command, case or key, expected, claims, unread=fresh and attempt == 0)
            except Duplicate as told:
                return self._again(decider, told.first, command)
            except (Conflict, Rejected) as refusal:
                # What is refused now may have been done before; only a refusal costs the look.
                if (first := self.store.by_command(command.meta.command_id)) is not None:
                    return self._again(decider, first, command)
                if isinstance(refusal, Rejected):
                    self._record(decider, key, command, case or key, refusal)
                    raise
                if expected is not None:
                    raise
            else:
                return done if done.commit else self._unless_done(decider, command, done)
        raise Conflict(f"{decider.category}/{key} is contended")

    def execute_all(self, steps: Sequence[Step[S]], also: Callable[[Any], None] | None = None) -> list[Outcome[S]]:
        """Do commands to different streams all at once, once: all of them are done, or none is.

        Args:
            steps: each with a command id of its own; the ids say which batch it is.
            also: writes to other collections that belong to it (`Store.append_all`).

        Raises:
            Rejected, Conflict: by the first step that cannot be done; nothing was appended, nor any `records`.
            KeyReused: a command id came before with another request.
        """
        try:
            decided = [self._decided(s.decider, s.key, s.command, s.case, s.expected, unread=False) for s in steps]
            commits = [outcome.commit for outcome in decided if outcome.commit is not None]
            if commits:
                self.store.append_all(commits, also)
        except (Duplicate, Conflict, Rejected):
            if not self._done_before(steps):
                raise
            return [self._replayed(step) for step in steps]
        return decided

    def _done_before(self, steps: Sequence[Step[S]]) -> bool:
        """One that found nothing to do left no commit, so all are looked for; they were done together or not at all."""
        return any(self.store.by_command(step.command.meta.command_id) is not None for step in steps)

    def _replayed(self, step: Step[S]) -> Outcome[S]:
        first = self.store.by_command(step.command.meta.command_id)
        if first is not None:
            return self._again(step.decider, first, step.command)
        now = self.load(step.decider, step.key)
        return Outcome(now.state, now.version, None, (), replayed=True)

    def _once(
        self,
        decider: Decider[S],
        key: str,
        command: Command,
        case: str,
        expected: int | None,
        claims: Sequence[str],
        *,
        unread: bool,
    ) -> Outcome[S]:
        outcome = self._decided(decider, key, command, case, expected, unread=unread)
        if outcome.commit is not None:
            self.store.append(outcome.commit, claims)
            COMMITS.labels(self.source, decider.category).inc()
        return outcome

    def _decided(
        self, decider: Decider[S], key: str, command: Command, case: str, expected: int | None, *, unread: bool
    ) -> Outcome[S]:
        """Give what a command comes to, before anything is stored."""
        now = self._start(decider) if unread else self.load(decider, key)
        if expected is not None and expected != now.version:
            raise Conflict(f"{decider.category}/{key} is at {now.version}, not {expected}")
        events = tuple(decider.decide(now.state, command))
        if not events:
            return Outcome(now.state, now.version, None, ())
        commit = self._seal(decider, key, command, case, now, events)
        return Outcome(_evolve(decider, now.state, events), commit.version, commit, events)

    def _record(self, decider: Decider[S], key: str, command: Command, case: str, refusal: Rejected) -> None:
        """Append what a refused attempt leaves on record, once: a repeated command is refused again, not counted again.

        The refusal waits for it: what the law counts is stored before the caller hears of it.
        """
        if not refusal.records:
            return
        own = refused_command_id(command.meta.command_id)
        attempt = replace(command, meta=replace(command.meta, command_id=own))
        for _ in range(ATTEMPTS):
            now = self.load(decider, key)
            with suppress(Conflict, Duplicate):
                self.store.append(self._seal(decider, key, attempt, case, now, refusal.records))
                return
            if self.store.by_command(own) is not None:
                return
        raise Conflict(f"{decider.category}/{key} is contended")

    def _unless_done(self, decider: Decider[S], command: Command, nothing: Outcome[S]) -> Outcome[S]:
        """Where the rules find nothing to do: the command may be why."""
        first = self.store.by_command(command.meta.command_id)
        return nothing if first is None else self._again(decider, first, command)

    @staticmethod
    def _start(decider: Decider[S]) -> Loaded[S]:
        return Loaded(decider.initial(), 0, GENESIS, None)

    def _seal(
        self, decider: Decider[S], key: str, command: Command, case: str, now: Loaded[S], events: Sequence[Event]
    ) -> Commit:
        return seal(
            stream=stream_name(decider.category, key),
            version=now.version + 1,
            case=case,
            source=self.source,
            meta=replace(command.meta, correlation=command.meta.correlation or command.meta.command_id),
            recorded_at=_not_before(now.recorded_at, command.meta.now),
            prev=now.hash,
            facts=events,
        )

    def _again(self, decider: Decider[S], first: Commit, command: Command) -> Outcome[S]:
        if first.fingerprint != command.meta.fingerprint or category_of(first.stream) != decider.category:
            # Two commands of one request under one id: the second would be answered as done, and lost.
            raise KeyReused(f"{first.command_id} was used for another request, or on {first.stream}")
        key = first.stream.partition("/")[2]
        then = self.load(decider, key, upto=first.version)
        return Outcome(then.state, then.version, first, facts_of(first.envelope()), replayed=True)

    def _fold(self, decider: Decider[S], start: Loaded[S], commits: Sequence[Commit]) -> Loaded[S]:
        state = start.state
        for commit in commits:
            state = _evolve(decider, state, facts_of(commit.envelope()))
        if not commits:
            return start
        last = commits[-1]
        return Loaded(state, last.version, last.hash, last.recorded_at)


def _evolve(decider: Decider[S], state: S, events: Sequence[Event]) -> S:
    for fact in events:
        state = decider.evolve(state, fact)
    return state


def _not_before(last: datetime | None, now: datetime) -> datetime:
    """Never let a stream's recorded times run backwards, whatever two servers' clocks say."""
    now = to_millisecond(now)
    if last is None or now > last:
        return now
    return last + timedelta(milliseconds=1)
