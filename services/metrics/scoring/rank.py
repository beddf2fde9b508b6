"""Units in order of their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.metrics.scoring.score import Score


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place: `rank` from 1, shared by equals; None where the sample is too small to rank."""

    unit: str
    score: Score
    rank: int | None


def ranked(scores: Mapping[str, Score]) -> list[Place]:
    """Order units by rounded total, best first, zeros among them; then the unranked, by code.

    Equal totals share a rank and the next one is skipped (1, 2, 2, 4).
    """
    totals = {unit: s.total for unit, s in scores.items() if s.ranked and s.total is not None}
    order = sorted(totals, key=lambda unit: (-totals[unit], unit))
    places = [Place(u, scores[u], 1 + sum(t > totals[u] for t in totals.values())) for u in order]
    return places + [Place(unit, scores[unit], None) for unit in sorted(scores.keys() - totals.keys())]
