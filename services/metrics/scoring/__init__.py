"""Scoring: a policy is data; a score is a pure function of a policy and a unit's named sums.

`policy`            the policy's shape, read from `policy-<version>.json` beside this file
`score`             indicators, shrinkage, linear scores, the total: exact fractions, rounded once
`period`            quarters, `2026Q3`
`rank`              units in order; ties share a rank, unranked ones say why
"""

from services.metrics.scoring.period import Period, parse_period
from services.metrics.scoring.policy import Indicator, Policy, load_policy, policies
from services.metrics.scoring.rank import ranked
from services.metrics.scoring.score import Component, Score, score

__all__ = [
    "Component",
    "Indicator",
    "Period",
    "Policy",
    "Score",
    "load_policy",
    "parse_period",
    "policies",
    "ranked",
    "score",
]
