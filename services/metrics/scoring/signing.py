"""Signed policies: Ed25519 over canonical JSON, so that nobody changes a weight unseen.

A signed policy is a document with two members: `signed`, the policy itself, and `signature` with `algorithm`, `key`
(the id of the key) and `value` (base64). Canonical JSON has sorted keys, no spaces, UTF-8, and no numbers but whole
ones. Public keys are data: `keys.json` beside this file, and the keys the office adds by setting (YIZHAN_POLICY_KEYS).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.metrics.scoring.policy import Policy, policy_of
from shared.contracts import Rejected

KEYS = Path(__file__).parent / "keys.json"
ALGORITHM = "Ed25519"
KEY_BYTES = 32
BASIS = "D-2①"

Keys = Mapping[str, str]
"""Public keys, base64 of their 32 bytes, by id."""


def canonical(document: Any) -> bytes:
    """Give the bytes that are signed and hashed.

    Raises:
        Rejected: `unreadable_policy`: there is a binary float in it.
    """
    if _has_floats(document):
        raise refused("unreadable_policy", "numbers of a policy are written as text, never as floats")
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key that may sign policies, base64 of its 32 bytes, and whose it is."""

    public: str
    holder: str


def shipped_keys(path: Path = KEYS) -> dict[str, TrustedKey]:
    """Read the keys that come with the program, by id."""
    return _keys(orjson.loads(path.read_bytes()))


def trusted_keys(office: str = "") -> dict[str, str]:
    """Give the public keys that may sign policies, by id; `office`: the office's own, as `office_keys` reads them."""
    return {name: key.public for name, key in {**office_keys(office), **shipped_keys()}.items()}


def office_keys(text: str) -> dict[str, TrustedKey]:
    """Read the keys an office adds by setting: JSON like `keys.json`; empty text: none.

    Raises:
        Rejected: `unreadable_policy_keys`: it is no such JSON, a key is not 32 bytes in base64, or an id stands twice
            or is one of the program's own.
    """
    if not text.strip():
        return {}
    try:
        told = orjson.loads(text)
        found, named = _keys(told), [each["id"] for each in told["keys"]]
        sound = all(len(base64.b64decode(key.public, validate=True)) == KEY_BYTES for key in found.values())
    except (ValueError, KeyError, TypeError, AttributeError):
        sound, found, named = False, {}, []
    if not sound or len(named) != len(found) or found.keys() & shipped_keys().keys():
        raise refused("unreadable_policy_keys", "the office's keys for policies cannot be read; nothing is published")
    return found


def _keys(told: Any) -> dict[str, TrustedKey]:
    return {str(each["id"]): TrustedKey(str(each["public"]), str(each["holder"])) for each in told["keys"]}


def verify(raw: bytes, keys: Keys) -> Policy:
    """Give the policy of a signed document.

    Raises:
        Rejected: `unreadable_policy`, `unsigned_policy`, `unknown_policy_key`, `wrong_policy_signature`.
    """
    told = _read(raw)
    signature = told.get("signature")
    if not isinstance(signature, dict) or not signature.get("value"):
        raise refused("unsigned_policy", "the policy carries no signature")
    key = str(signature.get("key"))
    if signature.get("algorithm") != ALGORITHM or key not in keys:
        raise refused("unknown_policy_key", "the policy is signed with a key that is not among the trusted ones")
    body = canonical(told["signed"])
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[key], validate=True))
        public.verify(base64.b64decode(str(signature["value"]), validate=True), body)
    except (InvalidSignature, binascii.Error, ValueError):
        raise refused("wrong_policy_signature", "the signature does not belong to this policy") from None
    return read(told["signed"], key)


def draft(raw: bytes) -> Policy:
    """Give the policy of a document that nobody has signed yet: for what-if only.

    Raises:
        Rejected: `unreadable_policy`.
    """
    told = _read(raw)
    return read(told.get("signed", told), "")


def read(document: Any, key: str) -> Policy:
    """Read a policy; raises `unreadable_policy`."""
    try:
        return policy_of(document, hashlib.sha256(canonical(document)).hexdigest(), key)
    except ValueError as error:
        raise refused("unreadable_policy", str(error)) from None


def sign(document: Mapping[str, Any], key: str, private: bytes) -> bytes:
    """Give the signed document; `private` are the 32 bytes of the key with the id `key`."""
    value = Ed25519PrivateKey.from_private_bytes(private).sign(canonical(document))
    signature = {"algorithm": ALGORITHM, "key": key, "value": base64.b64encode(value).decode()}
    return orjson.dumps({"signed": document, "signature": signature}, option=orjson.OPT_INDENT_2)


def refused(code: str, message: str) -> Rejected:
    """Make the refusal of a policy."""
    return Rejected(code, message, BASIS, status=422)


def _read(raw: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(raw)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise refused("unreadable_policy", "a policy is a JSON document with members `signed` and `signature`")
    return told


def _has_floats(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_floats(each) for each in value.values())
    if isinstance(value, list):
        return any(_has_floats(each) for each in value)
    return isinstance(value, float)
