"""The register's write side: a statement becomes a commit, and the service's own copy knows it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pymongo.client_session import ClientSession

from services.intake.registry.deciders import RULES, SUBJECTS
from services.intake.registry.recent import Recent
from services.intake.registry.state import Subject
from shared.contracts import Event, Meta
from shared.contracts.statements import Known, State, category_of_kind, key_of_statement, stream_of
from shared.contracts.streams import stream_name
from shared.journal.handle import Journal, Outcome, Step, facts_of
from shared.replica import Replica


class Overlay(dict[type[Event], dict[str, Event]]):
    """The register by kind and key, read where it is asked for, with statements laid over it that are to be made."""

    def __init__(self, replica: Replica) -> None:
        super().__init__()
        self._replica = replica

    def __missing__(self, kind: type[Event]) -> dict[str, Event]:
        found = self[kind] = self._replica.all(kind)
        return found

    def put(self, statement: Event) -> None:
        """Lay a statement over what is there."""
        self[type(statement)][key_of_statement(statement)] = statement

    def with_all(self, statements: Iterable[Event]) -> Overlay:
        """Lay several over it."""
        for statement in statements:
            self.put(statement)
        return self


E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a batch, as the rules gave it, and the version of its subject that it follows (0: none)."""

    meta: Meta
    statement: Event
    version: int

    def step(self, known: Known) -> Step[Subject]:
        """Give the journal's step."""
        command = State(meta=self.meta, statement=self.statement, known=known)
        stream = stream_of(self.statement)
        decider = SUBJECTS[category_of_kind(type(self.statement))]
        return Step(decider, key_of_statement(self.statement), command, stream, self.version)


@dataclass(frozen=True, slots=True)
class Register:
    """Where statements about departments, venues, items, years, accounts and the rest are made."""

    journal: Journal
    replica: Replica
    recent: Recent

    def state(
        self, meta: Meta, statement: Event, *, expected: int | None = None, known: Known | None = None
    ) -> Outcome[Subject]:
        """Put a statement on the register, unless it holds already.

        Args:
            meta: the circumstances of the command.
            statement: the subject's event, whole.
            expected: the version the caller has seen (`If-Match`).
            known: what the rule needs to know of other subjects, where the caller has just read it.

        Raises:
            Rejected: by a rule of the register.
            TypeError: the event is no statement of the register.
        """
        key, stream = key_of_statement(statement), stream_of(statement)
        command = State(meta=meta, statement=statement, known=known or self.known(statement))
        decider = SUBJECTS[category_of_kind(type(statement))]
        outcome = self.journal.execute(decider, key, command, case=stream, expected=expected)
        if outcome.state.statement is not None:
            self.replica.apply(stream, outcome.version, outcome.state.statement)
            self.recent.forget()
        return outcome

    def state_all(self, stated: Sequence[Stated]) -> list[Outcome[Subject]]:
        """Put statements about different subjects on the register, all of them or none (S1.5c).

        The rules see all of them together. The copy of the register is written in the same step, so nobody, at no
        time, sees some of them without the others.

        Raises:
            Rejected, Conflict: by the first that cannot be made; nothing was stated.
        """
        known = Known(Overlay(self.replica).with_all(each.statement for each in stated))
        steps = [each.step(known) for each in stated]
        outcomes: list[Outcome[Subject]] = self.journal.execute_all(steps, lambda session: self._copy(stated, session))
        self.recent.forget()
        return outcomes

    def _copy(self, stated: Sequence[Stated], session: ClientSession | None) -> None:
        for each in stated:
            self.replica.apply(stream_of(each.statement), each.version + 1, each.statement, session)

    def as_of(self, kind: type[E], key: str, moment: datetime) -> E | None:
        """Give a subject as the register held it at a moment, that moment included; None where it did not yet.

        What a duty was is judged by what was stated when it began, never by what was stated afterwards.
        """
        commits = self.journal.store.stream(stream_name(category_of_kind(kind), key))
        known = [commit for commit in commits if commit.recorded_at <= moment]
        facts = facts_of(known[-1].envelope()) if known else ()
        return next((fact for fact in facts if isinstance(fact, kind)), None)

    def known(self, statement: Event) -> Known:
        """Give what the rule of a statement needs to know of other subjects."""
        return Known({kind: self.replica.all(kind) for kind in RULES[type(statement)].needs})
