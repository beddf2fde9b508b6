"""Foreign events -> a service's own doing: reactions, replicas, archives. Strict per stream, at least once.

A reaction issues commands whose ids derive from the event that caused them, so that doing it again does nothing.
A rebuild of a fold cannot start one: it is another kind of consumer, and only workers run it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import Binary
from pymongo import DeleteOne, InsertOne, ReplaceOne
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.contracts import Rejected
from shared.contracts.streams import category_of
from shared.journal.at_once import write_at_once
from shared.journal.bus import BusError, Record, Spot
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit, Conflict, Fenced, StoreDown
from shared.journal.follower import Move, Position
from shared.journal.incoming import Clock, Incoming, incoming
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


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a service wants to hear: topics, stream categories, and what it does about each commit.

    `handle` must be idempotent. What it raises decides: where waiting may help (`PASSING`: a store that is down, a
    contended stream) the position stays where it is, and the commit comes again; anything else, which would come again
    for ever and hold up all other streams, parks the stream and alarms.

    `together`, where it is given, does what `handle` would do about each of these commits in this order, but asks and
    stores at once. Whatever it raises decides nothing: the commits are then handled one by one.
    """

    name: str
    topics: tuple[str, ...]
    handle: Callable[[Incoming], None]
    categories: frozenset[str] | None = None
    together: Callable[[Sequence[Incoming]], None] | None = None


class SubscriptionSink:
    """Keeps, per stream, the version handled and what is parked (its lane), in the collection `inbox`.

    Those lanes in which something stands still are listed in `inbox_aside` besides.

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
        self._aside = database["inbox_aside"]
        self._positions = Positions(database, subscription.name)
        self._subscription = subscription
        self._clock = clock
        self._passed: dict[Spot, tuple[int, float]] = {}
        self._sure = False
        self._noted = False

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
        before = {stream: dict(lane) for stream, lane in lanes.items()}
        self._together(lanes, [envelope for batch in opened for envelope, _ in batch])
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
                step.write(
                    self._aside, [note for stream in touched if (note := _noting(lanes[stream], before[stream]))]
                )
        self._sure = True
        return fault

    def _together(self, lanes: Mapping[str, Document], envelopes: Sequence[Envelope]) -> None:
        """Handle at once what can be; it is not due any more when the commits are gone through one by one."""
        handle = self._subscription.together
        fresh, seen = _next_in_line(lanes, envelopes)
        if handle is None or len(fresh) < 2:
            return
        try:
            handle([incoming(envelope) for envelope in fresh])
        except Exception as failure:
            log().info("not_together", subscription=self._subscription.name, reason=type(failure).__name__)
            return
        for stream, version in seen.items():
            lanes[stream]["seen"] = version

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

    def _store(self, lane: Document, before: Document) -> None:
        step = Step(self._database)
        step.write(self._inbox, [_replacing(lane)])
        step.write(self._aside, [note for note in [_noting(lane, before)] if note])
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
        own = {"_id": {"$gte": prefix, "$lt": prefix + "\uffff"}}
        self._note_standing(own)
        found = self._aside.find(own)
        return {d["_id"][len(prefix) :]: d["poison"] or f"waits for version {d['seen'] + 1}" for d in found}

    def _note_standing(self, own: Document) -> None:
        """Once, note the lanes of earlier versions that stand still: to look for them among all lanes takes long."""
        done = {"_id": f"noted {self._subscription.name}"}
        if self._noted or self._aside.find_one(done):
            return
        standing = [{"poison": {"$ne": ""}}, {"parked": {"$ne": {}}}]
        notes = [_noting(lane, lane) for lane in self._inbox.find({**own, "$or": standing})]
        write_at_once(self._aside, [*notes, ReplaceOne(done, done, upsert=True)])
        self._noted = True

    def release(self, stream: str) -> int:
        """Try a stream's parked commits again, after a fix; give how many were handled.

        Raises:
            Fenced: the worker was at the same stream in this moment; try again.
        """
        lane = {**self._lane(stream), **(self._inbox.find_one({"_id": self._lane(stream)["_id"]}) or {})}
        held = dict(lane)
        lane["poison"] = ""
        parked = sorted((int(v), bytes(b)) for v, b in lane["parked"].items())
        if not parked:
            return 0
        before = lane["seen"]
        for version, body in parked:
            if lane["poison"] or version != lane["seen"] + 1 or not self._handled(lane, body):
                break
        lane["parked"] = {str(v): Binary(b) for v, b in parked if v > lane["seen"]}
        self._store(lane, held)
        return int(lane["seen"]) - int(before)


def _next_in_line(
    lanes: Mapping[str, Document], envelopes: Sequence[Envelope]
) -> tuple[list[Envelope], dict[str, int]]:
    """Give the commits that are their streams' next ones, in lanes where nothing is parked, and how far they lead."""
    fresh: list[Envelope] = []
    seen: dict[str, int] = {}
    for envelope in envelopes:
        lane = lanes[envelope.stream]
        runs = not lane["poison"] and not lane["parked"]
        if runs and envelope.version == seen.get(envelope.stream, int(lane["seen"])) + 1:
            seen[envelope.stream] = envelope.version
            fresh.append(envelope)
    return fresh, seen


def _noting(lane: Document, before: Document) -> ReplaceOne[Document] | DeleteOne | None:
    """Note a lane in which something stands still, or forget it where it runs again; None where it always ran."""
    if lane["poison"] or lane["parked"]:
        note = {"_id": lane["_id"], "poison": lane["poison"], "seen": lane["seen"]}
        return ReplaceOne({"_id": lane["_id"]}, note, upsert=True)
    return DeleteOne({"_id": lane["_id"]}) if before["poison"] or before["parked"] else None


def _replacing(lane: Document) -> InsertOne[Document] | ReplaceOne[Document]:
    """Replace a lane as it was read; where it has another revision by now, this runs into the unique index."""
    changed = {**lane, "rev": (lane["rev"] or 0) + 1}
    if lane["rev"] == NEW:
        return InsertOne(changed)
    return ReplaceOne({"_id": lane["_id"], "rev": lane["rev"]}, changed, upsert=True)


def _id(envelope: Envelope) -> str:
    return f"{envelope.stream}@{envelope.version}"


__all__ = ["PASSING", "Clock", "Incoming", "Subscription", "SubscriptionSink", "incoming"]
