"""Checkpoints as signed notes, the text form that transparency logs and their witnesses exchange. Pure.

    yizhan/journal
    1382
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — yizhan/journal x2kQ0pN8…

The text before the empty line is what is signed: the origin (which log this is), the size of the tree and its root in
base64. A signature line names the key and holds its id and an Ed25519 signature. The forms are those of C2SP:
`signed-note` and `tlog-checkpoint`; Go's `sumdb/note` reads them. A key is told as `name+id+key` (`vkey`).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.journal.merkle import HASH_BYTES

ED25519 = b"\x01"
ID_BYTES = 4
DASH = "— "
MOST_BYTES = 64 * 1024


class BadNote(Exception):
    """A note, or a key, is not what it should be: it cannot be read, or the signature does not belong to the text."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key and its name."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The key's id: the first four bytes of SHA-256 over name, type and key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is told: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: of which log, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def verifier(text: str) -> Verifier:
    """Read a key from `name+id+key`.

    Raises:
        BadNote: it is none, or its id is another key's.
    """
    try:
        name, told, key = text.strip().split("+", 2)
        raw = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        raise BadNote("a key is told as name+id+key") from None
    made = Verifier(name, raw[1:])
    if not name or raw[:1] != ED25519 or len(made.public) != HASH_BYTES or made.id.hex() != told:
        raise BadNote(f"this is no Ed25519 key with the id {told}")
    return made


def verifier_of(private: Ed25519PrivateKey, name: str) -> Verifier:
    """Give the public half of a key under a name."""
    return Verifier(name, private.public_key().public_bytes_raw())


def signed(head: Head, private: Ed25519PrivateKey, name: str) -> str:
    """Give a checkpoint as a note, signed."""
    value = verifier_of(private, name).id + private.sign(head.text.encode())
    return f"{head.text}\n{DASH}{name} {base64.b64encode(value).decode()}\n"


def opened(note: str, key: Verifier) -> Head:
    """Give what a note says, if this key signed it; signatures of others are passed by.

    Raises:
        BadNote: it is no checkpoint, the key's signature is missing, or it does not belong to the text.
    """
    text, _, lines = note.rpartition("\n\n")
    if len(note) > MOST_BYTES or not text or not lines.endswith("\n"):
        raise BadNote("this is no signed note")
    signatures = [_signature(line) for line in lines.removesuffix("\n").split("\n")]
    value = next((raw for name, raw in signatures if (name, raw[:ID_BYTES]) == (key.name, key.id)), b"")
    if not value:
        raise BadNote(f"{key.name} did not sign this note")
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value[ID_BYTES:], text.encode() + b"\n")
    except (InvalidSignature, ValueError):
        raise BadNote("the signature does not belong to this checkpoint") from None
    return head(text + "\n")


def head(text: str) -> Head:
    """Read the text of a checkpoint; lines behind the third are extensions, and pass.

    Raises:
        BadNote: it is none.
    """
    try:
        origin, size, told, *_ = text.split("\n")
        made = Head(origin, int(size), base64.b64decode(told, validate=True))
    except (ValueError, binascii.Error):
        raise BadNote("this is no checkpoint") from None
    if not made.text == "\n".join((origin, size, told, "")) or len(made.root) != HASH_BYTES or made.size < 0:
        raise BadNote("this is no checkpoint")
    return made


def _signature(line: str) -> tuple[str, bytes]:
    name, _, value = line.removeprefix(DASH).rpartition(" ")
    try:
        raw = base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if not line.startswith(DASH) or not name or len(raw) <= ID_BYTES or base64.b64encode(raw).decode() != value:
        raise BadNote("a line of the note is no signature")
    return name, raw
