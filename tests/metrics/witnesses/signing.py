"""A witness as the tests know it: its key, and signatures made by another library than the script's arithmetic."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.journal.notes import COSIGNER, Verifier, text_of

NOON = 1_795_600_000


class Witness:
    """Signs whatever it is told to."""

    def __init__(self, name: str = "audit.example.gov.cn/w1", seed: int = 7) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32))
        self.key = Verifier(name, self.private.public_key().public_bytes_raw(), COSIGNER)

    def line(self, note: str, at: int = NOON) -> str:
        signature = self.private.sign(f"cosignature/v1\ntime {at}\n{text_of(note)}".encode())
        raw = self.key.id + at.to_bytes(8, "big") + signature
        return f"— {self.key.name} {base64.b64encode(raw).decode()}"

    def cosigned(self, note: str, at: int = NOON) -> str:
        return f"{note}{self.line(note, at)}\n"
