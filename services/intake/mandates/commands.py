"""What may be asked of a mandate. Sealed people arrive with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts import Command
from shared.contracts.intake import Applicant
from shared.contracts.people import Act, Evidence, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCommand(Command):
    """Base of a mandate's commands.

    Attributes:
        desk: the hall whose window asks; empty for people at home and for the system.
        account: the account of whoever asks for themselves; empty otherwise.
    """

    desk: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Give(MandateCommand):
    """Give a mandate; both have shown who they are, and what they said is sealed.

    `hall` and its `division`: whose windows see it; empty: given online for no hall in particular.
    `minors`: which of the people (`principal`, `agent`, `representative`) are under age by the number they showed.
    """

    principal: Applicant
    agent: Applicant
    representative: Applicant | None
    items: tuple[str, ...]
    acts: tuple[Act, ...]
    valid_from: date
    valid_to: date
    evidence: Evidence
    document_no: str
    agent_account: str = ""
    hall: str = ""
    division: str = ""
    minors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke(MandateCommand):
    """Take the mandate back."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(MandateCommand):
    """Do something under the mandate: an act, for an item, in a case of a person.

    `account`: the agent's own, where they act online; a window has the agent before it.
    """

    act: Act
    item: str
    person: str
    case_no: str = ""
