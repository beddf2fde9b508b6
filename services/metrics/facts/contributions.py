"""What one case adds to the sums: `department|day|name` -> integer.

- On the day of the act: `received`, `accepted`, `declined`, `withdrawn`, `decided`, `completed`, `delivered`,
  `rated` count cases, `complaints` counts complaints filed.
- On the day of its trigger a card counts as `warn`, `yellow` or `red`, unless it was corrected.
- On the promised due date (the cohort, D-2): `due` counts all cases but those refused and those the applicant
  withdrew in time and confirmed; `on_time`, `late` and `open` split them.
- On the day of delivery: `ratings` counts ratings, `grade_1` (best) to `grade_5` split them.
- On the day a complaint was closed: `closed`, and of these `substantiated` and `partly`.

An instant case is due on its day of receipt. A case accepted by silence (`deemed`), or withdrawn without the
applicant's own confirmation, is never on time (D02, G3). An `open` case whose day has passed is overdue: the sums
leave that to the reader's day, so that facts need no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = dict[str, Any]

ACTS = [
    (act, "|" + act) for act in ("received", "accepted", "declined", "withdrawn", "decided", "completed", "delivered")
]
FOUND = ("substantiated", "partly")


def contributions(facts: Facts) -> dict[str, int]:
    """Give the case's integers; nothing is counted before its department is known."""
    given: dict[str, int] = {}
    department = facts.get("department")
    if department is not None:
        begin = department + "|"
        for act, end in ACTS:
            if act in facts:
                given[begin + facts[act] + end] = 1
        standing = cohort(facts)
        if standing:
            cohort_day = begin + due_day(facts) + "|"
            given[cohort_day + "due"] = given[cohort_day + standing] = 1
    if "grade" in facts:
        _rating(facts, given)
    if "complained" in facts:
        for key in facts:
            if key.startswith("complaint/"):
                _complaint(facts[key], given)
    if "carded" in facts:
        for key in facts:
            if key.startswith("card/"):
                _card(facts[key], given)
    return given


def due_day(facts: Mapping[str, Any]) -> str:
    """Give the promised last day as the newest recount told it; the day lies in a cohort, so there must be one."""
    day: str = facts.get("follows") or facts.get("moved_due") or facts["due"]
    return day


def cohort(facts: Mapping[str, Any]) -> str:
    """Tell how a case stands in the cohort of its due date: `on_time`, `late`, `open`, or "" where it is in none."""
    if facts.get("due") is None or "declined" in facts or facts.get("follows") == "":
        return ""
    due = due_day(facts)
    withdrawn = facts.get("withdrawn")
    if withdrawn is not None:
        return "" if facts["confirmed"] and withdrawn <= due else "late"
    done = facts.get("completed") or facts.get("decided")
    if done is None:
        return "open"
    return "on_time" if done <= due and "deemed" not in facts else "late"


def _rating(facts: Facts, given: dict[str, int]) -> None:
    department = facts["rated_department"]
    day = f"{department}|{facts['rated_for']}|"
    given[day + "ratings"] = given[f"{day}grade_{facts['grade']}"] = 1
    given[f"{department}|{facts['rated']}|rated"] = 1


def _complaint(told: Any, given: dict[str, int]) -> None:
    department, _division, filed, against, closed, outcome = told
    _add(given, f"{department}|{filed}|complaints")
    if closed:
        _add(given, f"{against}|{closed}|closed")
        if outcome in FOUND:
            _add(given, f"{against}|{closed}|{outcome}")


def _card(told: Any, given: dict[str, int]) -> None:
    department, kind, _cause, day, corrected = told
    if not corrected:
        _add(given, f"{department}|{day}|{kind}")


def _add(given: dict[str, int], key: str) -> None:
    """Two complaints, or two cards, of one case may fall on one day."""
    given[key] = given.get(key, 0) + 1
