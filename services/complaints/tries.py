"""How often somebody may be wrong about a number and its query code: as at intake, whose codes hold here too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request
from pymongo.database import Database

from shared.config import Settings
from shared.contracts import Rejected
from shared.web.kit import kit
from shared.web.throttle import Document, Throttle

if TYPE_CHECKING:
    from services.complaints.service import Complaints

SPAN = timedelta(minutes=15)
MOST_FOR_NUMBER = 10
"""Wrong codes for one number within a span; whether the number exists makes no difference."""
MOST_FROM_ADDRESS = 60
"""Wrong answers from one address; a township may sit behind one."""

WRONG = frozenset({"wrong_code", "not_your_case"})
"""Refusals that tell a number and its code do not fit together."""


def tries(database: Database[Document], settings: Settings) -> Throttle:
    """Give the throttle of tries with a number and its code."""
    most = {"number": MOST_FOR_NUMBER, "address": MOST_FROM_ADDRESS}
    return Throttle(database, settings.secret_key, "look", most, SPAN, "too_many_looks")


@contextmanager
def counted(service: Complaints, number: str, code: str) -> Iterator[None]:
    """Let the present caller try a number with a code, and count where it was in vain; without a code none is tried.

    Raises:
        Rejected: 429 `too_many_looks`; and what is raised within.
    """
    if not code:
        yield
        return
    now, tried = kit().clock.now(), {"number": number.upper(), "address": request.remote_addr or ""}
    service.tries.allow(now, **tried)
    try:
        yield
    except Rejected as refusal:
        if refusal.code in WRONG:
            service.tries.miss(now, **tried)
        raise
