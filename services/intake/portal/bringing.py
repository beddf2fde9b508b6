"""Files that come with an application or a supplement: uploads of one's own, and what the account handed in before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, request
from flask_babel import gettext

from services.intake.cases import applicants
from services.intake.cases.standing import Standing
from services.intake.materials import told
from services.intake.materials.handing_in import HandingIn
from services.intake.materials.receiving import take_upload
from services.intake.materials.standing import holder_of
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.registry import ItemPublished
from shared.timekeeping import local_day
from shared.web.meta import request_now

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form offers to hand in beside the ticks.

    Attributes:
        uploads: files that wait for the item.
        on_file: files of the account's earlier cases that serve again, valid today.
        most_mb: how large a file may be, MiB.
        days: after so many days an upload that was not handed in is thrown away.
    """

    uploads: list[Row]
    on_file: list[Row]
    most_mb: int
    days: int

    def chosen(self, said: Mapping[str, Any]) -> dict[str, list[str]]:
        """Give what was chosen of them, as ids; what is no longer there is left out."""
        kinds = {"uploads": self.uploads, "reuse": self.on_file}
        return {name: [row["id"] for row in rows if row["id"] in said.get(name, ())] for name, rows in kinds.items()}

    def codes(self, said: Mapping[str, Any]) -> set[str]:
        """Give the materials of the guide that the chosen ones are."""
        ids = {each for several in self.chosen(said).values() for each in several}
        return {row["material"] for row in (*self.uploads, *self.on_file) if row["id"] in ids}


def offered(
    intake: Intake, who: Standing, item: ItemPublished, person: str, but: str = "", only: Collection[str] | None = None
) -> Offered:
    """Give what an account may hand in for an item; a desk or a terminal is offered nothing.

    Args:
        intake: the service.
        who: whose account it is.
        item: whose guide asks.
        person: pseudonym of whoever applies; empty where that is not known yet.
        but: a case whose own files are left out.
        only: the materials that are still to come; all of the guide's where not given.
    """
    settings, day = intake.settings, local_day(request_now())
    uploads, before = [], []
    if who.account:
        uploads = [told.draft_told(row) for row in intake.drafts_of_materials.of(holder_of(who), item.code)]
        before = told.on_file(intake, [person], item, day, but, account=who.account) if person else []
    return Offered(
        [row for row in uploads if only is None or row["material"] in only],
        [row for row in before if only is None or row["material"] in only],
        settings.material_most_mb,
        settings.material_draft_days,
    )


def person_in(intake: Intake, texts: Mapping[str, str]) -> str:
    """Give the pseudonym of the person a draft names, or nothing where it names none."""
    return applicants.person_of(intake.vault, texts) if texts["id_number"] else ""


def chosen_in_form() -> dict[str, list[str]]:
    """Give the ids of the files that the present form has ticked."""
    return {name: [each[:40] for each in request.form.getlist(name)[:60]] for name in ("uploads", "reuse")}


def stays() -> bool:
    """Tell whether the form only sends a file, and its page is shown again."""
    return "upload" in request.form


def taken(item: str) -> list[str]:
    """Take the file beside the ticks, where there is one; give its id.

    Raises:
        ValidationError, Rejected: the file is refused, or it is missing where its own button was pressed.
    """
    given = request.files.get("file")
    if not stays() and (given is None or not given.filename):
        return []
    said = {name: request.form[name] for name in ("material", "valid_until") if request.form.get(name)}
    return [take_upload({**said, "item": item})["_id"]]


def joined(intake: Intake, meta: Meta, who: Standing, said: Mapping[str, Any], case_no: str) -> None:
    """Make chosen files part of a case whose receipt went through while its answer was lost; each once."""
    lost = False
    for kind, file in [(name, each) for name in ("uploads", "reuse") for each in said[name]]:
        try:
            HandingIn(intake, meta, who, {kind: [file]}).into(case_no)
        except Rejected:
            lost = True
    if lost:
        flash(gettext("有文件没有转入办件，请在办件的“电子材料与原件”里重新上传"), "warn")
