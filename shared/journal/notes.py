"""Checkpoints as signed notes, the text form that transparency logs and their witnesses exchange. Pure.

    yizhan/journal
    1382
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — yizhan/journal x2kQ0pN8…

The text before the empty line is what is signed: the origin (which log this is), the size of the tree and its root in
base64. A signature line names the key and holds its id and an Ed25519 signature. The forms are those of C2SP:
`signed-note` and `tlog-checkpoint`; Go's `sumdb/note` reads them. A key is told as `name+id+key` (`vkey`).

A witness signs the same note with a key of another type, over `cosignature/v1`, the time and the text
(`tlog-cosignature`): its line holds the time, 8 bytes, before the signature.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.journal.merkle import HASH_BYTES

ED25519, COSIGNER = b"\x01", b"\x04"
"""Types of keys: a journal's, and a witness's."""
ID_BYTES, TIME_BYTES = 4, 8
DASH = "— "
MOST_BYTES = 64 * 1024
MOST_SECONDS = 253_402_300_799
"""The last second of the year 9999."""


class BadNote(Exception):
    """A note, or a key, is not what it should be: it cannot be read, or the signature does not belong to the text."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key, its name and type."""

    name: str
    public: bytes
    kind: bytes = ED25519

    @property
    def id(self) -> bytes:
        """The key's id: the first four bytes of SHA-256 over name, type and key."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is told: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self.kind + self.public).decode()}"


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


def verifier(text: str, kind: bytes = ED25519) -> Verifier:
    """Read a key of a type from `name+id+key`.

    Raises:
        BadNote: it is none, or its id is another key's.
    """
    try:
        name, told, key = text.strip().split("+", 2)
        raw = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        raise BadNote("a key is told as name+id+key") from None
    made = Verifier(name, raw[1:], kind)
    if not name or raw[:1] != kind or len(made.public) != HASH_BYTES or made.id.hex() != told:
        raise BadNote(f"this is no Ed25519 key of type {kind.hex()} with the id {told}")
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
    text, value = _signed(note, key)
    _verify(key, value, text.encode())
    return head(text)


def cosigned(note: str, key: Verifier) -> int:
    """Give the moment (seconds of POSIX) at which a witness signed a note.

    Raises:
        BadNote: as `opened`.
    """
    text, value = _signed(note, key)
    moment = int.from_bytes(value[:TIME_BYTES], "big")
    if moment > MOST_SECONDS:
        raise BadNote("this cosignature is of no time that there is")
    _verify(key, value[TIME_BYTES:], f"cosignature/v1\ntime {moment}\n{text}".encode())
    return moment


def line_of(note: str, key: Verifier) -> str:
    """Give the signature line of a key under a note; raises as `opened` where there is none."""
    return f"{DASH}{key.name} {base64.b64encode(key.id + _signed(note, key)[1]).decode()}"


def text_of(note: str) -> str:
    """Give the text of a note, without its signatures."""
    return note.rpartition("\n\n")[0] + "\n"


def _signed(note: str, key: Verifier) -> tuple[str, bytes]:
    """Give a note's text, and what a key's signature line holds behind the key's id."""
    text, _, lines = note.rpartition("\n\n")
    if len(note) > MOST_BYTES or not text or not lines.endswith("\n"):
        raise BadNote("this is no signed note")
    signatures = [_signature(line) for line in lines.removesuffix("\n").split("\n")]
    value = next((raw for name, raw in signatures if (name, raw[:ID_BYTES]) == (key.name, key.id)), b"")
    if not value:
        raise BadNote(f"{key.name} did not sign this note")
    return text + "\n", value[ID_BYTES:]


def _verify(key: Verifier, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise BadNote("the signature does not belong to this checkpoint") from None


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
