"""The list of erasures, and the one who makes sure that a key is gone once its erasure is in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.erasures.decider import PERSONS
from services.intake.erasures.state import Person
from shared.contracts import Rejected
from shared.contracts.privacy import PersonErased
from shared.contracts.streams import category_of
from shared.journal.commit import Commit
from shared.journal.handle import Journal, Loaded, Outcome, facts_of
from shared.journal.views import View
from shared.privacy import Vault

Document = dict[str, Any]
OWN = ("consultation", "draft", "slip")
"""Kinds of keys beside the person's own that intake seals with."""


class Erasures:
    """The collection `erasures`, one document a person; and the deletion of keys, which is done again after a crash.

    Deleting names the one key that the event names: a key made since for the same person is another one, and stays.
    """

    def __init__(self, database: Database[Document], vault: Vault) -> None:
        self._view = View(database["erasures"], PERSONS, project)
        self._vault = vault
        self.collection = self._view.collection

    def prepare(self) -> None:
        """Create the index; harmless when it exists."""
        self.collection.create_index([("certificates", ASCENDING)], name="certificates")

    def refresh(self, person: str, now: Outcome[Person] | Loaded[Person]) -> None:
        """Bring the list up to a person's stream, and delete the keys that it says are gone."""
        for fact in now.state.erasures:
            self._delete(fact)
        self._view.refresh(person, now)

    def _delete(self, fact: PersonErased) -> None:
        """Delete the keys of what intake sealed; other services hear of theirs through the journal."""
        self._vault.erase(fact.person, fact.key_id)
        for key in fact.keys:
            if key.kind in OWN:
                self._vault.erase(key.person, key.key_id)

    def repair(self, journal: Journal, person: str) -> None:
        """Fold the stream again and refresh."""
        self.refresh(person, journal.load(PERSONS, person))

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None:
        """Finish what a process that died had begun: the worker asks for it when it relays these commits."""
        mine = [commit for commit in commits if category_of(commit.stream) == PERSONS.category]
        for commit in mine:
            for fact in facts_of(commit.envelope()):
                if isinstance(fact, PersonErased):
                    self._delete(fact)
        self._view.repair_behind(journal, mine)


def project(person: str, state: Person) -> Document:
    """Give the document of a person: certificates and the last erasure; a pseudonym and no word more."""
    last = state.erasures[-1] if state.erasures else None
    return {
        "person": person,
        "certificates": [each.certificate_no for each in state.erasures],
        "last": last.certificate_no if last else "",
        "erasures": [
            {
                "certificate_no": each.certificate_no,
                "reason": each.reason,
                "erased_on": each.erased_on.isoformat(),
                "cases": each.cases,
            }
            for each in state.erasures
        ],
        "refused": state.refused,
    }


def newest(erasures: Erasures, after: Any, most: int) -> list[Document]:
    """Give persons of whom something was erased, the last certificate first."""
    wanted: Document = {"last": {"$gt": "", "$lt": after[0]}} if after else {"last": {"$gt": ""}}
    return list(erasures.collection.find(wanted).sort("last", DESCENDING).limit(most))


def certificate(erasures: Erasures, journal: Journal, number: str) -> Document:
    """Give what a certificate says, with the hash of the commit behind it.

    Raises:
        Rejected: `unknown_certificate`.
    """
    found = erasures.collection.find_one({"certificates": number})
    told = next((each for each in found["erasures"] if each["certificate_no"] == number), None) if found else None
    if found is None or told is None:
        raise Rejected("unknown_certificate", "no certificate of this number was given", status=404)
    for commit in journal.store.stream(f"{PERSONS.category}/{found['person']}"):
        facts = facts_of(commit.envelope())
        if any(isinstance(fact, PersonErased) and fact.certificate_no == number for fact in facts):
            return {**told, "hash": commit.hash, "recorded_at": commit.envelope().recorded_at}
    raise Rejected("unknown_certificate", "no certificate of this number was given", status=404)
