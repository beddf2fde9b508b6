"""The rule of the responsibility matrix: exactly one department leads an item, and it is the item's (S3.2a). Pure."""

from __future__ import annotations

from collections import Counter

from shared.contracts import Event
from shared.contracts.duties import ResponsibilityPublished
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.contracts.statements import Rule, State, be_registered, wrong

LEVELS = {"1", "2", "3", "4", "5", "6"}
"""Codes of GB/T 39046 A.2 at which a department can have a part."""


def _responsibility(before: Event | None, command: State) -> ResponsibilityPublished:
    stated, known = command.statement, command.known
    assert isinstance(stated, ResponsibilityPublished)
    be_registered("item", [stated.item], known.keys(ItemPublished), "S3.2a")
    named = [share.department for share in stated.shares]
    be_registered("department", named, known.keys(DepartmentRegistered), "S3.2a")
    if not stated.document_no.strip():
        raise wrong("basis_missing", "document_no", "name the document that divides the work", "P0; S3.2a")
    _one_lead(stated, known.all(ItemPublished)[stated.item].department)
    _one_part_each(stated)
    if isinstance(before, ResponsibilityPublished) and stated.effective_from < before.effective_from:
        told = f"the version before it holds since {before.effective_from}"
        raise wrong("backdated", "effective_from", told, "S3.2a; S2.1b")
    return stated


def _one_lead(stated: ResponsibilityPublished, department: str) -> None:
    leads = [share.department for share in stated.shares if share.part == "lead"]
    if len(leads) != 1:
        told = f"exactly one department leads an item, not {len(leads)}"
        raise wrong("one_lead", "shares", told, "S3.2a")
    if leads != [department]:
        told = f"the item belongs to {department}, so that is who leads"
        raise wrong("lead_not_department", "shares", told, "S3.2a")


def _one_part_each(stated: ResponsibilityPublished) -> None:
    strange = sorted({share.level for share in stated.shares} - LEVELS)
    if strange:
        raise wrong("unknown_code", "shares", f"no level: {', '.join(strange)}", "GB/T 39046 A.2")
    counted = Counter((share.department, share.level) for share in stated.shares)
    twice = sorted(department for (department, _), count in counted.items() if count > 1)
    if twice:
        raise wrong("named_twice", "shares", f"named twice at a level: {', '.join(twice)}", "S3.2a")


RULES: dict[type[Event], Rule] = {ResponsibilityPublished: Rule(_responsibility, (ItemPublished, DepartmentRegistered))}
