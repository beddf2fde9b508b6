"""Foreign events -> a service's own doing: reactions, replicas, archives. Strict per stream, at least once.

A reaction issues commands whose ids derive from the event that caused them, so that doing it again does nothing.
A rebuild of a fold cannot start one: it is another kind of consumer, and only workers run it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bson import Binary
from pymongo import InsertOne, ReplaceOne
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.contracts import Event, Meta, Rejected
from shared.contracts.commands import Actor
from shared.contracts.streams import category_of, key_of
from shared.journal.bus import BusError, Record, Spot
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit, Conflict, Fenced, StoreDown
from shared.journal.follower import Move, Position
from shared.journal.handle import facts_of
from shared.journal.ids import derived_command_id
from shared.journal.positions import Positions, Step
from shared.journal.strict import due, open_record
from shared.observability import log

Document = dict[str, Any]

PASSING = (PyMongoError, BusError, StoreDown, Conflict, Fenced, OSError)
"""Faults that pass by themselves."""

NEW = 0
"""The revision of a lane that nothing was stored of; one that is stored without any is from before there were any."""

PASSED_MOST = 1_000
PASSED_SECONDS = 5.0
"""How many commits a subscription passes by, and for how long, before it notes where it has come."""


class Clock(Protocol):
    """Tells the time, tz-aware."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """One commit of another service, read; `events` are typed and as new as their types."""

    stream: str
    key: str
    version: int
    case: str
    envelope: Envelope
    events: tuple[Event, ...]

    def reaction_meta(self, policy: str, clock: Clock, index: int = 0) -> Meta:
        """Give the circumstances of the command that answers the index-th event: derived id, cause, time.

        A reaction to a simulated commit happens one second after its cause, on the same virtual calendar; and no
        reaction is recorded before its cause, whatever two servers' clocks say.
        """
        fact = self.envelope.events[index]
        caused = datetime.fromisoformat(self.envelope.recorded_at)
        simulated = self.envelope.clock == "simulated"
        now = caused + timedelta(seconds=1) if simulated else max(clock.now(), caused + timedelta(milliseconds=1))
        return Meta(
            command_id=derived_command_id(policy, fact.id),
            actor=Actor(policy, "system"),
            now=now,
            occurred_at=now,
            correlation=self.envelope.correlation,
            causation=fact.id,
            simulated=simulated,
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a service wants to hear: topics, stream categories, and what it does about each commit.

    `handle` must be idempotent. What it raises decides: where waiting may help (`PASSING`: a store that is down, a
    contended stream) the position stays where it is, and the commit comes again; anything else, which would come again
    for ever and hold up all other streams, parks the stream and alarms.
    """

    name: str
    topics: tuple[str, ...]
    handle: Callable[[Incoming], None]
    categories: frozenset[str] | None = None


class SubscriptionSink:
    """Keeps, per stream, the version handled and what is parked (its lane), in the collection `inbox`.

    Lanes are stored together with the position or not at all, and only as they were read: a process that lost its
    lease, or a release by hand, never overwrites what another has noted since.

    A position behind which nothing was of interest need not be stored at once: whoever begins again at an older one
    passes by the same commits once more.
    """

    def __init__(
        self,
        database: Database[Document],
        subscription: Subscription,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._inbox = database["inbox"]
        self._positions = Positions(database, subscription.name)
        self._subscription = subscription
        self._clock = clock
        self._passed: dict[Spot, tuple[int, float]] = {}
        self._sure = False

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        self._passed, self._sure = {}, False
        return self._positions.load(spots)

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        step = Step(self._database)
        fault = self.join(step, [Move(spot, records, old, new)])
        if fault is not None:
            raise fault
        if spot not in step.moved:
            step.move(self._subscription.name, spot, old, new)
        step.commit()

    def join(self, step: Step, moves: Sequence[Move]) -> Exception | None:
        """Handle what was read, and put on the step what is to be stored of it; give the fault of what must come again.

        A fault that passes holds up its own partition only.
        """
        opened = [self._concerning(move.records) for move in moves]
        lanes = self._lanes([envelope for batch in opened for envelope, _ in batch])
        fault: Exception | None = None
        for move, batch in zip(moves, opened, strict=True):
            try:
                for envelope, value in batch:
                    self._one(lanes[envelope.stream], envelope, value)
            except PASSING as passing:
                fault = fault or passing
                continue
            if batch or not move.records or self._passed_enough(move):
                step.move(self._subscription.name, move.spot, move.old, move.new)
                touched = {envelope.stream for envelope, _ in batch}
                step.write(self._inbox, [_replacing(lanes[stream]) for stream in touched])
        self._sure = True
        return fault

    def _concerning(self, records: Sequence[Record]) -> list[tuple[Envelope, bytes]]:
        opened = (opened for record in records if (opened := self._open(record)) is not None)
        return [(envelope, value) for envelope, value in opened if self._wanted(envelope.stream)]

    def _passed_enough(self, move: Move) -> bool:
        """Tell whether a position is to be stored that lies behind nothing but what does not concern us."""
        count, since = self._passed.get(move.spot, (0, self._clock()))
        self._passed[move.spot] = count + len(move.records), since
        if count + len(move.records) < PASSED_MOST and self._clock() - since < PASSED_SECONDS:
            return False
        del self._passed[move.spot]
        return True

    def _store(self, lane: Document) -> None:
        step = Step(self._database)
        step.write(self._inbox, [_replacing(lane)])
        step.commit()

    def _open(self, record: Record) -> tuple[Envelope, bytes] | None:
        try:
            return open_record(record.value, record.hash), record.value
        except BadCommit as poison:
            # Its stream cannot be trusted to be what it says; the commits that follow will park behind the hole.
            log().error("poison_record", subscription=self._subscription.name, key=record.key, reason=str(poison))
            return None

    def _wanted(self, stream: str) -> bool:
        wanted = self._subscription.categories
        return wanted is None or category_of(stream) in wanted

    def _lanes(self, envelopes: Sequence[Envelope]) -> dict[str, Document]:
        """Give the lanes of these commits' streams.

        A stream that begins has none yet, so none is looked for, unless something went wrong before this: then what
        was read may have been handled and stored already. Should there be one all the same, it is not overwritten.
        """
        lanes = {e.stream: self._lane(e.stream) for e in envelopes}
        begun = {e.stream for e in envelopes if e.version > 1}
        known = begun - {e.stream for e in envelopes if e.version == 1} if self._sure else lanes.keys()
        if known:
            names = [lanes[stream]["_id"] for stream in known]
            for found in self._inbox.find({"_id": {"$in": names}}):
                lanes[found["_id"].partition(":")[2]] = {"rev": None, **found}
        return lanes

    def _lane(self, stream: str) -> Document:
        return {"_id": f"{self._subscription.name}:{stream}", "seen": 0, "parked": {}, "poison": "", "rev": NEW}

    def _one(self, lane: Document, envelope: Envelope, value: bytes) -> None:
        parked: dict[int, bytes] = {int(v): bytes(b) for v, b in lane["parked"].items()}
        if lane["poison"]:
            parked[envelope.version] = value
        else:
            for body in due(lane["seen"], envelope.version, parked, value):
                if not self._handled(lane, body):
                    parked[read_body(body).version] = body
                    break
        lane["parked"] = {str(v): Binary(b) for v, b in parked.items() if v > lane["seen"]}

    def _handled(self, lane: Document, body: bytes) -> bool:
        envelope = read_body(body)
        try:
            self._subscription.handle(incoming(envelope))
        except PASSING:
            raise
        except (BadCommit, Rejected) as poison:
            return self._parked(lane, envelope, str(poison))
        except Exception as failure:
            log().exception("handler_failed", subscription=self._subscription.name, commit=_id(envelope))
            return self._parked(lane, envelope, f"the handler fails: {type(failure).__name__}")
        lane["seen"] = envelope.version
        return True

    def _parked(self, lane: Document, envelope: Envelope, reason: str) -> bool:
        lane["poison"] = reason
        log().error("poison_commit", subscription=self._subscription.name, commit=_id(envelope), reason=reason)
        return False

    def poisoned(self) -> dict[str, str]:
        """Give the streams that stand still, with the reason: poison, or a commit that never came."""
        prefix = f"{self._subscription.name}:"
        standing = [{"poison": {"$ne": ""}}, {"parked": {"$ne": {}}}]
        found = self._inbox.find({"_id": {"$gte": prefix, "$lt": prefix + "\uffff"}, "$or": standing})
        return {d["_id"][len(prefix) :]: d["poison"] or f"waits for version {d['seen'] + 1}" for d in found}

    def release(self, stream: str) -> int:
        """Try a stream's parked commits again, after a fix; give how many were handled.

        Raises:
            Fenced: the worker was at the same stream in this moment; try again.
        """
        lane = {**self._lane(stream), **(self._inbox.find_one({"_id": self._lane(stream)["_id"]}) or {})}
        lane["poison"] = ""
        parked = sorted((int(v), bytes(b)) for v, b in lane["parked"].items())
        if not parked:
            return 0
        before = lane["seen"]
        for version, body in parked:
            if lane["poison"] or version != lane["seen"] + 1 or not self._handled(lane, body):
                break
        lane["parked"] = {str(v): Binary(b) for v, b in parked if v > lane["seen"]}
        self._store(lane)
        return int(lane["seen"]) - int(before)


def _replacing(lane: Document) -> InsertOne[Document] | ReplaceOne[Document]:
    """Replace a lane as it was read; where it has another revision by now, this runs into the unique index."""
    changed = {**lane, "rev": (lane["rev"] or 0) + 1}
    if lane["rev"] == NEW:
        return InsertOne(changed)
    return ReplaceOne({"_id": lane["_id"], "rev": lane["rev"]}, changed, upsert=True)


def incoming(envelope: Envelope) -> Incoming:
    """Read a commit's envelope into typed events.

    Raises:
        BadCommit: an event nobody declared, or fields that do not fit.
    """
    try:
        events = facts_of(envelope)
    except (ValueError, KeyError) as error:
        raise BadCommit(f"{_id(envelope)}: {error}") from None
    return Incoming(envelope.stream, key_of(envelope.stream), envelope.version, envelope.case, envelope, events)


def _id(envelope: Envelope) -> str:
    return f"{envelope.stream}@{envelope.version}"
