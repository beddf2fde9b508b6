"""docs/scoring.md tells every formula as the policy file has it, every named fact, and whatever is deducted."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.metrics.assessments.told import plain
from services.metrics.facts.case_facts import STEPS, STREAM_STEPS
from services.metrics.facts.faults import KINDS
from services.metrics.facts.names import ALL, FAMILIES, MEANINGS, REGISTER
from services.metrics.facts.sums import NAMES
from services.metrics.scoring import Indicator, load_policy
from services.metrics.scoring.policy import Terms

TEXT = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
POLICY = load_policy("1.0.0")


def summed(terms: Terms) -> str:
    """Write named facts as a sum: `received - lagging`, `grade_1 + 0.85 grade_2`."""
    parts = []
    for name, factor in terms.items():
        if factor == 0:
            continue
        number = "" if abs(factor) == 1 else f"{plain(abs(factor))} "
        parts.append(("- " if factor < 0 else "+ ") + f"{number}`{name}`")
    return " ".join(parts).removeprefix("+ ")


def row(each: Indicator) -> str:
    """Write an indicator as its line in the document."""
    ratios = "; ".join(f"({summed(r.numerator)}) / ({summed(r.denominator)})" for r in each.ratios)
    least = f"the least of {ratios}" if len(each.ratios) > 1 else ratios
    prior = f"{plain(each.prior.m)} at {plain(each.prior.p0)}" if each.prior else "-"
    cells = (each.id, each.name["en"], least, plain(each.floor), plain(each.target), plain(each.weight), prior)
    return "| " + " | ".join(cells) + " |"


@pytest.mark.parametrize("kind", POLICY.sheets)
def test_every_formula_of_the_policy_is_told(kind: str) -> None:
    missing = [row(each) for each in POLICY.sheets[kind].indicators if row(each) not in TEXT]
    assert not missing, "\n".join(missing)


def test_every_deduction_veto_and_grade_is_told() -> None:
    for sheet in POLICY.sheets.values():
        for penalty in sheet.penalties:
            each = f" for every {penalty.each}" if penalty.each > 1 else ""
            assert f"| `{penalty.kind}` | {penalty.name['en']} | {plain(penalty.points)}{each} |" in TEXT
        assert all(f"`{veto.fact}`" in TEXT for veto in sheet.vetoes)
        assert all(f"{grade.name['en']} from {plain(grade.least)}" in TEXT for grade in sheet.grades)


def test_every_named_fact_is_told() -> None:
    families = {f"{family}{end}" for family in FAMILIES for end in ("", "_met", "_missed", "_open", "_settled")}
    for name in ALL.keys() - families:
        assert f"| `{name}` | {ALL[name][1]} |" in TEXT, f"| `{name}` | {ALL[name][1]} |"
    for family, (_, en) in FAMILIES.items():
        assert f"| `{family}` | {en} |" in TEXT, family
    assert all(f"`{kind}`" in TEXT for kind in KINDS)


def test_every_event_the_facts_are_folded_from_is_told() -> None:
    assert [name for name in {**STEPS, **STREAM_STEPS} if f"`{name}`" not in TEXT] == []


def test_formulas_use_only_facts_that_exist_and_every_fact_has_a_meaning() -> None:
    assert set(MEANINGS) == set(NAMES)
    used = {name for sheet in POLICY.sheets.values() for each in sheet.indicators for name in each.facts}
    used |= {name for sheet in POLICY.sheets.values() for each in sheet.penalties for name in each.facts}
    used |= {veto.fact for sheet in POLICY.sheets.values() for veto in sheet.vetoes}
    assert used <= set(NAMES) | set(REGISTER)
