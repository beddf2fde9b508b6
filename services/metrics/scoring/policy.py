"""A scoring policy as data: what each indicator divides by what, its prior, floor, target and weight.

Numbers are exact: integers, decimals or fractions written as text (`"0.97"`, `"3/5"`), never binary floats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import orjson

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Prior:
    """Shrinkage for small samples: as if `m` more cases had come out at `p0` (published, fixed; D-2)."""

    m: Fraction
    p0: Fraction


Terms = Mapping[str, Fraction]
"""Names of sums, each with its factor."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One ratio over named sums, scored linearly from `floor` (0) to `target` (the whole weight).

    Where less is better, the target lies below the floor. `unit` says how the ratio is shown; `lists` names the
    lists of cases that pull it down.
    """

    id: str
    name: Mapping[str, str]
    rule: Mapping[str, str]
    numerator: Terms
    denominator: Terms
    prior: Prior | None
    floor: Fraction
    target: Fraction
    weight: Fraction
    unit: str
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """When a score is too thin to rank: fewer cases than this, or too little of the weight applicable."""

    least_cases: int
    cases: Terms
    least_weight_share: Fraction


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy at one version; `hash` is SHA-256 of the file's bytes."""

    version: str
    effective_from: str
    title: Mapping[str, str]
    note: Mapping[str, str]
    sample: Sample
    indicators: tuple[Indicator, ...]
    hash: str

    def indicator(self, name: str) -> Indicator | None:
        """Give an indicator by its id."""
        return next((i for i in self.indicators if i.id == name), None)


def read_policy(raw: bytes) -> Policy:
    """Read a policy file.

    Raises:
        ValueError: it is not a policy, or a floor equals its target.
    """
    try:
        return _policy(orjson.loads(raw), hashlib.sha256(raw).hexdigest())
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a scoring policy: {error!r}") from error


@cache
def load_policy(version: str) -> Policy:
    """Give a published policy by version.

    Raises:
        KeyError: there is none.
    """
    path = {p.stem.removeprefix("policy-"): p for p in HERE.glob("policy-*.json")}[version]
    return read_policy(path.read_bytes())


def policies() -> list[Policy]:
    """Give all published policies, oldest first."""
    versions = (path.stem.removeprefix("policy-") for path in HERE.glob("policy-*.json"))
    return sorted((load_policy(v) for v in versions), key=lambda p: (p.effective_from, p.version))


def policy_for(first_day: str) -> Policy:
    """Give the policy in force on a period's first day (`YYYY-MM-DD`); before the first one, the first."""
    known = policies()
    in_force = [policy for policy in known if policy.effective_from <= first_day]
    return (in_force or known[:1])[-1]


def _policy(told: Mapping[str, Any], digest: str) -> Policy:
    sample = told["sample"]
    return Policy(
        version=told["version"],
        effective_from=told["effective_from"],
        title=told["title"],
        note=told["note"],
        sample=Sample(int(sample["least_cases"]), _terms(sample["cases"]), _exact(sample["least_weight_share"])),
        indicators=tuple(_indicator(one) for one in told["indicators"]),
        hash=digest,
    )


def _indicator(told: Mapping[str, Any]) -> Indicator:
    prior = told["prior"]
    made = Indicator(
        id=told["id"],
        name=told["name"],
        rule=told["rule"],
        numerator=_terms(told["numerator"]),
        denominator=_terms(told["denominator"]),
        prior=Prior(_exact(prior["m"]), _exact(prior["p0"])) if prior else None,
        floor=_exact(told["floor"]),
        target=_exact(told["target"]),
        weight=_exact(told["weight"]),
        unit=told["unit"],
        lists=tuple(told["lists"]),
    )
    if made.floor == made.target:
        raise ValueError(f"{made.id}: floor and target are the same")
    return made


def _terms(told: Mapping[str, Any]) -> Terms:
    return {name: _exact(factor) for name, factor in told.items()}


def _exact(told: Any) -> Fraction:
    if not isinstance(told, str):
        raise TypeError(f"write numbers as text, not {told!r}")
    return Fraction(told)
