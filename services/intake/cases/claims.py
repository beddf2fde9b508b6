"""What an application claims while it is the only one of its kind: keys that tell nothing without the services' key.

They are stored with the receipt itself, in one write, under a unique index: of two requests in one instant, whichever
hall, process or machine takes them in, the second finds the claim taken (G5).
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.intake.cases.commands import Receive

ANYBODY = ""


class Claims:
    """Makes the keys.

    Args:
        master_key: the services' common 32 bytes; the claims' own key is derived from it.
    """

    def __init__(self, master_key: bytes) -> None:
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yizhan claim").derive(master_key)

    def of(self, command: Receive) -> tuple[str, ...]:
        """Give what a receipt claims: against everybody, and against the same account once more.

        A desk is held up by whatever anybody handed in; an account by its own alone, so it learns nothing of others'.
        """
        everybody = self._claim(command, ANYBODY)
        return (everybody, self._claim(command, command.account)) if command.account else (everybody,)

    def own(self, command: Receive) -> tuple[str, ...]:
        """Give what the account claims for itself alone, where others hold the rest; nothing at a desk."""
        return (self._claim(command, command.account),) if command.account else ()

    def _claim(self, command: Receive, account: str) -> str:
        papers = sorted(set(command.materials))
        calendar = "virtual" if command.meta.simulated else "real"
        said = "\n".join((command.applicant.person, command.item.code, account, calendar, *papers))
        return hmac.new(self._key, said.encode(), sha256).hexdigest()[:40]
