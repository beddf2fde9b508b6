"""What can be asked of a superior unit about a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command
from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Command):
    """Take in the whole file, as the lead department's `round`-th forwarding brought it."""

    superior: str
    department: str
    division: str
    item: str
    item_version: int
    opinion: str
    passed: bool
    materials: tuple[str, ...]
    guide: tuple[str, ...]
    points: tuple[str, ...]
    received_on: date
    limit: TimeLimit | None
    round: int
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMaterials(Command):
    """Ask for materials of the guide that the file lacks."""

    materials: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Decide, or return the file. `document_no` is the number the server gave."""

    outcome: Literal["approved", "refused", "returned"]
    reasons: str
    basis: str
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReferral(Command):
    """The case was withdrawn, so there is nothing more to decide."""
