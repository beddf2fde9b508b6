"""Applications begun and not handed in yet, in the collection `drafts`: kept on the server, so that a line that breaks
loses nothing. What is personal is sealed in the vault; a draft that was handed in keeps the case number alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo import DESCENDING
from pymongo.collection import Collection

from services.intake.messages.outbox import stamp
from shared.contracts import Rejected
from shared.privacy import PrivacyError, Vault

Document = dict[str, Any]

KEPT_FOR = timedelta(hours=720)
"""A draft nobody touched for so long (thirty days) is thrown away."""
MOST = 20
"""So many drafts an owner may have at once; the oldest goes."""
PERSONAL = ("name", "id_number", "phone", "guardian.name", "guardian.id_number")
NO_FILES: Mapping[str, list[str]] = {"uploads": [], "reuse": []}
"""No file is chosen; also what a draft from before files could be chosen means."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose drafts: an account (`account/<id>`), or a person before a terminal (`terminal/<session>`)."""

    name: str


class Drafts:
    """The drafts of all owners."""

    def __init__(self, collection: Collection[Document], vault: Vault) -> None:
        self._drafts, self._vault = collection, vault

    def prepare(self) -> None:
        """Create the index; harmless when it exists."""
        self._drafts.create_index([("owner", 1), ("at", DESCENDING)], name="owner")

    def begin(self, owner: Owner, item: str, now: datetime) -> str:
        """Begin an application; give its id. Throws away what is too old or too many."""
        self._drafts.delete_many({"owner": owner.name, "at": {"$lt": stamp(now - KEPT_FOR)}})
        older = self._drafts.find({"owner": owner.name}, {"_id": 1}).sort("at", DESCENDING).skip(MOST - 1)
        self._drafts.delete_many({"_id": {"$in": [each["_id"] for each in older]}})
        draft = uuid.uuid4().hex
        document = {
            "item": item,
            "hall": "",
            "kind": "1",
            "materials": [],
            "sealed": {},
            "case_no": "",
            "care": {},
            **NO_FILES,
        }
        self._drafts.insert_one({"_id": draft, "owner": owner.name, "at": stamp(now), "reached": 0, **document})
        return draft

    def of(self, owner: Owner, draft: str) -> Document:
        """Give a draft of this owner.

        Raises:
            Rejected: `unknown_draft`, also where it is another's.
        """
        found = self._drafts.find_one({"_id": draft, "owner": owner.name})
        if found is None:
            raise Rejected("unknown_draft", "there is no such draft of yours", status=404)
        return {**NO_FILES, **found}

    def save(self, owner: Owner, draft: str, now: datetime, fields: Mapping[str, Any]) -> None:
        """Keep what one step said; a draft that was handed in does not change any more."""
        mine = {"_id": draft, "owner": owner.name, "case_no": ""}
        self._drafts.update_one(mine, {"$set": {**fields, "at": stamp(now)}})

    def seal(self, owner: Owner, draft: str, texts: Mapping[str, str]) -> Document:
        """Seal what is personal, under the owner's key, for this draft alone."""
        person = self._vault.person("draft", owner.name)
        return dict(self._vault.seal_all(person, f"draft/{draft}", {name: texts.get(name, "") for name in PERSONAL}))

    def opened(self, owner: Owner, found: Mapping[str, Any]) -> dict[str, str]:
        """Open what is personal in a draft; empty where its key is gone."""
        sealed = found["sealed"] or dict.fromkeys(PERSONAL, "")
        try:
            texts = self._vault.open_all(self._vault.person("draft", owner.name), f"draft/{found['_id']}", sealed)
        except PrivacyError:
            texts = dict.fromkeys(PERSONAL, "")
        return {**dict.fromkeys(PERSONAL, ""), **texts}

    def handed_in(self, owner: Owner, draft: str, case_no: str) -> None:
        """Keep the case number, and nothing personal."""
        fields = {"case_no": case_no, "sealed": {}, "materials": [], **NO_FILES}
        self._drafts.update_one({"_id": draft, "owner": owner.name}, {"$set": fields})

    def unfinished(self, owner: Owner, now: datetime) -> list[Document]:
        """Give what an owner began and did not hand in, the newest first."""
        wanted = {"owner": owner.name, "case_no": "", "at": {"$gt": stamp(now - KEPT_FOR)}}
        return [{**NO_FILES, **found} for found in self._drafts.find(wanted).sort("at", DESCENDING)]

    def drop(self, owner: Owner, draft: str) -> None:
        """Throw a draft away."""
        self._drafts.delete_one({"_id": draft, "owner": owner.name})

    def forget(self, owner: Owner) -> None:
        """Throw an owner's drafts away with the key that opens them."""
        self._drafts.delete_many({"owner": owner.name})
        self._vault.erase(self._vault.person("draft", owner.name))

    def throw_away(self, now: datetime) -> int:
        """Throw away everybody's drafts that are too old; give how many."""
        return self._drafts.delete_many({"at": {"$lt": stamp(now - KEPT_FOR)}}).deleted_count
