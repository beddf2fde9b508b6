"""Storing an uploaded file: room for its body, the bytes kept, and the statement that says it is there."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import request

from services.intake.items.sniffing import MOST_BYTES
from services.intake.registry.state import Subject
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.journal.handle import Outcome

AROUND = 64 * 1024
"""What a form may be larger than the file in it."""


def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001 - as Flask calls it
    """Let the body of a request be as large as a file; who may not upload is refused before it is read."""
    request.max_content_length = MOST_BYTES + AROUND


def store(intake: Intake, meta: Meta) -> Outcome[Subject]:
    """Store the file of a form's field `file`, and state it on the register.

    Raises:
        Rejected: `file_missing`, or for what it is as `Files.keep`.
    """
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Rejected("file_missing", "send the file in the field `file`", status=422, errors={"file": "missing"})
    kept = intake.files.keep(given.filename, given.stream.read())
    told = sha256(f"{meta.fingerprint}{kept.sha256}".encode()).hexdigest()  # the form alone does not tell the file
    return intake.register.state(replace(meta, fingerprint=told), kept)
