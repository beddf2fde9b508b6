"""Looking at whom one visits, in clear: each look leaves its record (F10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.intake.service import Intake
from shared.contracts import Event, Meta
from shared.contracts.commands import Command
from shared.contracts.privacy import AccessUnmasked
from shared.journal.handle import Decider

FIELDS = ("name", "phone", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Command):
    """Open a visit's person and address."""

    person: str
    number: str
    division: str


def _decide(_: None, command: Look) -> Sequence[Event]:
    return [
        AccessUnmasked(
            person=command.person,
            reader=command.meta.actor.id,
            role=command.meta.actor.role,
            purpose="visit",
            fields=FIELDS,
            case_no=command.number,
            seen_at=command.meta.now,
            division=command.division,
        )
    ]


LOOKS: Decider[None] = Decider("access", lambda: None, _decide, lambda state, _: state)
"""Streams `access/<pseudonym>`."""


def note_look(intake: Intake, meta: Meta, row: Mapping[str, Any]) -> None:
    """Record that somebody opened a visit's person and address."""
    person = row["applicant"]["person"]
    command = Look(meta=meta, person=person, number=row["number"], division=row["division"])
    intake.journal.execute(LOOKS, person, command, case=row["number"])
