"""Papers at the window's receipt: files and scans beside the ticks, and what the applicant handed in before.

Nothing is asked for twice (716号令7): once the applicant's number stands in the form, the window looks up what is on
file and valid. Files are kept as the desk's drafts until the receipt takes them, so a refused form loses none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from services.intake.cases import applicants
from services.intake.cases.standing import standing_of
from services.intake.materials import told
from services.intake.materials.receiving import AROUND, take_upload
from services.intake.materials.standing import holder_of
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished
from shared.identity.access import require_identity
from shared.web.kit import current

FILE, UNTIL = "file.", "until."
"""Fields of the form: the file of a material, and the last day it holds, `file.id-card`, `until.id-card`."""

LOOK, LOOKED = "look", "looked"
"""The button that asks what is on file, and the mark that it was asked."""

AT_ONCE = 3
"""As many files of the largest size come with one receipt; more follow in the case."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """What the form offers beside the ticks.

    Attributes:
        uploads: files that came with the form before it was refused.
        on_file: the applicant's earlier papers that serve again; empty until the window looks.
        looked: the window has looked.
        most_mb: how large a file may be, MiB.
    """

    uploads: list[Row]
    on_file: list[Row]
    looked: bool
    most_mb: int


def room(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001 - as Flask calls it
    """Let a receipt carry files; every other form of the window stays small."""
    if endpoint == "case_pages.receive":
        request.max_content_length = AT_ONCE * current(Intake).settings.material_most_mb * 1024 * 1024 + AROUND


def stays() -> bool:
    """Tell whether the form only asks what is on file, and is shown again."""
    return LOOK in request.form


def taken(item: str) -> list[str]:
    """Take the files of the present form; give their ids.

    Raises:
        ValidationError, Rejected: a file is refused; the field of its material says so.
    """
    given = [(name.removeprefix(FILE), file) for name, file in request.files.items() if name.startswith(FILE)]
    return [_one(item, material, file) for material, file in given if file.filename]


def _one(item: str, material: str, file: Any) -> str:
    until = request.form.get(f"{UNTIL}{material}", "").strip()
    said = {"item": item, "material": material, **({"valid_until": until} if until else {})}
    try:
        return str(take_upload(said, file, material)["_id"])
    except Rejected as refusal:
        refusal.errors = {f"{FILE}{material}": refusal.message}
        raise


def brought(item: ItemPublished, uploads: list[str], day: date) -> Brought:
    """Give what the form shows again: files that came with it, and the applicant's earlier papers.

    A number that is none shows no papers; the receipt itself refuses it.
    """
    intake = current(Intake)
    holder = holder_of(standing_of(require_identity(), intake.replica))
    rows = [row for row in intake.drafts_of_materials.of(holder, item.code) if row["_id"] in uploads]
    looked = stays() or LOOKED in request.form
    on_file = _on_file(intake, item, day) if looked else []
    return Brought([told.draft_told(row) for row in rows], on_file, looked, intake.settings.material_most_mb)


def _on_file(intake: Intake, item: ItemPublished, day: date) -> list[Row]:
    kind, number = (request.form.get(f"applicant.{name}", "").strip() for name in ("kind", "id_number"))
    try:
        who = {"kind": kind, "id_number": applicants.checked_number(kind, number, day)}
    except Rejected:
        return []
    return told.on_file(intake, [applicants.person_of(intake.vault, who)], item, day)
