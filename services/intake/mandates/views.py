"""The read model of mandates: one document a mandate, everybody sealed, and the lists people ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.cases.standing import NOWHERE
from services.intake.mandates.decider import MANDATES
from services.intake.mandates.state import Mandate
from shared.contracts import Rejected, encode
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Loaded, Outcome
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("_id", DESCENDING)]


def mandate_view(database: Database[Document]) -> View[Mandate]:
    """Give the view that keeps the collection `mandates`."""
    return View(database["mandates"], MANDATES, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    mandates = database["mandates"]
    for field in ("hall", "account", "agent_account", "principal.person", "agent.person"):
        mandates.create_index([(field, ASCENDING), *NEWEST_FIRST], name=field.replace(".", "_"))


def project(number: str, mandate: Mandate) -> Document:
    """Give the document of a mandate; people stay sealed."""
    assert mandate.given is not None, "a mandate begins with being given"
    return {
        "mandate_no": number,
        **encode(mandate.given),
        "revoked": mandate.revoked,
        "revoked_at": mandate.revoked_at.isoformat() if mandate.revoked_at else None,
        "uses": mandate.uses,
        "tries": mandate.tries,
    }


def shown(number: str, now: Outcome[Mandate] | Loaded[Mandate]) -> Document:
    """Give a mandate's document as it was right after a command."""
    return {"_id": number, **project(number, now.state), "version": now.version}


def standing(found: Mapping[str, Any], today: str) -> str:
    """Tell how a mandate stands on a day: `in_force`, `not_yet`, `expired` or `revoked`."""
    if found["revoked"]:
        return "revoked"
    if today < found["valid_from"]:
        return "not_yet"
    return "expired" if today > found["valid_to"] else "in_force"


def visible(identity: Identity, halls: Callable[[str], str]) -> Document:
    """Give the filter of the mandates an account may see: its own both ways, its hall's, or its divisions'."""
    if identity.can("mandate.read_own"):
        return {"$or": [{"account": identity.id}, {"agent_account": identity.id}]}
    if identity.role == "window_clerk":
        return {"hall": halls(identity.hall) or NOWHERE}
    return within(division_prefixes(identity))


def find(view: View[Mandate], number: str, narrowed: Document) -> Document:
    """Give one mandate out of those somebody may see.

    Raises:
        Rejected: `unknown_mandate`, also where it is none of theirs.
    """
    found = view.collection.find_one(all_of({"_id": number}, narrowed))
    if found is None:
        raise Rejected("unknown_mandate", "no mandate of this number is known to you", status=404)
    return found


def search(view: View[Mandate], narrowed: Document, after: Sequence[str | int] | None, most: int) -> list[Document]:
    """Give up to `most` mandates, the newest number first."""
    wanted = [narrowed, {"_id": {"$lt": after[0]}} if after else {}]
    return list(view.collection.find(all_of(*wanted)).sort(NEWEST_FIRST).limit(most))


def sort_key(row: Mapping[str, Any]) -> tuple[str]:
    """Give what lists are sorted by."""
    return (row["_id"],)
