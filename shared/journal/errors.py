"""The tree of the journal's errors.

JournalError
├── Conflict            another commit took this version first; load again and decide anew
├── Duplicate           this command id was committed before; carries the first commit
├── Claimed             another commit holds one of the claims; carries that commit
├── KeyReused           the same command id came with another request body
├── CommitTooLarge      the commit's bytes exceed MAX_COMMIT_BYTES
├── StoreDown           the store does not answer; nothing is known to be lost, try again
├── Fenced              another process took over; stop, what you hold is stale
└── BadCommit           bytes that do not say what a commit must say (poison)
    ├── WrongHash       the hash does not fit the bytes, or not the commit before
    └── UnknownEvent    an event type or version nobody declared
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.journal.commit import Commit


class JournalError(Exception):
    """Base of all errors of the journal."""


class Conflict(JournalError):
    """Another commit took this version of the stream first."""


class Duplicate(JournalError):
    """The command id was committed before; `first` is that commit."""

    def __init__(self, first: Commit) -> None:
        super().__init__(f"command {first.command_id} was committed as {first.id}")
        self.first = first


class Claimed(JournalError):
    """Another commit holds what this one claims; `holder` is that commit."""

    def __init__(self, holder: Commit) -> None:
        super().__init__(f"claimed by {holder.id}")
        self.holder = holder


class KeyReused(JournalError):
    """The same command id came with another request."""


class CommitTooLarge(JournalError):
    """A commit may not exceed 256 KiB."""


class StoreDown(JournalError):
    """The store does not answer."""


class Fenced(JournalError):
    """A newer owner holds what this process wanted to write."""


class BadCommit(JournalError):
    """Bytes that are not a commit."""


class WrongHash(BadCommit):
    """The hash does not fit the bytes."""


class UnknownEvent(BadCommit):
    """An event type or version that nobody declared."""
