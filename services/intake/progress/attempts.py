"""How often somebody may be wrong about a number and its query code, and about a paper's number and check code."""

from __future__ import annotations

from datetime import timedelta

from pymongo.database import Database

from shared.config import Settings
from shared.web.throttle import Document, Throttle

SPAN = timedelta(minutes=15)
MOST_FOR_NUMBER = 10
"""Wrong codes for one number within a span; whether the number exists makes no difference."""
MOST_FROM_ADDRESS = 60
"""Wrong answers from one address; a township may sit behind one."""

CHECK_SPAN = timedelta(minutes=10)
MOST_CHECKS = 30
"""Wrong numbers or codes of papers from one address; genuine papers are never held up."""


def attempts(database: Database[Document], settings: Settings) -> Throttle:
    """Give the throttle of looks with a number and its code."""
    most = {"number": MOST_FOR_NUMBER, "address": MOST_FROM_ADDRESS}
    return Throttle(database, settings.secret_key, "look", most, SPAN, "too_many_looks")


def checks(database: Database[Document], settings: Settings) -> Throttle:
    """Give the throttle of checks whether a paper is genuine."""
    most = {"address": MOST_CHECKS}
    return Throttle(database, settings.secret_key, "check", most, CHECK_SPAN, "too_many_checks")
