"""One partition of a fold in memory: records in strict order into facts, facts into sums, cells into the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

import msgspec

from shared.contracts.events import CATALOGUE
from shared.journal.bus import Record, Spot
from shared.journal.cells import CaseFacts, Cell, Entry, FoldStore, Stored, decode_cell, encode_cell, settle
from shared.journal.commit import Glance, Told, glance
from shared.journal.errors import BadCommit
from shared.journal.follower import Position
from shared.journal.strict import due, glance_record
from shared.journal.upcasting import upcast
from shared.observability import log

STUMBLES = (
    BadCommit,
    msgspec.MsgspecError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What the pure part raises where a commit does not say what it should; it would raise it again each time."""


KEY = attrgetter("key")


class Holder(Protocol):
    """The fold that a lot belongs to: the pure part, its name with the version, the store, cells kept in memory."""

    facts: CaseFacts
    fold: str

    @property
    def store(self) -> FoldStore: ...

    @property
    def cache(self) -> int: ...

    def stands(self, cell: Cell, poisoned: Mapping[str, str]) -> None:
        """Take note of which cases of a stored cell stand still."""


class Lot:
    """One partition's cells in memory."""

    def __init__(self, fold: Holder, spot: Spot, stored: Position) -> None:
        self._fold = fold
        self._facts = fold.facts
        self._reads = fold.facts.reads
        self._spot = spot
        self._stored = stored
        self.reached = stored
        self.waiting = 0
        self._cells: dict[str, Cell] = {}
        self._dirty: set[str] = set()
        self._fresh: set[str] = set()

    def fold(self, records: Sequence[Record]) -> None:
        """Fold a batch: facts first, then the sums of the cases it touched."""
        self._fetch(set(map(self._facts.cell, set(map(KEY, records)))))
        touched: dict[str, Touch] = {}
        for record in records:
            said = _open(record)
            touch = touched.get(said.case)
            if touch is None:
                touch = touched[said.case] = self._touch(said.case)
            self._one(touch.entry, said, record.value)
        for case, touch in touched.items():
            if not self._settle(touch):
                self._set_aside(touch.entry, case, records)

    def _touch(self, case: str) -> Touch:
        name = self._facts.cell(case)
        if name not in self._cells:  # a record that lies under another key than its own
            self._fetch({name})
        cell = self._cells[name]
        self._dirty.add(name)
        entry = cell.cases.get(case)
        if entry is None:
            entry = cell.cases[case] = Entry(self._facts.initial(case), {})
            return Touch(cell, entry, False, *_copy(entry))
        return Touch(cell, entry, True, *_copy(entry))

    def _settle(self, touch: Touch) -> bool:
        """Bring the sums up to a case's facts; facts that cannot be summed are taken back, and the case is poisoned."""
        entry = touch.entry
        if touch.known and entry.facts is touch.facts:
            return True
        try:
            before = self._facts.contributions(touch.facts) if touch.known else {}
            settle(touch.cell.sums, before, self._facts.contributions(entry.facts))
        except STUMBLES as poison:
            entry.facts, entry.seen, entry.parked = touch.facts, touch.seen, touch.parked
            _poison(entry, f"its facts cannot be summed: {poison!r}")
            return False
        return True

    def _set_aside(self, entry: Entry, case: str, records: Iterable[Record]) -> None:
        for record in records:
            said = _open(record)
            if said.case == case and isinstance(said, Glance) and said.version > entry.seen.get(said.stream, 0):
                entry.parked.setdefault(said.stream, {})[said.version] = record.value

    def _one(self, entry: Entry, said: Glance | Unreadable, value: bytes) -> None:
        if isinstance(said, Unreadable):
            _poison(entry, said.reason)
            return
        seen = entry.seen.get(said.stream, 0)
        if said.version == seen + 1 and not entry.parked:
            self._step(entry, said, value)
            return
        if entry.poison:
            entry.parked.setdefault(said.stream, {})[said.version] = value
            return
        lane = entry.parked.setdefault(said.stream, {})
        for body in due(seen, said.version, lane, value):
            self._step(entry, glance(body), body)
        if not lane:
            del entry.parked[said.stream]

    def _step(self, entry: Entry, said: Glance, value: bytes) -> None:
        """Fold one commit whole or not at all; one that cannot be folded parks its case."""
        if entry.poison:
            entry.parked.setdefault(said.stream, {})[said.version] = value
            return
        try:
            draft = self._told(entry.facts, said)
        except STUMBLES as poison:
            _poison(entry, f"{said.stream}@{said.version}: {poison!r}")
            entry.parked.setdefault(said.stream, {})[said.version] = value
            return
        entry.facts = draft
        entry.seen[said.stream] = said.version

    def _told(self, facts: dict[str, Any], said: Glance) -> dict[str, Any]:
        """Give the facts after a commit; those it knew stay as they were. What nobody reads costs no copy."""
        draft = facts
        for fact in said.events:
            known = CATALOGUE.get(fact.type)
            newest = fact if known is not None and known.v == fact.v else _newest(fact)
            if newest.type in self._reads:
                if draft is facts:
                    draft = dict(facts)
                self._facts.step(draft, said, newest)
        return draft

    def _fetch(self, names: set[str]) -> None:
        missing = names - self._cells.keys()
        stored = self._fold.store.cells(self._fold.fold, self._spot, missing) if missing else {}
        for name in names:
            if name in missing:
                self._cells[name] = decode_cell(stored[name]) if name in stored else self._begun(name)
            else:
                self._cells[name] = self._cells.pop(name)  # most recently used last

    def _begun(self, name: str) -> Cell:
        self._fresh.add(name)
        return Cell()

    def flush(self) -> None:
        """Store the dirty cells with the position reached, and let go of the coldest."""
        if self.reached == self._stored:
            return
        cells = {}
        for name in self._dirty:
            cell = self._cells[name]
            poisoned = {case: why for case, entry in cell.cases.items() if (why := standing(entry))}
            cells[name] = Stored(encode_cell(cell), cell.sums, poisoned, name in self._fresh)
        self._fold.store.flush(self._fold.fold, self._spot, self._stored, self.reached, cells)
        for name, stored in cells.items():
            self._fold.stands(self._cells[name], stored.poisoned)
        self._stored, self.waiting = self.reached, 0
        self._dirty.clear()
        self._fresh -= cells.keys()
        self._let_go()

    def _let_go(self) -> None:
        """Forget the coldest cells until few enough cases are kept; all of them are stored by now."""
        kept = sum(len(cell.cases) for cell in self._cells.values())
        while kept > self._fold.cache:
            kept -= len(self._cells.pop(next(iter(self._cells))).cases)

    def forget(self) -> None:
        """Forget all cells; all of them are stored."""
        assert not self._dirty
        self._cells.clear()

    def release(self, case: str) -> bool:
        """Try a poisoned case's parked commits again, after a fix; tell whether it runs again."""
        self._fetch({self._facts.cell(case)})
        touch = self._touch(case)
        entry = touch.entry
        parked, entry.parked, entry.poison = entry.parked, {}, ""
        for stream in sorted(parked):
            for version in sorted(parked[stream]):
                body = parked[stream][version]
                self._one(entry, glance(body), body)
        self._settle(touch)
        self.reached = Position(self._stored.offset, self._stored.anchor, self._stored.fence + 1)
        self.flush()
        return not standing(entry)


class Touch(NamedTuple):
    """A case that a batch touches, whether it was known, and what it was, should it have to be taken back."""

    cell: Cell
    entry: Entry
    known: bool
    facts: dict[str, Any]
    seen: dict[str, int]
    parked: dict[str, dict[int, bytes]]


def _copy(entry: Entry) -> tuple[dict[str, Any], dict[str, int], dict[str, dict[int, bytes]]]:
    """Keep what an entry is; its facts are never changed in place."""
    return entry.facts, dict(entry.seen), {stream: dict(lane) for stream, lane in entry.parked.items()}


def standing(entry: Entry) -> str:
    """Tell why a case stands still: poison, or a commit that has not come; empty where it runs."""
    if entry.poison or not entry.parked:
        return entry.poison
    stream = min(entry.parked)
    return f"{stream} waits for version {entry.seen.get(stream, 0) + 1}"


class Unreadable(NamedTuple):
    """A record that is no commit, or not the one that was sealed; its key on the log names the case."""

    case: str
    reason: str


def _open(record: Record) -> Glance | Unreadable:
    try:
        return glance_record(record.value, record.hash)
    except BadCommit as poison:
        return Unreadable(record.key, str(poison))


def _newest(fact: Told) -> Told:
    type_name, data = upcast(fact.type, fact.v, fact.data)
    return Told(type_name, CATALOGUE[type_name].v, fact.occurred_at, msgspec.Raw(msgspec.json.encode(data)))


def _poison(entry: Entry, reason: str) -> None:
    entry.poison = reason
    log().error("poison_commit", reason=reason)
