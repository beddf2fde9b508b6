"""Rules of the responsibility matrix: exactly one department leads, and it is the item's own."""

from __future__ import annotations

from dataclasses import replace

from shared.contracts.duties import ResponsibilityPublished, Share
from tests.intake.duties import LICENCE, day, stating

LEAD = Share("dep-zr", "lead", "4")
HELP = Share("dep-rs", "support", "5")
MATRIX = ResponsibilityPublished(
    item=LICENCE.code, shares=(LEAD, HELP), document_no="马府发〔2025〕4号", effective_from=day("2025-01-01")
)


def shared(*shares: Share) -> ResponsibilityPublished:
    return replace(MATRIX, shares=shares)


def test_one_department_leads_and_others_have_their_part() -> None:
    stating(MATRIX).then(MATRIX)
    assert MATRIX.lead == "dep-zr"


def test_exactly_one_department_leads() -> None:
    stating(shared(HELP)).rejected("one_lead", "S3.2a")
    stating(shared()).rejected("one_lead")
    stating(shared(LEAD, replace(HELP, part="lead"))).rejected("one_lead")


def test_the_items_own_department_leads() -> None:
    stating(shared(replace(LEAD, department="dep-rs"))).rejected("lead_not_department", "S3.2a")


def test_departments_and_items_are_on_the_register_and_named_once_at_a_level() -> None:
    stating(shared(LEAD, replace(HELP, department="dep-xx"))).rejected("unknown_department")
    stating(replace(MATRIX, item="gone")).rejected("unknown_item")
    stating(shared(LEAD, HELP, replace(HELP, part="informed"))).rejected("named_twice")
    stating(shared(LEAD, replace(HELP, level="8"))).rejected("unknown_code", "A.2")


def test_the_matrix_rests_on_a_document_and_does_not_reach_back() -> None:
    stating(replace(MATRIX, document_no=" ")).rejected("basis_missing", "P0")
    earlier = replace(MATRIX, shares=(LEAD,), effective_from=day("2024-12-31"))
    stating(earlier, before=MATRIX).rejected("backdated", "S3.2a")
