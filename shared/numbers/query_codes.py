"""Query codes: eight characters beside a number, printed on its receipt, that let its owner look without signing in.

A code is computed from the number with a key that only the services hold, so nothing is stored and every service
can check it. Letters and digits that look alike (0 O, 1 I L) do not occur.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
"""31^8 codes: a guesser who may try once a second needs more than ten thousand years for half of them."""


class QueryCodes:
    """Gives and checks query codes.

    Args:
        master_key: the services' common 32 bytes; the codes' own key is derived from it.
    """

    def __init__(self, master_key: bytes) -> None:
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yizhan query code").derive(master_key)

    def of(self, number: str) -> str:
        """Give the code of a case or complaint number."""
        value = int.from_bytes(hmac.new(self._key, number.encode(), sha256).digest())
        letters = []
        for _ in range(LENGTH):
            value, rest = divmod(value, len(ALPHABET))
            letters.append(ALPHABET[rest])
        return "".join(letters)

    def fits(self, number: str, code: str) -> bool:
        """Tell whether a code is the number's, as people type it: small letters, spaces and hyphens are forgiven."""
        said = code.upper().replace(" ", "").replace("-", "")
        return hmac.compare_digest(self.of(number).encode(), said.encode())
