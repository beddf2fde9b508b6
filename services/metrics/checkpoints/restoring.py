"""Making the tree again, as it was, where metrics' database was lost: from the log, or a bundle of the whole journal.

What metrics committed comes back first, checkpoints and the order of the leaves among it; then the tree is made in that
order from the commits of all services, and every checkpoint that was ever sealed is proved to be a beginning of it.
Whatever does not fit is named, and then nothing at all is written. What came after the newest checkpoint gets its place
anew when the worker goes on; nobody was promised one. Views, figures and archives come by themselves: the worker reads
the log, and what was put back is relayed once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from services.metrics.checkpoints.ordering import read
from services.metrics.checkpoints.tree import Leaf
from services.metrics.checkpoints.walking import Peaks
from services.metrics.service import Metrics
from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit, Envelope, read_body
from shared.journal.errors import WrongHash
from shared.journal.handle import facts_of
from shared.journal.ids import shard_of
from shared.journal.merkle import leaf
from shared.journal.strict import sealed_hash
from shared.journal.verification import Culprit

MINE = "metrics"
AT_ONCE = 500
"""Commits put back in one transaction."""


@dataclass(slots=True)
class Restored:
    """What was put back, or would have been: `culprits` say why it was not."""

    commits: int = 0
    leaves: int = 0
    checkpoints: int = 0
    culprits: list[Culprit] = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """What is known of the journal: every commit as a leaf, by the leaf's hash, and metrics' own commits, by name."""

    leaves: dict[bytes, Leaf] = field(default_factory=dict)
    mine: dict[str, Commit] = field(default_factory=dict)

    def add(self, digest: bytes, body: bytes) -> None:
        """Note a commit; bytes that are not what was sealed are passed by."""
        if sealed_hash(body) != digest:
            return
        said = read_body(body)
        name = f"{said.stream}@{said.version}"
        self.leaves[leaf(digest)] = Leaf(name, digest, said.recorded_at)
        if said.source == MINE:
            self.mine.setdefault(name, _commit(said, body, digest))


def restore(metrics: Metrics, journal: Iterable[tuple[bytes, bytes]]) -> Restored:
    """Put back metrics' commits and the tree; nothing is written where anything does not fit.

    Args:
        metrics: its worker stands still meanwhile.
        journal: every commit there is, hash and bytes, in any order and any number of times.
    """
    known = Known()
    for digest, body in journal:
        known.add(digest, body)
    have = {commit.id: commit for commit in metrics.journal.store.scan()}
    found = Restored(culprits=list(_forked(have, known.mine)))
    for commit in have.values():
        known.add(bytes.fromhex(commit.hash), commit.body)
    mine = sorted((known.mine | have).values(), key=lambda each: (each.stream, each.version))
    found.culprits += _broken(mine)
    if found.culprits:
        return found
    facts = [fact for commit in mine for fact in facts_of(commit.envelope())]
    leaves = _leaves(known, _order(facts, found), found)
    _proved(leaves, facts, found)
    if not found.culprits:
        lacking = [commit for commit in mine if commit.id not in have]
        _write(metrics, lacking, facts, leaves)
        found.commits, found.leaves = len(lacking), len(leaves)
    return found


def _forked(have: dict[str, Commit], told: dict[str, Commit]) -> Iterator[Culprit]:
    """Name commits that the database holds otherwise: it went on by itself after the loss, and was not kept waiting."""
    for name, commit in told.items():
        if name in have and have[name].hash != commit.hash:
            yield Culprit(
                MINE, f"{name} is in the database otherwise than on the log: drop the database, and try again"
            )


def _broken(mine: Sequence[Commit]) -> Iterator[Culprit]:
    for _, group in groupby(mine, key=lambda each: each.stream):
        try:
            verify_stream(group)
        except WrongHash as wrong:
            yield Culprit(MINE, f"{wrong}: it is neither on the log nor in the bundle")


def _order(facts: Iterable[Event], found: Restored) -> list[bytes]:
    """Put together which leaf stands where; name a part that is missing or that others contradict."""
    order: list[bytes] = []
    for told in sorted((each for each in facts if isinstance(each, LeavesOrdered)), key=lambda each: each.first):
        try:
            hashes = read(told)
        except ValueError as wrong:
            found.culprits.append(Culprit("order", str(wrong)))
            return order
        if told.first != len(order):
            found.culprits.append(
                Culprit("order", f"leaves/{told.first} does not go on where {len(order)} leaves are named")
            )
            return order
        order += hashes
    return order


def _leaves(known: Known, order: Iterable[bytes], found: Restored) -> list[Leaf]:
    """Give the commit behind each leaf; name the places for which there is none."""
    leaves = []
    for place, hashed in enumerate(order):
        if (one := known.leaves.get(hashed)) is None:
            found.culprits.append(Culprit("order", f"leaf {place} is of a commit that is neither on the log nor given"))
        else:
            leaves.append(one)
    return leaves


def _proved(leaves: Sequence[Leaf], facts: Iterable[Event], found: Restored) -> None:
    """Prove every checkpoint to be a beginning of the tree, by the roots that the leaves come to."""
    sealed = sorted((each for each in facts if isinstance(each, CheckpointSealed)), key=lambda each: each.tree_size)
    if not sealed or found.culprits:
        return
    due, peaks = iter(sealed), Peaks()
    waits = next(due, None)
    for size, each in enumerate(leaves, 1):
        peaks.add(leaf(each.hashed))
        while waits and waits.tree_size == size:
            if peaks.root().hex() != waits.root:
                told = f"the checkpoint over {size} commits: the order that was written down comes to another root"
                found.culprits.append(Culprit("order", told))
                return
            found.checkpoints += 1
            waits = next(due, None)
    if waits:
        told = f"the checkpoint over {waits.tree_size} commits has leaves that nobody named; {len(leaves)} are"
        found.culprits.append(Culprit("order", told))


def _write(metrics: Metrics, lacking: Sequence[Commit], facts: Sequence[Event], leaves: Sequence[Leaf]) -> None:
    """The tree first: where this ends halfway, it is done again from the beginning."""
    metrics.tree.replace(leaves)
    for start in range(0, len(lacking), AT_ONCE):
        metrics.journal.store.append_all(lacking[start : start + AT_ONCE])
    metrics.checkpoints.add(facts)
    metrics.cosignatures.add(facts)


def _commit(said: Envelope, body: bytes, digest: bytes) -> Commit:
    return Commit(
        stream=said.stream,
        version=said.version,
        command_id=said.command_id,
        case=said.case,
        body=body,
        prev=said.prev,
        hash=digest.hex(),
        shard=shard_of(said.stream),
        recorded_at=datetime.fromisoformat(said.recorded_at),
    )
