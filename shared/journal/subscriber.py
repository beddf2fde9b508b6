"""Foreign events -> a service's own doing: reactions, replicas, archives. Strict per stream, at least once.

A reaction issues commands whose ids derive from the event that caused them, so that doing it again does nothing.
A rebuild of a fold cannot start one: it is another kind of consumer, and only workers run it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.contracts import Rejected
from shared.contracts.streams import category_of
from shared.journal.bus import BusError, Record, Spot
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit, Conflict, Fenced, StoreDown
from shared.journal.follower import Move, Position
from shared.journal.incoming import Clock, Incoming, incoming
from shared.journal.lanes import Lanes, NewRecords, next_in_line, park, parked_in
from shared.journal.positions import Positions, Step
from shared.journal.strict import due, open_record
from shared.observability import log

Document = dict[str, Any]

PASSING = (PyMongoError, BusError, StoreDown, Conflict, Fenced, OSError)
"""Faults that pass by themselves."""

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
    """Handles what a subscription wants to hear, and stores its streams' lanes with the position or not at all.

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
        self._lanes = Lanes(database, subscription.name)
        self._positions = Positions(database, subscription.name)
        self._subscription = subscription
        self._clock = clock
        self._passed: dict[Spot, tuple[int, float]] = {}
        self._new = NewRecords()

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        self._passed = {}
        positions = self._positions.load(spots)
        self._new.opened(positions)
        return positions

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
        lanes = self._lanes.of([envelope for batch in opened for envelope, _ in batch], sure=self._new.sure(moves))
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
                self._lanes.write(step, [(lanes[stream], before[stream]) for stream in touched])
        return fault

    def _together(self, lanes: Mapping[str, Document], envelopes: Sequence[Envelope]) -> None:
        """Handle at once what can be; it is not due any more when the commits are gone through one by one."""
        handle = self._subscription.together
        fresh, seen = next_in_line(lanes, envelopes)
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

    def _one(self, lane: Document, envelope: Envelope, value: bytes) -> None:
        parked = parked_in(lane)
        if lane["poison"]:
            parked[envelope.version] = value
        else:
            for body in due(lane["seen"], envelope.version, parked, value):
                if not self._handled(lane, body):
                    parked[read_body(body).version] = body
                    break
        park(lane, parked)

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
        return self._lanes.standing()

    def release(self, stream: str) -> int:
        """Try a stream's parked commits again, after a fix; give how many were handled.

        Raises:
            Fenced: the worker was at the same stream in this moment; try again.
        """
        lane = self._lanes.one(stream)
        held = dict(lane)
        lane["poison"] = ""
        parked = parked_in(lane)
        if not parked:
            return 0
        before = lane["seen"]
        for version, body in sorted(parked.items()):
            if lane["poison"] or version != lane["seen"] + 1 or not self._handled(lane, body):
                break
        park(lane, parked)
        step = Step(self._database)
        self._lanes.write(step, [(lane, held)])
        step.commit()
        return int(lane["seen"]) - int(before)


def _id(envelope: Envelope) -> str:
    return f"{envelope.stream}@{envelope.version}"


__all__ = ["PASSING", "Clock", "Incoming", "Subscription", "SubscriptionSink", "incoming"]
