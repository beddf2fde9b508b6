"""Noting a look within a request: the one line that shows anything personal in clear calls this first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import has_request_context

from services.intake.service import Intake
from shared.contracts.privacy import Purpose
from shared.identity import Identity
from shared.identity.access import current_identity
from shared.web.looks import note_look

FIELDS = ("name", "id_number", "phone")


def note(
    intake: Intake,
    identity: Identity,
    applicant: Mapping[str, Any] | None,
    *,
    purpose: Purpose,
    case_no: str,
    division: str = "",
    fields: Sequence[str] = FIELDS,
) -> None:
    """Note that this account is about to see an applicant's texts in clear; fields that are empty are not named.

    Raises:
        StoreDown, PyMongoError: it cannot be stored; then nothing may be shown.
    """
    texts = {name: applicant.get(name) for name in fields} if applicant else {}
    if applicant and any(texts.values()):
        person, where = applicant["person"], division or ""
        note_look(intake.looks, identity, person, texts, purpose=purpose, case_no=case_no, division=where)


def note_shown(
    intake: Intake, applicant: Mapping[str, Any] | None, *, purpose: Purpose, case_no: str, division: str = ""
) -> None:
    """Note a look of whoever asks in this request; people at their own matter, and workers, leave none."""
    identity = current_identity() if has_request_context() else None
    if identity is None or identity.can("case.read_own"):
        return
    note(intake, identity, applicant, purpose=purpose, case_no=case_no, division=division)
