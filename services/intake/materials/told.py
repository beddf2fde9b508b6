"""What is told of materials: rows for lists, the bytes for those who may see the case, what is on file already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.intake.materials import views
from services.intake.materials.keeping import PREVIEW
from services.intake.materials.sealing import decrypted, opened
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished

Row = dict[str, Any]

_FILE = ("item", "name", "sha256", "media_type", "size", "pages", "preview", "uploaded_at", "door", "valid_until")


def file_told(row: Mapping[str, Any], case_no: str = "") -> Row:
    """Tell a file of a case; `case_no`: the case in which it is looked at, its own unless given."""
    file = row["file"]
    own = case_no or file["case_no"]
    base = f"/materials/{row['id']}"
    return {
        **{name: file[name] for name in _FILE},
        "id": row["id"],
        "case_no": own,
        "material": row.get("code") or views.material_in(dict(row), own),
        "reused": own != file["case_no"],
        "url": f"{base}/file",
        "preview_url": f"{base}/preview" if file["preview"] else "",
    }


def draft_told(row: Mapping[str, Any]) -> Row:
    """Tell a draft."""
    shown = {name: row[name] for name in _FILE}
    base = f"/materials/uploads/{row['_id']}"
    preview = f"{base}/preview" if row["preview"] else ""
    about = {"id": row["_id"], "case_no": "", "material": row["material"], "reused": False}
    return {**shown, **about, "url": f"{base}/file", "preview_url": preview}


def materials_of(intake: Intake, case_no: str) -> Row:
    """Tell the files of a case and the originals that were shown in it."""
    seen = views.originals(intake.materials, case_no)
    return {
        "files": [file_told(row, case_no) for row in views.of_case(intake.materials, case_no)],
        "originals": [
            {
                "material": code,
                "seen_at": row["original"]["seen_at"],
                "copies": row["original"]["copies"],
                "held": row["held"],
                "returned_at": row["returned_at"],
            }
            for code, row in sorted(seen.items())
        ],
    }


def bytes_of(intake: Intake, file: Mapping[str, Any], material_id: str, *, preview: bool) -> bytes:
    """Give the plain bytes of a file, or of its preview.

    Raises:
        Rejected: `person_erased` (410), `damaged_file` (503), `unknown_file` where there is no preview.
    """
    if preview and not file["preview"]:
        raise Rejected("unknown_file", "this file has no preview", status=404)
    place = file["file"] + (PREVIEW if preview else "")
    key = opened(intake.vault, file["person"], material_id, file["key"])
    return decrypted(key, place, intake.material_bytes.get(place))


def on_file(
    intake: Intake, persons: Iterable[str], item: ItemPublished, day: date, but: str = "", account: str = ""
) -> list[Row]:
    """Tell what these persons handed in before and an item asks for too, valid on a day, each paper once.

    Args:
        intake: the service.
        persons: pseudonyms.
        item: whose guide asks.
        day: on which the papers have to be valid.
        but: a case whose own files are left out.
        account: only files of this account's own cases; a desk leaves it empty.
    """
    names = {material.code: material.name.zh for material in item.materials}
    newest: dict[str, Row] = {}
    for row in views.on_file(intake.materials, persons, names, day):
        if but not in row["cases"] and (not account or of_account(intake, account, row)):
            newest.setdefault(row["code"], {**file_told(row), "reused": True})
    return list(newest.values())


def of_account(intake: Intake, account: str, row: Mapping[str, Any]) -> bool:
    """Tell whether a file lies in a case of this account.

    An account writes any name and number into an application; that alone must open nobody's earlier papers to it.
    """
    wanted = {"_id": {"$in": row["cases"]}, "account": account}
    return intake.cases.collection.find_one(wanted, {"_id": 1}) is not None


def not_asked_again(
    intake: Intake, case_no: str, person: str, item: ItemPublished, codes: Iterable[str], day: date
) -> None:
    """See that nothing is asked for that the person handed in before and that is valid still (716号令7).

    Raises:
        Rejected: `already_on_file`.
    """
    there = {row["material"] for row in on_file(intake, [person], item, day, case_no)}
    again = sorted(there & set(codes))
    if again:
        message = "these papers are on file and valid; use them again instead of asking for them"
        raise Rejected("already_on_file", message, "716号令7; S1.3b", errors=dict.fromkeys(again, "on file"))
