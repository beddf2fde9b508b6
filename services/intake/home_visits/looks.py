"""Looking at whom one visits, in clear: each look leaves its record (F10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.service import Intake
from shared.contracts import Meta

FIELDS = ("name", "phone", "address")


def note_look(intake: Intake, meta: Meta, row: Mapping[str, Any]) -> None:
    """Record that somebody opened a visit's person and address."""
    person, number = row["applicant"]["person"], row["number"]
    intake.looks.note(meta, person, purpose="visit", case_no=number, fields=FIELDS, division=row["division"])
