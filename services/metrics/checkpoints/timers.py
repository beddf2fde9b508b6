"""The tick: gives what is newly archived its places in the tree, and seals a checkpoint where there is something new.

All of it happens here, some seconds apart and a bounded number of commits at a time: nothing is done for a commit when
it is made, relayed, folded or archived. Of several workers the one that holds the lease ticks.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Mapping

from services.metrics.checkpoints.sealing import Signer, seal, unsealed
from services.metrics.checkpoints.tree import NAME
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.archive import ARCHIVE, REGISTER_ARCHIVE
from shared.journal.bus import Bus, BusError
from shared.journal.errors import Fenced
from shared.journal.follower import Follower
from shared.observability import UNSEALED, log
from shared.worker import Timer

EVERY_SECONDS = 10.0
LEASE_SECONDS = 30.0
LEASE = "checkpoints"
READ_AT_ONCE = 2_000
STEPS_A_TICK = 5
"""A tick reads at most five times two thousand commits; a journal that was there before the tree is caught up so."""
ARCHIVES = {JOURNAL: ARCHIVE, REGISTRY: REGISTER_ARCHIVE}
"""The archive of each topic; the tree reads both topics, and each of its leaves is to be found in one of these."""
LOOKS, LOOK_SECONDS = 20, 0.25
"""How often, and how far apart, a tick looks whether the archive has come as far as the tree."""


class Keeper:
    """Keeps the tree: one a worker process."""

    def __init__(self, metrics: Metrics, bus: Bus, pause: Callable[[float], None] = time.sleep) -> None:
        self._metrics, self._bus, self._pause = metrics, bus, pause
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._signer = Signer(metrics.settings.checkpoint_origin, metrics.settings.checkpoint_key)
        self._follower = Follower(bus, (JOURNAL, REGISTRY), metrics.tree, most=READ_AT_ONCE)

    def tick(self) -> None:
        """Append and seal, if this process holds the lease; what fails is tried again at the next tick."""
        lease = self._metrics.journal.store.take_lease(LEASE, self._owner, LEASE_SECONDS)
        if lease is None:
            self._follower.close()
            return
        try:
            # A first checkpoint waits for the whole log: it may hold checkpoints of a database that was lost.
            ends = self._ends() if self._metrics.checkpoints.newest() is None else {}
            if any(placed != archived for archived, placed in self._offsets().values()):
                self._append()
            if self._has_come_to(ends) and self._all_archived():
                seal(self._metrics, self._signer)
        except (BusError, Fenced) as fault:
            log().warning("checkpoints_wait", reason=str(fault)[:300])
        except Rejected as refusal:
            log().error("checkpoint_refused", code=refusal.code, reason=str(refusal))
            self._follower.close()
            self._metrics.journal.store.drop_lease(lease)  # so that whoever restores what was lost gets at it
        UNSEALED.labels("metrics").set(unsealed(self._metrics))

    def _all_archived(self) -> bool:
        """Wait a little until all that has a place is archived: while much comes, the archive is always behind.

        The tree does not grow meanwhile. Where the archive does not come so far, the checkpoint waits for another tick.
        """
        for _ in range(LOOKS):
            if all(placed <= archived for archived, placed in self._offsets().values()):
                return True
            self._pause(LOOK_SECONDS)
        return False

    def _append(self) -> None:
        """Give new commits their places."""
        for _ in range(STEPS_A_TICK):
            if not self._follower.step():
                return

    def _ends(self) -> dict[str, int]:
        """Give how far the log reaches now, by partition."""
        reader = self._bus.reader()
        try:
            ends = reader.ends([(topic, number) for topic in ARCHIVES for number in range(self._bus.partitions(topic))])
        finally:
            reader.close()
        return {f"{topic}/{number}": end for (topic, number), end in ends.items()}

    def _has_come_to(self, ends: Mapping[str, int]) -> bool:
        offsets = self._offsets()
        return all(offsets.get(spot, (0, 0))[1] >= end for spot, end in ends.items())

    def _offsets(self) -> dict[str, tuple[int, int]]:
        """Give per partition how far its archive has come, and how far the tree: all that a quiet journal costs."""
        kept = "|".join((*ARCHIVES.values(), NAME))
        found = self._metrics.database["positions"].find({"_id": {"$regex": f"^({kept})/({'|'.join(ARCHIVES)})/"}})
        at = {each["_id"]: each["offset"] for each in found}
        spots = {each.partition("/")[2] for each in at}
        return {spot: (at.get(f"{ARCHIVES[_topic(spot)]}/{spot}", 0), at.get(f"{NAME}/{spot}", 0)) for spot in spots}


def _topic(spot: str) -> str:
    return spot.partition("/")[0]


def timer(metrics: Metrics, bus: Bus) -> Timer:
    """Give the worker's timer."""
    return Timer("checkpoints", EVERY_SECONDS, Keeper(metrics, bus).tick)
