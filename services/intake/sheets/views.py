"""The read model of notice sheets: one document a sheet, newest first for a hall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pymongo import DESCENDING
from pymongo.database import Database

from services.intake.sheets.decider import SHEETS
from services.intake.sheets.state import Sheet
from shared.contracts import Rejected, encode
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("given_at", DESCENDING), ("_id", DESCENDING)]


def sheet_view(database: Database[Document]) -> View[Sheet]:
    """Give the view that keeps the collection `sheets`."""
    return View(database["sheets"], SHEETS, project)


def prepare(database: Database[Document]) -> None:
    """Create the index of the lists; harmless when it exists."""
    database["sheets"].create_index([("hall", DESCENDING), *NEWEST_FIRST], name="hall")


def project(number: str, sheet: Sheet) -> Document:
    """Give the document of a sheet."""
    assert sheet.issued is not None, "only what was handed out has a document"
    return {"sheet_no": number, **encode(sheet.issued)}


def find(view: View[Sheet], number: str) -> Document:
    """Give one sheet.

    Raises:
        Rejected: `unknown_sheet`.
    """
    found = view.collection.find_one({"_id": number})
    if found is None:
        raise Rejected("unknown_sheet", "no sheet of this number was handed out", status=404)
    return found


def search(
    view: View[Sheet], hall: str, after: Sequence[str | int] | None, most: int, *, item: str = "", window: str = ""
) -> list[Document]:
    """Give up to `most` sheets of a hall, the newest first, narrowed by what is not empty."""
    asked = {"hall": hall, "item": item, "window": window}
    wanted: Document = {name: value for name, value in asked.items() if value}
    if after is not None:
        at, number = after
        wanted["$or"] = [{"given_at": {"$lt": at}}, {"given_at": at, "_id": {"$lt": number}}]
    return list(view.collection.find(wanted).sort(NEWEST_FIRST).limit(most))
