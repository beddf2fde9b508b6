"""A case's history: commits of all its streams as lines in journal order, and each stream's chain checked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.metrics.audit.words import sentence, shown
from shared.journal.chain import GENESIS, link
from shared.journal.commit import Envelope

Kept = tuple[Envelope, bytes, str]
"""A commit as the archive keeps it: the envelope read, the exact bytes, the hash that travelled beside them."""

SHORT = 12
"""Hex digits of a hash that are shown to people."""

PRIVATE_ROLES = frozenset({"citizen"})
"""Roles whose account ids are not shown: they are people, not offices."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a case.

    `recorded_at` is the server's word, `occurred_at` the clerk's, both as written in the commit (ISO 8601 with
    offset). `data` holds only fields that may be shown. `hash` is the commit's, shortened.
    """

    event: str
    stream: str
    version: int
    source: str
    type: str
    recorded_at: str
    occurred_at: str
    actor: dict[str, str]
    zh: str
    en: str
    data: dict[str, Any]
    simulated: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The check of one stream: how many commits hold, and the first that does not (`stream@version`)."""

    stream: str
    commits: int
    last: str
    broken: str = ""
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether every commit follows from the one before."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class History:
    """A case's lines in journal order, and the chain of each of its streams."""

    case: str
    lines: tuple[Line, ...]
    chains: tuple[Chain, ...]

    @property
    def ok(self) -> bool:
        """Whether every chain holds."""
        return all(chain.ok for chain in self.chains)


def build(case: str, kept: Iterable[Kept], at: datetime | None = None) -> History:
    """Build a case's history, or what was known of it at a moment (recorded until then, that moment included)."""
    known = [one for one in kept if at is None or datetime.fromisoformat(one[0].recorded_at) <= at]
    known.sort(key=lambda one: (datetime.fromisoformat(one[0].recorded_at), one[0].stream, one[0].version))
    streams: dict[str, list[Kept]] = {}
    for one in known:
        streams.setdefault(one[0].stream, []).append(one)
    lines = tuple(line for one in known for line in _lines(one))
    return History(case, lines, tuple(check_chain(name, streams[name]) for name in sorted(streams)))


def check_chain(stream: str, kept: Sequence[Kept]) -> Chain:
    """Check one stream's commits from its first; name the first that is missing or not what was sealed."""
    prev = GENESIS
    ordered = sorted(kept, key=lambda one: one[0].version)
    for version, (said, body, digest) in enumerate(ordered, start=1):
        if said.version != version:
            return Chain(stream, version - 1, prev, f"{stream}@{version}", "missing")
        if said.prev != prev:
            return Chain(stream, version - 1, prev, f"{stream}@{version}", "does_not_follow")
        if link(prev, body) != digest:
            return Chain(stream, version - 1, prev, f"{stream}@{version}", "altered")
        prev = digest
    return Chain(stream, len(ordered), prev)


def _lines(kept: Kept) -> Iterable[Line]:
    said, _, digest = kept
    for fact in said.events:
        yield Line(
            event=fact.id,
            stream=said.stream,
            version=said.version,
            source=said.source,
            type=fact.type,
            recorded_at=said.recorded_at,
            occurred_at=fact.occurred_at,
            actor=_actor(said.actor),
            zh=sentence(fact.type, fact.data, "zh"),
            en=sentence(fact.type, fact.data, "en"),
            data=shown(fact.type, fact.data),
            simulated=said.clock == "simulated",
            hash=digest[:SHORT],
        )


def _actor(actor: dict[str, str]) -> dict[str, str]:
    role = actor.get("role", "")
    return {
        "id": "" if role in PRIVATE_ROLES else actor.get("id", ""),
        "role": role,
        "unit": actor.get("unit", ""),
    }
