"""A stored file as an answer: to be saved and not opened in the page, with its checksum in the headers."""

from __future__ import annotations

import base64
from urllib.parse import quote

from flask import Response

from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.files import FileStored

DAY = 24 * 60 * 60


def file_answer(intake: Intake, sha256: str) -> Response:
    """Give a file's bytes once they were compared with the checksum they are known by.

    Raises:
        Rejected: `unknown_file` (404), `damaged_file` (503).
    """
    try:
        stored = intake.replica.one(FileStored, sha256[:64])
    except Rejected:
        raise Rejected("unknown_file", "there is no such file", status=404) from None
    answer = Response(intake.files.read(stored.sha256), content_type=stored.media_type)
    digest = base64.b64encode(bytes.fromhex(stored.sha256)).decode()
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    answer.headers["Cache-Control"] = f"public, max-age={DAY}, immutable"
    answer.set_etag(stored.sha256)
    return answer
