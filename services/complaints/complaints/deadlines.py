"""The limits of one complaint as `shared.timekeeping` explains them, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.complaints.limits import RULES, counted
from shared.timekeeping import Calendar, Deadline


def explained(row: Mapping[str, Any], calendar: Calendar) -> list[dict[str, Any]]:
    """Give every limit of a complaint with its force, its basis, and every day that was counted or left out."""
    start = row.get("counted_from")
    if start is None:
        return []
    close = "hotline_close" if row.get("kind") == "hotline" else "complaint_close"
    wanted = ["complaint_accept", "complaint_decide", close] if not row.get("reopened") else [close]
    told = [_one(key, date.fromisoformat(start), calendar) for key in wanted]
    if row.get("extended"):
        told.append(_one("complaint_extension", counted(close, date.fromisoformat(start), calendar).due, calendar))
    if row.get("kind") == "hotline" and row.get("sent_at"):
        told.append(_one("hotline_return", datetime.fromisoformat(row["sent_at"]), calendar))
    return told


def _one(key: str, start: date | datetime, calendar: Calendar) -> dict[str, Any]:
    rule, deadline = RULES[key], counted(key, start, calendar)
    told = {"limit": key, "zh": rule.zh, "en": rule.en, "force": rule.force, "basis": rule.basis, "note": rule.note}
    return {**told, **deadline.explained()}


def return_by(row: Mapping[str, Any], calendar: Calendar) -> Deadline | None:
    """Give until when a unit may return a hotline ticket in time."""
    sent = row.get("sent_at")
    return counted("hotline_return", datetime.fromisoformat(sent), calendar) if sent else None
