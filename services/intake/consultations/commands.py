"""What may be asked of a question. Texts arrive sealed; who acts stands in the circumstances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.commands import Command
from shared.contracts.convenience import AskedBy
from shared.contracts.intake import Applicant
from shared.contracts.registry import VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Command):
    """Show the person to a window of the hall, or to a department."""

    hall: VenueRegistered
    departments: frozenset[str]
    window: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Command):
    """Take a question in.

    `responsible`: who was asked first, empty online; `answer`: sealed, where it is answered at once.
    """

    hall: VenueRegistered
    asked_at: datetime
    channel: AskedBy
    responsible: str
    due: date
    provisional: bool
    applicant: Applicant
    question: str
    item: str = ""
    account: str = ""
    answer: str = ""
    guide: Guide | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp(Command):
    """Make a question one's own that has nobody yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Answer it; that closes it. `answer`: sealed."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Command):
    """The window the person was shown to says that it has taken over; that closes it."""


ConsultationCommand = Register | TakeUp | Guide | Answer | Confirm
