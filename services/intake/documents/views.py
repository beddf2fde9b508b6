"""The read model of documents: one line a document, without its words."""

from __future__ import annotations

from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.documents.decider import DOCUMENTS
from services.intake.documents.state import Document
from shared.contracts import Rejected, encode
from shared.journal.views import View

Row = dict[str, Any]

SHOWN = (
    *("kind", "case_no", "item", "item_name", "department", "division", "hall", "unit"),
    *("issued_on", "issued_at", "last_day"),
)


def document_view(database: Database[Row]) -> View[Document]:
    """Give the view that keeps the collection `documents`."""
    return View(database["documents"], DOCUMENTS, project)


def prepare(database: Database[Row]) -> None:
    """Create the index of a case's documents; harmless when it exists."""
    database["documents"].create_index([("case_no", ASCENDING)], name="case")


def project(number: str, document: Document) -> Row:
    """Give the line of a document."""
    assert document.issued is not None, "only what was made out has a line"
    told, over = encode(document.issued), document.superseded
    shown = {name: told[name] for name in SHOWN}
    return {
        "number": number,
        **shown,
        "superseded_on": over.superseded_on.isoformat() if over else None,
        "superseded_by": over.by if over else "",
        "superseded_because": over.reason if over else "",
    }


def find(view: View[Document], number: str) -> Row:
    """Give one document's line.

    Raises:
        Rejected: `unknown_document`.
    """
    found = view.collection.find_one({"_id": number})
    if found is None:
        raise Rejected("unknown_document", "no document of this number was made out", "S2.5c", status=404)
    return found


def of_case(view: View[Document], case_no: str) -> list[Row]:
    """Give the documents of a case in the order in which they were made out, superseded ones among them."""
    return list(view.collection.find({"case_no": case_no}).sort([("issued_at", ASCENDING), ("_id", ASCENDING)]))


def of_kind(view: View[Document], case_no: str, kind: str) -> Row | None:
    """Give the newest document of a kind in a case, or None."""
    found = [row for row in of_case(view, case_no) if row["kind"] == kind]
    return found[-1] if found else None
