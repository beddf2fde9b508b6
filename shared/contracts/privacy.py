"""Who looked at personal data, and whose was erased. Owner: intake; topic: `journal`.

Streams: `access/<pseudonym>` and `person/<pseudonym>`. A pseudonym tells nothing without the vault. Looks of another
service stand in streams of its own, `access/<pseudonym>-<service>`, so that no two services write one stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event

Purpose = Literal[
    "case",
    "paper",
    "proxy",
    "mandate",
    "escort",
    "complaint",
    "rating",
    "review",
    "visit",
    "question",
    "special",
    "slip",
]
"""For what personal data were opened: handling a case, its paper, a proxy, a mandate, an escort, a complaint ..."""


@event("access.unmasked")
class AccessUnmasked(Event):
    """Somebody saw another's personal data in clear.

    One look is the same reader at the same matter within a quarter of an hour; lists are masked, and are no look.

    Attributes:
        person: whose data, a pseudonym.
        reader, role: the account and the role it acted in.
        purpose: for what; `case_no`: the matter's number.
        fields: which fields were shown.
    """

    person: str
    reader: str
    role: str
    purpose: Purpose
    fields: tuple[str, ...]
    case_no: str
    seen_at: datetime | None = None
    division: str = ""


@dataclass(frozen=True, slots=True)
class SealedKey:
    """Another key of the same person: for their account's complaints, a complaint, a rating, a question of theirs,
    for what an account began and did not hand in, for a slip that a device took down without a number.

    `person`: the pseudonym it lies under; `key_id`: the one key that is meant.
    """

    kind: Literal["account", "complaint", "rating", "consultation", "draft", "slip"]
    person: str
    key_id: str


@event("person.erased")
class PersonErased(Event):
    """A person's key was deleted: nothing sealed for them can be read again; nothing else changes.

    `key_id`: names the one key that is gone, so that a key made later for the same person stays. `keys`: the keys of
    what they wrote elsewhere; whoever sealed with them deletes them once nothing holds them any more. `of_cases`: the
    person's cases, for whoever sealed under a key that only its case leads to (statements in reviews).
    """

    person: str
    certificate_no: str
    reason: Literal["on_request", "retention_over"]
    erased_on: date
    key_id: str = ""
    cases: int = 0
    keys: tuple[SealedKey, ...] = ()
    of_cases: tuple[str, ...] = ()


@event("person.erasure_refused")
class ErasureRefused(Event):
    """Erasure was asked for and refused: cases are open, or their records are still to be kept."""

    person: str
    holds: tuple[
        Literal["open_case", "retention", "open_proxy", "mandate", "open_escort", "open_question", "open_slip"], ...
    ]
    kept_until: date | None = None
