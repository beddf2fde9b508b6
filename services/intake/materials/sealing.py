"""A file's bytes under a key of their own, AES-256-GCM. The key itself is sealed with the key of the file's person."""

from __future__ import annotations

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.contracts import Rejected
from shared.privacy import PrivacyError, Vault

FIELD = "file_key"
_NONCE = 12


def new_key() -> str:
    """Make a key for one file."""
    return base64.b64encode(AESGCM.generate_key(bit_length=256)).decode()


def encrypted(key: str, place: str, data: bytes) -> bytes:
    """Encrypt bytes for the place they will lie at; elsewhere they do not open."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(base64.b64decode(key)).encrypt(nonce, data, place.encode())


def decrypted(key: str, place: str, data: bytes) -> bytes:
    """Decrypt what `encrypted` gave.

    Raises:
        Rejected: `damaged_file` (503): these are not the bytes that were put there.
    """
    try:
        return AESGCM(base64.b64decode(key)).decrypt(data[:_NONCE], data[_NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise Rejected("damaged_file", "the bytes are not those that were stored", "S1.5c", status=503) from None


def opened(vault: Vault, person: str, material_id: str, sealed: str) -> str:
    """Open a file's key.

    Raises:
        Rejected: `person_erased` (410): the person's key is gone, and the file with it.
    """
    try:
        return vault.open(person, sealed, material_id, FIELD)
    except PrivacyError:
        raise Rejected("person_erased", "the person's data were erased", "个人信息保护法47", status=410) from None
