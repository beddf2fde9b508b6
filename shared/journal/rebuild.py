"""Blue/green: a new version of a fold grows beside the one in use; digests are compared; an alias flips.

`scores@4` is folded from the first record while `scores@3` goes on serving. When both stand at the same place in
the log, their digests are compared (equal, if only the storage changed; different, if the rules did), and the
alias `scores` points at the new one. A rebuild computes; it cannot start a reaction.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.write_concern import WriteConcern

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Bus, Spot
from shared.journal.casefold import CaseFacts, CaseFold, FoldStore, digest_of
from shared.journal.follower import Follower

HOLD = 25_000
"""Records of a partition folded between two flushes of a rebuild, some thirty megabytes: so much longer than a case
lives that a day's cell is seldom stored again for a case that was not at its end."""


class Rebuildable(FoldStore, Protocol):
    """A fold store in which versions come and go."""

    def drop(self, fold: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to: records read and the digest of the sums."""

    fold: str
    records: int
    digest: str


def rebuild(
    bus: Bus,
    facts: CaseFacts,
    store: Rebuildable,
    *,
    version: int | None = None,
    fresh: bool = True,
    share: tuple[int, int] = (0, 1),
    topics: Sequence[str] = (JOURNAL,),
    on_progress: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Fold the whole log into a version of a fold, up to the ends the log has now.

    Args:
        version: the version to fold into; the facts' own if not given.
        fresh: forget what is stored under this version first; one process of several passes True, before the rest.
        share: this is the i-th of n processes.
        on_progress: called with records read and records to read.
    """
    number = facts.version if version is None else version
    fold = CaseFold(facts, store, hold=HOLD, version=lambda: number)
    if fresh:
        store.drop(fold.fold)
    mine, of = share
    spots = [(topic, n) for topic in topics for n in range(bus.partitions(topic)) if n % of == mine]
    follower = Follower(bus, topics, fold, share=share)
    with _gc_by_hand():
        read = _catch_up(bus, follower, fold, _ends(bus, spots), on_progress)
        fold.flush()
    follower.close()
    return Rebuilt(fold.fold, read, digest_of(store.sums(fold.fold)))


@contextmanager
def _gc_by_hand() -> Iterator[None]:
    """Spare a rebuild the cycle collector: it looks through all facts, finds nothing, and takes a quarter of the time.

    Now and then it is called all the same, because the client's answers hang in cycles, megabytes each; what was there
    before is not looked through again.
    """
    was = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a fold at the same place in the log, and their digests."""

    blue: str
    green: str
    same_place: bool
    blue_digest: str
    green_digest: str

    @property
    def equal(self) -> bool:
        """Whether both stand at the same place and say the same."""
        return self.same_place and self.blue_digest == self.green_digest


def compare(store: FoldStore, blue: str, green: str, spots: Sequence[Spot]) -> Comparison:
    """Compare two versions; a fold that moved while it was read does not count as being at the same place."""
    before = _offsets(store, blue, spots)
    digests = digest_of(store.sums(blue)), digest_of(store.sums(green))
    same = before == _offsets(store, green, spots) == _offsets(store, blue, spots)
    return Comparison(blue, green, same, *digests)


def _offsets(store: FoldStore, fold: str, spots: Sequence[Spot]) -> dict[Spot, int]:
    return {spot: position.offset for spot, position in store.positions(fold, spots).items()}


def _catch_up(
    bus: Bus,
    follower: Follower,
    fold: CaseFold,
    ends: dict[Spot, int],
    on_progress: Callable[[int, int], None] | None,
) -> int:
    """Fold up to these ends; a partition that came to its end is stored and let go of, so that few are held at once."""
    read, uncollected, left = 0, 0, {spot for spot, end in ends.items() if end}
    while left:
        did = follower.step()
        read += did
        uncollected += did
        if uncollected >= HOLD:
            gc.collect()
            uncollected = 0
        if not did:
            # A log that was cut meanwhile holds less than it did; what is gone would be waited for in vain.
            ends |= {spot: min(ends[spot], end) for spot, end in _ends(bus, list(left)).items()}
        for spot in [spot for spot in left if _reached(follower, spot, ends[spot])]:
            fold.let_go(spot)
            _give_back()
            left.remove(spot)
        if on_progress:
            on_progress(read, sum(ends.values()))
    return read


def _give_back() -> None:
    """Hand freed memory back to the system: glibc keeps it, and takes as much again for what is larger or smaller."""
    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _ends(bus: Bus, spots: Sequence[Spot]) -> dict[Spot, int]:
    reader = bus.reader()
    try:
        return reader.ends(spots)
    finally:
        reader.close()


def _reached(follower: Follower, spot: Spot, end: int) -> bool:
    at = follower.positions
    return end == 0 or (spot in at and at[spot].offset >= end)


class Aliases:
    """Which version of a fold is in use, in the collection `aliases`, and what its facts mean.

    Versions count rebuilds; the meaning is the version of the facts themselves. Where a program's facts mean something
    newer, it follows the next version from the beginning of the log, and serves it once it has grown: until then the
    old figures would be wrong, and the new ones not whole.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._database = database
        self._collection = database["aliases"]

    def version(self, name: str, default: int = 1) -> int:
        """Tell the version in use."""
        found = self._collection.find_one({"_id": name})
        return int(found["version"]) if found else default

    def settled(self, name: str, meaning: int) -> bool:
        """Tell whether the version in use is known to mean this."""
        found = self._collection.find_one({"_id": name})
        return found is not None and int(found.get("meaning", 1)) == meaning

    def following(self, name: str, meaning: int) -> int:
        """Tell which version a program follows whose facts mean this: the one in use, or the next."""
        found = self._collection.find_one({"_id": name})
        if found is None:
            return meaning
        return int(found["version"]) + (int(found.get("meaning", 1)) != meaning)

    def grown(self, name: str, meaning: int) -> bool:
        """Tell whether the version followed has come as far as every older one on every partition."""
        if self.settled(name, meaning):
            return True
        followed = self.following(name, meaning)
        at = {found["_id"]: found for found in self._database["positions"].find({"name": {"$regex": f"^{name}@"}})}
        mine = {_spot(found): int(found["offset"]) for found in at.values() if found["name"] == f"{name}@{followed}"}
        older = [found for found in at.values() if _number(found["name"]) < followed]
        return all(mine.get(_spot(found), 0) >= int(found["offset"]) for found in older)

    def flip(self, name: str, version: int, meaning: int = 1) -> None:
        """Point the alias at a version and fence whoever follows another one, so that it comes over.

        Both in one transaction: were the process to die in between, readers would look at a version nobody follows.
        """
        known = self._database["positions"].distinct("name")
        others = [each for each in known if each.startswith(f"{name}@") and each != f"{name}@{version}"]
        told = {"version": version, "meaning": meaning}

        def both(session: ClientSession) -> None:
            self._collection.replace_one({"_id": name}, told, upsert=True, session=session)
            self._database["positions"].update_many({"name": {"$in": others}}, {"$inc": {"fence": 1}}, session=session)

        with self._database.client.start_session() as session:
            session.with_transaction(both, write_concern=WriteConcern("majority", j=True))


def _spot(found: dict[str, Any]) -> str:
    """Name the partition a position is about: what follows the fold's name in its id."""
    return str(found["_id"]).removeprefix(found["name"])


def _number(fold: str) -> int:
    return int(fold.rpartition("@")[2])


def drop_older(store: Rebuildable, name: str, version: int) -> None:
    """Forget the versions of a fold before this one, which each rebuild would otherwise leave behind."""
    for older in range(version - 1, 0, -1):
        store.drop(f"{name}@{older}")
