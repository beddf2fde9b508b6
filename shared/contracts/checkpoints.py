"""Events of the tree: `checkpoint/<hour>`, `leaves/<first>`, `witness/<name>`. Owner: metrics; topic: `journal`."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.events import Event, event


@event("checkpoint.sealed")
class CheckpointSealed(Event):
    """The tree over the archived commits was sealed: this many leaves, this root (hex), signed.

    Attributes:
        origin: the name of the log, first line of the note.
        matters: how many of the leaves are no commits about the tree itself.
        previous_size, previous_root: the checkpoint before, of which this one was found to be a continuation; 0 and
            the root of an empty tree for the first.
        key: the public key as `name+id+key`, so that keys may be replaced and older checkpoints still verify.
        note: the checkpoint as a signed note (C2SP tlog-checkpoint).
    """

    origin: str
    tree_size: int
    root: str
    matters: int
    previous_size: int
    previous_root: str
    sealed_at: datetime
    key: str
    note: str


@event("leaves.ordered")
class LeavesOrdered(Event):
    """Which leaves stand in the tree from a place on, so that it can be made again.

    Attributes:
        first: the place of the first of them, counted from 0; every earlier one is named by an earlier event.
        count: how many are named.
        hashes: their hashes (SHA-256 over 00 and a commit's hash; 32 bytes each) one behind the other, in base64.
    """

    first: int
    count: int
    hashes: str


@event("checkpoint.cosigned")
class CheckpointCosigned(Event):
    """Somebody outside countersigned a checkpoint, having found that it continues the last one they countersigned.

    Attributes:
        witness: the witness's name, as its key has it.
        key: its public key as `name+id+key`, of type 04.
        tree_size, root: the checkpoint's.
        cosigned_at: by the witness's clock; it is part of what was signed.
        line: the signature line of the note (C2SP tlog-cosignature).
    """

    witness: str
    key: str
    tree_size: int
    root: str
    cosigned_at: datetime
    line: str
