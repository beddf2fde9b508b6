"""A commit: what one command did to one stream, as bytes that are never encoded again.

The body is canonical JSON (sorted keys, UTF-8, no floats). Stored = hashed = sent: the same bytes lie in the
store, travel on the log and stand in an auditor's bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import orjson

from shared.contracts.commands import Meta
from shared.contracts.events import Event, encode
from shared.journal.chain import link
from shared.journal.errors import BadCommit, CommitTooLarge
from shared.journal.ids import event_id, shard_of

MAX_COMMIT_BYTES = 256 * 1024

LOCAL = ZoneInfo("Asia/Shanghai")
"""Recorded times are written in the time people here live by; the offset stands beside them."""


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One event inside a commit; `occurred_at` is what the clerk says, ISO 8601 with offset."""

    id: str
    type: str
    v: int
    occurred_at: str
    data: dict[str, Any]


class Envelope(msgspec.Struct, frozen=True, gc=False):
    """A commit's body, read. `clock` is `simulated` where the time came from a virtual calendar."""

    case: str
    stream: str
    version: int
    source: str
    command_id: str
    correlation: str
    causation: str
    actor: dict[str, str]
    recorded_at: str
    prev: str
    events: list[Fact]
    clock: str = "server"


class Told(msgspec.Struct, frozen=True, gc=False):
    """One event as a fold reads it: `raw` stays bytes until somebody asks for `data`."""

    type: str
    v: int
    occurred_at: str
    raw: msgspec.Raw = msgspec.field(name="data")

    @property
    def data(self) -> dict[str, Any]:
        """Read the event's data.

        Raises:
            BadCommit: they are no JSON object.
        """
        try:
            return _data(self.raw)
        except msgspec.DecodeError as error:
            raise BadCommit(f"unreadable {self.type}: {error}") from None


class Glance(msgspec.Struct, frozen=True, gc=False):
    """What a fold needs of a commit's body. Reading no more than this is what makes a rebuild fast."""

    case: str
    stream: str
    version: int
    prev: str
    events: tuple[Told, ...]


_decoder = msgspec.json.Decoder(Envelope)
_glance = msgspec.json.Decoder(Glance).decode
_data = msgspec.json.Decoder(dict[str, Any]).decode


def read_body(body: bytes) -> Envelope:
    """Read a commit's bytes.

    Raises:
        BadCommit: the bytes are not a commit's.
    """
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadCommit(f"unreadable commit: {error}") from None


def glance(body: bytes) -> Glance:
    """Read of a commit's bytes what a fold needs.

    Raises:
        BadCommit: the bytes are not a commit's.
    """
    try:
        return _glance(body)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadCommit(f"unreadable commit: {error}") from None


def hash_of(envelope: Envelope) -> str:
    """Give the hash of the commit that an envelope was read from: its bytes are canonical, and can be made again."""
    content = msgspec.to_builtins(envelope)
    if envelope.clock == "server":
        del content["clock"]  # as it is sealed: said only where the time is simulated
    return link(envelope.prev, orjson.dumps(content, option=orjson.OPT_SORT_KEYS))


@dataclass(frozen=True, slots=True)
class Commit:
    """A sealed commit as it lies in a store; `recorded_at` is the server's time, tz-aware.

    `round` counts how often the log lost the commit; the store's own note, no part of the commit.
    """

    stream: str
    version: int
    command_id: str
    case: str
    body: bytes
    prev: str
    hash: str
    shard: int
    recorded_at: datetime
    fingerprint: str = ""
    round: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """The commit's own name, `case/5204…@3`."""
        return f"{self.stream}@{self.version}"

    def envelope(self) -> Envelope:
        """Read the body."""
        return read_body(self.body)


def to_millisecond(moment: datetime) -> datetime:
    """Give a moment in local time, cut to the millisecond that every store can keep."""
    return moment.astimezone(LOCAL).replace(microsecond=moment.microsecond // 1000 * 1000)


def seal(
    *,
    stream: str,
    version: int,
    case: str,
    source: str,
    meta: Meta,
    recorded_at: datetime,
    prev: str,
    facts: Sequence[Event],
) -> Commit:
    """Make the commit that follows `prev`: canonical bytes, then the hash over them.

    Raises:
        CommitTooLarge: more than 256 KiB; large things (files) are referred to by checksum, not carried.
    """
    recorded_at = to_millisecond(recorded_at)
    body = _body(stream, version, case, source, meta, recorded_at, prev, facts)
    if len(body) > MAX_COMMIT_BYTES:
        raise CommitTooLarge(f"{stream}@{version} would have {len(body)} bytes")
    return Commit(
        stream=stream,
        version=version,
        command_id=meta.command_id,
        case=case,
        body=body,
        prev=prev,
        hash=link(prev, body),
        shard=shard_of(stream),
        recorded_at=recorded_at,
        fingerprint=meta.fingerprint,
    )


def _body(
    stream: str,
    version: int,
    case: str,
    source: str,
    meta: Meta,
    recorded_at: datetime,
    prev: str,
    facts: Sequence[Event],
) -> bytes:
    said = meta.occurred_at.astimezone(LOCAL).isoformat()
    content: dict[str, Any] = {
        "case": case,
        "stream": stream,
        "version": version,
        "source": source,
        "command_id": meta.command_id,
        "correlation": meta.correlation,
        "causation": meta.causation,
        "actor": {"id": meta.actor.id, "role": meta.actor.role, "unit": meta.actor.unit},
        "recorded_at": recorded_at.isoformat(timespec="milliseconds"),
        "prev": prev,
        "events": [
            {"id": event_id(meta.command_id, n), "type": f.type, "v": f.v, "occurred_at": said, "data": encode(f)}
            for n, f in enumerate(facts)
        ],
    }
    if meta.simulated:
        content["clock"] = "simulated"
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
