"""Heartbeats: the last one of each window is kept, and only a change of its line becomes a fact.

A heartbeat costs one small write. The worker looks for windows that fell silent; after a start it waits as long as a
window may be silent, so that its own absence is not taken for theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.intake.connectivity.commands import Hear, Lose
from services.intake.connectivity.decider import LINES
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import stream_name
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.timekeeping.clock import in_shanghai
from shared.worker import Timer

Document = dict[str, Any]

EVERY_SECONDS = 15.0
POINT_LINE = "desk"
"""The one line of a point that has no windows: its online endpoint (S1.2a)."""


def lines_of(venue: VenueRegistered) -> tuple[str, ...]:
    """Name the lines of a place: its windows, or the one of a point without windows."""
    windows = tuple(window.id for window in venue.windows)
    return windows or ((POINT_LINE,) if venue.kind == "point" else ())


def beat(intake: Intake, meta: Meta, venue: VenueRegistered, window: str) -> None:
    """Take in a heartbeat, and state that the window is connected where it was not.

    Raises:
        Rejected: `unknown_window` (404).
    """
    if window not in lines_of(venue):
        told = f"{venue.id} has no window {window}"
        raise Rejected("unknown_window", told, "S2.8a", status=404, errors={"window": told})
    key = f"{venue.id}-{window}"
    fields = {"venue": venue.id, "window": window, "division": venue.division, "seen": _text(meta.now)}
    before = intake.beats.find_one_and_update({"_id": key}, {"$set": fields}, upsert=True)
    if before is None or before.get("status") != "connected":
        command = Hear(meta=meta, venue=venue.id, window=window, division=venue.division)
        intake.journal.execute(LINES, key, command, case=stream_name(LINES.category, key))
        intake.beats.update_one({"_id": key}, {"$set": {"status": "connected", "since": _text(meta.now)}})


def lose_silent(intake: Intake, now: datetime) -> int:
    """State that every window that has been silent too long is lost, once; give how many were.

    What was last heard of on a virtual calendar is not silent by the real one.
    """
    before = _text(now - timedelta(seconds=intake.settings.window_lost_seconds))
    found = intake.beats.find({"status": "connected", "seen": {"$lt": before}})
    silent = [
        each for each in found if not on_virtual_calendar(intake.journal, stream_name(LINES.category, each["_id"]))
    ]
    for document in silent:
        _lose(intake, document, now)
    return len(silent)


def _virtual(intake: Intake, key: str) -> bool:
    return on_virtual_calendar(intake.journal, stream_name(LINES.category, key))


def _lose(intake: Intake, document: Document, now: datetime) -> None:
    key, seen = document["_id"], datetime.fromisoformat(document["seen"])
    name = derived_command_id("connectivity", f"{key}/{document['seen']}")
    meta = Meta(command_id=name, actor=SYSTEM, now=now, occurred_at=seen)
    command = Lose(
        meta=meta, venue=document["venue"], window=document["window"], division=document["division"], since=seen
    )
    intake.journal.execute(LINES, key, command, case=stream_name(LINES.category, key))
    unheard_since = {"_id": key, "seen": document["seen"]}
    intake.beats.update_one(unheard_since, {"$set": {"status": "lost", "since": document["seen"]}})


def timer(intake: Intake) -> Timer:
    """Give the worker's timer; it begins to look when it has itself been there as long as a window may be silent."""
    looks_from = intake.clock.now() + timedelta(seconds=intake.settings.window_lost_seconds)

    def run() -> None:
        if (now := intake.clock.now()) >= looks_from:
            lose_silent(intake, now)

    return Timer("connectivity", EVERY_SECONDS, run)


def _text(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return in_shanghai(moment).isoformat(timespec="milliseconds")
