"""Detectors over halls and the register: G9 exemptions, G10 and G11 items, G12 market days. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from services.metrics.anti_gaming.findings import Case, Finding, Span
from services.metrics.scoring.period import period_of
from shared.contracts.duties import AdmissionStated, ExemptionApproved
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ItemPublished
from shared.contracts.validity import holds, replaced
from shared.timekeeping.limits import not_longer

MANY = Fraction(1, 10)
"""A share of exempt among all due items beyond which a hall is looked at [design]."""

UNITS = {"working_days": "", "natural_days": " ND", "hours": " h", "same_day": " d"}
"""How a limit is written; working days, which most are, as the number alone."""


def market_days(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G12: somebody checked in and the day was not kept all the same: too short, or nothing was done."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case, facts in cases:
        kept, reason, _minutes = facts.get("market", ("", "", 0))
        if kept == "missed" and facts.get("check_ins") and span.holds(facts["day"]):
            groups[(facts["venue"], reason)].append(case)
    return [
        Finding("G12", venue, reason or "missed", tuple(days), {"days": str(len(days))})
        for (venue, reason), days in sorted(groups.items())
    ]


def exemptions(
    approved: Iterable[ExemptionApproved], admissions: Iterable[AdmissionStated], span: Span
) -> list[Finding]:
    """G9: the share of exempt among due items of each hall is told; beyond a tenth and one it is looked at."""
    due: dict[str, set[str]] = defaultdict(set)
    for stated in admissions:
        due[stated.hall].add(stated.item)
    groups: dict[str, list[ExemptionApproved]] = defaultdict(list)
    for each in approved:
        if holds(each, span.last):
            groups[each.hall].append(each)
    found = []
    for hall, mine in sorted(groups.items()):
        items = {each.item for each in mine if each.item}
        rate = Fraction(len(items), max(len(due[hall]), 1))
        told = {"exempt": str(len(items)), "due": str(len(due[hall])), "rate": f"{float(rate * 100):.1f}%"}
        found.append(Finding("G9", hall, "rate", tuple(each.id for each in mine), told, rate > MANY and len(items) > 1))
    return found


def items_changed(versions: Mapping[str, Sequence[ItemPublished]], span: Span) -> list[Finding]:
    """G10: a promise made longer; G11: an item changed between instant and promised. Listed by item and version.

    Every version is compared with those whose place it takes, those among them that were only announced: what was made
    known for the next quarter and said again for today was made longer today. A longer promise is open to everybody; it
    is held against nobody where it was made known and came with a quarter.
    """
    return [
        found
        for code, told in sorted(versions.items())
        for n, after in enumerate(told)
        if span.first <= after.effective_from <= span.last
        for found in _changed(code, replaced(told[:n], after.effective_from), after)
    ]


def _changed(code: str, before: Sequence[ItemPublished], after: ItemPublished) -> Iterator[Finding]:
    begins = after.effective_from
    if any(each.kind != after.kind for each in before[:1]):
        figures = {"before": before[0].kind, "after": after.kind, "from": begins.isoformat()}
        yield Finding("G11", after.department, "kind", (code,), figures)
        return
    shorter = [each for each in before if not_longer(after.promised, each.promised) is not True]
    if shorter:
        figures = {"before": _limit(shorter[0].promised), "after": _limit(after.promised), "from": begins.isoformat()}
        proper = bool(after.longer_notice) and begins == period_of(begins).first
        yield Finding("G10", after.department, "longer", (code,), figures, not proper)


def _limit(told: TimeLimit) -> str:
    return f"{told.value}{UNITS[told.unit]}"
