"""The vault: seals texts with a key per person, opens them again, and erases a person by deleting the key.

A token is `s1.` and, in URL-safe base64, the key's id (8 bytes), the nonce (12) and the AES-256-GCM ciphertext with
its tag. The associated data name the case and the field, so that a token moved elsewhere does not open. Keys are
never kept in memory longer than a call: an erasure holds at once, in every process.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.privacy.errors import Erased, Unreadable
from shared.privacy.keystore import KeyStore, StoredKey

PREFIX = "s1."
_KEY_ID, _NONCE, _KEY = 8, 12, 32


@dataclass(frozen=True, slots=True)
class _PersonKey:
    id: bytes
    cipher: AESGCM


class Vault:
    """Seals and opens personal texts.

    Args:
        store: where the wrapped keys lie.
        master_key: 32 bytes; it wraps the keys of persons and never touches a text itself.
    """

    def __init__(self, store: KeyStore, master_key: bytes) -> None:
        if len(master_key) != _KEY:
            raise ValueError("the master key has 32 bytes")
        self._store = store
        self._wrapping = AESGCM(_derived(master_key, b"yizhan wrap"))
        self._naming = _derived(master_key, b"yizhan person")

    def person(self, kind: str, number: str) -> str:
        """Give the pseudonym of a person or body: the same for the same number, and telling nothing without the vault.

        Args:
            kind: what the number is, for example `id` or `credit_code`.
            number: the checked number, in its one form.
        """
        return hmac.new(self._naming, f"{kind}\x1f{number}".encode(), sha256).hexdigest()[:32]

    def seal(self, person: str, case: str, field: str, text: str) -> str:
        """Encrypt a text for a field of a case; an empty text stays empty. Makes the person's key at first use."""
        return self.seal_all(person, case, {field: text})[field]

    def seal_all(self, person: str, case: str, texts: Mapping[str, str], *, new: bool = False) -> dict[str, str]:
        """Encrypt several fields of a case at the price of one look at the key store.

        `new`: the person has no key yet, as far as the caller can tell; then one is made first, and the one that was
        there all the same is used. Right or wrong, the outcome is the same.
        """
        if not any(texts.values()):
            return dict(texts)
        key = self._key_or_new(person, new=new)
        return {field: _sealed(key, case, field, text) if text else "" for field, text in texts.items()}

    def open(self, person: str, token: str, case: str, field: str) -> str:
        """Decrypt a token that `seal` gave for the same person, case and field.

        Raises:
            Erased: the person's key was deleted since.
            Unreadable: the token was damaged, or made for something else.
        """
        return self.open_all(person, case, {field: token})[field]

    def open_all(self, person: str, case: str, tokens: Mapping[str, str]) -> dict[str, str]:
        """Decrypt several fields of a case at the price of one look at the key store; raises as `open`."""
        if not any(tokens.values()):
            return dict(tokens)
        stored = self._store.get(person)
        if stored is None:
            raise Erased
        key = self._unwrapped(person, stored)
        return {field: _opened(key, case, field, token) if token else "" for field, token in tokens.items()}

    def erase(self, person: str, key_id: str = "") -> bool:
        """Erase a person: delete the key, so that nothing sealed with it can ever be read; tell whether there was one.

        A key made for the same person later is another key and opens nothing sealed before. `key_id`: delete the key
        of this name only, so that an erasure done again spares a key that was made since.
        """
        return self._store.delete(person, bytes.fromhex(key_id) if key_id else None)

    def key_id(self, person: str) -> str:
        """Give the name of a person's key in hex; empty where there is none: never known here, or erased."""
        stored = self._store.get(person)
        return stored.id.hex() if stored else ""

    def fits(self) -> bool:
        """Tell whether the master key opens what lies in the key store, as any does where nobody has a key there.

        Another one would open nothing, and would know everybody who comes again under another pseudonym.
        """
        found = self._store.some()
        try:
            return found is None or bool(self._unwrapped(*found))
        except Unreadable:
            return False

    def _key_or_new(self, person: str, *, new: bool) -> _PersonKey:
        stored = None if new else self._store.get(person)
        if stored is None:
            fresh = self._wrapped(person, AESGCM.generate_key(bit_length=256))
            stored = fresh if self._store.add(person, fresh) else self._store.get(person)
        if stored is None:
            raise Erased  # made and erased by others in the same moment
        return self._unwrapped(person, stored)

    def _wrapped(self, person: str, key: bytes) -> StoredKey:
        key_id, nonce = os.urandom(_KEY_ID), os.urandom(_NONCE)
        return StoredKey(key_id, nonce + self._wrapping.encrypt(nonce, key, _about("key", person, key_id.hex())))

    def _unwrapped(self, person: str, stored: StoredKey) -> _PersonKey:
        nonce, wrapped = stored.wrapped[:_NONCE], stored.wrapped[_NONCE:]
        try:
            key = self._wrapping.decrypt(nonce, wrapped, _about("key", person, stored.id.hex()))
        except (InvalidTag, ValueError):
            raise Unreadable from None
        return _PersonKey(stored.id, AESGCM(key))


def _sealed(key: _PersonKey, case: str, field: str, text: str) -> str:
    nonce = os.urandom(_NONCE)
    body = key.id + nonce + key.cipher.encrypt(nonce, text.encode(), _about("text", case, field))
    return PREFIX + base64.urlsafe_b64encode(body).decode().rstrip("=")


def _opened(key: _PersonKey, case: str, field: str, token: str) -> str:
    key_id, nonce, body = _parts(token)
    if key_id != key.id:
        raise Erased  # sealed with an earlier key of this person
    try:
        return key.cipher.decrypt(nonce, body, _about("text", case, field)).decode()
    except InvalidTag:
        raise Unreadable from None


def _parts(token: str) -> tuple[bytes, bytes, bytes]:
    if not token.startswith(PREFIX):
        raise Unreadable
    text = token.removeprefix(PREFIX)
    try:
        body = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable from None
    if len(body) <= _KEY_ID + _NONCE:
        raise Unreadable
    return body[:_KEY_ID], body[_KEY_ID : _KEY_ID + _NONCE], body[_KEY_ID + _NONCE :]


def _about(*parts: str) -> bytes:
    """Write the associated data so that no two lists of parts look the same."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def _derived(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(master_key)
