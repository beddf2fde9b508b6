"""The packet format: signed bytes around a list of entries. Pure; opens nothing and asks nobody.

A packet is JSON `{"format", "device", "payload", "signature"}`: `payload` is URL-safe base64 of the exact bytes that
were signed, so that no two programs need to agree on how to write JSON. Within: `{"point", "made_at", "entries"}`, an
entry being `{"slip_no", "captured_at", "item", "materials", "sealed"}`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.intake.offline.slips import BASIS
from shared.contracts import Rejected
from shared.privacy.sealed_box import from_text

FORMAT = "yizhan-packet/1"
MOST_ENTRIES = 100
"""More entries than this go into another packet."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A packet as it came: who is said to have signed it, the signed bytes, and the signature; nothing checked yet."""

    device: str
    payload: bytes
    signature: bytes

    @property
    def packet(self) -> str:
        """The packet's name: what its bytes are, so that the same packet has the same name wherever it comes from."""
        return hashlib.sha256(self.payload).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One registration as the device wrote it; every field is a claim."""

    slip_no: str
    captured_at: str
    item: str
    materials: tuple[str, ...]
    sealed: str

    @property
    def about(self) -> str:
        """What the sealed part is bound to."""
        return about(self.slip_no, self.captured_at, self.item)


@dataclass(frozen=True, slots=True)
class Packet:
    """What the signed bytes say."""

    point: str
    made_at: str
    entries: tuple[Entry, ...]


def about(slip_no: str, captured_at: str, item: str) -> str:
    """Give what an entry's sealed part is bound to."""
    return f"{slip_no}\n{captured_at}\n{item}"


def envelope(told: Mapping[str, Any]) -> Envelope:
    """Read a packet's envelope.

    Raises:
        Rejected: `bad_packet`.
    """
    payload, signature = (from_text(_text(told, name, 400_000)) for name in ("payload", "signature"))
    if told.get("format") != FORMAT or not payload or signature is None or len(signature) != 64:
        raise bad("this is no packet of a village point")
    return Envelope(_text(told, "device", 40), payload, signature)


def verified(came: Envelope, public_key: str) -> Packet:
    """Check the signature, then read what was signed.

    Raises:
        Rejected: `bad_signature`; `bad_packet` for what a device of ours would never have signed.
    """
    try:
        Ed25519PublicKey.from_public_bytes(from_text(public_key) or b"").verify(came.signature, came.payload)
    except (InvalidSignature, ValueError):
        raise Rejected("bad_signature", "the packet was not signed by this device", BASIS, status=422) from None
    return opened(came.payload)


def opened(payload: bytes) -> Packet:
    """Read the signed bytes.

    Raises:
        Rejected: `bad_packet`.
    """
    try:
        told = orjson.loads(payload)
    except orjson.JSONDecodeError:
        raise bad("the signed part is not JSON") from None
    entries = told.get("entries") if isinstance(told, dict) else None
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_ENTRIES:
        raise bad(f"a packet holds 1 to {MOST_ENTRIES} entries")
    return Packet(_text(told, "point", 40), _text(told, "made_at", 40), tuple(map(_entry, entries)))


def _entry(told: Any) -> Entry:
    if not isinstance(told, dict):
        raise bad("an entry is an object")
    materials = told.get("materials")
    if not isinstance(materials, list) or len(materials) > 60:
        raise bad("materials are a list of at most 60 codes")
    named = tuple(_text({"code": each}, "code", 40) for each in materials)
    texts = {name: _text(told, name, most) for name, most in _LENGTHS.items()}
    return Entry(**texts, materials=named)


_LENGTHS = {"slip_no": 30, "captured_at": 40, "item": 40, "sealed": 4000}


def _text(told: Mapping[str, Any], name: str, most: int) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise bad(f"{name} is a text of at most {most} characters")
    return value


def bad(message: str) -> Rejected:
    """Give the refusal of what is no packet."""
    return Rejected("bad_packet", message, BASIS, status=422)
