"""Strict order per stream, whatever order a log delivers: fold the next, skip the known, park the early.

version == seen + 1   folded
version <= seen       skipped, it is known
version >  seen + 1   parked until the hole before it is filled
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from hashlib import sha256

from shared.journal.chain import link
from shared.journal.commit import Envelope, Glance, glance, read_body
from shared.journal.errors import BadCommit, WrongHash


def open_record(value: bytes, digest: bytes) -> Envelope:
    """Read a record's bytes and check them against the hash that travels beside them.

    Raises:
        BadCommit: the bytes are not a commit's.
        WrongHash: the bytes are not those that were sealed.
    """
    envelope = read_body(value)
    if link(envelope.prev, value) != digest.hex():
        raise WrongHash(f"{envelope.stream}@{envelope.version} is not what was sealed")
    return envelope


def glance_record(value: bytes, digest: bytes) -> Glance:
    """Read of a record's bytes what a fold needs, and check them in the same way. This runs for every record.

    Raises:
        BadCommit: the bytes are not a commit's.
        WrongHash: the bytes are not those that were sealed.
    """
    said = glance(value)
    try:
        sealed = sha256(bytes.fromhex(said.prev) + value).digest()
    except ValueError:
        raise BadCommit(f"{said.stream}@{said.version} names no hash before it") from None
    if sealed != digest:
        raise WrongHash(f"{said.stream}@{said.version} is not what was sealed")
    return said


def sealed_hash(value: bytes) -> bytes:
    """Give the hash a record's bytes were sealed with if they are whole; nothing where they are no commit."""
    try:
        return sha256(bytes.fromhex(glance(value).prev) + value).digest()
    except (BadCommit, ValueError):
        return b""


def due(seen: int, version: int, parked: MutableMapping[int, bytes], value: bytes) -> Iterator[bytes]:
    """Give the bodies that are to be folded now, in order: this one and those it sets free; park it if early."""
    if version <= seen:
        return
    if version > seen + 1:
        parked[version] = value
        return
    yield value
    while (later := parked.pop(version := version + 1, None)) is not None:
        yield later
