"""The clock of materials: throws away drafts nobody handed in, and bytes that nothing names."""

from __future__ import annotations

from datetime import timedelta

from services.intake.materials.decider import MATERIALS
from services.intake.service import Intake
from shared.observability import log
from shared.worker import Timer

EVERY_SECONDS = 300.0
UNDER_WAY = timedelta(hours=1)
"""A write younger than this may be going on still."""


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""
    return Timer("materials", EVERY_SECONDS, lambda: tick(intake))


def tick(intake: Intake) -> None:
    """Sweep, and say so where something was cleared."""
    cleared = sweep(intake)
    if cleared:
        log().info("materials_swept", cleared=cleared)


def sweep(intake: Intake) -> int:
    """Sweep once; give how many places were cleared. What is swept twice is clean already."""
    now = intake.clock.now()
    kept_for = timedelta(hours=24 * intake.settings.material_draft_days)
    dropped = intake.drafts_of_materials.drop_older(now - kept_for)
    for place in dropped:
        intake.material_bytes.clear(place)
    return len(dropped) + intake.material_bytes.sweep(now - UNDER_WAY, lambda place: _named(intake, place))


def _named(intake: Intake, place: str) -> bool:
    """Tell whether a draft or a commit names a place; the journal is asked, since a view may lag behind it."""
    if intake.drafts_of_materials.names(place):
        return True
    told = intake.journal.load(MATERIALS, place.partition(".")[0]).state
    return told.uploaded is not None and told.uploaded.file == place and not told.removed
