"""What `yizhan verify` says of tree and checkpoints: whatever is dropped, swapped or changed is named."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.metrics.checkpoints.sealing import Signer
from services.metrics.checkpoints.verification import verify
from services.metrics.service import Metrics
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered
from shared.identity.tokens import new_signing_key
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal
from shared.journal.handle import facts_of
from shared.journal.memory_store import MemoryStore
from shared.journal.notes import Head, signed, verifier_of
from shared.testing.spec import meta_at
from tests.metrics.checkpoints.conftest import Kept, life
from tests.metrics.conftest import empty_metrics, forget

Change = Callable[[Metrics], object]
COMMIT = life(2)[1]


def named(kept: Kept, *believed: str) -> set[str]:
    found = verify(kept.metrics.database, kept.metrics.journal.store, kept.bus, believed)
    return {f"{each.place}: {each.told}" for each in found.culprits}


@pytest.fixture(scope="module")
def once(mongo_uri: str) -> Iterator[Kept]:
    """Two checkpoints, the tree a tile and a bit."""
    kept = Kept(empty_metrics(mongo_uri))
    kept.sealed(*range(1, 40))
    kept.sealed(40, 41)
    yield kept
    forget(kept.metrics)


@pytest.fixture
def grown(once: Kept) -> Iterator[Kept]:
    """The same for every test: what one damaged is put right behind it."""
    collections = [once.metrics.database[name] for name in ("tree", "archive", "checkpoints")]
    before = [{each["_id"]: each for each in collection.find()} for collection in collections]
    yield once
    for collection, told in zip(collections, before, strict=True):
        now = {each["_id"]: each for each in collection.find()}
        for key in now.keys() - told.keys():
            collection.delete_one({"_id": key})
        for key, document in told.items():
            if now.get(key) != document:
                collection.replace_one({"_id": key}, document, upsert=True)


def test_where_nothing_was_changed_nobody_is_named(grown: Kept) -> None:
    signer = Signer("yizhan/journal", grown.metrics.settings.checkpoint_key)
    found = verify(grown.metrics.database, grown.metrics.journal.store, grown.bus, [signer.vkey])
    assert (found.culprits, found.checkpoints, found.keys) == ([], 2, [signer.vkey])
    assert found.leaves == grown.metrics.tree.head().size > 256


def test_what_is_archived_and_waits_for_its_place_is_not_named(kept: Kept) -> None:
    kept.sealed(1)
    kept.live(2)
    kept.archive()
    assert named(kept) == set()


def tile(metrics: Metrics, change: Callable[[list[bytes]], list[bytes]], number: int = 0, level: int = 0) -> None:
    where = {"_id": f"{level}/{number:012d}"}
    found = metrics.database["tree"].find_one(where)
    assert found is not None
    raw = bytes(found["hashes"])
    hashes = change([raw[at : at + 32] for at in range(0, len(raw), 32)])
    metrics.database["tree"].update_one(where, {"$set": {"hashes": b"".join(hashes)}})


def drop_commit(metrics: Metrics) -> None:
    metrics.archive.collection.delete_one({"_id": COMMIT.id})


def change_commit(metrics: Metrics) -> None:
    metrics.archive.collection.update_one({"_id": COMMIT.id}, {"$set": {"hash": "ab" * 32}})


def add_commit(metrics: Metrics) -> None:
    found = metrics.archive.collection.find_one({"_id": COMMIT.id})
    assert found is not None
    metrics.archive.collection.insert_one({**found, "_id": "case/forged@1", "stream": "case/forged", "hash": "cd" * 32})


def forget_checkpoint(metrics: Metrics) -> None:
    newest = metrics.checkpoints.newest()
    assert newest is not None
    metrics.checkpoints.collection.delete_one({"_id": newest.tree_size})


def another_root(metrics: Metrics) -> None:
    newest = metrics.checkpoints.newest()
    assert newest is not None
    metrics.checkpoints.collection.update_one({"_id": newest.tree_size}, {"$set": {"root": "ab" * 32}})


DAMAGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a changed leaf": (
        lambda m: tile(m, lambda row: [bytes(32), *row[1:]]),
        ("come to another root", "leaf 0 (case/", "has no leaf", "tile 1/000000000000 is not what"),
    ),
    "swapped leaves": (
        lambda m: tile(m, lambda row: [row[1], row[0], *row[2:]]),
        ("come to another root; one of 0 to", "leaf 0 was given to case/", "leaf 1 was given to case/"),
    ),
    "a dropped leaf": (lambda m: tile(m, lambda row: row[1:], 1), ("tile 0/000000000001 is missing or not whole",)),
    "a dropped tile": (
        lambda m: m.database["tree"].delete_one({"_id": "0/000000000000"}),
        ("tile 0/000000000000 is missing or not whole",),
    ),
    "a leaf twice": (lambda m: tile(m, lambda row: [row[0], row[0], *row[2:]]), ("leaf 1 (case/", "is there twice")),
    "a changed upper tile": (lambda m: tile(m, lambda _: [bytes(32)], 0, 1), ("tile 1/000000000000 is not what",)),
    "a commit dropped from the archive": (drop_commit, (f"({COMMIT.id}) is not what the archive holds",)),
    "a commit changed in the archive": (
        change_commit,
        (f"({COMMIT.id}) is not what the archive holds", f"{COMMIT.id} is in the archive and has no leaf"),
    ),
    "a commit put into the archive": (add_commit, ("case/forged@2 is in the archive and has no leaf",)),
    "a checkpoint not shown": (forget_checkpoint, ("was sealed and is not shown",)),
    "a checkpoint shown otherwise": (another_root, ("is shown as it was not sealed",)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(grown: Kept, damage: str) -> None:
    change, told = DAMAGES[damage]
    change(grown.metrics)
    found = named(grown)
    assert found
    for each in told:
        assert any(each in name for name in found), (each, found)


def resealed(kept: Kept, change: Callable[[list[CheckpointSealed]], list[CheckpointSealed]]) -> set[str]:
    """Let metrics' store tell other checkpoints than were sealed, in commits that are whole, and show these."""
    true = sorted(kept.metrics.checkpoints.before(None, 9), key=lambda each: each.tree_size)
    forged = change(true)
    kept.metrics.checkpoints.collection.delete_many({})
    kept.metrics.checkpoints.add(forged)
    store = MemoryStore()
    for n, each in enumerate(forged, 1):
        store.append(_commit(n, each))
    found = verify(kept.metrics.database, store, kept.bus)
    return {each.told for each in found.culprits if each.place == "checkpoints" or "checkpoint" in each.told}


def _commit(n: int, told: CheckpointSealed | LeavesOrdered) -> Commit:
    meta = replace(meta_at(), command_id=str(uuid.UUID(int=n)))
    return seal(
        stream=f"checkpoint/{n}" if isinstance(told, CheckpointSealed) else f"leaves/{n}",
        version=1,
        case=f"checkpoints-{n}",
        source="metrics",
        meta=meta,
        recorded_at=meta.now,
        prev=GENESIS,
        facts=[told],
    )


MINE = Ed25519PrivateKey.generate()


def forged(told: CheckpointSealed, root: str) -> CheckpointSealed:
    """Sign another root with a key of one's own."""
    note = signed(Head(told.origin, told.tree_size, bytes.fromhex(root)), MINE, told.origin)
    return replace(told, root=root, note=note, key=verifier_of(MINE, told.origin).text)


RESEALED: dict[str, tuple[Callable[[list[CheckpointSealed]], list[CheckpointSealed]], tuple[str, ...]]] = {
    "a dropped checkpoint": (lambda c: c[1:], ("does not name the one over 0 commits",)),
    "another root": (
        lambda c: [replace(c[0], root="ab" * 32), c[1]],
        ("signed as another one", "come to another root", "does not name the one over"),
    ),
    "another note": (lambda c: [replace(c[0], note=c[1].note), c[1]], ("signed as another one",)),
    "a broken signature": (lambda c: [replace(c[0], note=c[0].note[:-9] + "AAAAAAA=\n"), c[1]], ("signature",)),
    "a forged checkpoint": (lambda c: [c[0], forged(c[1], "ab" * 32)], ("come to another root",)),
    "more than there is": (
        lambda c: [*c, replace(c[1], tree_size=9_999, previous_size=c[1].tree_size, previous_root=c[1].root)],
        ("has more leaves than the tree",),
    ),
}


@pytest.mark.parametrize("damage", RESEALED)
def test_checkpoints_that_were_not_sealed_so_are_named(grown: Kept, damage: str) -> None:
    change, told = RESEALED[damage]
    found = resealed(grown, change)
    for each in told:
        assert any(each in name for name in found), (each, found)


def renamed(kept: Kept, change: Callable[[list[LeavesOrdered]], list[LeavesOrdered]]) -> set[str]:
    """Let metrics' store name the leaves otherwise, in commits that are whole."""
    store = MemoryStore()
    facts = [fact for commit in kept.metrics.journal.store.scan() for fact in facts_of(commit.envelope())]
    parts = sorted((f for f in facts if isinstance(f, LeavesOrdered)), key=lambda each: each.first)
    for n, each in enumerate([*(f for f in facts if isinstance(f, CheckpointSealed)), *change(parts)], 1):
        store.append(_commit(n, each))
    found = verify(kept.metrics.database, store, kept.bus)
    assert found.orders == len(change(parts))
    return {each.told for each in found.culprits if each.place == "order"}


def swapped(told: LeavesOrdered) -> LeavesOrdered:
    raw = base64.b64decode(told.hashes)
    return replace(told, hashes=base64.b64encode(raw[32:64] + raw[:32] + raw[64:]).decode())


RENAMED: dict[str, tuple[Callable[[list[LeavesOrdered]], list[LeavesOrdered]], tuple[str, ...]]] = {
    "nothing": (lambda parts: parts, ()),
    "swapped leaves": (
        lambda parts: [swapped(parts[0]), *parts[1:]],
        ("leaf 0 is named by leaves/0 otherwise", "leaf 1 is named by leaves/0 otherwise"),
    ),
    "a part too few": (lambda parts: parts[1:], ("does not go on where 0 leaves are named",)),
    "the last part too few": (lambda parts: parts[:-1], ("and named nowhere",)),
    "more than it says": (
        lambda parts: [replace(parts[0], count=parts[0].count + 1), *parts[1:]],
        ("the order from leaf 0 on names not",),
    ),
}


@pytest.mark.parametrize("damage", RENAMED)
def test_an_order_that_was_changed_is_named(grown: Kept, damage: str) -> None:
    change, told = RENAMED[damage]
    found = renamed(grown, change)
    assert bool(found) == bool(told)
    for each in told:
        assert any(each in name for name in found), (each, found)


def test_a_key_that_is_not_believed_is_named(grown: Kept) -> None:
    other = Signer("yizhan/journal", new_signing_key()).vkey
    assert {"not believed" in each for each in named(grown, other)} == {True}
