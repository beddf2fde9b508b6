"""What may be asked of the special channel. Who and which project arrive sealed; white list and law as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.commands import Command
from shared.contracts.convenience import SpecialGround
from shared.contracts.intake import Applicant
from shared.contracts.registry import VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Command):
    """Ask for it, for an item of the hall. `answer_due`: by when the answer is there, counted in hours."""

    hall: VenueRegistered
    item: str
    ground: SpecialGround
    answer_due: datetime
    applicant: Applicant
    project: str
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Grant it, or not. `allowed`: the white list; `law`: steps of law with their articles."""

    granted: bool
    simplified: tuple[str, ...]
    reasons: str
    valid_until: date
    allowed: frozenset[str]
    law: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUnanswered(Command):
    """Note that the hours passed without an answer."""


SpecialCommand = Request | Answer | NoteUnanswered
