"""Every version of a subject: when it was stated, by whom, and what it changed; read from the commits themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.administration.describing import Description
from services.intake.administration.differences import Change, changes
from services.intake.service import Intake
from shared.contracts import Event
from shared.contracts.streams import stream_name
from shared.journal.handle import facts_of


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `recorded_at`, `actor` and `hash` are empty where only the copy of the register is at hand."""

    number: int
    statement: Event
    changes: tuple[Change, ...]
    recorded_at: str = ""
    actor: str = ""
    role: str = ""
    hash: str = ""


def versions(intake: Intake, description: Description, key: str, english: bool = False) -> list[Version]:
    """Give the versions of a subject, the newest first."""
    stream = stream_name(description.category, key)
    found: list[Version] = []
    for commit in intake.journal.store.stream(stream):
        envelope = commit.envelope()
        for fact in facts_of(envelope):
            made = _version(description, found, commit.version, fact, english)
            actor = envelope.actor
            found.append(
                Version(made.number, fact, made.changes, envelope.recorded_at, actor["id"], actor["role"], commit.hash)
            )
    if not found:
        for number, fact in intake.replica.versions(description.kind, key):
            found.append(_version(description, found, number, fact, english))
    return found[::-1]


def _version(
    description: Description, before: Sequence[Version], number: int, statement: Event, english: bool
) -> Version:
    changed = changes(description, before[-1].statement, statement, english) if before else []
    return Version(number, statement, tuple(changed))
