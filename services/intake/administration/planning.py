"""What an import would do, worked out in full before anything is done: every bad row, and what the good ones change.

A plan is a pure reading of a file against the register as it stands; nobody sees a difference between looking at it
twice. All rows are checked together: a row may refer to what another row of the same file states.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import orjson
from flask_babel import gettext

from services.intake.administration import values
from services.intake.administration.bodies import Reading, texts_of
from services.intake.administration.checking import Told, Wrong, made, wrong_of
from services.intake.administration.describing import Description
from services.intake.administration.differences import Change, changes
from services.intake.administration.reading import Fault, Table
from services.intake.administration.shapes import shape
from services.intake.administration.tables import Entry
from services.intake.administration.values import Unreadable
from services.intake.registry.deciders import RULES, decide
from services.intake.registry.jurisdiction import be_within
from services.intake.registry.register import Overlay, Stated
from services.intake.registry.state import Subject
from services.intake.service import Intake
from shared.contracts import Event, Meta, Rejected, encode
from shared.contracts.statements import KEYS, Known, State, stream_of
from shared.identity.identity import Identity
from shared.journal.ids import command_id
from shared.web.locale import language


@dataclass(slots=True)
class Planned:
    """One subject of a file: where it stands, what it comes to.

    `outcome`: `new`, `changed`, `unchanged`, or `bad`; `version`: the one it would follow.
    """

    table: Table
    entry: Entry
    key: str
    before: Event | None = None
    version: int = 0
    statement: Event | None = None
    outcome: str = "bad"
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def description(self) -> Description:
        """What kind of subject it is."""
        return self.table.description


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file comes to; it can be carried out only where nothing in it is bad."""

    entries: tuple[Planned, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def good(self) -> bool:
        """Whether every row may be stated."""
        return not self.faults and bool(self.entries)

    @property
    def stating(self) -> list[Planned]:
        """What is new or changed."""
        return [each for each in self.entries if each.outcome in ("new", "changed")]

    def count(self, outcome: str) -> int:
        """Count the subjects that come to an outcome."""
        return sum(each.outcome == outcome for each in self.entries)

    @property
    def digest(self) -> str:
        """Say in one word what was seen: which statements, following which versions of the register."""
        seen = [
            (stream_of(each.statement), each.version, each.outcome, encode(each.statement))
            for each in self.entries
            if each.statement is not None
        ]
        return hashlib.sha256(orjson.dumps(sorted(seen, key=lambda each: each[0]))).hexdigest()


def plan(intake: Intake, identity: Identity, meta: Meta, tables: Sequence[Table]) -> Plan:
    """Work out what tables of a file would do to the register."""
    faults = [Fault(table.sheet, row, column, told) for table in tables for row, column, told in table.faults]
    planner = _Planner(intake, identity, meta, Overlay(intake.replica))
    entries = [] if faults else [planner.entered(table, entry) for table in tables for entry in table.entries]
    _named_once(entries)
    planner.settle(each for each in entries if each.statement is not None and not each.faults)
    return Plan(tuple(entries), (*faults, *(fault for each in entries for fault in each.faults)))


def _key(table: Table, entry: Entry) -> str:
    """Give the key of a subject as the register writes it, however its parts are written in the file."""
    fields = {each.path: each for each in table.columns}
    parts = []
    for name in KEYS[table.description.kind]:
        text = entry.texts.get(name, "").strip()
        try:
            parts.append(str(values.read(fields[name].field, text)))
        except (KeyError, Unreadable):
            parts.append(text)
    return "-".join(parts)


def _named_once(entries: Iterable[Planned]) -> None:
    """A subject stands in a file once; the second time it is bad, and says where the first is."""
    first: dict[tuple[str, str], Planned] = {}
    for each in entries:
        before = first.setdefault((each.description.category, each.key), each)
        if before is not each:
            told = gettext("与第 %(row)d 行是同一编码，一个文件里只能出现一次", row=before.entry.row)
            each.faults.append(each.table.fault(each.entry, "", told, sheet=each.table.sheet))


@dataclass(slots=True)
class _Planner:
    intake: Intake
    identity: Identity
    meta: Meta
    known: Overlay
    held: dict[type[Event], dict[str, tuple[Event, int]]] = field(default_factory=dict)

    def entered(self, table: Table, entry: Entry) -> Planned:
        """Read one subject of a table, and check it by its schema."""
        kind = table.description.kind
        key = _key(table, entry)
        before, version = self._held(kind).get(key, (None, 0))
        planned = Planned(table, entry, key, before, version)
        reading = Reading(self._completed(table, entry, before), from_file=True)
        body = reading.whole(shape(table.description))
        wrong = [Told(path, told) for path, told in table.wrong_of(entry)]
        try:
            planned.statement = made(self.intake.vault, table.description, body, before, reading.errors)
        except Wrong as refused:
            wrong += refused.told
        self._blame(planned, wrong)
        return planned

    def _held(self, kind: type[Event]) -> dict[str, tuple[Event, int]]:
        if kind not in self.held:
            self.held[kind] = self.intake.replica.numbered(kind)
        return self.held[kind]

    @staticmethod
    def _completed(table: Table, entry: Entry, before: Event | None) -> dict[str, str]:
        """What a file does not have stays as it is: columns left out keep the values that hold."""
        if before is None:
            return entry.texts
        held = texts_of(shape(table.description), encode(before))
        return {**{path: text for path, text in held.items() if not table.has(path)}, **entry.texts}

    def settle(self, entries: Iterable[Planned]) -> None:
        """Check by the rules, in an order in which what is referred to comes first; as long as anything gets better."""
        waiting = sorted(entries, key=lambda each: _depth(each.description.kind))
        refused: dict[int, Wrong] = {}
        better = True
        while waiting and better:
            left = []
            for each in waiting:
                wrong = self._stated(each)
                if wrong is not None:
                    refused[id(each)] = wrong
                    left.append(each)
            better, waiting = len(left) < len(waiting), left
        for each in waiting:
            self._blame(each, refused[id(each)].told)

    def _stated(self, each: Planned) -> Wrong | None:
        statement = each.statement
        assert statement is not None
        try:
            for told in (each.before, statement):
                if told is not None:
                    be_within(self.identity, told, self._find)
            events = decide(Subject(each.before), State(meta=self.meta, statement=statement, known=Known(self.known)))
        except Rejected as refusal:
            return wrong_of(each.description, refusal, encode(statement))
        holds = events[0] if events else statement
        each.statement = holds
        each.outcome = ("changed" if each.before else "new") if events else "unchanged"
        each.changes = changes(each.description, each.before, holds, language() == "en") if each.before else []
        self.known.put(holds)
        return None

    def _find(self, kind: type[Event], key: str) -> Event | None:
        return self.known[kind].get(key)

    @staticmethod
    def _blame(planned: Planned, wrong: Iterable[Told]) -> None:
        for told in wrong:
            planned.faults.append(planned.table.fault(planned.entry, told.path, told.message, told.basis))
        if planned.faults:
            planned.outcome = "bad"


def _depth(kind: type[Event], seen: frozenset[type[Event]] = frozenset()) -> int:
    """Tell how many kinds lie beneath a kind, by what its rule needs to know."""
    beneath = [need for need in RULES[kind].needs if need is not kind and need in RULES and need not in seen]
    return 1 + max((_depth(need, seen | {kind}) for need in beneath), default=0)


def carry_out(intake: Intake, meta: Meta, token: str, what: Plan) -> int:
    """State what a plan states, all of it or nothing; give how many statements were made.

    Raises:
        Conflict: somebody changed one of the subjects meanwhile.
        Rejected: a rule refuses what it did not refuse before.
    """
    stated = [
        Stated(
            replace(meta, command_id=command_id(f"import/{token}", stream_of(each.statement))),
            each.statement,
            each.version,
        )
        for each in what.stating
        if each.statement is not None
    ]
    intake.register.state_all(stated)
    return len(stated)
