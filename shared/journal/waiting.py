"""What waits in the store for the log: read far ahead, taken out when it was sent; of a backlog, noted first.

To take a commit out of the pending set is to write it anew, and that costs the embedded database several times what
reading and sending it cost. So where a step sent many, a note tells so for fifty at a time, and they are swept out
when there is little to send. The same database looks through all that waits at every read, however little is asked
for; so much is read at once, and sent in several steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

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


def waves(commits: Sequence[Commit]) -> Iterator[list[Commit]]:
    """Split commits, ordered by stream and version, into rounds with at most one commit of a stream each."""
    rounds: list[list[Commit]] = []
    last, depth = "", 0
    for commit in commits:
        depth = depth + 1 if commit.stream == last else 0
        last = commit.stream
        if depth == len(rounds):
            rounds.append([])
        rounds[depth].append(commit)
    yield from rounds


class Waiting:
    """One relay's walk through the pending set, from its beginning to its end, and again.

    Args:
        store: the service's commits.
        batch: commits given at once, and most of one wave.
        few: how many are taken out without a note.
    """

    def __init__(self, store: Store, batch: int, few: int = FEW) -> None:
        self._store = store
        self._batch = batch
        self._few = few
        self._ahead: list[list[Commit]] = []
        self._after: Place | None = None
        self._left: set[str] = set()
        self._noted: set[Sending] = set()

    def begin_anew(self) -> None:
        """Forget what was read: another relay, or a loss, has changed the pending set or its notes."""
        self._ahead, self._after, self._left = [], None, set()
        self._noted = self._store.noted()

    def read(self, shards: Sequence[int]) -> list[list[Commit]]:
        """Give the next waves of this walk; nothing at its end. What only waits for the sweep is passed over."""
        while not self._ahead:
            if self._after is None:
                self._left = set()
            found = self._store.pending(shards, READ_AHEAD * self._batch, self._after)
            self._after = None if len(found) < READ_AHEAD * self._batch else _place(found[-1])
            wanted = [c for c in found if c.stream not in self._left and (c.id, c.round) not in self._noted]
            self._ahead = [part for wave in waves(wanted) for part in self._parts(wave)]
            if self._after is None:
                break
        # As many as make a batch; all that was read is put in waves together, because few large ones cost least.
        sizes = accumulate(map(len, self._ahead))
        count = max(1, sum(size <= self._batch for size in sizes))
        given, self._ahead = self._ahead[:count], self._ahead[count:]
        return given

    def _parts(self, wave: list[Commit]) -> Iterator[list[Commit]]:
        for start in range(0, len(wave), self._batch):
            yield wave[start : start + self._batch]

    def leave(self, streams: Collection[str]) -> None:
        """Give nothing more of these streams in this walk: one of their commits was not sent.

        The others go on; what a failing partition gathers would in time be all that is read otherwise.
        """
        if streams:
            self._left.update(streams)
            kept = ([commit for commit in wave if commit.stream not in self._left] for wave in self._ahead)
            self._ahead = [wave for wave in kept if wave]

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
