"""Are checkpoints what was signed, each the continuation of the last, and is the tree made of the archives' commits?

Runs beside a working system and waits for nothing: the archives are read first, then how far the tree has read the log,
then the tree; what an archive has and the tree lacks must lie on the log behind that place.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from pymongo.database import Database

from services.metrics.checkpoints.decide import NOTHING
from services.metrics.checkpoints.decider import OF_TREE
from services.metrics.checkpoints.ordering import read
from services.metrics.checkpoints.tiles import WIDTH, grown, name
from services.metrics.checkpoints.tree import Tree
from services.metrics.checkpoints.views import Checkpoints
from services.metrics.checkpoints.walking import Peaks
from services.metrics.witnesses.verification import cosignature_faults
from services.metrics.witnesses.views import Cosignatures
from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointCosigned, CheckpointSealed, LeavesOrdered
from shared.contracts.streams import JOURNAL, REGISTRY, category_of
from shared.journal.archive import ARCHIVE, REGISTER_ARCHIVE, Archive
from shared.journal.bus import Bus
from shared.journal.errors import BadCommit
from shared.journal.handle import facts_of
from shared.journal.merkle import leaf, perfect
from shared.journal.notes import BadNote, Head, opened, verifier
from shared.journal.refill import read_all
from shared.journal.store import Store
from shared.journal.verification import Culprit

TREE, SEALED, ORDER = "tree", "checkpoints", "order"

Leaves = Iterable[tuple[int, list[bytes], list[str]]]
"""Leaves as `Tree.leaves` gives them."""


@dataclass(slots=True)
class Found:
    """What was looked at, and what is wrong with it."""

    orders: int = 0
    leaves: int = 0
    checkpoints: int = 0
    cosignatures: int = 0
    keys: list[str] = field(default_factory=list)
    culprits: list[Culprit] = field(default_factory=list)


def verify(database: Database[dict[str, Any]], store: Store, bus: Bus, believed: Sequence[str] = ()) -> Found:
    """Check tree and checkpoints of metrics' database.

    Args:
        database: of metrics.
        store: of metrics; its commits hold the checkpoints.
        bus: the log.
        believed: the keys that may have signed; none: whatever key the checkpoints name.
    """
    tree, archives = Tree(database), [Archive(database, name) for name in (ARCHIVE, REGISTER_ARCHIVE)]
    shown = Cosignatures(database).all()  # before the store: what is handed in meanwhile is shown later
    facts = list(_facts(store))
    sealed, orders = _sealed(facts), [each for each in facts if isinstance(each, LeavesOrdered)]
    found = Found(len(orders), checkpoints=len(sealed), keys=sorted({each.key for each in sealed}))
    found.culprits += _signatures(sealed, believed)
    found.culprits += _shown(Checkpoints(database), sealed, store)
    cosigned = [each for each in facts if isinstance(each, CheckpointCosigned)]
    found.cosignatures = len(cosigned)
    known = {each.tree_size for each in sealed}.issuperset(each.tree_size for each in cosigned)
    found.culprits += cosignature_faults(cosigned, shown, sealed if known else _sealed(_facts(store)))
    kept = {digest: f"{stream}@{version}" for each in archives for stream, version, digest, _ in each.scan()}
    reached = _reached(tree, bus)
    size = tree.head().size
    walk = _Walk(sealed)
    found.culprits += walk.through(tree, size)
    found.culprits += _against(tree, archives, bus, kept, walk.places, reached)
    if walk.broken:
        found.culprits += _exchanged(tree.leaves(size), {leaf(digest): commit for digest, commit in kept.items()})
    found.culprits += _named(orders, tree, sealed[-1].tree_size if sealed else 0)
    found.leaves = len(walk.places)
    return found


def _facts(store: Store) -> Iterator[Event]:
    """Give what metrics committed about the tree; a commit that cannot be read is named where chains are checked."""
    for commit in store.scan():
        if category_of(commit.stream) in OF_TREE:
            with suppress(BadCommit):
                yield from facts_of(commit.envelope())


def _sealed(facts: Iterable[Event]) -> list[CheckpointSealed]:
    """Give the checkpoints, by size."""
    return sorted((each for each in facts if isinstance(each, CheckpointSealed)), key=lambda each: each.tree_size)


def _signatures(sealed: Sequence[CheckpointSealed], believed: Sequence[str]) -> Iterator[Culprit]:
    """Check each signature, and that each checkpoint names the one before it."""
    size, root = 0, NOTHING
    for each in sealed:
        called = f"the checkpoint over {each.tree_size} commits"
        if (each.previous_size, each.previous_root) != (size, root):
            yield Culprit(SEALED, f"{called} does not name the one over {size} commits as the one before it")
        if believed and each.key not in believed:
            yield Culprit(SEALED, f"{called} is signed with a key that is not believed: {each.key}")
        try:
            said = opened(each.note, verifier(each.key))
        except BadNote as wrong:
            yield Culprit(SEALED, f"{called}: {wrong}")
        else:
            if said != Head(each.origin, each.tree_size, bytes.fromhex(each.root)):
                yield Culprit(SEALED, f"{called} is signed as another one than it says")
        size, root = each.tree_size, each.root


def _shown(shown: Checkpoints, sealed: Sequence[CheckpointSealed], store: Store) -> Iterator[Culprit]:
    """Compare what people are shown with what was sealed; what is sealed meanwhile is looked at again."""
    told = {each.tree_size: each for each in shown.before(None, 0)}
    true = {each.tree_size: each for each in sealed}
    if told.keys() - true.keys():
        true |= {each.tree_size: each for each in _sealed(_facts(store))}
    for size in sorted(told.keys() | true.keys()):
        if size not in told and shown.of(size) != true[size]:
            yield Culprit(SEALED, f"the checkpoint over {size} commits was sealed and is not shown")
        elif size in told and told[size] != true.get(size):
            yield Culprit(SEALED, f"the checkpoint over {size} commits is shown as it was not sealed")


class _Walk:
    """Walks the leaves from the first, and compares every checkpoint's root with what the leaves come to."""

    def __init__(self, sealed: Sequence[CheckpointSealed]) -> None:
        self.places: dict[bytes, int] = {}
        self._due = list(sealed)
        self._peaks = Peaks()
        self._full: list[bytes] = []
        self.broken = False

    def through(self, tree: Tree, size: int) -> Iterator[Culprit]:
        """Name tiles that are missing or do not follow, leaves that are there twice, and roots that are others."""
        for expected, (number, hashes, commits) in enumerate(tree.leaves(size)):
            if number != expected or len(hashes) != len(commits):
                yield Culprit(
                    TREE, f"tile {name((0, expected))} is missing or not whole; what follows is not looked at"
                )
                return
            for hashed, commit in zip(hashes, commits, strict=True):
                if hashed in self.places:
                    yield Culprit(TREE, f"leaf {len(self.places)} ({commit}) is there twice")
                    return
                self.places[hashed] = len(self.places)
                self._peaks.add(hashed)
                yield from self._compared()
            if len(hashes) == WIDTH:
                self._full.append(perfect(hashes))
        yield from self._upper(tree)
        for each in self._due:
            yield Culprit(TREE, f"the checkpoint over {each.tree_size} commits has more leaves than the tree")

    def _compared(self) -> Iterator[Culprit]:
        """Compare the root with that of a checkpoint of this size; once one differs, all later ones do."""
        while self._due and self._due[0].tree_size == len(self.places):
            sealed = self._due.pop(0)
            if self._peaks.root().hex() != sealed.root and not self.broken:
                self.broken = True
                told = f"the checkpoint over {sealed.tree_size} commits: the leaves come to another root"
                yield Culprit(TREE, f"{told}; one of {sealed.previous_size} to {sealed.tree_size - 1} was changed")

    def _upper(self, tree: Tree) -> Iterator[Culprit]:
        """Compare the tiles above the leaves' with what these come to."""
        load = tree.tiles()
        for (level, number), told in grown(lambda _: b"", 0, self._full).items():
            if load((level + 1, number))[: len(told)] != told:
                yield Culprit(TREE, f"tile {name((level + 1, number))} is not what the leaves come to")


def _named(orders: Iterable[LeavesOrdered], tree: Tree, sealed: int) -> Iterator[Culprit]:
    """Compare the order that was written down with how the leaves stand; all that is sealed must be written down."""
    size = 0
    for told in sorted(orders, key=lambda each: each.first):
        try:
            named = read(told)
        except ValueError as wrong:
            yield Culprit(ORDER, str(wrong))
            return
        if told.first != size:
            yield Culprit(ORDER, f"leaves/{told.first} does not go on where {size} leaves are named")
            return
        for place, (one, other) in enumerate(zip_longest(named, tree.hashes(size, size + len(named))), size):
            if one != other:
                yield Culprit(
                    ORDER, f"leaf {place} is named by leaves/{told.first} otherwise than it stands in the tree"
                )
        size += len(named)
    if size < sealed:
        yield Culprit(ORDER, f"the leaves from {size} on are sealed in the checkpoint over {sealed}, and named nowhere")


def _reached(tree: Tree, bus: Bus) -> Mapping[tuple[str, int], int]:
    spots = [(topic, n) for topic in (JOURNAL, REGISTRY) for n in range(bus.partitions(topic))]
    return {spot: position.offset for spot, position in tree.positions(spots).items()}


def _against(
    tree: Tree,
    archives: Sequence[Archive],
    bus: Bus,
    kept: Mapping[bytes, str],
    places: Mapping[bytes, int],
    reached: Mapping[tuple[str, int], int],
) -> Iterator[Culprit]:
    """Compare leaves and archives, both ways."""
    leaves = {leaf(digest): digest for digest in kept}
    lacking = {digest for hashed, digest in leaves.items() if hashed not in places}
    if lacking:
        lacking -= {record.hash for record in read_all(bus, after=reached)}
    yield from (Culprit(TREE, f"{kept[digest]} is in the archive and has no leaf") for digest in sorted(lacking))
    strange = {places[hashed] for hashed in places.keys() - leaves.keys()}
    yield from _strange(tree.leaves(len(places)), archives, strange) if strange else ()


def _strange(leaves: Leaves, archives: Sequence[Archive], wanted: Container[int]) -> Iterator[Culprit]:
    """Name leaves that no archive held when it was read, and none does by now."""
    for number, hashes, commits in leaves:
        for at, (hashed, commit) in enumerate(zip(hashes, commits, strict=False), number * WIDTH):
            if at in wanted:
                found = [each.collection.find_one({"_id": commit}, {"hash": 1}) for each in archives]
                if not any(each and leaf(bytes.fromhex(each["hash"])) == hashed for each in found):
                    yield Culprit(TREE, f"leaf {at} ({commit}) is not what the archive holds")


def _exchanged(leaves: Leaves, commits: Mapping[bytes, str]) -> Iterator[Culprit]:
    """Name the leaves that are a commit's of the archive, but not that one's that got the place."""
    for number, hashes, told in leaves:
        for at, (hashed, commit) in enumerate(zip(hashes, told, strict=False), number * WIDTH):
            if commits.get(hashed, commit) != commit:
                yield Culprit(TREE, f"leaf {at} was given to {commit} and holds {commits[hashed]}")
