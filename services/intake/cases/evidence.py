"""What the server itself has on record of when an application came: calls of tickets, hand-overs, visits (G4).

An application may name what it rests on. The record is read from the stream of whoever keeps it, so that no caller can
make a receipt earlier than it was, or later. Another room adds its record as a line of `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.cases.commands import Shown
from services.intake.cases.state import References
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.intake import Evidence
from shared.contracts.streams import stream_name


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record lies: the category of its stream, and which events show the moment in which field.

    No `moments`: what is named must be on record, but shows no time of receipt.
    """

    category: str
    kind: Evidence = "clerk"
    moments: tuple[tuple[str, str], ...] = ()


SOURCES: Mapping[str, Source] = {
    "ticket": Source("ticket", "queue", (("ticket.called", "called_at"),)),
    "proxy": Source("proxy", "proxy", (("proxy.handed_over", "handed_at"),)),
    "home_visit": Source("visit", "clerk", (("visit.done", "done_at"),)),
    "appointment": Source("appointment"),
    "mandate": Source("mandate"),
    "special": Source("special"),
}
"""By the field of an application that names it."""

SAME = ("hall", "item", "person")
"""Where a record says these, the application must say the same."""


def shown(intake: Intake, references: References, about: Mapping[str, str]) -> tuple[Shown, ...]:
    """Give what the named records show of when the application came.

    Args:
        intake: the service.
        references: the ids that were named.
        about: the application's own hall, item and person.

    Raises:
        Rejected: 422 `unknown_evidence`: nothing of that id is on record; `evidence_of_another`: it is another hall's,
            item's or person's.
    """
    found: list[Shown] = []
    for field, source in SOURCES.items():
        if key := getattr(references, field):
            found += _moments(_facts(intake, field, source, key), field, source, about)
    return tuple(found)


def _facts(intake: Intake, field: str, source: Source, key: str) -> list[tuple[str, Mapping[str, Any]]]:
    commits = intake.journal.store.stream(stream_name(source.category, key))
    if not commits:
        raise Rejected(
            "unknown_evidence", "nothing of this id is on record", "G4", status=422, errors={field: "unknown"}
        )
    return [(fact.type, fact.data) for commit in commits for fact in commit.envelope().events]


def _moments(
    facts: list[tuple[str, Mapping[str, Any]]], field: str, source: Source, about: Mapping[str, str]
) -> Iterator[Shown]:
    wanted = dict(source.moments)
    for type_name, data in facts:
        other = [name for name in SAME if data.get(name) and data[name] != about[name]]
        if other:
            told = {field: f"another {other[0]}"}
            raise Rejected("evidence_of_another", "this record is about something else", "G4", status=422, errors=told)
        if (moment := data.get(wanted.get(type_name, ""))) is not None:
            yield Shown(source.kind, datetime.fromisoformat(moment))
