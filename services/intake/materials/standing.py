"""Whose desk or account a material is handled from, and how its case stands, as the rules want to know it."""

from __future__ import annotations

from services.intake.cases.decider import CASES
from services.intake.cases.standing import Standing as Who
from services.intake.cases.state import Case
from services.intake.materials.commands import Standing
from services.intake.service import Intake
from shared.contracts import Rejected


def holder_of(who: Who) -> str:
    """Name the holder of drafts: an account, or the desk of a hall."""
    return f"account/{who.account}" if who.account else f"desk/{who.desk}"


def standing_in(intake: Intake, who: Who, case_no: str) -> tuple[Case, Standing]:
    """Give a case and how it stands to whoever asks.

    Raises:
        Rejected: `unknown_case` (404).
    """
    case = intake.journal.load(CASES, case_no).state
    if not case.item:
        raise Rejected("unknown_case", "there is no such case", status=404)
    item, _ = intake.replica.item(case.item, case.item_version)
    return case, Standing(
        desk=who.desk,
        account=who.account,
        status=case.status.value,
        hall=case.hall,
        owner=case.account,
        person=case.applicant.person,
        asked={material.code: material.name.zh for material in item.materials},
    )
