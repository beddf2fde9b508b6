"""Boards, scores and cases as JSON documents: numbers for reading, and the exact fractions beside them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.metrics.assessments.views import Board, CaseRow, Standing
from services.metrics.facts import LISTS
from services.metrics.facts.contributions import cohort
from services.metrics.facts.lists import complaints
from services.metrics.facts.sums import COUNTS
from services.metrics.scoring import Component, Indicator, Policy, Score
from services.metrics.scoring.score import round_half_up
from shared.contracts.registry import Text


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
        "title": told.title,
        "note": told.note,
        "least_cases": told.sample.least_cases,
        "least_weight_share": plain(told.sample.least_weight_share),
        "indicators": [indicator(each) for each in told.indicators],
    }


def indicator(told: Indicator) -> dict[str, Any]:
    """Tell an indicator's formula."""
    return {
        "id": told.id,
        "name": told.name,
        "rule": told.rule,
        "numerator": {name: plain(factor) for name, factor in told.numerator.items()},
        "denominator": {name: plain(factor) for name, factor in told.denominator.items()},
        "prior": {"m": plain(told.prior.m), "p0": plain(told.prior.p0)} if told.prior else None,
        "floor": plain(told.floor),
        "target": plain(told.target),
        "weight": plain(told.weight),
    }


def component(told: Component) -> dict[str, Any]:
    """Tell an indicator's outcome, with the lists of cases that pull it down."""
    return {
        "id": told.indicator.id,
        "name": told.indicator.name,
        "applicable": told.score is not None,
        "numerator": number(told.numerator),
        "denominator": number(told.denominator),
        "ratio": decimal(told.ratio, 4),
        "shrunk": decimal(told.shrunk, 6),
        "score": decimal(told.score, 2),
        "weight": number(told.indicator.weight),
        "exact": {"ratio": exact(told.ratio), "shrunk": exact(told.shrunk), "score": exact(told.score)},
        "lists": [
            {"list": name, "name": {"zh": LISTS[name].zh, "en": LISTS[name].en}} for name in told.indicator.lists
        ],
    }


def total(told: Score) -> dict[str, Any]:
    """Tell a total, and why it is not ranked."""
    return {
        "total": None if told.total is None else str(told.total),
        "raw": decimal(told.raw, 2),
        "applicable_weight": number(told.applicable),
        "cases": number(told.cases),
        "ranked": told.ranked,
        "reason": told.reason,
    }


def assessment(board: Board, standing: Standing) -> dict[str, Any]:
    """Tell one department's assessment in a period."""
    return {
        **about(board),
        "unit": standing.unit,
        "name": both(standing.name),
        "rank": standing.rank,
        **total(standing.score),
        "components": [component(each) for each in standing.score.components],
        "counts": {name: standing.sums[name] for name in COUNTS},
        "cohort": {n: standing.sums[n] for n in ("due", "on_time", "late", "overdue", "pending", "settled")},
        "days": [{"day": day, "sums": names} for day, names in standing.days.items()],
    }


def about(board: Board) -> dict[str, Any]:
    """Tell what a board rests on."""
    return {
        "period": board.period.name,
        "first_day": board.period.first.isoformat(),
        "last_day": board.period.last.isoformat(),
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


def case_row(row: CaseRow) -> dict[str, Any]:
    """Tell a case on a list; nothing in it names a person."""
    facts = row.facts
    done = facts.get("completed") or facts.get("decided")
    return {
        "case": row.case,
        "department": facts.get("department"),
        "item": facts.get("item"),
        "kind": facts.get("kind"),
        "received": facts.get("received"),
        "due": facts.get("moved_due") or facts.get("due"),
        "done": done,
        "delivered": facts.get("delivered"),
        "standing": cohort(facts) or None,
        "grade": facts.get("grade"),
        "complaints": len(complaints(facts)),
    }
