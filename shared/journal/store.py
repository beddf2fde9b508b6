"""The store of a service's commits: what every implementation promises. `MemoryStore` and `MongoStore` keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shared.journal.bus import Spot
from shared.journal.commit import Commit

Place = tuple[int, str, int]
"""A shard, a stream and a version: how far the pending commits have been read."""

Sending = tuple[str, int]
"""A commit's id and the `round` in which the log acknowledged it: true for good, since a loss begins a new round."""

Mark = tuple[int, str]
"""An offset and the hash of the commit there."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Per topic and partition, the last acknowledged offset and hash; `version` grows with every change.

    Only who has compared the notes with the log may replace them; so a loss cannot be written over unseen.
    """

    version: int = 0
    spots: Mapping[Spot, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to relay one shard until a moment of the store's own clock; `epoch` grows with every new owner."""

    name: str
    owner: str
    epoch: int


Noted = tuple[Anchors, Mapping[Spot, Mark]]
"""Notes as they were seen, and those that take their place."""


class Store(Protocol):
    """Where one service's commits lie.

    An `append` that returned is durable (majority, journaled) and seen by every later read. All methods raise
    `StoreDown` when the store does not answer; then an append may or may not have happened, and saying it again
    under the same command id settles it.
    """

    def append(self, commit: Commit, claims: Sequence[str] = ()) -> None:
        """Add a commit, pending for the relay.

        Args:
            commit: of a stream.
            claims: what only one commit may hold at a time, stored with it in the same write; keys that tell nothing.

        Raises:
            Duplicate: the command id was committed before, on whatever stream.
            Claimed: another commit holds one of the claims.
            Conflict: the stream has this version already.
        """

    def release(self, holder: Commit) -> None:
        """Let go whatever a commit claims."""

    def release_before(self, moment: datetime) -> None:
        """Let go what commits recorded before a moment claim."""

    def append_all(self, commits: Sequence[Commit], also: Callable[[Any], None] | None = None) -> None:
        """Add commits of different streams all at once: every reader sees all of them or none, whoever dies when.

        Args:
            commits: of streams that differ.
            also: writes to other collections of the same database that belong to it; gets the session they need, and
                may be called again where the store begins anew.

        Raises:
            Duplicate: one of the command ids was committed before; nothing was added.
            Conflict: one of the streams has its version already; nothing was added.
        """

    def stream(self, stream: str, after: int = 0, upto: int | None = None) -> list[Commit]:
        """Give one stream's commits with `after < version <= upto`, in order."""

    def by_command(self, command_id: str) -> Commit | None:
        """Give the commit of a command id."""

    def pending(self, shards: Sequence[int], most: int, after: Place | None = None) -> list[Commit]:
        """Give commits of these shards that wait for the log, by shard, stream and version; also the `noted` ones.

        `after`: only what comes after this place. Less than `most` are given only where there are no more.
        """

    def mark_sent(self, commits: Sequence[Commit]) -> None:
        """Take commits, as read from the pending set, out of it: the log has acknowledged them.

        One that was made pending again since then (its `round` moved on) stays pending: the acknowledgement came
        from a log that has lost it.
        """

    def note_sent(self, commits: Sequence[Commit]) -> None:
        """Note that the log has acknowledged these commits; `sweep` takes them out of the pending set later.

        For many at once: a note costs a hundredth of taking a commit out.
        """

    def noted(self) -> set[Sending]:
        """Give what is noted as sent and not swept yet."""

    def sweep(self, most: int) -> None:
        """Do what `mark_sent` does for about so many of the noted commits, and forget their notes."""

    def mark_pending(self, ids: Sequence[str]) -> None:
        """Put commits back into the pending set, because the log lost them; their `round` moves on.

        All notes are forgotten; that only sends again what was noted and not swept yet.
        """

    def scan(self) -> Iterator[Commit]:
        """Give every commit, by stream and version, without holding all of them in memory."""

    def count(self) -> int:
        """Count all commits."""

    def count_pending(self) -> int:
        """Count the pending commits that are not noted as sent; a sweep that was cut off may hide a few for a while."""

    def take_lease(self, name: str, owner: str, seconds: float) -> Lease | None:
        """Take or renew a lease by the store's clock; None while another owner holds it.

        A lease that ends more than twice `seconds` from now counts as free: all take it for the same time, so the
        clock was set back since, and its owner may be long gone.
        """

    def drop_lease(self, lease: Lease) -> None:
        """Give a lease back early."""

    def anchors(self, relay: str) -> Anchors:
        """Give what a relay noted last."""

    def replace_anchors(self, notes: Mapping[str, Noted]) -> bool:
        """Replace what relays noted, by their names; False where somebody else has replaced one of them first."""
