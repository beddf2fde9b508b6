"""What may be asked about a person's data. What holds them arrives with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command
from shared.contracts.privacy import SealedKey

Hold = Literal["open_case", "retention", "open_proxy", "mandate", "open_escort", "open_question", "open_slip"]
"""Why data may not be erased yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase(Command):
    """Delete a person's key.

    Attributes:
        person: the pseudonym.
        certificate_no: the number of the certificate; the server's choice.
        key_id: the name of the key there is now; empty where there is none.
        holds: what keeps the data, in the order of `Hold`; `kept_until`: the last day of the longest retention.
        cases: how many cases of the person become unreadable.
        keys: what else of theirs is sealed, under keys of its own; `of_cases`: under keys that a case leads to.
    """

    person: str
    reason: Literal["on_request", "retention_over"]
    certificate_no: str
    key_id: str
    holds: tuple[Hold, ...]
    kept_until: date | None
    cases: int
    keys: tuple[SealedKey, ...] = ()
    of_cases: tuple[str, ...] = ()
