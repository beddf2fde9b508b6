"""Noting a look within a request: whatever shows sealed texts in clear calls this before it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from shared.contracts import Meta
from shared.contracts.privacy import Purpose
from shared.identity import Identity
from shared.privacy.looks import Looks, fields_of
from shared.web.meta import correlation, request_now


def note_look(
    looks: Looks,
    identity: Identity,
    person: str,
    texts: Mapping[str, Any],
    *,
    purpose: Purpose,
    case_no: str,
    division: str = "",
) -> None:
    """Note that an account is about to see these texts of a person in clear; where all are empty there is no look.

    Args:
        looks: the service's access log.
        identity: who looks.
        person: under which pseudonym the texts are sealed.
        texts: by field; only the names of those that hold something are noted.
        purpose, case_no, division: for what, at which matter, of which division.

    Raises:
        StoreDown, PyMongoError: it cannot be stored; then nothing may be shown.
    """
    seen = fields_of(texts)
    if seen:
        looks.note(_meta(identity), person, purpose=purpose, case_no=case_no, fields=seen, division=division)


def _meta(identity: Identity) -> Meta:
    """Give the circumstances of a look; its command id follows from who looks at what, and when."""
    now = request_now()
    return Meta(
        command_id="",
        actor=identity.actor(),
        now=now,
        occurred_at=now,
        correlation=correlation(),
        simulated="X-Yizhan-Now" in request.headers,
    )
