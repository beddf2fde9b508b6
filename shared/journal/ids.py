"""Ids that say the same thing each time: command ids, event ids, shards."""

from __future__ import annotations

import zlib
from uuid import UUID, uuid5

NAMESPACE = UUID("5c0f3a52-0d2b-5f0e-9a5e-520400000000")
"""The root of all derived ids of this system."""

SHARDS = 4
"""The pending set is split in this many shards, each relayed by whoever holds its lease."""


def command_id(actor: str, key: str) -> str:
    """Give the command id for a caller's idempotency key; two callers with the same key do not collide."""
    return str(uuid5(NAMESPACE, f"{actor}\n{key}"))


def derived_command_id(policy: str, event_id: str) -> str:
    """Give the command id of a reaction: said twice, done once."""
    return str(uuid5(NAMESPACE, f"{policy}\n{event_id}"))


def refused_command_id(command: str) -> str:
    """Give the id under which the attempt of a refused command is recorded; the command itself stays undone."""
    return str(uuid5(UUID(command), "refused"))


def event_id(command: str, index: int) -> str:
    """Give the id of the index-th event that a command caused."""
    return str(uuid5(UUID(command), str(index)))


def shard_of(stream: str) -> int:
    """Tell the shard of a stream, the same on every machine."""
    return zlib.crc32(stream.encode()) % SHARDS
