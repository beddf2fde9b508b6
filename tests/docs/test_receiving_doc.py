"""The document of receiving names every act, every kind of paper and everything that time alone does."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from services.intake import numbering
from services.intake.cases.evidence import LOOKUPS
from services.intake.cases.overdue import Overdue
from services.intake.cases.titles import RECEIVING
from shared.contracts import CATALOGUE

TEXT = Path("docs/receiving.md").read_text(encoding="utf-8")
PAPERS = ("RECEIPT", "NOTICE", "REFUSAL", "REDIRECTION", "NOT_NEEDED", "PROMISE")
NOT_TOLD = {"case.tolerance_met", "case.corrected_on_spot", "case.not_needed"}
"""Events that follow from an endpoint named in the document."""
NAMED = ("barred", "double_submission", "unknown_evidence", "evidence_of_another", "promise_excluded")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_kind_of_paper_is_named(paper: str) -> None:
    assert f"`{getattr(numbering, paper)}`" in TEXT


def test_every_record_and_everything_that_time_does_is_named() -> None:
    assert all(f"`{field}`" in TEXT for field in (*LOOKUPS, "mandate"))
    assert all(f"| `{what}` |" in TEXT for what in get_args(get_type_hints(Overdue)["what"]))


def test_every_event_beside_the_main_way_is_named() -> None:
    beside = {name for name, kind in CATALOGUE.items() if kind.__module__ == "shared.contracts.receiving"}
    assert all(f"`{name}`" in TEXT for name in beside - NOT_TOLD)


@pytest.mark.parametrize("code", NAMED)
def test_codes_are_those_that_refusals_have(code: str) -> None:
    assert code in RECEIVING
    assert f"`{code}`" in TEXT
