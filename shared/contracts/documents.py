"""Written documents people hold (stream `document/<number>`). Owner: intake; topic: `journal`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event

DocumentKind = Literal["receipt", "notice", "refusal", "not_needed", "redirect", "mandate", "delivery", "promise"]


@event("document.issued")
class DocumentIssued(Event):
    """A document was made out, in the words it will always have.

    What it says rests on one fact of the journal (`cause`, an event's id), and is sealed with the key of the person it
    is addressed to: printing it again in a year gives the same words, erasing the person makes them unreadable.

    `words`: the sealed paper; `sha256`: of the paper's canonical bytes, which hold a random value, so that nobody finds
    a name by trying; `check_code`: printed on it, so that numbers cannot be walked; `unit`: the department or hall in
    whose name it is made out; `last_day`: the last day it names, if it names one.
    """

    kind: DocumentKind
    case_no: str
    item: str
    item_name: str
    department: str
    division: str
    hall: str
    unit: str
    issued_on: date
    last_day: date | None
    person: str
    words: str
    sha256: str
    check_code: str
    cause: str
    issued_at: datetime


@event("document.superseded")
class DocumentSuperseded(Event):
    """The document holds no longer: another took its place (`by`: its number), or what it rests on was taken back."""

    by: str
    reason: str
    superseded_on: date


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a paper: a heading, and either lines (numbered where `numbered`) or a table whose first row is its head
    where `head`."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numbered: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Personal data on a paper. In its lines `⟨name⟩` stands where a field is printed, so that it can be masked."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document says, word for word.

    `signed`: in whose name; `day`: the day it bears, in words; `signatures`: lines left to be signed by hand.
    """

    title: str
    to: str
    blocks: tuple[Block, ...]
    signed: str
    day: str
    people: tuple[Person, ...] = ()
    signatures: tuple[str, ...] = ()
    salt: str = ""
