"""Log -> sink: reads partitions from stored positions, and notices when the log is not the one it knew.

A position stores, beside the offset, the hash of the record before it (the anchor). Whenever the connection to
the broker was made anew, the anchor is compared with the log before anything read since is handed on; a log that
was cut, or emptied and refilled, is then read again from its beginning. That is safe, because sinks are strict
per stream and skip what they know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from shared.journal.bus import Bus, BusDown, OffsetGone, Reader, Record, Spot

CHECK_EVERY = 100
"""Polls after which a follower looks at its anchors all the same: a topic that was deleted and made again, behind
connections that stand, tells nobody."""
QUIET = 20
"""Polls in a row that gave nothing, after which a follower asks whether there is nothing: some five seconds. A reader
that is stuck gives nothing for ever, and whoever waits for what follows from the log should not wait for a minute."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a follower has come in a partition: the next offset, the hash before it, and the fence.

    `fence` grows with every change, so that compare-and-set tells a zombie even where offsets repeat.
    """

    offset: int = 0
    anchor: str = ""
    fence: int = 0

    def after(self, record: Record) -> Position:
        """Give the position behind a record."""
        return Position(record.offset + 1, record.hash.hex(), self.fence + 1)

    def at_start(self, offset: int) -> Position:
        """Give the position for reading again from the beginning."""
        return Position(offset, "", self.fence + 1)


class Sink(Protocol):
    """Where a follower puts what it reads; stores effects and positions together, or effects first and idempotently."""

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        """Give the stored position of each partition; `Position()` where there is none."""

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        """Take in records of one partition and move its position from old to new.

        Raises:
            Fenced: the stored position is not `old`; another process has taken over.
        """


class Move(NamedTuple):
    """Records of one partition, and the position before and behind them."""

    spot: Spot
    records: Sequence[Record]
    old: Position
    new: Position


@runtime_checkable
class TakesAll(Protocol):
    """A sink that would rather have at once what one look at the log brought of all partitions."""

    def take_all(self, moves: Sequence[Move]) -> None:
        """Take in what was read, as `Sink.take` does for each partition; raises as it does."""


class Follower:
    """Follows topics into a sink. `share=(i, n)`: this is the i-th of n processes, and takes every n-th partition."""

    def __init__(
        self, bus: Bus, topics: Sequence[str], sink: Sink, *, share: tuple[int, int] = (0, 1), most: int = 5_000
    ) -> None:
        self._bus = bus
        self._topics = tuple(topics)
        self._sink = sink
        self._share = share
        self._most = most
        self._reader: Reader | None = None
        self._positions: dict[Spot, Position] = {}
        self._known: dict[Spot, Position] = {}
        self._connections: int | None = None
        self._unchecked = 0
        self._silent = 0
        self._behind: dict[Spot, int] = {}

    @property
    def positions(self) -> Mapping[Spot, Position]:
        """How far this follower has come, per partition."""
        return self._positions

    def step(self, timeout: float = 0.2) -> int:
        """Read one batch into the sink; give the number of records read.

        Raises:
            BusError, StoreDown, Fenced, and whatever the sink raises: nothing is lost; call again.
        """
        reader = self._opened()
        try:
            return self._step(reader, timeout)
        except BaseException:
            # The reader has moved on behind records that were not stored: only from the stored positions do they come
            # again. Going on with this reader would leave them out for good.
            self.close()
            raise

    def _step(self, reader: Reader, timeout: float) -> int:
        try:
            records = reader.poll(timeout, self._most)
        except OffsetGone as gone:
            self._rewind(reader, gone.spots)
            return 0
        records = self._checked(reader, records)
        self._hand_on(records)
        return len(records)

    def close(self) -> None:
        """Let go of the log; the next step starts from the stored positions."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
            self._behind = {}

    def _opened(self) -> Reader:
        if self._reader is None:
            mine, of = self._share
            spots = [(t, n) for t in self._topics for n in range(self._bus.partitions(t)) if n % of == mine]
            self._positions = self._sink.positions(spots)
            self._known = dict(self._positions)
            self._reader = self._fresh()
        return self._reader

    def _fresh(self) -> Reader:
        reader = self._bus.reader()
        reader.assign({spot: position.offset for spot, position in self._positions.items()})
        self._connections = None
        return reader

    def _checked(self, reader: Reader, records: list[Record]) -> list[Record]:
        """Drop what was read from a log that is no longer the one we knew."""
        self._unchecked += 1
        self._silent = 0 if records else self._silent + 1
        before, now = self._connections, reader.connections()
        if now == before and self._time_to_look():
            self._see_that_it_moves(reader, records)
        if now == before and self._unchecked < CHECK_EVERY:
            return records
        self._connections, self._unchecked = now, 0
        lost = self._strangers(reader)
        if lost:
            self._rewind(reader, lost)
        self._known = dict(self._positions)
        if before is not None and now != before:
            # What this reader still buffers may come from the log before; a fresh one holds nothing old.
            reader.close()
            self._reader = self._fresh()
            return []
        return [r for r in records if (r.topic, r.partition) not in lost] if lost else records

    def _time_to_look(self) -> bool:
        """Looks lie apart, so that what came to the log a moment ago is not taken for stuck."""
        return self._silent % QUIET == 0 if self._silent else self._unchecked >= CHECK_EVERY

    def _see_that_it_moves(self, reader: Reader, records: Sequence[Record]) -> None:
        """Give up a reader that gives nothing, from one look to the next, of what the log holds: it is stuck.

        Raises:
            BusDown: so it is; the next step begins with another reader.
        """
        ends = reader.ends(self._positions)
        given = {(record.topic, record.partition) for record in records} | set(reader.waiting())
        behind = {s: p.offset for s, p in self._positions.items() if ends[s] > p.offset and s not in given}
        stuck = [spot for spot, offset in behind.items() if self._behind.get(spot) == offset]
        self._behind = behind
        if stuck:
            raise BusDown("the reader gives nothing of " + ", ".join(f"{t}/{n}" for t, n in sorted(stuck)))

    def _strangers(self, reader: Reader) -> set[Spot]:
        """Tell the partitions that do not hold what was read last, or had been read when last looked at.

        The older one tells of a log that was replaced and has grown beyond our place since: we have read on there.
        """
        lost = _missing(reader, self._positions)
        return lost if self._known == self._positions else lost | _missing(reader, self._known)

    def _rewind(self, reader: Reader, spots: Iterable[Spot]) -> None:
        spots = [spot for spot in spots if spot in self._positions]
        for spot, start in reader.starts(spots).items():
            old = self._positions[spot]
            self._move([Move(spot, [], old, old.at_start(start))])
        reader.assign({spot: position.offset for spot, position in self._positions.items()})

    def _hand_on(self, records: Sequence[Record]) -> None:
        batches: dict[Spot, list[Record]] = {}
        for record in records:
            batches.setdefault((record.topic, record.partition), []).append(record)
        old = self._positions
        self._move([Move(spot, batch, old[spot], old[spot].after(batch[-1])) for spot, batch in batches.items()])

    def _move(self, moves: Sequence[Move]) -> None:
        if isinstance(self._sink, TakesAll):
            if moves:
                self._sink.take_all(moves)
            self._moved(moves)
        else:
            for move in moves:
                self._sink.take(*move)
                self._moved([move])

    def _moved(self, moves: Sequence[Move]) -> None:
        for spot, _, _, new in moves:
            self._positions[spot] = new
            if not self._known[spot].anchor:
                self._known[spot] = new


def _missing(reader: Reader, positions: Mapping[Spot, Position]) -> set[Spot]:
    anchored = {spot: p for spot, p in positions.items() if p.anchor}
    found = reader.peek({spot: p.offset - 1 for spot, p in anchored.items()}) if anchored else {}
    return {s for s, p in anchored.items() if (r := found.get(s)) is None or r.hash.hex() != p.anchor}
