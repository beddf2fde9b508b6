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
LAST_DAY_USUAL = Fraction(1, 10)
"""A share of cases decided on their last day that says nothing, however seldom it happens elsewhere."""
LEAST_PROMISE = 3
"""Working days a promise must have for its last day to tell anything: a promise of one day is always kept on it."""


def suspensions(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G1: a department that suspends five cases at least, and more than three times as often as the median one.

    Rates: suspended of promised cases accepted in the period; suspended working days of working days by law. Instant
    cases have no clock that could stand still, so they make no rate look smaller. A suspension without a result's
    document is listed by itself.
    """
    accepted = [(c, f) for c, f in cases if span.holds(f.get("accepted", "")) and f.get("kind") == "promised"]
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
    """G2: decided on the very last day (as a share), and decided first and worked on within five working days.

    The share is of promises of three working days or more. It is flagged where most of five cases at least came on
    their last day; or five at least, more than a tenth, and more than three times the share of the median unit.
    """
    decided = [(case, facts) for case, facts in cases if span.holds(facts.get("decided", ""))]
    units = _by_unit((case, facts) for case, facts in decided if _is_long(facts, span))
    last = {unit: tuple(case for case, facts in mine if facts["decided"] == _due(facts)) for unit, mine in units}
    rates = {unit: Fraction(len(last[unit]), len(mine)) for unit, mine in units}
    usual = Fraction(median(rates.values())) if rates else Fraction(0)
    found = []
    for unit, mine in units:
        told = {"last_day": str(len(last[unit])), "decided": str(len(mine)), "rate": _percent(rates[unit])}
        told |= {"median": _percent(usual)}
        mostly = len(last[unit]) * 2 > len(mine) >= LEAST_STOPPED
        crowded = len(last[unit]) >= LEAST_STOPPED and rates[unit] > max(LAST_DAY_USUAL, TIMES_THE_MEDIAN * usual)
        found.append(Finding("G2", unit, "last_day", last[unit], told, mostly or crowded))
    for unit, mine in _by_unit(decided):
        after = tuple(case for case, facts in mine if _worked_after(facts, span))
        found.append(Finding("G2", unit, "worked_after", after, {"cases": str(len(after))}))
    return [each for each in found if each.cases]


def _is_long(facts: Facts, span: Span) -> bool:
    accepted, due = facts.get("accepted"), facts.get("due")
    if not accepted or not due:
        return False
    return span.calendar.working_days_between(_day(accepted), _day(due)) >= LEAST_PROMISE


def _worked_after(facts: Facts, span: Span) -> bool:
    after = facts.get("worked_after")
    if not after:
        return False
    return span.calendar.working_days_between(_day(facts["decided"]), _day(after)) <= AFTER_WORKING_DAYS


def withdrawals(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G3: withdrawn near the deadline or without the applicant's confirmation, and handed in again (B01).

    What the applicant confirmed in person is their right, near the deadline too: it is shown, and held against nobody;
    the same of an application that follows one they took back themselves long before.
    """
    traced = dict(cases)
    gone = [(case, facts) for case, facts in cases if span.holds(facts.get("withdrawn", ""))]
    again = [(case, facts) for case, facts in cases if facts.get("follows") and span.holds(facts["received"])]
    close = [(case, facts) for case, facts in gone if facts.get("near_due")]
    forced = [(case, facts) for case, facts in again if _doubtful(traced.get(facts["follows"], {}))]
    own = [each for each in again if each not in forced]
    return [
        *_listed("G3", "unconfirmed", gone, lambda facts: not facts["confirmed"]),
        *_listed("G3", "near_due", close, lambda facts: not facts["confirmed"]),
        *_listed("G3", "near_due", close, lambda facts: bool(facts["confirmed"]), flagged=False),
        *_listed("G3", "handed_in_again", forced, lambda _facts: True),
        *_listed("G3", "handed_in_again", own, lambda _facts: True, flagged=False),
    ]


def _doubtful(withdrawn: Facts) -> bool:
    return not withdrawn.get("confirmed") or bool(withdrawn.get("near_due"))


def late_registration(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G4: registered more than a working day after the earliest evidence of receipt."""
    return _listed("G4", "late", _received(cases, span), lambda facts: "late_days" in facts)


def entered_afterwards(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G14: cases entered afterwards from paper are listed apart; that a line was down is nobody's trick.

    Flagged: what was entered late, and only once the quarter was over to which it adds; its figures were known then.
    """
    paper = [(case, facts) for case, facts in _received(cases, span) if "backfilled" in facts]
    over = span.last.isoformat()
    after = [(c, f) for c, f in paper if "late_days" in f and f.get("registered", "") > over]
    names = {case for case, _ in after}
    return [
        *_listed("G14", "after_the_quarter", after, lambda _facts: True),
        *_listed("G14", "backfilled", [each for each in paper if each[0] not in names], lambda _f: True, flagged=False),
    ]


def splitting(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G5: two cases at least of one person and item on one day with the same files count as one.

    The same files are the same hashes. Without files nothing tells two matters of a family from one that was split: the
    guide asks everybody for the same papers. Such cases are shown, and held against nobody.
    """
    groups: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case, facts in _received(cases, span):
        files = tuple(sorted(value for key, value in facts.items() if key.startswith("file/")))
        papers = files or tuple(facts["materials"])
        groups[(facts["person"], facts["item"], facts["received"], bool(files), papers)].append((case, facts))
    return [_split(mine, by_files=bool(key[3])) for key, mine in groups.items() if len(mine) > 1]


def _split(mine: Sequence[Case], *, by_files: bool) -> Finding:
    unit, cases = mine[0][1]["department"], tuple(case for case, _ in mine)
    if by_files:
        return Finding("G5", unit, "split", cases, {"counts_as": "1"})
    return Finding("G5", unit, "alike", cases, {"cases": str(len(cases))}, flagged=False)


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


def _listed(
    detector: str, pattern: str, cases: Iterable[Case], test: Callable[[Facts], bool], *, flagged: bool = True
) -> list[Finding]:
    found = [(case, facts) for case, facts in cases if test(facts)]
    return [
        Finding(detector, unit, pattern, tuple(case for case, _ in mine), {"cases": str(len(mine))}, flagged)
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
