"""The hash chain of a stream: each commit's hash covers the hash before it and its own exact bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from shared.journal.errors import BadCommit, WrongHash

if TYPE_CHECKING:
    from shared.journal.commit import Commit

GENESIS = "0" * 64
"""What the first commit of every stream names as the hash before it."""


def link(prev: str, body: bytes) -> str:
    """Give SHA-256 over the previous hash (32 raw bytes) and the body, as 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(prev) + body).hexdigest()


def verify_stream(commits: Iterable[Commit]) -> str:
    """Check that one stream's commits, in order from version 1, form a chain; give the last hash.

    Raises:
        WrongHash: naming the first commit that is missing, out of place, or not what was sealed.
    """
    prev = GENESIS
    for version, commit in enumerate(commits, start=1):
        if commit.version != version:
            raise WrongHash(f"{commit.stream} lacks version {version}")
        if commit.prev != prev or link(prev, commit.body) != commit.hash:
            raise WrongHash(f"{commit.id} does not follow from the commit before it")
        check_body(commit)
        prev = commit.hash
    return prev


def check_body(commit: Commit) -> None:
    """Check that the sealed bytes say the same as the commit around them: what finds, routes and orders it."""
    try:
        said = commit.envelope()
        recorded_at = datetime.fromisoformat(said.recorded_at)
    except (BadCommit, ValueError):
        raise WrongHash(f"{commit.id} holds no commit") from None
    if (said.stream, said.version, said.prev) != (commit.stream, commit.version, commit.prev):
        raise WrongHash(f"{commit.id} holds the bytes of {said.stream}@{said.version}")
    if (said.case, said.command_id) != (commit.case, commit.command_id):
        raise WrongHash(f"{commit.id} lies under another case or command than was sealed")
    if recorded_at != commit.recorded_at:
        raise WrongHash(f"{commit.id} lies under another time than was sealed")
