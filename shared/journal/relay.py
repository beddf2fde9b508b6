"""Store -> log: the pending set, in waves.

A wave carries at most one commit of each stream, and the next wave leaves only when this one is answered; so a
commit never overtakes its predecessor, whatever the broker does to a batch. A lease per shard keeps duplicates
few; safety does not depend on it, because consumers skip what they have seen.

What the log acknowledged in a step is settled with the store once, at the end of the step (`waiting` tells how): a
crash before that only sends it again.

The relay also notices a log that lost what it had acknowledged. After every step it notes, per partition, the
last acknowledged offset and the hash there (an anchor). Whenever the broker may be another one than before (a
connection was made anew, or another relay replaced the notes), and every `AUDIT_SECONDS` besides, the notes are
compared with the log before anything is written over them; where they differ, `refill` puts back what is missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from shared.contracts.streams import topic_of
from shared.journal.bus import Ack, Bus, Outgoing, Spot
from shared.journal.commit import Commit
from shared.journal.ids import SHARDS
from shared.journal.refill import hashes_at, lost_spots, refill
from shared.journal.store import Anchors, Lease, Mark, Noted, Store
from shared.journal.waiting import FEW, Waiting
from shared.observability import REFILLED, RELAY_FAILED

LEASE_SECONDS = 10.0
AUDIT_SECONDS = 15.0
BATCH = 1_000

NO_MARK: Mark = (-1, "")

Sent = tuple[Commit, Ack]
"""A commit and where the log says it is."""


def outgoing(commit: Commit) -> Outgoing:
    """Give the record of a commit: key = its case, value = its exact bytes, header = its hash."""
    return Outgoing(topic_of(commit.stream), commit.case, commit.body, bytes.fromhex(commit.hash))


class Relay:
    """Carries one service's commits to the log.

    Args:
        store: the service's commits.
        bus: the log.
        owner: this process's name, for leases.
        on_sent: called with acknowledged commits before they leave the pending set; so work hung on it (view
            repair) is done at least once for every commit, crash or not.
        clock: monotonic seconds, for the rhythm of leases and audits.
        batch: commits sent in a step.
        few: how many commits of a step are taken out of the pending set without a note.
        service: under whose name failures and refills are counted.
    """

    def __init__(
        self,
        store: Store,
        bus: Bus,
        owner: str,
        *,
        on_sent: Callable[[Sequence[Commit]], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        batch: int = BATCH,
        few: int = FEW,
        service: str = "",
    ) -> None:
        self._store = store
        self._bus = bus
        self._owner = owner
        self._on_sent = on_sent
        self._clock = clock
        self._service = service
        self._producer = bus.producer()
        self._life = -1
        self._audited = float("-inf")
        self._held: dict[int, float] = {}
        self._leases: dict[int, Lease] = {}
        self._notes: dict[int, Anchors] = {}
        self._left: list[Sent] = []
        self._left_life = -1
        self._waiting = Waiting(store, batch, few)

    def step(self) -> int:
        """Relay what is pending in the shards whose leases can be had; give how many commits were acknowledged.

        Raises:
            BusError, StoreDown: nothing is lost; call again.
        """
        shards = [shard for shard in range(SHARDS) if self._holds(shard)]
        if not shards:
            return 0
        self._audit_if_due(shards)
        if self._life < 0:
            self._audit_if_due(shards)  # something was lost and is pending again: go on from what the log holds now
        sent = self._settle_left(shards)
        if self._life < 0:
            return sent
        broken: set[str] = set()
        for wave in self._waiting.read(shards):
            if not self._wave(shards, wave, broken):
                self._waiting.begin_anew()
                break
        self._waiting.leave(broken)
        sent += self._settle(shards)
        self._waiting.sweep(sent)
        return sent

    def close(self) -> None:
        """Let go of the broker, and of the leases, so that whoever comes next need not wait for their end."""
        self._producer.close()
        for lease in self._leases.values():
            self._store.drop_lease(lease)
        self._leases.clear()
        self._held.clear()

    def _holds(self, shard: int) -> bool:
        """Hold or renew the lease; renewed well before it ends, so that most steps write nothing."""
        now = self._clock()
        if now < self._held.get(shard, float("-inf")) + LEASE_SECONDS / 3:
            return True
        lease = self._store.take_lease(relay_name(shard), self._owner, LEASE_SECONDS)
        if lease is None:
            self._held.pop(shard, None)
            if self._leases.pop(shard, None):
                self._waiting.begin_anew()
            return False
        if lease != self._leases.get(shard):
            self._notes.pop(shard, None)  # somebody else may have had it
            self._waiting.begin_anew()
        self._held[shard], self._leases[shard] = now, lease
        return True

    def _wave(self, shards: Sequence[int], wave: Sequence[Commit], broken: set[str]) -> bool:
        """Send one wave, without the broken streams: those of which a commit failed, left for another step.

        Returns:
            Whether the next wave may follow.
        """
        self._audit_if_due(shards)
        broken |= self._make_sure(shards)
        going = [commit for commit in wave if commit.stream not in broken]
        if self._life < 0 or not going:
            return self._life >= 0
        answers = self._producer.send([outgoing(commit) for commit in going])
        acked = [(c, a) for c, a in zip(going, answers, strict=True) if isinstance(a, Ack)]
        if self._given_before(acked):
            self._life = -1  # so that the notes are compared first
        if not self._left:
            self._left_life = self._life
        self._left += acked
        lost = self._make_sure(shards)
        failed = {commit.stream for commit in going} - {commit.stream for commit, _ in acked}
        RELAY_FAILED.labels(self._service).inc(len(failed | lost))
        broken |= failed | lost
        return self._life >= 0

    def _make_sure(self, shards: Sequence[int]) -> set[str]:
        """Look up in the log what this step sent, where some of the answers may come from a broker that is gone.

        Returns:
            The streams of which something is not there; it counts as not acknowledged.
        """
        if not self._left or self._left_life == self._life == self._producer.connections():
            return set()
        asked = self._left
        self._left = self._found(shards, asked)
        self._left_life = self._life
        kept = {commit.id for commit, _ in self._left}
        return {commit.stream for commit, _ in asked if commit.id not in kept}

    def _given_before(self, acked: Sequence[Sent]) -> bool:
        """Tell whether a place in the log is given a second time.

        Offsets only grow. But a broker that came back without its memory may take a new producer for an old one, and
        a commit for a repetition of another: it stores nothing, and answers with the place of that other one.
        """
        places = [((ack.topic, ack.partition), ack.offset) for _, ack in acked]
        known = [(spot, offset) for notes in self._notes.values() for spot, (offset, _) in notes.spots.items()]
        known += [((ack.topic, ack.partition), ack.offset) for _, ack in self._left]
        last = dict(sorted(known, key=lambda each: each[1]))
        return len(set(places)) < len(places) or any(offset <= last.get(spot, -1) for spot, offset in places)

    def _found(self, shards: Sequence[int], acked: Sequence[Sent]) -> list[Sent]:
        """Keep what the log is seen to hold where it was acknowledged, once the notes have been compared.

        To ask for all of it again would be simpler; but a single partition that fails for long makes the producer
        connect anew at every wave, and then nothing would ever be settled while the log swells.
        """
        self._audit_if_due(shards)
        if self._life < 0:
            return []
        wanted: dict[Spot, list[int]] = {}
        for _, ack in acked:
            wanted.setdefault((ack.topic, ack.partition), []).append(ack.offset)
        held = hashes_at(self._bus, wanted)
        kept = [(c, a) for c, a in acked if held.get(((a.topic, a.partition), a.offset)) == bytes.fromhex(c.hash)]
        if len(kept) < len(acked):
            self._waiting.begin_anew()
        return kept

    def _settle_left(self, shards: Sequence[int]) -> int:
        """Settle what an earlier step sent when the store could not note it; sent again each time, it would flood."""
        self._left = [(commit, ack) for commit, ack in self._left if commit.shard in shards]
        self._left_life = -1
        return self._settle(shards) if self._life >= 0 else 0

    def _settle(self, shards: Sequence[int]) -> int:
        """Note what was acknowledged; give how many commits that were."""
        self._make_sure(shards)
        if not self._left or self._life < 0:
            return 0
        acked, commits = self._left, [commit for commit, _ in self._left]
        if self._on_sent:
            self._on_sent(commits)
        # Anchors first: if we die in between, commits are sent twice; the other way round a loss could go unseen.
        if not self._note(_newest(acked)):
            self._life = -1  # another relay was here: compare its notes before writing over them
            self._waiting.begin_anew()
            return 0
        self._waiting.take_out(commits)
        self._left = []
        return len(commits)

    def _note(self, newest: Mapping[int, Mapping[Spot, Mark]]) -> bool:
        """Note how far each shard's commits have come in the log; False where somebody else has noted something."""
        notes: dict[int, Noted] = {}
        for shard, marks in newest.items():
            seen = self._notes[shard]
            further = {s: m for s, m in marks.items() if m[0] > seen.spots.get(s, NO_MARK)[0]}
            notes[shard] = (seen, {**seen.spots, **further})
        if not self._store.replace_anchors({relay_name(shard): each for shard, each in notes.items()}):
            return False
        self._notes |= {shard: Anchors(seen.version + 1, spots) for shard, (seen, spots) in notes.items()}
        return True

    def _audit_if_due(self, shards: Sequence[int]) -> None:
        """See that the log still holds what was noted, wherever that may be in doubt."""
        now, life = self._clock(), self._producer.connections()
        if life == self._life and now - self._audited < AUDIT_SECONDS and self._notes.keys() >= set(shards):
            return
        notes = {shard: self._store.anchors(relay_name(shard)) for shard in shards}
        if lost_spots(self._bus, notes.values()):
            lacking = refill(self._store, self._bus, [relay_name(shard) for shard in range(SHARDS)])
            REFILLED.labels(self._service).inc(lacking)
            notes = {shard: self._store.anchors(relay_name(shard)) for shard in shards}
            self._life = -1
            self._waiting.begin_anew()
        else:
            self._life = life
        self._notes, self._audited = notes, now


def relay_name(shard: int) -> str:
    """Name a shard's relay, for leases and anchors."""
    return f"relay/{shard}"


def _newest(acked: Sequence[Sent]) -> dict[int, dict[Spot, Mark]]:
    marks: dict[int, dict[Spot, Mark]] = {}
    for commit, ack in acked:
        mine, spot = marks.setdefault(commit.shard, {}), (ack.topic, ack.partition)
        if spot not in mine or mine[spot][0] < ack.offset:
            mine[spot] = (ack.offset, commit.hash)
    return marks
