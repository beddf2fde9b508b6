"""The clock of the portal: throws drafts away that nobody touched for thirty days."""

from __future__ import annotations

from services.intake.service import Intake
from shared.worker import Timer

EVERY_SECONDS = 3600.0


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""

    def run() -> None:
        intake.drafts.throw_away(intake.clock.now())

    return Timer("drafts", EVERY_SECONDS, run)
