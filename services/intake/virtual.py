"""What lives on a demonstration's virtual calendar, and is left alone by clocks that follow the real one."""

from __future__ import annotations

from services.intake.service import Intake


def on_virtual_calendar(intake: Intake, stream: str) -> bool:
    """Tell whether the newest commit of a stream happened in virtual time; nothing happened yet: no."""
    commits = intake.journal.store.stream(stream)
    return bool(commits) and commits[-1].envelope().clock == "simulated"
