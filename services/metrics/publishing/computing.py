"""What comes out for every unit of a kind in a period now: the figures that are frozen, compared and published."""

from __future__ import annotations

from services.metrics.anti_gaming import merging
from services.metrics.assessments import told, views
from services.metrics.publishing.commands import Computed
from services.metrics.publishing.results import result_of
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts.assessments import UnitKind

KINDS: tuple[UnitKind, ...] = ("department", "hall", "point")
"""Kinds of units that are assessed."""

ABOUT = frozenset({"as_of", "live", "fold", "digest", "period", "first_day", "last_day", "days"})
"""What an assessment tells of the board it stands on; it moves with the day of reading, and is no figure."""


def computed(metrics: Metrics, kind: UnitKind, period: Period) -> dict[str, Computed]:
    """Give the result of every unit, by unit, each with the policy and the fold it comes from."""
    board = views.board(metrics, period, kind)
    return {
        standing.unit: Computed(
            result=result_of({k: v for k, v in told.assessment(board, standing).items() if k not in ABOUT}),
            policy=board.policy.version,
            policy_hash=board.policy.hash,
            fold=board.fold,
            digest=board.digest,
        )
        for standing in board.standings
    }


def freshly(metrics: Metrics, kind: UnitKind, period: Period) -> dict[str, Computed]:
    """Give the same as `computed`, after a look for split matters (G5): what is frozen waits for no worker's next look.

    A case that is due in a quarter may have been received in the one before.
    """
    for each in (period.previous(), period):
        merging.look(metrics, each)
    return computed(metrics, kind, period)
