"""What may be asked of an escort. The mandate letter, officer and cases are read before, and come with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts import Command
from shared.contracts.intake import Applicant
from shared.contracts.people import Node, Project, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mandate letter as an escort needs it: whose, for whom, for what, and whether it holds now."""

    number: str
    principal: str
    agent_account: str
    items: tuple[str, ...]
    valid_to: date
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EscortCommand(Command):
    """Base of an escort's commands: the hall of a desk, or an applicant's own account."""

    desk: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(EscortCommand):
    """Ask for an escort; applicant and the project's name are sealed already."""

    project: str
    ground: Project
    items: tuple[str, ...]
    applicant: Applicant
    hall: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(EscortCommand):
    """Begin: `officer` is a clerk of `officer_hall`, as the register says; `letter`: None where none was named."""

    officer: str
    officer_role: str
    officer_hall: str
    letter: Letter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCase(EscortCommand):
    """Take one more case along: of which item and whose it is."""

    case_no: str
    item: str
    person: str
    letter: Letter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk(EscortCommand):
    """A node of the way was done, for a case or for all."""

    node: Node
    case_no: str
    letter: Letter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(EscortCommand):
    """The applicant goes on alone."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(EscortCommand):
    """The way has been gone; `open_cases`: those that have not."""

    open_cases: tuple[str, ...]
