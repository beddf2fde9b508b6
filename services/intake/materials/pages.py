"""Pages of materials: what a case holds, uploading, previews, originals, using again; uploads without a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording
from services.intake.cases import papers
from services.intake.cases.standing import standing_of
from services.intake.materials import told
from services.intake.materials.api import on_file_of_case
from services.intake.materials.receiving import acts, make_room, take_upload
from services.intake.materials.schemas import OriginalBody, RemovalBody, ReturnBody
from services.intake.materials.seeing import case_seen, draft_answer, file_answer, file_seen
from services.intake.materials.standing import holder_of
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("material_pages", __name__, template_folder="templates")
pages.url_value_preprocessor(make_room)

SEEN_BY = ("material.read", "case.receive", "case.read_own")
"""Who may look into materials; which cases, `case_seen` tells."""


@pages.get("/cases/<case_no>/materials")
@requires(*SEEN_BY)
def materials(case_no: str) -> ResponseReturnValue:
    """Show what a case holds, with the forms to add to it."""
    return _case_page(case_no, None)


def _case_page(case_no: str, refusal: Refusal | None) -> ResponseReturnValue:
    intake, found = current(Intake), case_seen(case_no)
    item = papers.item_of(intake, found)
    near = papers.near(intake, require_identity(), found)
    body = render_template(
        "materials/case.html",
        case=found,
        item=item,
        near=near,
        adds=near and require_identity().can("material.add"),
        told=told.materials_of(intake, found["case_no"]),
        on_file=on_file_of_case(intake, found) if near else [],
        most_mb=intake.settings.material_most_mb,
        refusal=wording.told(refusal),
        words=wording,
    )
    return body, refusal.status if refusal else 200


def _doing(case_no: str, do: Callable[[], Any], done: str) -> ResponseReturnValue:
    """Do what a form of the case's page asks, and show the page again."""
    try:
        do()
    except (ValidationError, Rejected) as refusal:
        return _case_page(case_no, refused(refusal))
    flash(done, "good")
    return redirect(url_for("material_pages.materials", case_no=case_no), 303)


@pages.post("/cases/<case_no>/materials")
@requires("material.add")
def upload(case_no: str) -> ResponseReturnValue:
    """Take a file into a case."""
    case_seen(case_no)
    return _doing(case_no, take_upload, gettext("文件已入卷"))


@pages.post("/cases/<case_no>/materials/reuse")
@requires("material.add")
def reuse(case_no: str) -> ResponseReturnValue:
    """Let a file of an earlier case serve this one."""
    found, chosen = case_seen(case_no)["case_no"], request.form.get("file", "")[:40]
    return _doing(case_no, lambda: acts().reuse(found, chosen), gettext("已沿用"))


@pages.post("/cases/<case_no>/materials/removal")
@requires("material.add")
def remove(case_no: str) -> ResponseReturnValue:
    """Take a file out that was handed in by mistake."""
    case_seen(case_no)
    fields = form_fields()
    row, _ = file_seen(fields.pop("file", ""))
    return _doing(case_no, lambda: acts().remove(row["id"], RemovalBody().load(fields)), gettext("已撤下"))


@pages.post("/cases/<case_no>/originals")
@requires("case.receive")
def see_original(case_no: str) -> ResponseReturnValue:
    """Note an original that was shown, or given back."""
    found, fields = case_seen(case_no)["case_no"], form_fields()
    if "returned" in fields:
        said = ReturnBody().load({"material": fields.get("material", "")})
        return _doing(case_no, lambda: acts().return_original(found, said), gettext("已登记退还"))
    copies = fields.get("copies", "0")
    asked = {"material": fields.get("material", ""), "kept": "kept" in fields}
    asked["copies"] = int(copies) if copies.isdecimal() else copies
    return _doing(case_no, lambda: acts().see_original(found, OriginalBody().load(asked)), gettext("已登记核对原件"))


@pages.get("/materials/<material_id>/file")
@requires(*SEEN_BY)
def file(material_id: str) -> Response:
    """Give a file's bytes, to be saved."""
    return file_answer(material_id, preview=False)


@pages.get("/materials/<material_id>/preview")
@requires(*SEEN_BY)
def preview(material_id: str) -> Response:
    """Give a picture of a file's first page, drawn anew."""
    return file_answer(material_id, preview=True)


@pages.get("/materials/uploads/<upload_id>/file")
@requires("material.add")
def upload_file(upload_id: str) -> Response:
    """Give an upload of one's own back."""
    return draft_answer(upload_id, preview=False)


@pages.get("/materials/uploads/<upload_id>/preview")
@requires("material.add")
def upload_preview(upload_id: str) -> Response:
    """Give a picture of the first page of an upload of one's own."""
    return draft_answer(upload_id, preview=True)


@pages.get("/items/<code>/uploads")
@requires("material.add")
def uploads(code: str) -> ResponseReturnValue:
    """Show what one has uploaded for an item and not handed in yet, with the form to add to it."""
    return _item_page(code, None)


@pages.post("/items/<code>/uploads")
@requires("material.add")
def add_upload(code: str) -> ResponseReturnValue:
    """Take a file for an item before there is a case; or throw one away."""
    try:
        if "discard" in request.form:
            acts().discard(request.form["discard"][:40])
            flash(gettext("已删除"), "good")
        else:
            take_upload()
            flash(gettext("已上传，提交申请时一并交给窗口"), "good")
    except (ValidationError, Rejected) as refusal:
        return _item_page(code, refused(refusal))
    return redirect(url_for("material_pages.uploads", code=code), 303)


def _item_page(code: str, refusal: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    item, _ = intake.replica.item_on(code, request_now().date())
    body = render_template(
        "materials/uploads.html",
        item=item,
        files=uploads_of(intake, item.code),
        most_mb=intake.settings.material_most_mb,
        refusal=wording.told(refusal),
    )
    return body, refusal.status if refusal else 200


def uploads_of(intake: Intake, code: str) -> list[dict[str, Any]]:
    """Give what the present account has uploaded for an item and not handed in yet."""
    holder = holder_of(standing_of(require_identity(), intake.replica))
    return [told.draft_told(row) for row in intake.drafts_of_materials.of(holder, code)]
