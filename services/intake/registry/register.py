"""The register's write side: a statement becomes a commit, and the service's own copy knows it at once."""

from __future__ import annotations

from dataclasses import dataclass

from services.intake.registry.deciders import RULES, SUBJECTS
from services.intake.registry.recent import Recent
from services.intake.registry.state import Subject
from shared.contracts import Event, Meta
from shared.contracts.statements import Known, State, category_of_kind, key_of_statement, stream_of
from shared.journal.handle import Journal, Outcome
from shared.replica import Replica


@dataclass(frozen=True, slots=True)
class Register:
    """Where statements about departments, venues, items, years, accounts and the rest are made."""

    journal: Journal
    replica: Replica
    recent: Recent

    def state(self, meta: Meta, statement: Event, *, expected: int | None = None) -> Outcome[Subject]:
        """Put a statement on the register, unless it holds already.

        Args:
            meta: the circumstances of the command.
            statement: the subject's event, whole.
            expected: the version the caller has seen (`If-Match`).

        Raises:
            Rejected: by a rule of the register.
            TypeError: the event is no statement of the register.
        """
        key, stream = key_of_statement(statement), stream_of(statement)
        command = State(meta=meta, statement=statement, known=self.known(statement))
        decider = SUBJECTS[category_of_kind(type(statement))]
        outcome = self.journal.execute(decider, key, command, case=stream, expected=expected)
        if outcome.state.statement is not None:
            self.replica.apply(stream, outcome.version, outcome.state.statement)
            self.recent.forget()
        return outcome

    def known(self, statement: Event) -> Known:
        """Give what the rule of a statement needs to know of other subjects."""
        return Known({kind: self.replica.all(kind) for kind in RULES[type(statement)].needs})
