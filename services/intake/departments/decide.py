"""The rule of a department: a sound credit code, a superior that is there, and the review authority law gives it."""

from __future__ import annotations

from dataclasses import replace

from services.intake.departments.review_authority import review_authority
from shared.contracts import Event
from shared.contracts.registry import DepartmentRegistered
from shared.contracts.statements import Rule, State, be_registered, wrong
from shared.numbers import BadNumber, check_credit_code

BODIES = {"1", "2", "3", "9"}
"""Codes of GB/T 39046 A.3."""

LEVELS = {"1", "2", "3", "4", "5", "6", "7"}
"""Codes of GB/T 39046 A.2."""

TOWNSHIP_STANDINGS = {"internal", "institution"}
"""These belong to a township and act in its name."""

OWN_NAME = {"county_department", "dispatched"}
"""These act in their own."""


def _department(before: Event | None, command: State) -> DepartmentRegistered:  # noqa: ARG001
    department = command.statement
    assert isinstance(department, DepartmentRegistered)
    department = replace(department, credit_code=_sound(department.credit_code))
    above = [department.superior_code] if department.superior_code else []
    be_registered("department", above, command.known.keys(DepartmentRegistered), "S2.3a")
    _not_above_itself(department, command)
    return _placed(department) if department.standing else department


def _sound(code: str) -> str:
    """The code fits its check characters, the organisation code within included (C-2)."""
    try:
        return check_credit_code(code)
    except BadNumber as bad:
        raise wrong(bad.code, "credit_code", bad.message, bad.basis) from None


def _not_above_itself(department: DepartmentRegistered, command: State) -> None:
    known, above, seen = command.known, department.superior_code, set()
    while above and above not in seen:
        seen.add(above)
        if above == department.code:
            raise wrong("superior_of_itself", "superior_code", "no department stands above itself", "L14c")
        found = known.get(DepartmentRegistered, above)
        above = found.superior_code if found else ""


def _placed(department: DepartmentRegistered) -> DepartmentRegistered:
    """Its nature is told in codes that fit together, and the review authority follows from them (A.3; L14c)."""
    if department.body not in BODIES:
        raise wrong("unknown_code", "body", f"one of {', '.join(sorted(BODIES))}", "GB/T 39046 A.3")
    if department.level not in LEVELS:
        raise wrong("unknown_code", "level", f"one of {', '.join(sorted(LEVELS))}", "GB/T 39046 A.2")
    _in_whose_name(department)
    derived = review_authority(department)
    stated = department.review_authority
    if stated and stated != derived:
        told = f"by law {derived} reviews what this department decides, not {stated}"
        raise wrong("wrong_review_authority", "review_authority", told, "L14c; 复议法24、27")
    return replace(department, review_authority=derived)


def _in_whose_name(department: DepartmentRegistered) -> None:
    """Departments and dispatched agencies act in their own name; all others say for whom they act (L14c)."""
    own_name = department.standing in OWN_NAME
    if own_name and department.acts_for:
        told = "it acts in its own name"
        raise wrong("acts_in_own_name", "acts_for", told, "L14c; 复议法24")
    if not own_name and not department.acts_for:
        raise wrong("acts_for_missing", "acts_for", "name the organ whose name its decisions bear", "L14c; 复议法24")
    township = department.standing in TOWNSHIP_STANDINGS
    if township != (department.level == "5") and department.standing != "dispatched":
        told = "offices of a township have level 5, stations of the county level 4"
        raise wrong("level_not_by_standing", "level", told, "GB/T 39046 A.2; L14c")


RULES: dict[type[Event], Rule] = {DepartmentRegistered: Rule(_department, (DepartmentRegistered,))}
