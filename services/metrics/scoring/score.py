"""The score of a unit: a pure function of a sheet and named facts, in exact fractions, rounded once.

For each indicator with numerator `k` and denominator `n`: not applicable where `n` is 0; else shrunk,
`x = (k + m*p0) / (n + m)`, and scored linearly, `weight * clamp((x - floor) / (target - floor), 0, 1)`. The base is
the sum of the scores over the weights that apply, times 100. Deductions come off, up to the cap; what is left, not
below 0, is the total, and only it is rounded (half up, two digits).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.metrics.scoring.deductions import Deduction, deductions
from services.metrics.scoring.policy import Condition, Grade, Indicator, Policy, Ratio, Sheet, Terms, Veto

TOO_FEW_CASES = "too_few_cases"
TOO_LITTLE_WEIGHT = "too_little_weight"
NOTHING_APPLIES = "nothing_applies"

Facts = Mapping[str, int]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Component:
    """One indicator's outcome. `ratio` is the plain one people see, `shrunk` the one that is scored.

    `ratio`, `shrunk` and `score` are None where the denominator is 0: not applicable, which is not 100 %. `ratio_used`:
    of several ratios the one that counted.
    """

    indicator: Indicator
    numerator: Fraction
    denominator: Fraction
    ratio: Fraction | None
    shrunk: Fraction | None
    score: Fraction | None
    ratio_used: Ratio


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score. `reason` says why it is not ranked, and is empty where it is.

    `raw`: points of the indicators that apply, out of `applicable`; `base`: the same scaled to 100; `deducted`: what
    comes off it. `grade` is empty where there is none.
    """

    policy: Policy
    kind: str
    components: tuple[Component, ...]
    applicable: Fraction
    raw: Fraction
    base: Fraction | None
    deductions: tuple[Deduction, ...]
    deducted: Fraction
    total: Decimal | None
    vetoes: tuple[Veto, ...]
    grade: str
    cases: Fraction
    reason: str

    @property
    def ranked(self) -> bool:
        """Whether the sample suffices."""
        return not self.reason

    @property
    def sheet(self) -> Sheet:
        """The sheet it was scored by."""
        return self.policy.sheets[self.kind]

    def component(self, name: str) -> Component:
        """Give an indicator's outcome by its id."""
        return next(c for c in self.components if c.indicator.id == name)


def score(policy: Policy, facts: Facts, kind: str = "department") -> Score:
    """Score a unit by its named facts of a period; a name that is absent counts as 0."""
    sheet = policy.sheets[kind]
    components = tuple(evaluate(indicator, facts) for indicator in sheet.indicators)
    weighed = [(c.indicator.weight, c.score) for c in components if c.score is not None]
    applicable = sum((weight for weight, _ in weighed), ZERO)
    raw = sum((points for _, points in weighed), ZERO)
    base = raw / applicable * 100 if applicable else None
    found = deductions(sheet.penalties, facts)
    deducted = min(sum((each.points for each in found), ZERO), policy.cap)
    total = None if base is None else round_half_up(max(base - deducted, ZERO))
    cases = sum_of(sheet.cases, facts)
    reason = _reason(policy, cases, applicable)
    vetoes = tuple(veto for veto in sheet.vetoes if facts.get(veto.fact, 0) > 0)
    grade = grade_of(sheet, total, components, facts, vetoes) if total is not None else ""
    if reason and not (grade == sheet.grades[-1].id and any(veto.grade == grade for veto in vetoes)):
        grade = ""  # too thin a sample settles nothing; a finding that fails a unit does (D-3)
    return Score(policy, kind, components, applicable, raw, base, found, deducted, total, vetoes, grade, cases, reason)


def evaluate(indicator: Indicator, facts: Facts) -> Component:
    """Evaluate one indicator; of several ratios the smallest that applies counts."""
    told = [(sum_of(r.numerator, facts), sum_of(r.denominator, facts), r) for r in indicator.ratios]
    applicable = [(k / n, k, n, r) for k, n, r in told if n != 0]
    if not applicable:
        k, n, used = told[0]
        return Component(indicator, k, n, None, None, None, used)
    ratio, k, n, used = min(applicable, key=lambda each: each[0])
    prior = indicator.prior
    shrunk = (k + prior.m * prior.p0) / (n + prior.m) if prior else ratio
    reached = (shrunk - indicator.floor) / (indicator.target - indicator.floor)
    points = indicator.weight * min(max(reached, ZERO), Fraction(1))
    return Component(indicator, k, n, ratio, shrunk, points, used)


def grade_of(
    sheet: Sheet, total: Decimal, components: tuple[Component, ...], facts: Facts, vetoes: tuple[Veto, ...]
) -> str:
    """Give the best grade whose points and conditions are met, but none better than a veto allows."""
    order = [grade.id for grade in sheet.grades]
    worst = max((order.index(veto.grade) for veto in vetoes), default=0)
    for place, grade in enumerate(sheet.grades):
        if place >= worst and total >= grade.least and _fulfilled(grade, components, facts):
            return grade.id
    return order[-1]


def _fulfilled(grade: Grade, components: tuple[Component, ...], facts: Facts) -> bool:
    return all(_holds(condition, components, facts) for condition in grade.conditions)


def _holds(condition: Condition, components: tuple[Component, ...], facts: Facts) -> bool:
    """An indicator that does not apply asks nothing."""
    if condition.fact:
        return facts.get(condition.fact, 0) <= condition.most
    ratio = next(c.ratio for c in components if c.indicator.id == condition.indicator)
    return ratio is None or ratio >= condition.least


def round_half_up(value: Fraction, digits: int = 2) -> Decimal:
    """Round half up, away from zero, without passing through binary floats."""
    scale = 10**digits
    doubled = abs(value) * scale * 2 + 1
    units = doubled.numerator // doubled.denominator // 2
    return Decimal(units if value >= 0 else -units).scaleb(-digits)


def sum_of(terms: Terms, facts: Facts) -> Fraction:
    """Add up named facts with their factors."""
    return sum((factor * facts.get(name, 0) for name, factor in terms.items()), ZERO)


def _reason(policy: Policy, cases: Fraction, applicable: Fraction) -> str:
    if applicable == 0:
        return NOTHING_APPLIES
    if cases < policy.least_cases:
        return TOO_FEW_CASES
    return TOO_LITTLE_WEIGHT if applicable < policy.least_weight else ""
