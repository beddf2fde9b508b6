"""What is told about an escort: applicant and project in clear at its hall and to its owner, masked to all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.cases import applicants
from services.intake.looks.noting import note
from services.intake.service import Intake
from shared.identity import Identity
from shared.privacy import Erased, PrivacyError

Document = dict[str, Any]


def document(intake: Intake, identity: Identity, found: Mapping[str, Any], *, masked: bool = False) -> Document:
    """Give an escort as this account may see it; opening it at the hall is a look, and noted."""
    number, who = found["escort_no"], found["applicant"]
    if masked or not (identity.can("escort.act") or identity.can("escort.read_own")):
        return {**found, "applicant": applicants.masked(intake.vault, number, who), "project": "***"}
    if not identity.can("escort.read_own"):
        note(intake, identity, who, purpose="escort", case_no=number, division=found["division"])
    shown = applicants.opened(intake.vault, number, who)
    return {**found, "applicant": shown, "project": _project(intake, found)}


def _project(intake: Intake, found: Mapping[str, Any]) -> str:
    try:
        return intake.vault.open(found["person"], found["project"], found["escort_no"], "project")
    except Erased:
        return applicants.gone()
    except PrivacyError:
        return ""
