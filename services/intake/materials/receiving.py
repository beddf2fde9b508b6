"""A file out of a request: room for its body, the form beside it, and through which door it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from services.intake.cases.standing import standing_of
from services.intake.materials.acts import Acts
from services.intake.materials.schemas import UploadForm
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity
from shared.journal.ids import derived_command_id
from shared.web.forms import form_fields
from shared.web.kit import current
from shared.web.meta import request_meta

AROUND = 64 * 1024
"""What a form may be larger than the file in it."""

DOORS = {"window_clerk": "window", "village_agent": "proxy"}
"""Staff come through their own door, whatever they say."""


def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001 - as Flask calls it
    """Let the body of a request be as large as a file; who may not upload is refused before it is read."""
    request.max_content_length = current(Intake).settings.material_most_mb * 1024 * 1024 + AROUND


def acts(fingerprint: str = "", part: str = "") -> Acts:
    """Give the acts of the present request; `fingerprint`: of a file beside the form, `part`: which of several."""
    intake, meta = current(Intake), request_meta()
    if part:
        meta = replace(meta, command_id=derived_command_id(f"file/{part}", meta.command_id))
    if fingerprint:
        meta = replace(meta, fingerprint=sha256(f"{meta.fingerprint}{fingerprint}".encode()).hexdigest())
    return Acts(intake, meta, standing_of(require_identity(), intake.replica))


def take_upload(
    fields: Mapping[str, Any] | None = None, given: FileStorage | None = None, part: str = ""
) -> dict[str, Any]:
    """Take the file of a form's field `file`; give its row.

    Args:
        fields: what is said of it, where the form says other things too.
        given: another field's file, where a form has several; `part` then tells them apart.

    Raises:
        ValidationError: the fields beside it are wrong.
        Rejected: `file_missing`, or by a rule.
    """
    said: dict[str, Any] = UploadForm().load(form_fields() if fields is None else fields)
    given = given or request.files.get("file")
    if given is None or not given.filename:
        raise Rejected("file_missing", "send the file in the field `file`", status=422, errors={"file": "missing"})
    data = given.stream.read()
    said["door"] = DOORS.get(require_identity().role) or said["door"] or "online"
    said["case_no"] = said["case_no"].upper()
    return acts(sha256(data).hexdigest(), part).upload(said, data)
