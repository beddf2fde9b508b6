"""Passwords: argon2id hashes, and a check that takes as long for an unknown account as for a known one."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("no such account")


def hash_password(password: str) -> str:
    """Give the argon2id hash of a password, salt and parameters included."""
    return _HASHER.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Tell whether a password fits a stored hash.

    Args:
        stored: the hash, or None where the account does not exist; the work is done all the same, so that the
            answer's time does not tell which accounts exist.
        password: what was typed.
    """
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
