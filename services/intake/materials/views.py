"""The read model of materials: one document a file or original; sealed keys stay in it and go nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.materials.decider import MATERIALS
from services.intake.materials.state import Material
from shared.contracts import Rejected, encode
from shared.journal.views import View

Row = dict[str, Any]


def material_view(database: Database[Row]) -> View[Material]:
    """Give the view that keeps the collection `materials`."""
    return View(database["materials"], MATERIALS, project)


def prepare(database: Database[Row]) -> None:
    """Create the indexes: of a case's materials, and of what a person handed in; harmless when they exist."""
    database["materials"].create_index([("cases", ASCENDING)], name="cases")
    database["materials"].create_index([("person", ASCENDING)], name="person")


def project(material_id: str, material: Material) -> Row:
    """Give the document of a material. `cases`: every case it belongs to, its own first."""
    told, seen = material.uploaded, material.seen
    own = told.case_no if told else seen.case_no if seen else ""
    return {
        "id": material_id,
        "cases": [own, *(each.case_no for each in material.reused)],
        "as": {each.case_no: each.material for each in material.reused},
        "person": told.person if told and not material.removed else "",
        "file": encode(told) if told else None,
        "removed": material.removed,
        "original": encode(seen) if seen else None,
        "held": material.held,
        "returned_at": material.returned_at.isoformat() if material.returned_at else None,
    }


def find(view: View[Material], material_id: str) -> Row:
    """Give one file that counts.

    Raises:
        Rejected: `unknown_file`.
    """
    found = view.collection.find_one({"_id": material_id})
    if found is None or found["file"] is None or found["removed"]:
        raise Rejected("unknown_file", "there is no such file", status=404)
    return found


def of_case(view: View[Material], case_no: str) -> list[Row]:
    """Give the files of a case that count, its own and those it uses again, the oldest first."""
    rows = view.collection.find({"cases": case_no, "removed": False})
    return sorted((row for row in rows if row["file"]), key=lambda row: (row["file"]["uploaded_at"], row["id"]))


def originals(view: View[Material], case_no: str) -> dict[str, Row]:
    """Give the originals that were shown in a case, by material."""
    rows = view.collection.find({"cases": case_no, "file": None})
    return {row["original"]["material"]: row for row in rows if row["original"]}


def on_file(view: View[Material], persons: Iterable[str], names: dict[str, str], day: date) -> list[Row]:
    """Give what these persons handed in before under these names and what is valid still, the newest first.

    Args:
        view: the read model.
        persons: pseudonyms.
        names: the materials that are asked for now, code to name.
        day: on which it has to be valid.
    """
    wanted = {name: code for code, name in names.items()}
    found = []
    for row in view.collection.find({"person": {"$in": [each for each in persons if each]}}):
        until = row["file"]["valid_until"]
        if row["file"]["name"] in wanted and (not until or until >= day.isoformat()):
            found.append({**row, "code": wanted[row["file"]["name"]]})
    return sorted(found, key=lambda row: str(row["file"]["uploaded_at"]), reverse=True)


def material_in(row: Row, case_no: str) -> str:
    """Tell as which material of a case's guide a file counts."""
    return str(row["as"].get(case_no) or row["file"]["material"])
