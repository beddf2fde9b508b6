"""The tick: gives what is newly archived its places in the tree, and seals a checkpoint where there is something new.

All of it happens here, some seconds apart and a bounded number of commits at a time: nothing is done for a commit when
it is made, relayed, folded or archived. Of several workers the one that holds the lease ticks.
"""

from __future__ import annotations

import os
import socket

from services.metrics.checkpoints.sealing import Signer, seal, unsealed
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.streams import JOURNAL
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


class Keeper:
    """Keeps the tree: one a worker process."""

    def __init__(self, metrics: Metrics, bus: Bus) -> None:
        self._metrics = metrics
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._signer = Signer(metrics.settings.checkpoint_origin, metrics.settings.checkpoint_key)
        self._follower = Follower(bus, (JOURNAL,), metrics.tree, most=READ_AT_ONCE)

    def tick(self) -> None:
        """Append and seal, if this process holds the lease; what fails is tried again at the next tick."""
        if self._metrics.journal.store.take_lease(LEASE, self._owner, LEASE_SECONDS) is None:
            self._follower.close()
            return
        try:
            if any(placed != archived for archived, placed in self._offsets()):
                self._append()
            # A commit that has a place before it is archived: then its checkpoint waits.
            if all(placed <= archived for archived, placed in self._offsets()):
                seal(self._metrics, self._signer)
        except (BusError, Fenced) as fault:
            log().warning("checkpoints_wait", reason=str(fault)[:300])
        except Rejected as refusal:
            log().error("checkpoint_refused", code=refusal.code, reason=str(refusal))
        UNSEALED.labels("metrics").set(unsealed(self._metrics))

    def _append(self) -> None:
        for _ in range(STEPS_A_TICK):
            if not self._follower.step():
                return

    def _offsets(self) -> list[tuple[int, int]]:
        """Give per partition how far the archive has come, and how far the tree: all that a quiet journal costs."""
        metrics = self._metrics
        found = metrics.database["positions"].find({"_id": {"$regex": f"^(archive|tree)/{JOURNAL}/"}})
        at = {each["_id"]: each["offset"] for each in found}
        spots = {each.partition("/")[2] for each in at}
        return [(at.get(f"archive/{spot}", 0), at.get(f"tree/{spot}", 0)) for spot in spots]


def timer(metrics: Metrics, bus: Bus) -> Timer:
    """Give the worker's timer."""
    return Timer("checkpoints", EVERY_SECONDS, Keeper(metrics, bus).tick)
