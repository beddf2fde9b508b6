"""The limits of one complaint as `shared.timekeeping` explains them, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.complaints.limits import counted, rule
from shared.timekeeping import Calendar, Deadline


def explained(row: Mapping[str, Any], calendar: Calendar) -> list[dict[str, Any]]:
    """Give every limit of a complaint with its force, its basis, and every day that was counted or left out."""
    start = row.get("counted_from")
    if start is None:
        return []
    close = "hotline_close" if row.get("kind") == "hotline" else "complaint_close"
    wanted = ["complaint_accept", "complaint_decide", close] if not row.get("reopened") else [close]
    told = [_one(row, key, date.fromisoformat(start), calendar) for key in wanted]
    if row.get("extended"):
        before = _counted(row, close, date.fromisoformat(start), calendar).due
        told.append(_one(row, "complaint_extension", before, calendar))
    if row.get("kind") == "hotline" and row.get("sent_at"):
        told.append(_one(row, "hotline_return", datetime.fromisoformat(row["sent_at"]), calendar))
    return told


def _one(row: Mapping[str, Any], key: str, start: date | datetime, calendar: Calendar) -> dict[str, Any]:
    held, deadline = rule(key, began(row), row.get("limits", "")), _counted(row, key, start, calendar)
    told = {"limit": key, "zh": held.zh, "en": held.en, "force": held.force, "basis": held.basis, "note": held.note}
    return {**told, **deadline.explained()}


def _counted(row: Mapping[str, Any], key: str, start: date | datetime, calendar: Calendar) -> Deadline:
    return counted(key, start, calendar, began(row), row.get("limits", ""))


def began(row: Mapping[str, Any]) -> date:
    """Give the day a complaint was filed: what the statement of limits holds by that it goes by to its end."""
    return date.fromisoformat(row.get("filed_on") or row["counted_from"])


def return_by(row: Mapping[str, Any], calendar: Calendar) -> Deadline | None:
    """Give until when a unit may return a hotline ticket in time."""
    sent = row.get("sent_at")
    return _counted(row, "hotline_return", datetime.fromisoformat(sent), calendar) if sent else None
