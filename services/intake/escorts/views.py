"""The read model of escorts: one document an escort, applicant and project sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.cases.standing import NOWHERE
from services.intake.escorts.decider import ESCORTS
from services.intake.escorts.state import Escort
from shared.contracts import Rejected, encode
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Loaded, Outcome
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("_id", DESCENDING)]


def escort_view(database: Database[Document]) -> View[Escort]:
    """Give the view that keeps the collection `escorts`."""
    return View(database["escorts"], ESCORTS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    for field in ("hall", "account"):
        database["escorts"].create_index([(field, ASCENDING), *NEWEST_FIRST], name=field)


def project(number: str, escort: Escort) -> Document:
    """Give the document of an escort."""
    assert escort.asked is not None, "an escort begins with being asked for"
    begun = escort.begun
    return {
        "escort_no": number,
        "status": escort.status.value,
        **encode(escort.asked),
        "person": escort.asked.applicant.person,
        "officer": begun.officer if begun else "",
        "mandate": begun.mandate if begun else "",
        "valid_to": begun.valid_to.isoformat() if begun else None,
        "case_nos": list(escort.case_nos),
        "steps": [encode(step) for step in escort.steps],
    }


def shown(number: str, now: Outcome[Escort] | Loaded[Escort]) -> Document:
    """Give an escort's document as it was right after a command."""
    return {"_id": number, **project(number, now.state), "version": now.version}


def visible(identity: Identity, halls: Callable[[str], str]) -> Document:
    """Give the filter of the escorts an account may see: its own, its hall's, or its divisions'."""
    if identity.can("escort.read_own"):
        return {"account": identity.id}
    if identity.role == "window_clerk":
        return {"hall": halls(identity.hall) or NOWHERE}
    return within(division_prefixes(identity))


def find(view: View[Escort], number: str, narrowed: Document) -> Document:
    """Give one escort out of those somebody may see.

    Raises:
        Rejected: `unknown_escort`, also where it is none of theirs.
    """
    found = view.collection.find_one(all_of({"_id": number}, narrowed))
    if found is None:
        raise Rejected("unknown_escort", "no escort of this number is known to you", status=404)
    return found


def search(view: View[Escort], narrowed: Document, after: Sequence[str | int] | None, most: int) -> list[Document]:
    """Give up to `most` escorts, the newest number first."""
    wanted = [narrowed, {"_id": {"$lt": after[0]}} if after else {}]
    return list(view.collection.find(all_of(*wanted)).sort(NEWEST_FIRST).limit(most))


def sort_key(row: Mapping[str, Any]) -> tuple[str]:
    """Give what lists are sorted by."""
    return (row["_id"],)
