"""JSON endpoints of materials."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import ValidationError

from services.intake.cases import applicants
from services.intake.cases.applicants import checked_number
from services.intake.cases.standing import standing_of
from services.intake.materials import told
from services.intake.materials.receiving import acts, make_room, take_upload
from services.intake.materials.schemas import (
    AttachBody,
    CaseMaterialsSchema,
    FileSchema,
    FilesSchema,
    OnFileBody,
    OnFileQuery,
    OriginalBody,
    RemovalBody,
    ReturnBody,
)
from services.intake.materials.seeing import case_seen, file_answer, file_seen
from services.intake.materials.standing import holder_of
from services.intake.service import Intake
from shared.identity.access import require_identity, requires
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.errors import Problem
from shared.web.kit import current
from shared.web.meta import answer, request_now
from shared.web.problems import flat_errors

api = Blueprint("materials", __name__, url_prefix="/api/v1", description="材料")
api.url_value_preprocessor(make_room)


@api.route("/materials", methods=["POST"])
@requires("material.add")
@api.response(201, FileSchema)
def upload() -> Any:
    """Upload a file (`multipart/form-data`, field `file`) for a case, or for an item before there is a case."""
    try:
        row = take_upload()
    except ValidationError as error:
        raise Problem(422, "invalid", "the form is not understood", errors=flat_errors(error.messages)) from None
    return (told.file_told(row) if "cases" in row else told.draft_told(row)), 201


@api.route("/materials/uploads", methods=["GET"])
@requires("material.add")
@api.arguments(OnFileQuery, location="query")
@api.response(200, FilesSchema)
def uploads(query: dict[str, str]) -> Any:
    """List what one has uploaded for an item and not handed in yet."""
    intake = current(Intake)
    holder = holder_of(standing_of(require_identity(), intake.replica))
    return {"items": [told.draft_told(row) for row in intake.drafts_of_materials.of(holder, query["item"])]}


@api.route("/materials/uploads/<upload_id>/discard", methods=["POST"])
@requires("material.add")
@api.response(204)
def discard(upload_id: str) -> None:
    """Throw an upload of one's own away that was not handed in."""
    acts().discard(upload_id[:40])


@api.route("/materials/on-file", methods=["GET"])
@requires("case.read_own")
@api.arguments(OnFileQuery, location="query")
@api.response(200, FilesSchema)
def own_on_file(query: dict[str, str]) -> Any:
    """List what one handed in before, and an item asks for too."""
    intake = current(Intake)
    return {"items": on_file_of_account(intake, require_identity().id, query["item"])}


@api.route("/materials/on-file", methods=["POST"])
@requires("case.receive")
@api.arguments(OnFileBody)
@api.response(200, FilesSchema)
def on_file(body: dict[str, str]) -> Any:
    """List what the person at the window handed in before, and an item asks for too; names and days, no content."""
    intake, day = current(Intake), local_day(request_now())
    number = checked_number(body["kind"], body["id_number"], day)
    person = applicants.person_of(intake.vault, {"kind": body["kind"], "id_number": number})
    return {"items": told.on_file(intake, [person], intake.replica.item_on(body["item"], day)[0], day)}


@api.route("/cases/<case_no>/materials", methods=["GET"])
@requires("material.read", "case.receive", "case.read_own")
@api.response(200, CaseMaterialsSchema)
def materials(case_no: str) -> Any:
    """List the files of a case and the originals that were shown."""
    return told.materials_of(current(Intake), case_seen(case_no)["case_no"])


@api.route("/cases/<case_no>/materials", methods=["POST"])
@requires("material.add")
@api.arguments(AttachBody)
@api.response(200, CaseMaterialsSchema)
def attach(body: dict[str, Any], case_no: str) -> Any:
    """Hand uploads into a case, and let files of earlier cases serve it too."""
    found, doing = case_seen(case_no)["case_no"], acts()
    doing.attach(found, body["uploads"])
    for each in body["reuse"]:
        doing.reuse(found, each)
    return told.materials_of(current(Intake), found)


@api.route("/cases/<case_no>/on-file", methods=["GET"])
@requires("case.receive", "case.read_own")
@api.response(200, FilesSchema)
def case_on_file(case_no: str) -> Any:
    """List what a case's applicant handed in before, and its item asks for too."""
    return {"items": on_file_of_case(current(Intake), case_seen(case_no))}


@api.route("/cases/<case_no>/originals", methods=["POST"])
@requires("case.receive")
@api.arguments(OriginalBody)
@api.response(200, CaseMaterialsSchema)
def see_original(body: dict[str, Any], case_no: str) -> Any:
    """Note that an original was shown and compared."""
    found = case_seen(case_no)["case_no"]
    outcome = acts().see_original(found, body)
    return answer(outcome, told.materials_of(current(Intake), found))


@api.route("/cases/<case_no>/originals/return", methods=["POST"])
@requires("case.receive")
@api.arguments(ReturnBody)
@api.response(200, CaseMaterialsSchema)
def return_original(body: dict[str, Any], case_no: str) -> Any:
    """Note that an original the window held was given back."""
    found = case_seen(case_no)["case_no"]
    outcome = acts().return_original(found, body)
    return answer(outcome, told.materials_of(current(Intake), found))


@api.route("/materials/<material_id>", methods=["GET"])
@requires("material.read", "case.receive", "case.read_own")
@api.response(200, FileSchema)
def material(material_id: str) -> Any:
    """Give one file of a case one may look into."""
    row, case_no = file_seen(material_id)
    return told.file_told(row, case_no)


@api.route("/materials/<material_id>/file", methods=["GET"])
@requires("material.read", "case.receive", "case.read_own")
@api.response(200, content_type="application/octet-stream")
def file(material_id: str) -> Response:
    """Give a file's bytes, to be saved."""
    return file_answer(material_id, preview=False)


@api.route("/materials/<material_id>/preview", methods=["GET"])
@requires("material.read", "case.receive", "case.read_own")
@api.response(200, content_type="image/jpeg")
def preview(material_id: str) -> Response:
    """Give a picture of a file's first page, drawn anew."""
    return file_answer(material_id, preview=True)


@api.route("/materials/<material_id>/removal", methods=["POST"])
@requires("material.add")
@api.arguments(RemovalBody)
@api.response(200, CaseMaterialsSchema)
def remove(body: dict[str, Any], material_id: str) -> Any:
    """Take a file out that was handed in by mistake, while the case is not answered."""
    row, _ = file_seen(material_id)
    outcome = acts().remove(row["id"], body)
    return answer(outcome, told.materials_of(current(Intake), row["file"]["case_no"]))


def on_file_of_case(intake: Intake, found: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what a case's applicant handed in before, and its item asks for too."""
    item, _ = intake.replica.item(found["item"], found["item_version"])
    person, account = found["applicant"]["person"], standing_of(require_identity(), intake.replica).account
    return told.on_file(intake, [person], item, local_day(request_now()), found["case_no"], account)


def on_file_of_account(intake: Intake, account: str, code: str) -> list[dict[str, Any]]:
    """Give what the people an account applied for handed in before, and an item asks for too."""
    day = local_day(request_now())
    cases = intake.cases.collection.find({"account": account}, {"applicant.person": 1})
    persons = {case["applicant"]["person"] for case in cases}
    return told.on_file(intake, persons, intake.replica.item_on(code, day)[0], day, account=account)
