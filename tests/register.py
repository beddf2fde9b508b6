"""The demonstration register as a service's own copy has it, without waiting for a log."""

from __future__ import annotations

from services.intake.registry.demo import statements
from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, StaffRegistered, VenueRegistered
from shared.replica import Replica


def fill_register(replica: Replica) -> None:
    """Take in every statement of the demonstration data as version 1 of its stream."""
    for fact in statements():
        replica.apply(_stream(fact), 1, fact)


def _stream(fact: Event) -> str:
    category = fact.type.partition(".")[0]
    match fact:
        case CalendarPublished():
            return f"{category}/{fact.year}"
        case StaffRegistered() | VenueRegistered():
            return f"{category}/{fact.id}"
    return f"{category}/{getattr(fact, 'code')}"  # noqa: B009
