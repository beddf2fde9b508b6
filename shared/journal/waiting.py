"""What waits in the store for the log: read far ahead, taken out when it was sent; of a backlog, noted first.

To take a commit out of the pending set is to write it anew, and that costs the embedded database ten times what
reading and sending it cost. So where a step sent many, a note tells so for fifty at a time, and they are swept out
when there is little to send. The same database looks through all that waits at every read, however little is asked
for; so much is read at once, and sent in several steps.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shared.journal.commit import Commit
from shared.journal.store import Place, Sending, Store

FEW = 50
"""So many commits are taken out of the pending set as soon as they are sent; of more a note is kept first."""

READ_AHEAD = 8
"""Batches read at once."""

SWEPT_AT_ONCE = 500
"""Noted commits swept after a step that sent few; about half a second's work."""

NOTED_MOST = 20_000
"""With more notes than that, which are held in memory, sweeping goes along with sending."""


class Waiting:
    """One relay's walk through the pending set, from its beginning to its end, and again.

    Args:
        store: the service's commits.
        batch: commits given at once.
        few: how many are taken out without a note.
    """

    def __init__(self, store: Store, batch: int, few: int = FEW) -> None:
        self._store = store
        self._batch = batch
        self._few = few
        self._ahead: list[Commit] = []
        self._after: Place | None = None
        self._left: set[str] = set()
        self._noted: set[Sending] = set()

    def begin_anew(self) -> None:
        """Forget what was read: another relay, or a loss, has changed the pending set or its notes."""
        self._ahead, self._after, self._left = [], None, set()
        self._noted = self._store.noted()

    def read(self, shards: Sequence[int]) -> list[Commit]:
        """Give the next batch of this walk; nothing at its end. What only waits for the sweep is passed over."""
        while not self._ahead:
            if self._after is None:
                self._left = set()
            found = self._store.pending(shards, READ_AHEAD * self._batch, self._after)
            self._after = None if len(found) < READ_AHEAD * self._batch else _place(found[-1])
            self._ahead = [c for c in found if c.stream not in self._left and (c.id, c.round) not in self._noted]
            if self._after is None:
                break
        given, self._ahead = self._ahead[: self._batch], self._ahead[self._batch :]
        return given

    def leave(self, streams: Collection[str]) -> None:
        """Give nothing more of these streams in this walk: one of their commits was not sent.

        The others go on; what a failing partition gathers would in time be all that is read otherwise.
        """
        if streams:
            self._left.update(streams)
            self._ahead = [commit for commit in self._ahead if commit.stream not in self._left]

    def take_out(self, commits: Sequence[Commit]) -> None:
        """These are in the log, and its anchors noted."""
        if len(commits) <= self._few:
            self._store.mark_sent(commits)
            return
        self._store.note_sent(commits)
        self._noted.update((commit.id, commit.round) for commit in commits)

    def sweep(self, sent: int) -> None:
        """Sweep some of what is noted, after a step that sent so many."""
        if self._noted and sent <= self._few:
            self._sweep()
        while len(self._noted) > NOTED_MOST:
            self._sweep()

    def _sweep(self) -> None:
        self._store.sweep(SWEPT_AT_ONCE)
        self._noted = self._store.noted()


def _place(commit: Commit) -> Place:
    return commit.shard, commit.stream, commit.version
