"""Detectors over ratings and hotline tickets: G7 bursts, G8 exclusions, G13 tickets passed around. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from services.metrics.anti_gaming.findings import Case, Finding, Span

BURST = timedelta(seconds=60)
SAME_DEVICE = 3
"""So many ratings from one device or network in a period are looked at."""

FEW = Fraction(1, 10)
"""A share of excluded among bad ratings beyond which a unit is looked at [design]."""


def bursts(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G7: ratings from one window terminal within 60 seconds, many from one device, any from a staff device.

    What was tried on a staff device and refused is listed as well.
    """
    rated = [(c, f) for c, f in cases if "rated_at" in f and span.holds(f["rated_at"][:10])]
    staff = [(c, f) for c, f in rated if f.get("staff_device")]
    found = [
        Finding("G7", f.get("rated_department", ""), "staff_device", (c,), {"grade": str(f["grade"])}) for c, f in staff
    ]
    found += _barred(cases, span)
    for place, mine in _by_device(rated).items():
        close = _close_together(mine)
        if close:
            found.append(Finding("G7", _unit(mine), "burst", close, {"seconds": "60", "device": place[:8]}))
        elif len(mine) >= SAME_DEVICE:
            told = {"ratings": str(len(mine)), "device": place[:8]}
            found.append(Finding("G7", _unit(mine), "same_device", tuple(case for case, _ in mine), told))
    return found


def _barred(cases: Sequence[Case], span: Span) -> list[Finding]:
    tried = [(c, f) for c, f in cases if "barred" in f and span.holds(f["barred"][0])]
    return [
        Finding("G7", f.get("rated_department", ""), "barred", (c,), {"attempts": str(f["barred"][1])})
        for c, f in tried
    ]


def _by_device(rated: Sequence[Case]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case, facts in rated:
        _, device, network = facts["rated_by"]
        if place := device or network:
            groups[place].append((case, facts))
    return {place: mine for place, mine in groups.items() if len(mine) > 1}


def _close_together(mine: Sequence[Case]) -> tuple[str, ...]:
    ordered = sorted((datetime.fromisoformat(facts["rated_at"]), case) for case, facts in mine)
    close: dict[str, None] = {}
    for (earlier, first), (later, second) in pairwise(ordered):
        if later - earlier <= BURST:
            close |= {first: None, second: None}
    return tuple(close)


def _unit(mine: Sequence[Case]) -> str:
    units = {facts.get("rated_department", "") for _, facts in mine}
    return units.pop() if len(units) == 1 else ""


def exclusions(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G8: bad ratings excluded as mistaken or malicious: the rate is told apart, and what a second look overturned."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case, facts in cases:
        if facts.get("grade", 0) >= 4 and span.holds(facts["rated_at"][:10]):
            groups[facts.get("rated_department", "")].append((case, facts))
    found = []
    for unit, mine in sorted(groups.items()):
        out = [(case, facts) for case, facts in mine if "excluded" in facts]
        rate = Fraction(len(out), len(mine))
        told = {"excluded": str(len(out)), "bad": str(len(mine)), "rate": f"{float(rate * 100):.1f}%"}
        found.append(Finding("G8", unit, "rate", tuple(case for case, _ in out), told, rate > FEW))
        own = tuple(case for case, facts in out if facts["excluded"][1] == unit)
        found.append(Finding("G8", unit, "by_own_unit", own, {"cases": str(len(own))}))
        overturned = tuple(case for case, facts in out if facts.get("rechecked") is False)
        found.append(Finding("G8", unit, "overturned", overturned, {"cases": str(len(overturned))}))
    return [each for each in found if each.cases]


def passed_around(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G13: tickets returned after 24 hours, or twice, which the centre decides."""
    found = []
    for case, facts in cases:
        if not facts.get("tickets"):
            continue
        for stream, told in facts.items():
            if stream.startswith("complaint/"):
                unit, day, times, late, escalated = told
                if span.holds(day) and (late or times > 1 or escalated):
                    pattern = "twice" if times > 1 or escalated else "late"
                    figures = {"returned": str(times), "late": str(late)}
                    found.append(Finding("G13", unit, pattern, (case,), figures))
    return found
