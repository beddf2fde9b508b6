"""Boards, scores and cases as JSON documents: numbers for reading, and the exact fractions beside them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.metrics.assessments.behind import CaseRow
from services.metrics.assessments.views import Board, Standing
from services.metrics.facts import LISTS
from services.metrics.facts.contributions import cohort
from services.metrics.facts.lists import complaints, list_of
from services.metrics.facts.names import ALL
from services.metrics.facts.sums import COUNTS
from services.metrics.scoring import Component, Deduction, Indicator, Policy, Score, Sheet
from services.metrics.scoring.policy import Penalty, Terms
from services.metrics.scoring.score import round_half_up
from shared.contracts.registry import Text

COHORT = ("due", "on_time", "late", "overdue", "pending", "settled", "instant", "instant_met", "instant_settled")
"""How the cases due in the period stand: promised ones, then instant ones."""

NOTHING: Mapping[str, int] = {}


def number(value: Fraction) -> int | float:
    """Give a count as a number: whole where it is whole (points are multiples of 1/20)."""
    return int(value) if value.denominator == 1 else float(value)


def decimal(value: Fraction | None, digits: int) -> str | None:
    """Give a fraction as rounded decimal text."""
    return None if value is None else str(round_half_up(value, digits))


def exact(value: Fraction | None) -> str | None:
    """Give a fraction as it is, `667/700`."""
    return None if value is None else str(value)


def plain(value: Fraction) -> str:
    """Give a policy's number as it is written by hand: `0.97` where decimals say it exactly, else `2/3`."""
    left = value.denominator
    for factor in (2, 5):
        while left % factor == 0:
            left //= factor
    return str(value) if left != 1 else format((Decimal(value.numerator) / value.denominator).normalize(), "f")


def both(name: Text) -> dict[str, str]:
    """Give a text in both languages."""
    return {"zh": name.zh, "en": name.en or name.zh}


def policy(told: Policy) -> dict[str, Any]:
    """Tell a policy."""
    return {
        "version": told.version,
        "effective_from": told.effective_from,
        "hash": told.hash,
        "key": told.key,
        "title": told.title,
        "note": told.note,
        "least_cases": told.least_cases,
        "least_weight": plain(told.least_weight),
        "cap": plain(told.cap),
        "sheets": [sheet(each) for each in told.sheets.values()],
    }


def sheet(told: Sheet) -> dict[str, Any]:
    """Tell a sheet."""
    return {
        "kind": told.kind,
        "title": told.title,
        "cases": terms(told.cases),
        "indicators": [indicator(each) for each in told.indicators],
        "penalties": [penalty(each) for each in told.penalties],
        "vetoes": [{"fact": each.fact, "name": each.name, "grade": each.grade} for each in told.vetoes],
        "grades": [{"id": each.id, "name": each.name, "least": plain(each.least)} for each in told.grades],
    }


def penalty(told: Penalty) -> dict[str, Any]:
    """Tell what a kind of fault costs."""
    return {"kind": told.kind, "name": told.name, "points": plain(told.points), "each": told.each}


def terms(told: Terms) -> dict[str, str]:
    """Tell named facts with their factors."""
    return {name: plain(factor) for name, factor in told.items()}


def indicator(told: Indicator) -> dict[str, Any]:
    """Tell an indicator's formula."""
    return {
        "id": told.id,
        "group": told.group,
        "name": told.name,
        "rule": told.rule,
        "ratios": [{"numerator": terms(r.numerator), "denominator": terms(r.denominator)} for r in told.ratios],
        "prior": {"m": plain(told.prior.m), "p0": plain(told.prior.p0)} if told.prior else None,
        "floor": plain(told.floor),
        "target": plain(told.target),
        "weight": plain(told.weight),
        "unit": told.unit,
    }


def component(told: Component, facts: Mapping[str, int] = NOTHING) -> dict[str, Any]:
    """Tell an indicator's outcome: the facts in it, and the lists of cases that pull it down."""
    counted = told.ratio_used
    return {
        "id": told.indicator.id,
        "group": told.indicator.group,
        "name": told.indicator.name,
        "applicable": told.score is not None,
        "numerator": number(told.numerator),
        "denominator": number(told.denominator),
        "ratio": decimal(told.ratio, 4),
        "shrunk": decimal(told.shrunk, 6),
        "score": decimal(told.score, 2),
        "weight": number(told.indicator.weight),
        "facts": {
            "numerator": [fact(name, factor, facts) for name, factor in counted.numerator.items()],
            "denominator": [fact(name, factor, facts) for name, factor in counted.denominator.items()],
        },
        "exact": {"ratio": exact(told.ratio), "shrunk": exact(told.shrunk), "score": exact(told.score)},
        "lists": [
            {"list": name, "name": {"zh": LISTS[name].zh, "en": LISTS[name].en}} for name in told.indicator.lists
        ],
    }


def fact(name: str, factor: Fraction, facts: Mapping[str, int]) -> dict[str, Any]:
    """Tell a named fact: its factor and value, and whether it opens to cases or is told by the register."""
    zh, en = ALL[name]
    return {
        "fact": name,
        "name": {"zh": zh, "en": en},
        "factor": plain(factor),
        "value": facts.get(name, 0),
        "opens": "cases" if list_of(name) else "register",
    }


def total(told: Score) -> dict[str, Any]:
    """Tell a total with what comes off, its grade, and why it is not ranked.

    Where the sample is too small only the parts and the base are published, and no total (D-2).
    """
    return {
        "total": None if told.total is None or not told.ranked else str(told.total),
        "base": decimal(told.base, 2),
        "raw": decimal(told.raw, 2),
        "applicable_weight": number(told.applicable),
        "deducted": plain(told.deducted),
        "deductions": [deduction(each) for each in told.deductions],
        "vetoes": [{"fact": each.fact, "name": each.name, "grade": each.grade} for each in told.vetoes],
        "grade": told.grade,
        "cases": number(told.cases),
        "ranked": told.ranked,
        "reason": told.reason,
    }


def deduction(told: Deduction) -> dict[str, Any]:
    """Tell what one kind of fault cost."""
    return {**penalty(told.penalty), "count": told.count, "deducted": plain(told.points)}


def assessment(board: Board, standing: Standing) -> dict[str, Any]:
    """Tell one department's assessment in a period."""
    return {
        **about(board),
        "unit": standing.unit,
        "name": both(standing.name),
        "rank": standing.rank,
        **total(standing.score),
        "components": [component(each, standing.facts) for each in standing.score.components],
        "counts": {name: standing.facts[name] for name in COUNTS},
        "cohort": {name: standing.facts[name] for name in COHORT},
        "facts": {name: value for name, value in sorted(standing.facts.items()) if value},
        "days": [{"day": day, "sums": names} for day, names in standing.days.items()],
    }


def about(board: Board) -> dict[str, Any]:
    """Tell what a board rests on."""
    return {
        "period": board.period.name,
        "kind": board.kind,
        "first_day": board.period.first.isoformat(),
        "last_day": board.period.last.isoformat(),
        "register_day": board.register_day.isoformat(),
        "as_of": board.today.isoformat(),
        "live": board.live,
        "policy_version": board.policy.version,
        "policy_hash": board.policy.hash,
        "fold": board.fold,
        "digest": board.digest,
    }


def ranking(board: Board) -> dict[str, Any]:
    """Tell a period's ranking."""
    rows = [{"unit": s.unit, "name": both(s.name), "rank": s.rank, **total(s.score)} for s in board.standings]
    return {**about(board), "places": rows}


def case_row(row: CaseRow, *, named: bool = True) -> dict[str, Any]:
    """Tell a case on a list, by its number where the reader may know it; nothing in it names a person."""
    facts = row.facts
    done = facts.get("completed") or facts.get("decided")
    return {
        "case": row.case if named else "",
        "department": facts.get("department"),
        "item": facts.get("item"),
        "kind": facts.get("kind"),
        "received": facts.get("received"),
        "due": facts.get("follows") or facts.get("moved_due") or facts.get("due"),
        "done": done,
        "delivered": facts.get("delivered"),
        "standing": cohort(facts) or None,
        "grade": facts.get("grade"),
        "complaints": len(complaints(facts)),
    }
