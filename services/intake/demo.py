"""What the launcher loads into intake in profile demo: the demonstration register and its accounts."""

from __future__ import annotations

from services.intake.registry import demo
from services.intake.service import Intake
from services.intake.venues import demo as places
from shared.config import Settings


def load(settings: Settings) -> int:
    """Load the demonstration data, once; give how many statements were new.

    Raises:
        RuntimeError: outside the demonstration profile.
    """
    if not settings.demo:
        raise RuntimeError("demonstration data is loaded in profile demo only")
    intake = Intake.open(settings)
    try:
        stated = demo.load(intake.register, intake.accounts, intake.clock, intake.files)
        return stated + places.load(intake)
    finally:
        intake.database.client.close()


def accounts_told() -> list[str]:
    """Give the lines that tell people which demonstration accounts there are."""
    told = demo.file("staff")
    by_role: dict[str, list[str]] = {}
    for account in told["staff"]:
        by_role.setdefault(account["role"], []).append(account["id"])
    return [f"口令 password: {told['password']}", *(f"{role:<18} {' '.join(ids)}" for role, ids in by_role.items())]
