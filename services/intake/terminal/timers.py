"""The clock of terminals: ends sessions on the server that nobody ended in front of the screen."""

from __future__ import annotations

from services.intake.service import Intake
from shared.worker import Timer

EVERY_SECONDS = 10.0


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""

    def run() -> None:
        intake.sessions.sweep(intake.clock.now())

    return Timer("terminal", EVERY_SECONDS, run)
