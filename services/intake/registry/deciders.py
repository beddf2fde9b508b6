"""The subjects of the register, put together: one category of streams each, the same fold, and each its own rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.intake.items import decide as items
from services.intake.registry import decide as registry
from services.intake.registry.state import Subject, evolve
from shared.contracts import Command, Event, Rejected
from shared.contracts.statements import Rule, State, category_of_kind
from shared.journal.handle import Decider

RULES: Mapping[type[Event], Rule] = {
    **registry.RULES,
    **items.RULES,
}
"""The rule of every kind of statement; a matter that has kinds of its own adds its table here."""


def decide(subject: Subject, command: Command) -> Sequence[Event]:
    """Which statement follows? Stating again what holds already changes nothing, so loading data twice is harmless.

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    if not isinstance(command, State) or type(command.statement) not in RULES:
        raise Rejected("unknown_command", f"the register takes no {command.name}")
    statement = RULES[type(command.statement)].check(subject.statement, command)
    return [] if statement == subject.statement else [statement]


SUBJECTS: dict[str, Decider[Subject]] = {
    category: Decider(category, Subject, decide, evolve) for category in map(category_of_kind, RULES)
}
"""Streams `department/<code>`, `item/<code>`, `venue/<id>`, `calendar/<year>`, `staff/<account>` ..."""
