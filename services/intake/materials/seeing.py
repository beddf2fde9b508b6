"""Who may look into a file, and the answer that carries it: nothing in it ever runs in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response

from services.intake.cases import papers
from services.intake.cases.api import found_case
from services.intake.cases.standing import standing_of
from services.intake.items.sniffing import ENDINGS
from services.intake.looks.noting import note
from services.intake.materials import views
from services.intake.materials.standing import holder_of
from services.intake.materials.told import bytes_of
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity
from shared.web.kit import current

Row = dict[str, Any]

JPEG = "image/jpeg"


def case_seen(case_no: str) -> Row:
    """Give a case whose materials the present account may look into: at its desk, its owner, its reviewers.

    Raises:
        Rejected: `unknown_case` (404).
    """
    found, identity = found_case(case_no[:40]), require_identity()
    if papers.near(current(Intake), identity, found) or identity.can("material.read"):
        return found
    raise Rejected("unknown_case", "no case of this number is known to you", status=404)


def file_seen(material_id: str) -> tuple[Row, str]:
    """Give a file and the case through which the present account may look into it.

    Raises:
        Rejected: `unknown_file` (404), also where it is none of theirs.
    """
    row = views.find(current(Intake).materials, material_id[:40])
    for case_no in row["cases"]:
        try:
            return row, str(case_seen(case_no)["case_no"])
        except Rejected:
            continue
    raise Rejected("unknown_file", "there is no such file", status=404)


def file_answer(material_id: str, *, preview: bool) -> Response:
    """Give a file, or the picture of its first page, to whoever may see its case."""
    row, case_no = file_seen(material_id)
    return _answer(row["file"], row["id"], preview=preview, case_no=case_no)


def draft_answer(draft_id: str, *, preview: bool) -> Response:
    """Give a draft of one's own."""
    intake = current(Intake)
    holder = holder_of(standing_of(require_identity(), intake.replica))
    row = intake.drafts_of_materials.one(holder, draft_id[:40])
    return _answer(row, row["_id"], preview=preview)


def _answer(file: Mapping[str, Any], material_id: str, *, preview: bool, case_no: str = "") -> Response:
    """Only our own drawing is shown in place; the file itself is saved, and is not opened by the page.

    Looking into a file that is not one's own is noted before it is shown.
    """
    data, identity = bytes_of(current(Intake), file, material_id, preview=preview), require_identity()
    if case_no and not identity.can("case.read_own"):
        about = {"person": file["person"], "file": material_id}
        note(current(Intake), identity, about, purpose="case", case_no=case_no, fields=("file",))
    answer = Response(data, content_type=JPEG if preview else file["media_type"])
    name = quote(f"{file['name']}{'.jpg' if preview else ENDINGS[file['media_type']]}")
    answer.headers["Content-Disposition"] = f"{'inline' if preview else 'attachment'}; filename*=UTF-8''{name}"
    answer.headers["Cache-Control"] = "no-store"
    return answer
