"""What is told about a mandate: both people masked or not, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.cases import applicants
from services.intake.looks.noting import note
from services.intake.mandates import views
from services.intake.service import Intake
from shared.identity import Identity

Document = dict[str, Any]

PARTS = ("principal", "agent", "representative")
"""The people of a mandate; each is sealed for `<number>/<part>`."""


def document(
    intake: Intake, identity: Identity, found: Mapping[str, Any], today: str, *, masked: bool = False
) -> Document:
    """Give a mandate as this account may see it: principal and window read names, all others see them masked."""
    show = applicants.opened if near(identity, found) and not masked else applicants.masked
    if show is applicants.opened and not identity.can("mandate.read_own"):
        for part in PARTS:
            told = {"purpose": "mandate", "case_no": found["mandate_no"], "division": found["division"]}
            note(intake, identity, found.get(part), **told)
    people = {
        part: show(intake.vault, f"{found['mandate_no']}/{part}", found[part]) if found.get(part) else None
        for part in PARTS
    }
    return {**found, **people, "standing": views.standing(found, today)}


def near(identity: Identity, found: Mapping[str, Any]) -> bool:
    """Tell whether the mandate lies on this account's desk, or is its own: the agent sees the principal masked."""
    if identity.can("mandate.read_own"):
        return bool(found["account"] == identity.id)
    return identity.can("mandate.give")
