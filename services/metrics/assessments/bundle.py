"""A unit's bundle: the signed policy, what every case contributed, and the score, for recomputing it elsewhere.

`static/recompute.py` does that with Python's standard library alone. A bundle names no person. Cases go by their number
only for whoever may see them; for everybody else they are counted off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.metrics.assessments import behind, told
from services.metrics.assessments.behind import CaseRow
from services.metrics.assessments.views import Board, Standing
from services.metrics.facts.lists import placed
from services.metrics.facts.sums import OPEN, PENDING, WHOLES
from services.metrics.policies.in_force import one
from services.metrics.publishing.results import hash_of
from services.metrics.service import Metrics

Document = dict[str, Any]
FORMAT = "yizhan-score-bundle@1"

RULES: Document = {
    "wholes": {whole: list(parts) for whole, parts in WHOLES.items()},
    "settled": {settled: [whole, OPEN[whole]] for settled, whole in PENDING.items()},
}
"""How named facts follow from contributions: wholes from parts, and what of them is not yet due."""


def bundle(metrics: Metrics, board: Board, standing: Standing, sees: Callable[[CaseRow], bool]) -> Document:
    """Put a unit's bundle together; `sees` tells which cases the reader may know by number.

    `hash` is SHA-256 over canonical JSON of all the rest, so that a byte that was changed on the way is told.
    """
    made = _whole(metrics, board, standing, sees)
    return {**made, "hash": hash_of(made)}


def _whole(metrics: Metrics, board: Board, standing: Standing, sees: Callable[[CaseRow], bool]) -> Document:
    used = one(metrics, board.policy.version)
    added = {name for names in standing.days.values() for name in names}
    derived = added | WHOLES.keys() | PENDING.keys() | {"pending", "overdue", "unexplained"}
    return {
        "format": FORMAT,
        **{name: value for name, value in told.about(board).items() if name not in ("digest", "fold")},
        "unit": standing.unit,
        "name": told.both(standing.name),
        "policy": used.document,
        "keys": dict(used.keys),
        "rules": RULES,
        "cases": contributions(metrics, board, standing.unit, sees),
        "register": {k: v for k, v in standing.facts.items() if v and k not in derived},
        "facts": {name: value for name, value in sorted(standing.facts.items()) if value},
        "score": score(standing),
    }


def score(standing: Standing) -> Document:
    """Tell the score as the bundle holds it: points as exact fractions."""
    done = standing.score
    return {
        "total": None if done.total is None else str(done.total),
        "ranked": done.ranked,
        "reason": done.reason,
        "grade": done.grade,
        "components": {c.indicator.id: told.exact(c.score) for c in done.components},
    }


def contributions(metrics: Metrics, board: Board, unit: str, sees: Callable[[CaseRow], bool]) -> list[Document]:
    """Give what each case, or venue's day, or other key adds to a unit within the period: `day|name` -> integer."""
    first, last = board.period.first.isoformat(), board.period.last.isoformat()
    found: list[Document] = []
    for row in sorted(behind.cases_of(metrics, unit, board.period), key=lambda each: each.case):
        adds: dict[str, int] = {}
        for day, name, value in placed(row.facts, unit):
            if first <= day <= last:
                adds[f"{day}|{name}"] = adds.get(f"{day}|{name}", 0) + value
        if adds:
            found.append({"case": row.case if sees(row) else str(len(found) + 1), "adds": adds})
    return found
