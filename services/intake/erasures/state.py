"""What was erased of a person, as the events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts import Event
from shared.contracts.privacy import ErasureRefused, PersonErased


@dataclass(frozen=True, slots=True)
class Person:
    """Every erasure of a person, the oldest first (who comes again gets a new key), and how often one was refused."""

    erasures: tuple[PersonErased, ...] = ()
    refused: int = 0


def evolve(person: Person, fact: Event) -> Person:
    """Give the person after an event."""
    match fact:
        case PersonErased():
            return replace(person, erasures=(*person.erasures, fact))
        case ErasureRefused():
            return replace(person, refused=person.refused + 1)
    return person
