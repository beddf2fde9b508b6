"""Foreign events -> a service's own doing: reactions, replicas, archives. Strict per stream, at least once.

A reaction issues commands whose ids derive from the event that caused them, so that doing it again does nothing.
A rebuild of a fold cannot start one: it is another kind of consumer, and only workers run it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bson import Binary
from pymongo import ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError, PyMongoError

from shared.contracts import Event, Meta, Rejected
from shared.contracts.commands import Actor
from shared.contracts.streams import category_of, key_of
from shared.journal.bus import BusError, Record, Spot
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit, Conflict, Fenced, StoreDown
from shared.journal.follower import Position
from shared.journal.handle import facts_of
from shared.journal.ids import derived_command_id
from shared.journal.positions import Positions
from shared.journal.strict import due, open_record
from shared.observability import log

Document = dict[str, Any]

PASSING = (PyMongoError, BusError, StoreDown, Conflict, Fenced, OSError)
"""Faults that pass by themselves."""

DUPLICATE = 11000


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
    """

    def __init__(self, database: Database[Document], subscription: Subscription) -> None:
        self._inbox = database["inbox"]
        self._positions = Positions(database, subscription.name)
        self._subscription = subscription

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return self._positions.load(spots)

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        opened = [(e, record.value) for record in records if (e := self._open(record)) and self._wanted(e.stream)]
        lanes = self._lanes({envelope.stream for envelope, _ in opened})
        for envelope, value in opened:
            self._one(lanes[envelope.stream], envelope, value)
        if lanes:
            self._positions.advance_with(spot, old, new, lambda session: self._store(lanes.values(), session))
        else:
            self._positions.advance(spot, old, new)

    def _store(self, lanes: Iterable[Document], session: ClientSession | None = None) -> None:
        try:
            self._inbox.bulk_write([_replacing(lane) for lane in lanes], ordered=False, session=session)
        except BulkWriteError as error:
            if any(e["code"] == DUPLICATE for e in error.details["writeErrors"]):
                raise Fenced(f"{self._subscription.name}: another process was at the same stream") from None
            raise

    def _open(self, record: Record) -> Envelope | None:
        try:
            return open_record(record.value, record.hash)
        except BadCommit as poison:
            # Its stream cannot be trusted to be what it says; the commits that follow will park behind the hole.
            log().error("poison_record", subscription=self._subscription.name, key=record.key, reason=str(poison))
            return None

    def _wanted(self, stream: str) -> bool:
        wanted = self._subscription.categories
        return wanted is None or category_of(stream) in wanted

    def _lanes(self, streams: Iterable[str]) -> dict[str, Document]:
        lanes: dict[str, Document] = {
            s: {"_id": f"{self._subscription.name}:{s}", "seen": 0, "parked": {}, "poison": "", "rev": None}
            for s in streams
        }
        for found in self._inbox.find({"_id": {"$in": [lane["_id"] for lane in lanes.values()]}}):
            lanes[found["_id"].partition(":")[2]] = {"rev": None, **found}
        return lanes

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
        lane = self._lanes({stream})[stream]
        lane["poison"] = ""
        parked = sorted((int(v), bytes(b)) for v, b in lane["parked"].items())
        if not parked:
            return 0
        before = lane["seen"]
        for version, body in parked:
            if lane["poison"] or version != lane["seen"] + 1 or not self._handled(lane, body):
                break
        lane["parked"] = {str(v): Binary(b) for v, b in parked if v > lane["seen"]}
        self._store([lane])
        return int(lane["seen"]) - int(before)


def _replacing(lane: Document) -> ReplaceOne[Document]:
    """Replace a lane as it was read; where it has another revision by now, this runs into the unique index."""
    return ReplaceOne({"_id": lane["_id"], "rev": lane["rev"]}, {**lane, "rev": (lane["rev"] or 0) + 1}, upsert=True)


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
