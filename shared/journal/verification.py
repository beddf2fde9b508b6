"""Do stores, log and archive hold the same commits, and is every chain whole? Whatever is not so is named.

Runs beside a working system: what is appended, relayed or archived meanwhile is looked at again before it is named.
The order makes it exact: first the stores, then the log, then the archive, the way a commit goes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from shared.contracts.streams import JOURNAL, topic_of
from shared.journal.archive import Archive
from shared.journal.bus import Bus, Record, Spot
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.errors import BadCommit
from shared.journal.ids import SHARDS
from shared.journal.refill import read_all
from shared.journal.store import Store
from shared.journal.strict import glance_record, sealed_hash

MOST_PENDING = 1_000_000
ARCHIVE_SECONDS = 10.0
"""How long the archive may be behind the log before a commit counts as missing there."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """What is wrong, and where: `place` is a service's store, `log` or `archive`; `told` names the commit."""

    place: str
    told: str


@dataclass(slots=True)
class Held:
    """The hashes of one store, by whether they travel on the journal or on the registry: each has its archive."""

    journal: set[bytes] = field(default_factory=set)
    registry: set[bytes] = field(default_factory=set)

    def __contains__(self, digest: bytes) -> bool:
        return digest in self.journal or digest in self.registry


@dataclass(slots=True)
class Log:
    """What the log holds: the hashes of sound records, those that no store had when it was read, and the damaged."""

    sound: set[bytes] = field(default_factory=set)
    strange: list[tuple[str, int, bytes]] = field(default_factory=list)
    damaged: list[Record] = field(default_factory=list)
    read_to: dict[Spot, int] = field(default_factory=dict)


def culprits(
    stores: Mapping[str, Store],
    bus: Bus,
    archive: Archive,
    statements: Archive,
    *,
    patience: float = ARCHIVE_SECONDS,
) -> Iterator[Culprit]:
    """Name every commit that is damaged, missing or foreign somewhere.

    Commits still pending may be missing from log and archive; that is what pending means.

    Args:
        archive: keeps the journal.
        statements: keeps the register.

    Raises:
        BusDown: the log does not answer.
    """
    held = {name: Held() for name in stores}
    for name, store in stores.items():
        yield from _chains(name, store, held[name])
    log = Log()
    _read(bus, log, held.values())
    # Whatever is not pending now is on the log, and what is read from now on shows it.
    pending = {_hash(commit) for store in stores.values() for commit in store.pending(range(SHARDS), MOST_PENDING)}
    _read(bus, log, held.values())
    for name, store in stores.items():
        lacking = (held[name].journal | held[name].registry) - log.sound - pending
        yield from (Culprit(name, f"{commit.id} is not on the log") for commit in _named(store, lacking))
    yield from _on_the_log(stores, log)
    journal = {name: each.journal for name, each in held.items()}
    registry = {name: each.registry for name, each in held.items()}
    yield from _in_the_archive(stores, archive, journal, pending, patience)
    yield from _in_the_archive(stores, statements, registry, pending, patience)


def _chains(name: str, store: Store, held: Held) -> Iterator[Culprit]:
    for _, group in groupby(store.scan(), key=lambda commit: commit.stream):
        commits = list(group)
        try:
            verify_stream(commits)
        except BadCommit as broken:
            yield Culprit(name, str(broken))
        for commit in commits:
            (held.journal if topic_of(commit.stream) == JOURNAL else held.registry).add(_hash(commit))


def _read(bus: Bus, log: Log, held: Iterable[Held]) -> None:
    """Read the log on from where it was read to."""
    stores = tuple(held)
    for record in read_all(bus, after=log.read_to):
        log.read_to[record.topic, record.partition] = record.offset + 1
        try:
            said = glance_record(record.value, record.hash)
        except BadCommit:
            log.damaged.append(record)
            continue
        log.sound.add(record.hash)
        if not any(record.hash in store for store in stores):
            log.strange.append((said.stream, said.version, record.hash))


def _on_the_log(stores: Mapping[str, Store], log: Log) -> Iterator[Culprit]:
    for stream, version, digest in log.strange:
        if not _is_stored(stores, stream, version, digest):
            yield Culprit("log", f"{stream}@{version} is on the log as no store holds it")
    for record in log.damaged:
        # A damaged record stays where it is for ever; where the commit lies behind it once more, it does no harm.
        if not {record.hash, sealed_hash(record.value)} & log.sound:
            place = f"{record.topic}/{record.partition} at {record.offset}"
            yield Culprit("log", f"the record of {record.key} on {place} is not what was sealed")


def _in_the_archive(
    stores: Mapping[str, Store], archive: Archive, held: Mapping[str, set[bytes]], pending: set[bytes], patience: float
) -> Iterator[Culprit]:
    kept: set[bytes] = set()
    for stream, version, digest, whole in archive.scan():
        kept.add(digest)
        if not whole:
            yield Culprit("archive", f"{stream}@{version} is not what was sealed")
        elif not any(digest in each for each in held.values()) and not _is_stored(stores, stream, version, digest):
            yield Culprit("archive", f"{stream}@{version} is in the archive as no store holds it")
    for name, store in stores.items():
        missing = [commit.id for commit in _named(store, held[name] - kept - pending)]
        for commit_id in _still_missing(archive, missing, patience):
            yield Culprit(name, f"{commit_id} is not in the archive")


def _still_missing(archive: Archive, missing: list[str], patience: float) -> list[str]:
    until = time.monotonic() + patience
    while (missing := archive.lacking(missing)) and time.monotonic() < until:
        time.sleep(0.2)
    return missing


def _named(store: Store, digests: set[bytes]) -> list[Commit]:
    return [commit for commit in store.scan() if _hash(commit) in digests] if digests else []


def _is_stored(stores: Mapping[str, Store], stream: str, version: int, digest: bytes) -> bool:
    return any(_hash(c) == digest for store in stores.values() for c in store.stream(stream, version - 1, version))


def _hash(commit: Commit) -> bytes:
    """Give a commit's hash; what is no hash is none, and its chain is broken there."""
    try:
        return bytes.fromhex(commit.hash)
    except ValueError:
        return b""
