"""Put back what the log lost: compare it with the store, and make the difference pending again.

MongoDB keeps every commit, so a broker that comes back without its last records, or empty, loses nothing: what
is missing leaves again through the relay, byte for byte and in order per stream. Consumers skip what they know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.bus import Bus, BusDown, Reader, Record, Spot
from shared.journal.store import Anchors, Mark, Store
from shared.journal.strict import sealed_hash

PATIENCE = 50
"""Empty polls in a row after which a log that should hold more is reported as down."""


def lost_spots(bus: Bus, noted: Iterable[Anchors]) -> set[Spot]:
    """Tell the partitions where the log does not hold a noted hash at its noted offset."""
    reader = bus.reader()
    try:
        return {spot for notes in noted if notes.spots for spot in _missing(reader, notes)}
    finally:
        reader.close()


def _missing(reader: Reader, notes: Anchors) -> Iterator[Spot]:
    found = reader.peek({spot: offset for spot, (offset, _) in notes.spots.items()})
    for spot, (_, digest) in notes.spots.items():
        record = found.get(spot)
        if record is None or record.hash != bytes.fromhex(digest):
            yield spot


def refill(store: Store, bus: Bus, relays: Sequence[str]) -> int:
    """Make pending every commit that the log lacks; give their number.

    Reads the whole log once and holds one hash a record in memory; a record that was damaged counts as missing. The
    named relays' anchors are set to what the log holds now, unless they changed meanwhile: then they are somebody's who
    will compare them again.
    """
    noted = {relay: store.anchors(relay) for relay in relays}
    present: set[bytes] = set()
    last: dict[Spot, Mark] = {}
    for record in read_all(bus):
        if sealed_hash(record.value) == record.hash:
            present.add(record.hash)
        last[record.topic, record.partition] = (record.offset, record.hash.hex())
    lacking = [commit.id for commit in store.scan() if bytes.fromhex(commit.hash) not in present]
    # Pending first: a crash in between finds the old anchors still mismatched, and refills once more.
    store.mark_pending(lacking)
    store.replace_anchors({relay: (notes, last) for relay, notes in noted.items()})
    return len(lacking)


def read_all(
    bus: Bus, topics: Sequence[str] = (JOURNAL, REGISTRY), *, after: Mapping[Spot, int] | None = None
) -> Iterator[Record]:
    """Give every record of the topics from their beginnings (or from `after` on) to the ends they have now.

    Raises:
        BusDown: the log stops answering before its end, or the broker is another one at the end than at the start.
    """
    spots = [(topic, n) for topic in topics for n in range(bus.partitions(topic))]
    reader = bus.reader()
    try:
        ends = reader.ends(spots)
        at = {**reader.starts(spots), **(after or {})}
        reader.assign(at)
        yield from _until(reader, at, ends)
    finally:
        reader.close()


def hashes_at(bus: Bus, wanted: Mapping[Spot, Collection[int]]) -> dict[tuple[Spot, int], bytes]:
    """Give the hashes that the log holds, read from the first to the last of the wanted offsets of each partition.

    Raises:
        BusDown: the log does not answer, or stops answering before that.
    """
    reader = bus.reader()
    try:
        starts, ends = reader.starts(wanted), reader.ends(wanted)
        first = {spot: max(min(offsets), starts[spot]) for spot, offsets in wanted.items()}
        until = {spot: min(max(offsets) + 1, ends[spot]) for spot, offsets in wanted.items()}
        at = {spot: offset for spot, offset in first.items() if offset < until[spot]}
        reader.assign(at)
        read = _until(reader, at, until, one_life=False)
        return {((record.topic, record.partition), record.offset): record.hash for record in read}
    finally:
        reader.close()


def _until(reader: Reader, at: dict[Spot, int], ends: Mapping[Spot, int], *, one_life: bool = True) -> Iterator[Record]:
    idle, life = 0, None
    while any(at[spot] < ends[spot] for spot in at):
        batch = reader.poll(0.2)
        life = reader.connections() if life is None else life
        idle = 0 if batch else idle + 1
        if idle > PATIENCE or (one_life and reader.connections() != life):
            raise BusDown("the log ended, or changed, before its end was read")
        for record in batch:
            at[record.topic, record.partition] = record.offset + 1
            yield record
