"""A store in memory, for specs and the seeded simulation; it passes the same suite as the real one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.journal.commit import Commit
from shared.journal.errors import Claimed, Conflict, Duplicate
from shared.journal.store import Anchors, Lease, Noted, Place, Sending


class MemoryStore:
    """Keeps commits in dictionaries. `now` is the store's own clock in seconds, for leases."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._streams: dict[str, list[Commit]] = {}
        self._commands: dict[str, Commit] = {}
        self._by_id: dict[str, Commit] = {}
        self._pending: dict[str, Commit] = {}
        self._noted: set[Sending] = set()
        self._claims: dict[str, Commit] = {}
        self._leases: dict[str, tuple[Lease, float]] = {}
        self._anchors: dict[str, Anchors] = {}

    def append(self, commit: Commit, claims: Sequence[str] = ()) -> None:
        self._check(commit)
        holder = next((self._claims[each] for each in claims if each in self._claims), None)
        if holder is not None:
            raise Claimed(holder)
        self.append_all([commit])
        self._claims.update(dict.fromkeys(claims, commit))

    def release(self, holder: Commit) -> None:
        self._claims = {claim: by for claim, by in self._claims.items() if by.id != holder.id}

    def release_before(self, moment: datetime) -> None:
        self._claims = {claim: by for claim, by in self._claims.items() if by.recorded_at >= moment}

    def append_all(self, commits: Sequence[Commit], also: Callable[[Any], None] | None = None) -> None:
        for commit in commits:
            self._check(commit)
        if also is not None:
            also(None)
        for commit in commits:
            self._streams.setdefault(commit.stream, []).append(commit)
            self._commands[commit.command_id] = commit
            self._by_id[commit.id] = self._pending[commit.id] = commit

    def _check(self, commit: Commit) -> None:
        first = self._commands.get(commit.command_id)
        if first is not None:
            raise Duplicate(first)
        if commit.version != len(self._streams.get(commit.stream, ())) + 1:
            raise Conflict(commit.id)

    def stream(self, stream: str, after: int = 0, upto: int | None = None) -> list[Commit]:
        return self._streams.get(stream, [])[after:upto]

    def by_command(self, command_id: str) -> Commit | None:
        return self._commands.get(command_id)

    def pending(self, shards: Sequence[int], most: int, after: Place | None = None) -> list[Commit]:
        mine = sorted((c.shard, c.stream, c.version, c.id) for c in self._pending.values() if c.shard in shards)
        return [self._pending[place[3]] for place in mine if after is None or place[:3] > after][:most]

    def mark_sent(self, commits: Sequence[Commit]) -> None:
        for commit in commits:
            held = self._pending.get(commit.id)
            if held is not None and held.round == commit.round:
                del self._pending[commit.id]

    def note_sent(self, commits: Sequence[Commit]) -> None:
        self._noted |= {(commit.id, commit.round) for commit in commits}

    def noted(self) -> set[Sending]:
        return set(self._noted)

    def sweep(self, most: int) -> None:
        swept = sorted(self._noted)[:most]
        self.mark_sent([replace(self._by_id[commit_id], round=number) for commit_id, number in swept])
        self._noted.difference_update(swept)

    def mark_pending(self, ids: Sequence[str]) -> None:
        if ids:
            self._noted.clear()
        for commit_id in ids:
            commit = self._by_id[commit_id]
            self._by_id[commit_id] = self._pending[commit_id] = replace(commit, round=commit.round + 1)

    def scan(self) -> Iterator[Commit]:
        for stream in sorted(self._streams):
            yield from list(self._streams[stream])

    def count(self) -> int:
        return len(self._by_id)

    def count_pending(self) -> int:
        return sum((commit.id, commit.round) not in self._noted for commit in self._pending.values())

    def take_lease(self, name: str, owner: str, seconds: float) -> Lease | None:
        now = self._now()
        held = self._leases.get(name)
        if held and held[0].owner != owner and now < held[1] <= now + 2 * abs(seconds):
            return None
        renewed = held is not None and held[0].owner == owner and held[1] > now
        epoch = held[0].epoch + (0 if renewed else 1) if held else 1
        lease = Lease(name, owner, epoch)
        self._leases[name] = (lease, now + seconds)
        return lease

    def drop_lease(self, lease: Lease) -> None:
        held = self._leases.get(lease.name)
        if held and held[0] == lease:
            self._leases[lease.name] = (lease, 0.0)

    def anchors(self, relay: str) -> Anchors:
        return self._anchors.get(relay, Anchors())

    def replace_anchors(self, notes: Mapping[str, Noted]) -> bool:
        mine = {relay: each for relay, each in notes.items() if self.anchors(relay).version == each[0].version}
        self._anchors |= {relay: Anchors(seen.version + 1, dict(spots)) for relay, (seen, spots) in mine.items()}
        return len(mine) == len(notes)
