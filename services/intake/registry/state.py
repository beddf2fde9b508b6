"""A subject of the register: its newest statement, and those before. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event


@dataclass(frozen=True, slots=True)
class Subject:
    """One department, venue, item, year or account; `statement` is None before the first.

    `earlier`: what was stated before, oldest first; nothing of it is part of the newest statement.
    """

    statement: Event | None = None
    earlier: tuple[Event, ...] = ()


def evolve(subject: Subject, fact: Event) -> Subject:
    """Give the subject after a statement: each one is whole and replaces the one before."""
    return Subject(fact, subject.earlier if subject.statement is None else (*subject.earlier, subject.statement))
