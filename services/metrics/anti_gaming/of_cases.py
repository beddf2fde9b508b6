"""Detectors over cases: G1 suspensions, G2 false completion, G3 withdrawals, G4 late registration, G5 splitting, G6
supplements, G14 entries afterwards. Pure; thresholds are those of D-7 [design]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median

from services.metrics.anti_gaming.findings import Case, Facts, Finding, Span
from services.metrics.anti_gaming.trace_steps import Stop, stops

LEAST_STOPPED = 5
TIMES_THE_MEDIAN = 3
AFTER_WORKING_DAYS = 5
LEAST_NOTICES = 20


def suspensions(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G1: a department that suspends five cases at least, and more than three times as often as the median one.

    Rates: suspended of promised cases accepted in the period; suspended working days of working days by law. A
    suspension without a result's document is listed by itself.
    """
    accepted = [(case, facts) for case, facts in cases if span.holds(facts.get("accepted", ""))]
    found = [_voided(unit, mine) for unit, mine in _by_unit(accepted)]
    rates = {unit: _stop_rate(mine, span) for unit, mine in _by_unit(accepted)}
    usual = median(rate for rate, _ in rates.values()) if rates else 0
    for unit, mine in _by_unit(accepted):
        rate, days = rates[unit]
        stopped = tuple(case for case, facts in mine if stops(dict(facts)))
        if stopped:
            often = len(stopped) >= LEAST_STOPPED and rate > TIMES_THE_MEDIAN * usual
            told = {"suspended": str(len(stopped)), "promised": str(len(mine)), "rate": _percent(rate)}
            told |= {"median": _percent(Fraction(usual)), "days_of_law": _percent(days)}
            found.append(Finding("G1", unit, "rate", stopped, told, often))
    return [each for each in found if each.cases]


def _voided(unit: str, mine: Sequence[Case]) -> Finding:
    without = tuple(c for c, facts in mine if any(_no_result(stop) for stop in stops(dict(facts))))
    return Finding("G1", unit, "no_result", without, {"suspended": str(len(without))})


def _no_result(stop: Stop) -> bool:
    return stop.voided or bool(stop.ended and not stop.result)


def _stop_rate(mine: Sequence[Case], span: Span) -> tuple[Fraction, Fraction]:
    stopped = [facts for _, facts in mine if stops(dict(facts))]
    lost = sum(_days(stop, span) for facts in stopped for stop in stops(dict(facts)))
    by_law = sum(facts.get("statutory", 0) for facts in stopped)
    return Fraction(len(stopped), len(mine)), Fraction(lost, by_law) if by_law else Fraction(0)


def _days(stop: Stop, span: Span) -> int:
    if not stop.ended or stop.voided:
        return 0
    return span.calendar.working_days_between(date.fromisoformat(stop.started), date.fromisoformat(stop.ended))


def false_completion(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G2: decided on the very last day (as a share), and decided first and worked on within five working days."""
    decided = [(case, facts) for case, facts in cases if span.holds(facts.get("decided", ""))]
    found = []
    for unit, mine in _by_unit(decided):
        last = tuple(case for case, facts in mine if facts["decided"] == _due(facts))
        told = {"last_day": str(len(last)), "decided": str(len(mine)), "rate": _percent(Fraction(len(last), len(mine)))}
        found.append(Finding("G2", unit, "last_day", last, told, len(last) * 2 > len(mine) >= LEAST_STOPPED))
        after = tuple(case for case, facts in mine if _worked_after(facts, span))
        found.append(Finding("G2", unit, "worked_after", after, {"cases": str(len(after))}))
    return [each for each in found if each.cases]


def _worked_after(facts: Facts, span: Span) -> bool:
    after = facts.get("worked_after")
    if not after:
        return False
    return span.calendar.working_days_between(_day(facts["decided"]), _day(after)) <= AFTER_WORKING_DAYS


def withdrawals(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G3: withdrawn near the deadline or without the applicant's confirmation, and handed in again (B01)."""
    gone = [(case, facts) for case, facts in cases if span.holds(facts.get("withdrawn", ""))]
    again = [(case, facts) for case, facts in cases if facts.get("follows") and span.holds(facts["received"])]
    lists = {
        "unconfirmed": (gone, lambda facts: not facts["confirmed"]),
        "near_due": (gone, lambda facts: bool(facts.get("near_due"))),
        "handed_in_again": (again, lambda _facts: True),
    }
    return [each for name, (those, test) in lists.items() for each in _listed("G3", name, those, test)]


def late_registration(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G4: registered more than a working day after the earliest evidence of receipt."""
    return _listed("G4", "late", _received(cases, span), lambda facts: "late_days" in facts)


def entered_afterwards(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G14: cases entered afterwards from paper are listed apart."""
    return _listed("G14", "backfilled", _received(cases, span), lambda facts: "backfilled" in facts)


def splitting(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G5: two cases at least of one person and item on one day with the same materials count as one."""
    groups: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case, facts in _received(cases, span):
        groups[(facts["person"], facts["item"], facts["received"], _materials(facts))].append((case, facts))
    return [
        Finding("G5", mine[0][1]["department"], "split", tuple(case for case, _ in mine), {"counts_as": "1"})
        for mine in groups.values()
        if len(mine) > 1
    ]


def _materials(facts: Facts) -> tuple[str, ...]:
    """The files' hashes where files were handed in, else the list of materials."""
    files = tuple(sorted(value for key, value in facts.items() if key.startswith("file/")))
    return files or tuple(facts["materials"])


def supplements(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G6: second notices that were stopped, and a rate of notices beyond mean and two deviations (n >= 20)."""
    received = [(c, f) for c, f in _received(cases, span) if f["kind"] == "promised"]
    found = _listed("G6", "second_notice", received, lambda facts: facts.get("second_notices", 0) > 0)
    rates = {unit: Fraction(sum("notices" in f for _, f in mine), len(mine)) for unit, mine in _by_unit(received)}
    if not rates:
        return found
    mean = sum(rates.values(), Fraction(0)) / len(rates)
    variance = sum(((rate - mean) ** 2 for rate in rates.values()), Fraction(0)) / len(rates)
    for unit, mine in _by_unit(received):
        noticed = tuple(case for case, facts in mine if "notices" in facts)
        told = {"notices": str(len(noticed)), "cases": str(len(mine)), "rate": _percent(rates[unit])}
        beyond = rates[unit] > mean and (rates[unit] - mean) ** 2 > 4 * variance
        if len(mine) >= LEAST_NOTICES and beyond:
            found.append(Finding("G6", unit, "rate", noticed, told | {"mean": _percent(mean)}))
    return found


def _received(cases: Iterable[Case], span: Span) -> list[Case]:
    return [(case, facts) for case, facts in cases if span.holds(facts.get("received", ""))]


def _listed(detector: str, pattern: str, cases: Iterable[Case], test: Callable[[Facts], bool]) -> list[Finding]:
    found = [(case, facts) for case, facts in cases if test(facts)]
    return [
        Finding(detector, unit, pattern, tuple(case for case, _ in mine), {"cases": str(len(mine))})
        for unit, mine in _by_unit(found)
    ]


def _by_unit(cases: Iterable[Case]) -> list[tuple[str, list[Case]]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case, facts in cases:
        groups[facts.get("department", "")].append((case, facts))
    return sorted(groups.items())


def _due(facts: Mapping[str, str]) -> str:
    return facts.get("moved_due") or facts.get("due", "")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.1f}%"
