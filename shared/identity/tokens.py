"""Tokens: JSON Web Tokens signed with Ed25519, the same for bearer calls and for the session cookie.

Claims: `iss`, `sub`, `role`, `unit`, `hall`, `divisions`, `demo`, `iat`, `exp`, `jti`. Nothing readable about a
person goes in. Times are real time, whatever calendar a demonstration runs on.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from shared.identity.identity import Identity
from shared.identity.roles import ROLES

ISSUER = "yizhan"
ALGORITHMS = ["Ed25519"]
LIFETIME = timedelta(hours=12)
"""One working day at a window, with room for a market-day evening."""


REMEMBERED = 2000
"""How many tokens a process keeps as checked: a signature is checked once, the time at every call."""


class BadToken(Exception):
    """A token that is not ours, was changed, has run out, or says less than it must."""


def new_signing_key() -> str:
    """Make a new Ed25519 private key, as PEM text."""
    return OKPKey.generate_key("Ed25519", auto_kid=True).as_pem(private=True).decode()


class Tokens:
    """Issues and verifies tokens.

    Args:
        signing_key: the private key that signs, as PEM.
        older_keys: public (or private) keys as PEM that are still believed, for a change of keys without logouts.
        now: real time, tz-aware; replaced in tests.
    """

    def __init__(
        self, signing_key: str, older_keys: Sequence[str] = (), *, now: Callable[[], datetime] | None = None
    ) -> None:
        self._signing = _key(signing_key)
        self._believed = KeySet([self._signing, *map(_key, older_keys)])
        self._known: dict[str, tuple[Identity, int]] = {}
        self._now = now or (lambda: datetime.now(UTC))

    def issue(self, identity: Identity, lifetime: timedelta = LIFETIME) -> str:
        """Sign a token for an identity; it runs out after `lifetime`."""
        now = self._now()
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "sub": identity.id,
            "role": identity.role,
            "unit": identity.unit,
            "hall": identity.hall,
            "divisions": list(identity.divisions),
            "demo": identity.demo,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": str(uuid.uuid4()),
        }
        header = {"alg": ALGORITHMS[0], "kid": self._signing.kid}
        return jwt.encode(header, claims, self._signing, algorithms=ALGORITHMS)

    def verify(self, token: str) -> Identity:
        """Give the identity a token stands for.

        Raises:
            BadToken: it is not ours, was changed, has run out, or names no known role.
        """
        known = self._known.get(token) or self._read(token)
        identity, expires = known
        if expires <= self._now().timestamp():
            raise BadToken("the token has run out")
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[token] = known
        return identity

    def _read(self, token: str) -> tuple[Identity, int]:
        """Check a token's signature and claims, all but the time."""
        try:
            claims = jwt.decode(token, self._believed, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise BadToken("not a token of this system") from error
        expires = claims.get("exp")
        if claims.get("iss") != ISSUER or not isinstance(expires, int):
            raise BadToken("not a token of this system")
        return _identity(claims), expires


def _key(pem: str) -> OKPKey:
    key = OKPKey.import_key(pem)
    key.ensure_kid()
    return key


def _identity(claims: dict[str, Any]) -> Identity:
    if claims.get("role") not in ROLES or not isinstance(claims.get("sub"), str):
        raise BadToken("the token names no known role")
    return Identity(
        id=claims["sub"],
        role=claims["role"],
        unit=str(claims.get("unit", "")),
        hall=str(claims.get("hall", "")),
        divisions=tuple(str(code) for code in claims.get("divisions", ())),
        demo=claims.get("demo") is True,
    )
