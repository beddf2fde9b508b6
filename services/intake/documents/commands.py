"""What may be asked about a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts import Command
from shared.contracts.documents import DocumentIssued


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Command):
    """Make a document out; everything it says was put together already."""

    document: DocumentIssued


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersede(Command):
    """Say that a document holds no longer. `by`: the number of what took its place; empty where nothing did."""

    by: str
    reason: str
    day: date
