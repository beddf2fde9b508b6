"""Designs that lose: kept as negative controls, so that the simulation is known to be able to find a loss.

GlobalCursor   relays everything after a cursor over insertion numbers; a number handed out but not yet
               visible is passed over for good
ClaimPerRow    marks rows as taken before sending; a process that dies in between never sends them
Pipelining     keeps several commits of a stream in flight, for a consumer that trusts the log's order
"""

from __future__ import annotations

from typing import Any

from shared.journal.bus import Ack
from shared.journal.ids import SHARDS
from shared.journal.relay import outgoing
from tests.faults.world import World
from tests.journal.samples import TallyFacts


class GlobalCursor:
    """A cursor that all relays share, over a number that writers draw before their commit is visible."""

    def __init__(self, world: World, _owner: str) -> None:
        self._world = world
        self._store, self._producer = world.seen_store(), world.seen_bus().producer()
        self._shared: dict[str, Any] = world.__dict__.setdefault("cursor", {"at": -1, "numbers": {}})

    def step(self) -> int:
        commits = self._store.scan()
        numbered = sorted((self._number(c.id), c) for c in commits)
        fresh = [(n, c) for n, c in numbered if n > self._shared["at"]]
        for number, commit in fresh:
            if not isinstance(self._producer.send([outgoing(commit)])[0], Ack):
                return 0
            self._shared["at"] = max(self._shared["at"], number)
            self._store.mark_sent([commit])
        return len(fresh)

    def _number(self, commit_id: str) -> int:
        """A number near the order of appearance: two writers' numbers may swap, as with clocks and sequences."""
        numbers: dict[str, int] = self._shared["numbers"]
        if commit_id not in numbers:
            numbers[commit_id] = 2 * len(numbers) + self._world.random.choice([0, 0, 0, 3])
        return numbers[commit_id]


class ClaimPerRow:
    """Takes rows out of the pending set first, and sends them then."""

    def __init__(self, world: World, _owner: str) -> None:
        self._store, self._producer = world.seen_store(), world.seen_bus().producer()

    def step(self) -> int:
        claimed = self._store.pending(range(SHARDS), 4)
        self._store.mark_sent(claimed)
        for commit in claimed:
            while not isinstance(self._producer.send([outgoing(commit)])[0], Ack):
                pass
        return len(claimed)


class Pipelining:
    """Sends a stream's commits without waiting for one another; marks what was acknowledged."""

    def __init__(self, world: World, _owner: str) -> None:
        self._world = world
        self._store, self._producer = world.seen_store(), world.seen_bus().producer()

    def step(self) -> int:
        batch = self._store.pending(range(SHARDS), 8)
        if len(batch) < 6 and self._world.todo:
            return 0  # a relay under load finds several commits of a stream at once
        answers = self._producer.send([outgoing(c) for c in batch])
        done = [c for c, answer in zip(batch, answers, strict=True) if isinstance(answer, Ack)]
        self._store.mark_sent(done)
        return len(done)


class TrustingFollower:
    """A consumer that trusts the log's order: folds what is newer than the last version seen, skips the rest."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reader = world.seen_bus().reader()
        self._reader.assign({("journal", n): 0 for n in range(2)})
        self.facts: dict[str, dict[str, Any]] = {}
        self.seen: dict[str, int] = {}
        world.__dict__["trusting"] = self

    def step(self) -> int:
        from shared.journal.commit import read_body

        records = self._reader.poll(0, 5)
        for record in records:
            said = read_body(record.value)
            if said.version > self.seen.get(said.stream, 0):
                self.seen[said.stream] = said.version
                facts = self.facts.setdefault(said.case, TallyFacts().initial(said.case))
                for fact in said.events:
                    TallyFacts().step(facts, said, fact)
        return len(records)


def trusting_total(world: World) -> int:
    """What the trusting consumer counted."""
    return sum(facts["total"] for facts in world.__dict__["trusting"].facts.values())
