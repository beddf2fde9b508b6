"""Scoring: a policy is signed data; a score is a pure function of a policy's sheet and a unit's named facts.

`policy`      the policy's shape: sheets of indicators, deductions, vetoes, grades
`signing`     Ed25519 over canonical JSON: verify, sign, read a draft
`published`   the policies that come with the program, `policy-<version>.json` beside this file
`score`       indicators, shrinkage, linear scores, the total, the grade: exact fractions, rounded once
`deductions`  what comes off, of one cause only the heaviest
`period`      quarters, `2026Q3`
`rank`        units in order; ties share a rank, unranked ones say why
"""

from services.metrics.scoring.deductions import Deduction
from services.metrics.scoring.period import Period, parse_period
from services.metrics.scoring.policy import KINDS, Indicator, Policy, Sheet
from services.metrics.scoring.published import load_policy, policies
from services.metrics.scoring.rank import ranked
from services.metrics.scoring.score import Component, Score, score

__all__ = [
    "KINDS",
    "Component",
    "Deduction",
    "Indicator",
    "Period",
    "Policy",
    "Score",
    "Sheet",
    "load_policy",
    "parse_period",
    "policies",
    "ranked",
    "score",
]
