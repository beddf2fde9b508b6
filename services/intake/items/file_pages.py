"""Pages for administrators: the stored forms and samples with their checksums, and the form to upload one more."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake.items.files_named import files_named
from services.intake.items.sniffing import MOST_BYTES
from services.intake.items.storing import make_room, store
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.files import FileStored
from shared.identity.access import requires
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("file_pages", __name__, template_folder="templates")
pages.url_value_preprocessor(make_room)


@pages.get("/admin/files")
@requires("registry.write")
def files() -> ResponseReturnValue:
    """List the stored files, narrowed by words of their names, and what names each."""
    return _list(None)


@pages.post("/admin/files")
@requires("registry.write")
def upload() -> ResponseReturnValue:
    """Store a file; its checksum then goes into a guide."""
    try:
        outcome = store(current(Intake), request_meta())
    except Rejected as refusal:
        return _list(refused(refusal)), refusal.status
    file = outcome.state.statement
    assert isinstance(file, FileStored), "what was stored is a file"
    flash(gettext("已存入：%(name)s，校验值 %(sha256)s", name=file.name, sha256=file.sha256), "good")
    return redirect(url_for("file_pages.files"), 303)


def _list(refusal: Refusal | None) -> str:
    intake, words = current(Intake), request.args.get("q", "").strip()[:60]
    named: dict[str, list[str]] = {}
    for item in intake.replica.items():
        for _, ref in files_named(item):
            named.setdefault(ref.sha256, []).append(item.code)
    kept = [file for file in intake.replica.all(FileStored).values() if words.casefold() in file.name.casefold()]
    return render_template(
        "items/files.html",
        files=sorted(kept, key=lambda file: (file.name, file.sha256)),
        named={sha256: sorted(set(codes)) for sha256, codes in named.items()},
        asked=words,
        most=MOST_BYTES // (1024 * 1024),
        refusal=refusal,
    )
