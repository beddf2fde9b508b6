"""Events of the cards of a case (stream `card/<case number>`). Owner: approval; topic: `journal`.

A card tells that a last day came near or was missed. It follows from the calendar and from what was recorded, stands
under a number of its own within its case (1, 2, ...), and is never taken back: it is appealed, upheld, or corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event

Kind = Literal["warn", "yellow", "red"]

Cause = Literal[
    "near_due",
    "promised_overdue",
    "notice_overdue",
    "direction_overdue",
    "receipt_overdue",
    "service_overdue",
    "steps_exceeded",
    "superior_overdue",
    "statutory_overdue",
    "deemed_acceptance",
    "after_yellow",
    "no_reasons",
    "outside_hall",
]

Ground = Literal["appeal", "late_fact", "error"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day that was not counted, and why: a word of `shared.timekeeping.REASONS`."""

    day: date
    reason: str


@event("card.issued")
class CardIssued(Event):
    """A card (D-6). `triggered_at`, the event's `occurred_at`: the true moment of the trigger; `issued_at`: when it was
    written, which after downtime may be days later.

    `due`: the last day the card is about; `start`, `counted`, `skipped`: every day behind it; `calendar`: the versions
    it was counted on, `provisional` where one of them is no official notice. `rules`: the version of the card rules.
    `reasons`: what was found, where people found it (`no_reasons`, `outside_hall`). `lead`: whose case it is, where the
    card is issued to another: the superior unit that overran its own limit (`superior_overdue`).
    """

    card: int
    kind: Kind
    cause: Cause
    department: str
    division: str
    item: str
    triggered_at: datetime
    issued_at: datetime
    due: date
    rules: str
    start: date | None = None
    counted: tuple[date, ...] = ()
    skipped: tuple[LeftOut, ...] = ()
    calendar: tuple[str, ...] = ()
    provisional: bool = False
    reasons: str = ""
    lead: str = ""


@event("card.appealed")
class CardAppealed(Event):
    """The department says why the card is wrong; `until` was the last day to say so."""

    card: int
    reasons: str
    until: date


@event("card.upheld")
class CardUpheld(Event):
    """An appeal was looked into, and the card stands; decided outside the department."""

    card: int
    reasons: str


@event("card.corrected")
class CardCorrected(Event):
    """The card counts no more, and stays to be seen.

    `ground`: an appeal was right; a fact recorded before the trigger came to hand after it; or it was an error.
    """

    card: int
    ground: Ground
    reasons: str
