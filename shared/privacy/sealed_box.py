"""Texts sealed for the services by somebody who has no line: whoever holds them, the sender too, cannot read them.

A box is `b1.` and, in URL-safe base64, the sender's one-time X25519 key (32 bytes), the nonce (12) and the
AES-256-GCM ciphertext with its tag. The key is HKDF-SHA256 of the shared secret, salted with the one-time key.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.privacy.errors import Unreadable

PREFIX = "b1."
PURPOSE = b"yizhan sealed box"
_KEY, _NONCE = 32, 12


class SealedBox:
    """Opens boxes; its key pair is derived from the master key, so every process of the services has the same one."""

    def __init__(self, master_key: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"yizhan box key").derive(master_key)
        self._private = X25519PrivateKey.from_private_bytes(derived)

    @property
    def public_key(self) -> str:
        """The key to seal for, in URL-safe base64."""
        return to_text(self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def open(self, box: str, about: str) -> bytes:
        """Give what was sealed.

        Args:
            box: as `sealed` gives it.
            about: what it was sealed to; a box moved to another slip does not open.

        Raises:
            Unreadable: damaged, moved, or sealed for another key.
        """
        if not box.startswith(PREFIX):
            raise Unreadable
        raw = from_text(box.removeprefix(PREFIX))
        if raw is None or len(raw) <= _KEY + _NONCE:
            raise Unreadable
        sender, nonce, body = raw[:_KEY], raw[_KEY : _KEY + _NONCE], raw[_KEY + _NONCE :]
        try:
            secret = self._private.exchange(X25519PublicKey.from_public_bytes(sender))
            return AESGCM(_key(secret, sender)).decrypt(nonce, body, about.encode())
        except (InvalidTag, ValueError):
            raise Unreadable from None


def sealed(public_key: str, text: bytes, about: str, drawn: Callable[[int], bytes] = os.urandom) -> str:
    """Seal a text for the holder of a key, as a device does in its browser.

    Args:
        public_key: whose.
        text: what is sealed.
        about: what it is sealed to.
        drawn: gives so many random bytes; a simulation gives its dice, so that it says the same again.
    """
    receiver = from_text(public_key)
    if receiver is None:
        raise Unreadable
    once = X25519PrivateKey.from_private_bytes(drawn(_KEY))
    sender = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    nonce = drawn(_NONCE)
    secret = once.exchange(X25519PublicKey.from_public_bytes(receiver))
    return PREFIX + to_text(sender + nonce + AESGCM(_key(secret, sender)).encrypt(nonce, text, about.encode()))


def to_text(raw: bytes) -> str:
    """Write bytes in URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes | None:
    """Read URL-safe base64 without padding; None for anything else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


def _key(secret: bytes, sender: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=sender, info=PURPOSE).derive(secret)
