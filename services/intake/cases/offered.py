"""What can be done next to a case: by how it stands, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.cases.forms import FORMS
from services.intake.cases.state import Case
from shared.identity.access import require_identity

NEXT = {
    "received": (
        *("acceptance", "completion", "supplement-notice", "correction", "redirect", "not-needed"),
        *("refusal", "channel", "withdrawal"),
    ),
    "supplement_requested": ("supplements", "refusal", "channel", "withdrawal"),
    "supplemented": (
        *("acceptance", "completion", "supplements", "supplement-notice"),
        *("refusal", "channel", "withdrawal"),
    ),
    "accepted": ("tolerated-materials", "channel", "withdrawal"),
    "decided": ("delivery", "tolerated-materials"),
    "completed": ("delivery",),
}
"""What can be done to a case that stands so, the likeliest first."""


def sayable(case: Case) -> frozenset[str]:
    """Give the materials that a second notice may still speak of: those handed in after the first (许可法32)."""
    return frozenset(case.supplied) if case.notice_no else frozenset()


def possible(act: str, found: Mapping[str, Any]) -> bool:
    """Tell whether the present account may do an act to a case of this kind."""
    if act == ("completion" if found["kind"] == "promised" else "acceptance"):
        return False
    if act == "tolerated-materials" and not found.get("still_tolerated"):
        return False
    return any(require_identity().can(permission) for permission in FORMS[act].permissions)
