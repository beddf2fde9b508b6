"""Erasure of what applicants said in reviews: heard from intake, by the cases it names (F10; L20).

A statement is sealed under a key of its own, which nobody but this service can name. Intake erases only where every
case of the person has ended and need not be kept any more, so nothing holds a statement. The keys are noted before
anything is deleted, once for each erasure, and deleted by their ids: hearing the event again spares what came since.
What an interested party said is another person's, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.approval.service import Approval
from shared.contracts.privacy import PersonErased
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription

COLLECTION = "erasures"
Document = dict[str, Any]


def subscription(approval: Approval) -> Subscription:
    """Give what is heard: erasures of persons."""
    return Subscription("approval.erasures", (JOURNAL,), lambda told: hear(approval, told), frozenset({"person"}))


def hear(approval: Approval, told: Incoming) -> None:
    """Delete the keys of the statements in the cases that an erasure names."""
    for fact in told.events:
        if isinstance(fact, PersonErased):
            _erase(approval, fact)


def _erase(approval: Approval, fact: PersonErased) -> None:
    notes = approval.database[COLLECTION]
    keys = [{"person": person, "key_id": key_id} for person, key_id in _keys(approval, fact.of_cases)]
    notes.update_one({"_id": fact.certificate_no}, {"$setOnInsert": {"keys": keys}}, upsert=True)
    noted = notes.find_one({"_id": fact.certificate_no})
    for key in noted["keys"] if noted else ():
        approval.vault.erase(key["person"], key["key_id"])


def _keys(approval: Approval, cases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for case in cases:
        for said in approval.load(case).state.statements:
            if said.party == "applicant" and (key_id := approval.vault.key_id(said.person)):
                yield said.person, key_id
