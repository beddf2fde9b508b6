"""A follower that one process runs at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from shared.journal.store import Lease, Store

LEASE_SECONDS = 10.0


class Steps(Protocol):
    """Something done over and over: `step` gives how much it did."""

    def step(self) -> int: ...

    def close(self) -> None: ...


class Leased:
    """A follower that only the holder of its lease runs; a second worker process stands by, and takes over at once
    where the first one ends in order."""

    def __init__(self, name: str, store: Store, owner: str, make: Callable[[], Steps]) -> None:
        self._name, self._store, self._owner, self._make = f"follow/{name}", store, owner, make
        self._follower: Steps | None = None
        self._lease: Lease | None = None
        self._renew = 0.0

    def step(self) -> int:
        """Follow one batch while the lease is ours."""
        now = time.monotonic()
        if now >= self._renew:
            self._lease = self._store.take_lease(self._name, self._owner, LEASE_SECONDS)
            if self._lease is None:
                self.close()
                return 0
            self._renew = now + LEASE_SECONDS / 3
        if self._follower is None:
            self._follower = self._make()
        return self._follower.step()

    def close(self) -> None:
        """Let go of the log, and of the lease."""
        if self._follower is not None:
            self._follower.close()
            self._follower = None
        self._renew = 0.0
        if self._lease is not None:
            self._store.drop_lease(self._lease)
            self._lease = None
