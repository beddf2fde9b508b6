"""Read models of a service's own streams: one document a stream, newer versions only.

A view is refreshed right after its command, so that callers read their own writes; if the process dies in
between, the worker repairs it when it relays the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, PyMongoError

from shared.contracts.streams import category_of, key_of
from shared.journal.commit import Commit
from shared.journal.errors import StoreDown
from shared.journal.handle import Decider, Journal, Loaded, Outcome
from shared.observability import log

S = TypeVar("S")
Document = dict[str, Any]


class View(Generic[S]):
    """Documents `{_id: key, version, ...project(key, state)}` of every stream of one decider."""

    def __init__(
        self, collection: Collection[Document], decider: Decider[S], project: Callable[[str, S], Document]
    ) -> None:
        self.collection = collection
        self.decider = decider
        self._project = project

    def refresh(self, key: str, now: Outcome[S] | Loaded[S]) -> None:
        """Bring the document to this state, unless it is newer already; saying it twice changes nothing."""
        if now.version == 0:
            return
        fields = {**self._project(key, now.state), "version": now.version}
        older = {"_id": key, "version": {"$lt": now.version}}
        try:
            if now.version == 1:  # nothing can be older; inserting costs less than an upsert that finds nothing
                self.collection.insert_one({"_id": key, **fields})
            else:
                self.collection.update_one(older, {"$set": fields}, upsert=True)
        except DuplicateKeyError:
            return  # the document is as new or newer

    def repair(self, journal: Journal, key: str) -> None:
        """Fold the stream again and refresh."""
        self.refresh(key, journal.load(self.decider, key))

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None:
        """Repair the documents of those commits' streams that lag behind the commits.

        A stream that cannot be folded (written by a newer program, say) is told in the log and left as it is: whoever
        waits for the repair of all, as the relay does, must not stand still for one.
        """
        wanted = {key_of(c.stream): c.version for c in commits if category_of(c.stream) == self.decider.category}
        if not wanted:
            return
        found = self.collection.find({"_id": {"$in": list(wanted)}}, {"version": 1})
        have = {d["_id"]: d["version"] for d in found}
        for key, version in wanted.items():
            if have.get(key, 0) < version:
                self._repair_or_tell(journal, key)

    def _repair_or_tell(self, journal: Journal, key: str) -> None:
        try:
            self.repair(journal, key)
        except (PyMongoError, StoreDown):
            raise
        except Exception:
            log().exception("view_not_repaired", view=self.collection.name, stream=f"{self.decider.category}/{key}")
