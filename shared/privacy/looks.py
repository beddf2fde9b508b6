"""The access log: who saw whose personal data in clear, in which role, for what, and when. Append-only, by commits.

Lists are masked and leave no trace. Opening one matter in clear is one look, noted before it is shown: where the note
cannot be stored, nothing is shown. The same reader at the same matter within a quarter of an hour is one look, so a
page that is opened again and again, or used for five acts in a row, costs one write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from shared.contracts import Command, Event, Meta
from shared.contracts.privacy import AccessUnmasked, Purpose
from shared.contracts.streams import JOURNAL, category_of, key_of
from shared.filters import all_of
from shared.journal.commit import Commit, Envelope, hash_of
from shared.journal.handle import Decider, Journal, facts_of
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, Subscription

Document = dict[str, Any]

SPAN_SECONDS = 15 * 60
"""So long is one look."""

NEWEST_FIRST = [("seen_at", DESCENDING), ("_id", DESCENDING)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Command):
    """See somebody's data in clear."""

    person: str
    purpose: Purpose
    fields: tuple[str, ...]
    case_no: str
    division: str


def decide(_: None, command: Look) -> Sequence[Event]:
    """Every look is a fact; nothing refuses it here, since who may look was settled before."""
    return [
        AccessUnmasked(
            person=command.person,
            reader=command.meta.actor.id,
            role=command.meta.actor.role,
            purpose=command.purpose,
            fields=command.fields,
            case_no=command.case_no,
            seen_at=command.meta.now,
            division=command.division,
        )
    ]


LOOKS: Decider[None] = Decider("access", lambda: None, decide, lambda state, _: state)
"""Streams `access/<pseudonym>`, of intake; `access/<pseudonym>-<service>` of any other service."""


class Looks:
    """Notes looks, and keeps the list that auditors and the persons themselves read: the collection `looks`.

    Args:
        journal: the service's write side.
        collection: the list, one document a look; repaired from the journal by the worker.
        source: the service, where it is not intake: its streams bear its name, so that no two services share one.
    """

    def __init__(self, journal: Journal, collection: Collection[Document], source: str = "") -> None:
        self._journal = journal
        self.collection = collection
        self._source = f"-{source}" if source else ""

    def prepare(self) -> None:
        """Create the indexes; harmless when they exist."""
        for field in ("person", "reader", "case_no"):
            self.collection.create_index([(field, ASCENDING), *NEWEST_FIRST], name=field)
        self.collection.create_index(NEWEST_FIRST, name="newest")

    def note(
        self, meta: Meta, person: str, *, purpose: Purpose, case_no: str, fields: Sequence[str], division: str = ""
    ) -> None:
        """Note a look before it is shown; the same look again is no second one.

        Raises:
            StoreDown, PyMongoError: it cannot be stored; then nothing may be shown.
        """
        if not person:
            return
        slot = int(meta.now.timestamp()) // SPAN_SECONDS
        who = (meta.actor.role, meta.actor.id, f"{person}{self._source}")
        said = "\x1f".join((*who, case_no, purpose, *fields, str(slot)))
        command_id = derived_command_id("look", said)
        if self.collection.find_one({"_id": command_id}, {"_id": 1}) is not None:
            return
        own = replace(meta, command_id=command_id, occurred_at=meta.now, fingerprint="", causation="")
        look = Look(meta=own, person=person, purpose=purpose, fields=tuple(fields), case_no=case_no, division=division)
        outcome = self._journal.execute(LOOKS, f"{person}{self._source}", look)
        if outcome.commit is not None:
            self._list([outcome.commit])

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None:  # noqa: ARG002 - as a View takes it
        """List the looks of these commits that are not listed yet; the relay asks for it."""
        self._list(commit for commit in commits if category_of(commit.stream) == LOOKS.category)

    def subscription(self, name: str) -> Subscription:
        """Give what is heard so that this list holds the looks of all services."""
        return Subscription(name, (JOURNAL,), self.hear, frozenset({LOOKS.category}))

    def hear(self, incoming: Incoming) -> None:
        """List a look that another service noted; hearing of it again changes nothing."""
        if incoming.envelope.source != self._journal.source:
            self._insert(incoming.envelope, incoming.events, hash_of(incoming.envelope))

    def _list(self, commits: Iterable[Commit]) -> None:
        for commit in commits:
            envelope = commit.envelope()
            self._insert(envelope, facts_of(envelope), commit.hash)

    def _insert(self, envelope: Envelope, facts: Iterable[Event], told_hash: str) -> None:
        for fact in facts:
            try:
                self.collection.insert_one(_row(envelope, fact, told_hash))
            except DuplicateKeyError:
                continue

    def search(self, wanted: Document, after: Sequence[str | int] | None, most: int) -> list[Document]:
        """Give up to `most` looks, the newest first."""
        narrowed = [wanted]
        if after is not None:
            at, number = after
            narrowed.append({"$or": [{"seen_at": {"$lt": at}}, {"seen_at": at, "_id": {"$lt": number}}]})
        return list(self.collection.find(all_of(*narrowed)).sort(NEWEST_FIRST).limit(most))


def fields_of(texts: Mapping[str, Any]) -> list[str]:
    """Name what is there to be seen: fields that are empty show nothing, and are not named."""
    return [name for name, text in texts.items() if text]


def _row(envelope: Envelope, fact: Event, told_hash: str) -> Document:
    assert isinstance(fact, AccessUnmasked), "streams of access hold looks alone"
    return {
        "_id": envelope.command_id,
        "person": fact.person,
        "reader": fact.reader,
        "role": fact.role,
        "purpose": fact.purpose,
        "fields": list(fact.fields),
        "case_no": fact.case_no,
        "division": fact.division,
        "seen_at": fact.seen_at.isoformat() if fact.seen_at else "",
        "stream": key_of(envelope.stream),
        "hash": told_hash,
    }


def sort_key(row: Document) -> tuple[str, str]:
    """Give what lists are sorted by."""
    return row["seen_at"], row["_id"]
