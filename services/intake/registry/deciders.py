"""The subjects of the register, put together: one category of streams each, the same fold, and each its own rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.intake.calendars import decide as calendars
from services.intake.delegations import decide as delegations
from services.intake.departments import decide as departments
from services.intake.items import decide as items
from services.intake.proxy_catalogs import decide as proxy_catalogs
from services.intake.registry.state import Subject, evolve
from services.intake.responsibilities import decide as responsibilities
from services.intake.rosters import decide as rosters
from services.intake.rulebooks import decide as rulebooks
from services.intake.staff import decide as staff
from services.intake.stationing import decide as stationing
from services.intake.venues import decide as venues
from shared.contracts import Command, Event, Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.statements import KEYS, Rule, State, category_of_kind, wrong
from shared.journal.handle import Decider

_OF_MATTERS: Mapping[type[Event], Rule] = {
    **items.RULES,
    **calendars.RULES,
    **departments.RULES,
    **staff.RULES,
    **stationing.RULES,
    **delegations.RULES,
    **responsibilities.RULES,
    **rulebooks.RULES,
    **proxy_catalogs.RULES,
    **rosters.RULES,
    **venues.RULES,
}

RULES: Mapping[type[Event], Rule] = {
    **_OF_MATTERS,
    VenueRegistered: stationing.with_windows(_OF_MATTERS[VenueRegistered]),
}
"""The rule of every kind of statement; a matter that has kinds of its own adds its table here."""


def decide(subject: Subject, command: Command) -> Sequence[Event]:
    """Which statement follows? Stating again what holds already changes nothing, so loading data twice is harmless.

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    if not isinstance(command, State) or type(command.statement) not in RULES:
        raise Rejected("unknown_command", f"the register takes no {command.name}")
    _same_subject(subject.statement, command.statement)
    told = replace(command, earlier=subject.earlier)
    statement = RULES[type(command.statement)].check(subject.statement, told)
    return [] if statement == subject.statement else [statement]


def _same_subject(before: Event | None, stated: Event) -> None:
    """Two subjects named by several codes might join to one key; the second is refused, and the first stays."""
    names = KEYS[type(stated)]
    clash = [name for name in names if before is not None and getattr(before, name) != getattr(stated, name)]
    if clash:
        raise wrong("key_taken", clash[0], "another subject has this key on the register", "S1.5c")


SUBJECTS: dict[str, Decider[Subject]] = {
    category: Decider(category, Subject, decide, evolve) for category in map(category_of_kind, RULES)
}
"""Streams `department/<code>`, `item/<code>`, `venue/<id>`, `calendar/<year>`, `staff/<account>` ..."""
