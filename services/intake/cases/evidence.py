"""What the server itself has on record of when an application came: calls of tickets, hand-overs, visits (G4).

An application may name what it rests on. The record is read from the stream of whoever keeps it, so that no caller can
make a receipt earlier than it was, or later. Another room adds its record as a line of `LOOKUPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.intake.cases.circumstances import Shown
from services.intake.cases.state import References
from services.intake.queue.lookup import call_evidence
from services.intake.service import Intake
from services.intake.special_channel.acts import grant_of
from shared.contracts import Rejected
from shared.contracts.intake import Evidence
from shared.contracts.streams import stream_name

Fact = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class About:
    """What the application says of itself, and the day on which it is taken in."""

    hall: str
    item: str
    person: str
    day: date


Lookup = Callable[[Intake, str, About], Iterator[Shown]]
"""Gives what a record of an id shows, for an application; raises `Rejected` (422) where it is not about that."""


def _ticket(intake: Intake, key: str, about: About) -> Iterator[Shown]:
    """The first call of a number of this hall, taken for this item."""
    found = call_evidence(intake, key, hall=about.hall, item=about.item)
    yield Shown("queue", found.called_at)


def _record(field: str, category: str, kind: Evidence = "clerk", moment: tuple[str, str] = ("", "")) -> Lookup:
    """Read the moment that an event of a stream tells in a field; no moment: it only must be on record."""

    def look(intake: Intake, key: str, about: About) -> Iterator[Shown]:
        for type_name, data in _facts(intake, field, category, key, about):
            if type_name == moment[0] and data.get(moment[1]):
                yield Shown(kind, datetime.fromisoformat(data[moment[1]]))

    return look


def _special(intake: Intake, key: str, about: About) -> Iterator[Shown]:
    """A grant of this hall, for this item and person, that holds today; it shows no time of receipt (S2.6f)."""
    grant = grant_of(intake, key.upper(), hall=about.hall, item=about.item, day=about.day)
    if grant.person != about.person:
        raise _of_another("special", "person")
    yield from ()


LOOKUPS: Mapping[str, Lookup] = {
    "ticket": _ticket,
    "scan": _record("scan", "material", "scan", ("material.uploaded", "uploaded_at")),
    "proxy": _record("proxy", "proxy", "proxy", ("proxy.handed_over", "handed_at")),
    "home_visit": _record("home_visit", "visit", "clerk", ("visit.done", "done_at")),
    "appointment": _record("appointment", "appointment"),
    "special": _special,
}
"""By the field of an application that names it. A mandate is measured where it is used (`Acts`), and shows no time."""


def shown(intake: Intake, references: References, about: About) -> tuple[Shown, ...]:
    """Give what the named records show of when the application came.

    Raises:
        Rejected: 422 `unknown_evidence`: nothing of that id is on record; `evidence_of_another`: it is another hall's,
            item's or person's; or as the room that keeps the record says.
    """
    named = ((look, getattr(references, field)) for field, look in LOOKUPS.items())
    return tuple(each for look, key in named if key for each in look(intake, key, about))


def _facts(intake: Intake, field: str, category: str, key: str, about: About) -> list[Fact]:
    commits = intake.journal.store.stream(stream_name(category, key))
    if not commits:
        told = {field: "unknown"}
        raise Rejected("unknown_evidence", "nothing of this id is on record", "G4", status=422, errors=told)
    facts: list[Fact] = [(fact.type, fact.data) for commit in commits for fact in commit.envelope().events]
    for _, data in facts:
        if other := _other(data, about):
            raise _of_another(field, other)
    return facts


def _of_another(field: str, other: str) -> Rejected:
    told = {field: f"another {other}"}
    return Rejected("evidence_of_another", "this record is about something else", "G4", status=422, errors=told)


def _other(data: Mapping[str, Any], about: About) -> str:
    """Name what a record says otherwise than the application: hall, item or person; empty where it says the same."""
    applicant = data.get("applicant")
    person = data.get("person") or (applicant.get("person", "") if isinstance(applicant, Mapping) else "")
    said = {"hall": data.get("hall"), "item": data.get("item"), "person": person}
    return next((name for name, value in said.items() if value and value != getattr(about, name)), "")
