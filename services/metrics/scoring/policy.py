"""A scoring policy as data: sheets of indicators over named facts, deductions, vetoes and grades.

Numbers are exact: integers, decimals or fractions written as text (`"0.97"`, `"3/5"`), never binary floats. A policy
comes signed (`signing`); what is read here has been verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

KINDS = ("department", "hall", "point")
"""The sheets: who is scored."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Shrinkage for small samples: as if `m` more cases had come out at `p0` (published, fixed; D-2)."""

    m: Fraction
    p0: Fraction


_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|/[0-9]{1,9})?")

Terms = Mapping[str, Fraction]
"""Names of facts, each with its factor."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator over a denominator, both sums of named facts."""

    numerator: Terms
    denominator: Terms


@dataclass(frozen=True, slots=True)
class Indicator:
    """A ratio over named facts, scored linearly from `floor` (0) to `target` (the whole weight).

    Where less is better, the target lies below the floor. Of several ratios the smallest applicable one counts. `group`
    is the indicator of the sheet it is a part of (`H01` of `H01a`); `unit` says how the ratio is shown; `lists` names
    the lists that pull it down.
    """

    id: str
    group: str
    name: Mapping[str, str]
    rule: Mapping[str, str]
    ratios: tuple[Ratio, ...]
    prior: Prior | None
    floor: Fraction
    target: Fraction
    weight: Fraction
    unit: str
    lists: tuple[str, ...]

    @property
    def facts(self) -> frozenset[str]:
        """The facts it rests on."""
        return frozenset(name for ratio in self.ratios for name in (*ratio.numerator, *ratio.denominator))


@dataclass(frozen=True, slots=True)
class Penalty:
    """Points off for every `each` of a kind of fault, or of a named fact where `facts` are given."""

    kind: str
    name: Mapping[str, str]
    points: Fraction
    each: int
    facts: Terms

    @property
    def heaviness(self) -> Fraction:
        """What one weighs: of one cause, only the heaviest is deducted."""
        return self.points / self.each


@dataclass(frozen=True, slots=True)
class Veto:
    """A finding that settles the grade, whatever the score: at most `grade`."""

    fact: str
    name: Mapping[str, str]
    grade: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a grade asks besides points: a fact not above `most`, or an indicator's ratio not below `least`."""

    fact: str
    most: Fraction
    indicator: str
    least: Fraction


@dataclass(frozen=True, slots=True)
class Grade:
    """A band of totals: at least so many points, and its conditions."""

    id: str
    name: Mapping[str, str]
    least: Fraction
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of unit's sheet; `cases` are the facts that make up its sample."""

    kind: str
    title: Mapping[str, str]
    cases: Terms
    indicators: tuple[Indicator, ...]
    penalties: tuple[Penalty, ...]
    vetoes: tuple[Veto, ...]
    grades: tuple[Grade, ...]

    def indicator(self, name: str) -> Indicator | None:
        """Give an indicator by its id."""
        return next((i for i in self.indicators if i.id == name), None)


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy at one version; `hash` is SHA-256 of the canonical bytes that are signed with key `key`."""

    name: str
    version: str
    effective_from: str
    title: Mapping[str, str]
    note: Mapping[str, str]
    least_cases: int
    least_weight: Fraction
    cap: Fraction
    sheets: Mapping[str, Sheet]
    hash: str
    key: str
    document: Mapping[str, Any]


def policy_of(told: Mapping[str, Any], digest: str, key: str) -> Policy:
    """Read a policy's document.

    Raises:
        ValueError: it is not a policy, or a floor equals its target.
    """
    try:
        return Policy(
            name=told["policy"],
            version=told["version"],
            effective_from=told["effective_from"],
            title=told["title"],
            note=told["note"],
            least_cases=int(told["sample"]["least_cases"]),
            least_weight=_exact(told["sample"]["least_weight"]),
            cap=_exact(told["cap"]),
            sheets={kind: _sheet(kind, sheet) for kind, sheet in told["sheets"].items()},
            hash=digest,
            key=key,
            document=told,
        )
    except KeyError as error:
        raise ValueError(f"not a scoring policy: {error.args[0]} is missing") from error
    except (TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"not a scoring policy: {error}") from error


def _sheet(kind: str, told: Mapping[str, Any]) -> Sheet:
    if kind not in KINDS:
        raise ValueError(f"not a scoring policy: no sheet is called {kind}")
    made = Sheet(
        kind=kind,
        title=told["title"],
        cases=_terms(told["cases"]),
        indicators=tuple(_indicator(one) for one in told["indicators"]),
        penalties=tuple(_penalty(one) for one in told["penalties"]),
        vetoes=tuple(Veto(one["fact"], one["name"], one["grade"]) for one in told["vetoes"]),
        grades=tuple(_grade(one) for one in told["grades"]),
    )
    _whole(made)
    return made


def _whole(sheet: Sheet) -> None:
    """Refuse a sheet that names a grade or an indicator it has not, or has grades nobody could miss."""
    grades, indicators = {grade.id for grade in sheet.grades}, {each.id for each in sheet.indicators}
    asked = {each.indicator for grade in sheet.grades for each in grade.conditions if each.indicator}
    if not grades or not {veto.grade for veto in sheet.vetoes} <= grades or not asked <= indicators:
        raise ValueError(f"not a scoring policy: sheet {sheet.kind} names a grade or an indicator it has not")
    if len(indicators) != len(sheet.indicators):
        raise ValueError(f"not a scoring policy: sheet {sheet.kind} has two indicators of one name")


def _indicator(told: Mapping[str, Any]) -> Indicator:
    prior = told["prior"]
    made = Indicator(
        id=told["id"],
        group=told.get("group", told["id"]),
        name=told["name"],
        rule=told["rule"],
        ratios=tuple(Ratio(_terms(one["numerator"]), _terms(one["denominator"])) for one in told["ratios"]),
        prior=Prior(_exact(prior["m"]), _exact(prior["p0"])) if prior else None,
        floor=_exact(told["floor"]),
        target=_exact(told["target"]),
        weight=_exact(told["weight"]),
        unit=told["unit"],
        lists=tuple(told["lists"]),
    )
    if made.floor == made.target or not made.ratios:
        raise ValueError(f"not a scoring policy: {made.id} has no ratio, or floor and target are the same")
    return made


def _penalty(told: Mapping[str, Any]) -> Penalty:
    made = Penalty(told["kind"], told["name"], _exact(told["points"]), int(told["each"]), _terms(told.get("facts", {})))
    if made.each < 1 or made.points < 0:
        raise ValueError(f"not a scoring policy: {made.kind} deducts nothing anybody could count")
    return made


def _grade(told: Mapping[str, Any]) -> Grade:
    conditions = tuple(_condition(one) for one in told["conditions"])
    return Grade(told["id"], told["name"], _exact(told["least"]), conditions)


def _condition(told: Mapping[str, Any]) -> Condition:
    return Condition(
        fact=told.get("fact", ""),
        most=_exact(told.get("most", "0")),
        indicator=told.get("indicator", ""),
        least=_exact(told.get("least", "0")),
    )


def _terms(told: Mapping[str, Any]) -> Terms:
    return {name: _exact(factor) for name, factor in told.items()}


def _exact(told: Any) -> Fraction:
    if not isinstance(told, str) or not _NUMBER.fullmatch(told):
        raise TypeError("write numbers as text of a few digits: 3, 0.97, 3/5")
    return Fraction(told)
