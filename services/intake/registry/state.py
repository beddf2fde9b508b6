"""A subject of the register: its newest statement. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event


@dataclass(frozen=True, slots=True)
class Subject:
    """One department, venue, item, year or account; `statement` is None before the first."""

    statement: Event | None = None


def evolve(subject: Subject, fact: Event) -> Subject:  # noqa: ARG001 - nothing of the old statement stays
    """Give the subject after a statement: each one is whole and replaces the one before."""
    return Subject(fact)
