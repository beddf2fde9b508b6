"""Files that were sent before there is a case, or before they were handed in: kept for some days, then thrown away.

A draft is no part of any case and no event tells of it; its key is sealed for whoever holds it, an account or a desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.materials.sealing import FIELD
from shared.contracts import Rejected
from shared.privacy import Vault

Row = dict[str, Any]

MOST = 40
"""So many drafts one holder keeps of one item."""


class Drafts:
    """The drafts of all holders."""

    def __init__(self, database: Database[Row], vault: Vault) -> None:
        self._drafts, self._vault = database["material_drafts"], vault

    def prepare(self) -> None:
        """Create the index; harmless when it exists."""
        self._drafts.create_index([("holder", ASCENDING), ("item", ASCENDING)], name="holder")

    def keep(self, holder: str, draft: Row, key: str) -> Row:
        """Keep a draft; the same id said again gives what was kept first.

        Raises:
            Rejected: `key_reused` (422): the same id came before with another file.
        """
        person = self._vault.person("draft", holder)
        sealed = self._vault.seal(person, draft["_id"], FIELD, key)
        try:
            self._drafts.insert_one({**draft, "holder": holder, "person": person, "key": sealed, "case_no": ""})
        except DuplicateKeyError:
            first = self.one(holder, draft["_id"])
            if first["sha256"] != draft["sha256"]:
                raise Rejected("key_reused", "this key came with another file", status=422) from None
            return first
        return self.one(holder, draft["_id"])

    def one(self, holder: str, draft_id: str) -> Row:
        """Give a draft of this holder.

        Raises:
            Rejected: `unknown_upload`, also where it is another's.
        """
        found = self._drafts.find_one({"_id": draft_id, "holder": holder})
        if found is None:
            raise Rejected("unknown_upload", "there is no such upload of yours", status=404)
        return found

    def of(self, holder: str, item: str) -> list[Row]:
        """Give what a holder has ready for an item, the oldest first."""
        found = self._drafts.find({"holder": holder, "item": item, "case_no": ""})
        return sorted(found, key=lambda row: (row["uploaded_at"], row["_id"]))

    def room(self, holder: str, item: str) -> None:
        """See that a holder may keep one more.

        Raises:
            Rejected: `too_many_files`.
        """
        if len(self.of(holder, item)) >= MOST:
            raise Rejected("too_many_files", f"{MOST} files wait already", "S1.5a", errors={"file": "too many"})

    def claim(self, holder: str, draft_id: str, case_no: str) -> Row:
        """Take a draft for a case, so that no sweep throws it away meanwhile; for the same case again is the same.

        Raises:
            Rejected: `unknown_upload`; `upload_used`, where another case took it.
        """
        mine = {"_id": draft_id, "holder": holder, "case_no": {"$in": ["", case_no]}}
        if self._drafts.update_one(mine, {"$set": {"case_no": case_no}}).matched_count:
            return self.one(holder, draft_id)
        self.one(holder, draft_id)
        raise Rejected("upload_used", "another case took this file", "S1.5c", errors={"uploads": "used"})

    def drop(self, holder: str, draft_id: str) -> str:
        """Throw a draft away that no case took; give the place of its bytes, or nothing where there was none."""
        found = self._drafts.find_one_and_delete({"_id": draft_id, "holder": holder, "case_no": ""})
        return str(found["file"]) if found else ""

    def drop_all(self, holder: str) -> Sequence[str]:
        """Throw away whatever a holder has that no case took; give the places of the bytes."""
        rows = list(self._drafts.find({"holder": holder, "case_no": ""}, {"_id": 1}))
        return [place for row in rows if (place := self.drop(holder, row["_id"]))]

    def drop_older(self, before: datetime) -> Sequence[str]:
        """Throw away what nobody took; give the places of the bytes."""
        places = []
        for row in list(self._drafts.find({"case_no": "", "uploaded_at": {"$lt": before.isoformat()}})):
            if place := self.drop(row["holder"], row["_id"]):
                places.append(place)
        return places

    def names(self, place: str) -> bool:
        """Tell whether a draft names a place of bytes."""
        return self._drafts.find_one({"file": place}, {"_id": 1}) is not None
