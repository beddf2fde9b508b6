"""The score of a unit: a pure function of a policy and named sums, in exact fractions, rounded once.

For each indicator with numerator `k` and denominator `n`: not applicable where `n` is 0; else shrunk,
`x = (k + m*p0) / (n + m)`, and scored linearly, `weight * clamp((x - floor) / (target - floor), 0, 1)`. The
total is the sum of the scores over the weights that apply, times 100; only it is rounded (half up, two digits).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.metrics.scoring.policy import Indicator, Policy, Terms

TOO_FEW_CASES = "too_few_cases"
TOO_LITTLE_WEIGHT = "too_little_weight"
NOTHING_APPLIES = "nothing_applies"


@dataclass(frozen=True, slots=True)
class Component:
    """One indicator's outcome. `ratio` is the plain one people see, `shrunk` the one that is scored.

    `ratio`, `shrunk` and `score` are None where the denominator is 0: not applicable, which is not 100 %.
    """

    indicator: Indicator
    numerator: Fraction
    denominator: Fraction
    ratio: Fraction | None
    shrunk: Fraction | None
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score. `reason` says why it is not ranked, and is empty where it is."""

    policy: Policy
    components: tuple[Component, ...]
    applicable: Fraction
    raw: Fraction
    total: Decimal | None
    cases: Fraction
    reason: str

    @property
    def ranked(self) -> bool:
        """Whether the sample suffices."""
        return not self.reason

    def component(self, name: str) -> Component:
        """Give an indicator's outcome by its id."""
        return next(c for c in self.components if c.indicator.id == name)


def score(policy: Policy, sums: Mapping[str, int]) -> Score:
    """Score a unit by its named sums of a period; a name that is absent counts as 0."""
    components = tuple(evaluate(indicator, sums) for indicator in policy.indicators)
    weighed = [(c.indicator.weight, c.score) for c in components if c.score is not None]
    applicable = sum((weight for weight, _ in weighed), Fraction(0))
    raw = sum((points for _, points in weighed), Fraction(0))
    cases = _sum(policy.sample.cases, sums)
    return Score(
        policy=policy,
        components=components,
        applicable=applicable,
        raw=raw,
        total=round_half_up(raw / applicable * 100) if applicable else None,
        cases=cases,
        reason=_reason(policy, cases, applicable),
    )


def evaluate(indicator: Indicator, sums: Mapping[str, int]) -> Component:
    """Evaluate one indicator."""
    k, n = _sum(indicator.numerator, sums), _sum(indicator.denominator, sums)
    if n == 0:
        return Component(indicator, k, n, None, None, None)
    prior = indicator.prior
    shrunk = (k + prior.m * prior.p0) / (n + prior.m) if prior else k / n
    reached = (shrunk - indicator.floor) / (indicator.target - indicator.floor)
    points = indicator.weight * min(max(reached, Fraction(0)), Fraction(1))
    return Component(indicator, k, n, k / n, shrunk, points)


def round_half_up(value: Fraction, digits: int = 2) -> Decimal:
    """Round half up, away from zero, without passing through binary floats."""
    scale = 10**digits
    doubled = abs(value) * scale * 2 + 1
    units = doubled.numerator // doubled.denominator // 2
    return Decimal(units if value >= 0 else -units).scaleb(-digits)


def _sum(terms: Terms, sums: Mapping[str, int]) -> Fraction:
    return sum((factor * sums.get(name, 0) for name, factor in terms.items()), Fraction(0))


def _reason(policy: Policy, cases: Fraction, applicable: Fraction) -> str:
    if applicable == 0:
        return NOTHING_APPLIES
    if cases < policy.sample.least_cases:
        return TOO_FEW_CASES
    whole = sum((indicator.weight for indicator in policy.indicators), Fraction(0))
    return TOO_LITTLE_WEIGHT if applicable < policy.sample.least_weight_share * whole else ""
