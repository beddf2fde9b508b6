"""Whether a policy can be scored by: its weights, and every name it uses. Pure.

A policy that is signed is not for that reason right; what is wrong with it is told before anybody signs it, and nothing
is published by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.metrics.facts.faults import KINDS as FAULTS
from services.metrics.facts.lists import LISTS
from services.metrics.facts.names import ALL
from services.metrics.scoring.policy import KINDS, Policy, Sheet

WHOLE = Fraction(100)
"""What the weights of a sheet add up to (D-2)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: a stable code, where, and a sentence."""

    code: str
    where: str
    told: str


def faults_of(policy: Policy) -> tuple[Fault, ...]:
    """Tell what is wrong with a policy; nothing where it can be scored by.

    Codes: `policy_sheets`, `policy_weights`, `policy_unknown_fact`, `policy_unknown_list`, `policy_unknown_fault`,
    `policy_prior`.
    """
    missing = [kind for kind in KINDS if kind not in policy.sheets]
    sheets = [Fault("policy_sheets", f"sheets.{kind}", f"there is no sheet {kind}") for kind in missing]
    return (*sheets, *(fault for sheet in policy.sheets.values() for fault in _of_sheet(sheet)))


def _of_sheet(sheet: Sheet) -> Iterator[Fault]:
    yield from _weights(sheet)
    yield from _facts(sheet)
    for each in sheet.indicators:
        for name in each.lists:
            if name not in LISTS:
                yield Fault("policy_unknown_list", f"{sheet.kind}.{each.id}", f"there is no list {name}")
        if each.prior and not (each.prior.m >= 0 and 0 <= each.prior.p0 <= 1):
            yield Fault("policy_prior", f"{sheet.kind}.{each.id}", "a prior is m >= 0 cases at a share p0 from 0 to 1")
    for penalty in sheet.penalties:
        if penalty.kind not in FAULTS and not penalty.facts:
            told = f"nothing is counted as {penalty.kind}, and no facts say what to count"
            yield Fault("policy_unknown_fault", f"{sheet.kind}.{penalty.kind}", told)


def _weights(sheet: Sheet) -> Iterator[Fault]:
    for each in sheet.indicators:
        if each.weight <= 0:
            yield Fault("policy_weights", f"{sheet.kind}.{each.id}", f"the weight of {each.id} is not above 0")
    total = sum((each.weight for each in sheet.indicators), Fraction(0))
    if total != WHOLE:
        told = f"the weights of sheet {sheet.kind} add up to {total}, not to {WHOLE}"
        yield Fault("policy_weights", sheet.kind, told)


def _facts(sheet: Sheet) -> Iterator[Fault]:
    for where, names in _named(sheet):
        for name in names:
            if name not in ALL:
                yield Fault("policy_unknown_fact", f"{sheet.kind}.{where}", f"there is no fact {name}")


def _named(sheet: Sheet) -> Iterator[tuple[str, Iterable[str]]]:
    """Give where a sheet names facts, and which."""
    yield "cases", sheet.cases
    for indicator in sheet.indicators:
        yield indicator.id, sorted(indicator.facts)
    for penalty in sheet.penalties:
        yield penalty.kind, penalty.facts
    yield "vetoes", [veto.fact for veto in sheet.vetoes]
    for grade in sheet.grades:
        yield grade.id, [each.fact for each in grade.conditions if each.fact]


def by_place(faults: Iterable[Fault]) -> Mapping[str, str]:
    """Give what is wrong by where it is, for a refusal's fields."""
    found: dict[str, str] = {}
    for fault in faults:
        found[fault.where] = f"{found[fault.where]}; {fault.told}" if fault.where in found else fault.told
    return found
