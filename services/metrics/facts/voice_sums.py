"""What ratings and complaints add to the sums; docs/scoring.md lists every name.

On the day of delivery: `grade_1` (best) to `grade_5`, or `excluded` where the rating was set aside as mistaken or
malicious; they count for department and hall, and for the point that carried the case. A bad one is due to be put
right: `bad_met` once that was done in time and told, `bad_missed`, `bad_open`. Complaints count where they are dealt
with, wherever they went first: `complaints` on the day of filing; `answer_met`, `answer_missed`, `answer_open` on the
last day for answering; `closed` and its outcome, and findings that veto a grade (`veto_bribe` ...), on the day of
closing. An answer that was overdue before a complaint was passed on is missed by whoever let the day pass; a ticket
that was sent back counts (`hotline_returned`) for the unit that did so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.facts.voice_facts import BAD, NOWHERE, Hold, Voice, voice_from
from shared.timekeeping.tables import nth_working_day

Facts = dict[str, Any]
RECTIFY_WITHIN = 15
"""Working days to put right what a bad rating named, where nobody told a nearer day (B-5)."""

FOUND = ("substantiated", "partly")


def add_rating(facts: Facts, given: dict[str, int]) -> None:
    """Add what a rating comes to, for everyone it is about."""
    grade = facts["grade"]
    for at in rated_units(facts):
        day = f"{at}{facts['rated_for']}|"
        if facts.get("excluded"):
            given[day + "excluded"] = 1
            continue
        given[f"{day}grade_{grade}"] = 1
        if grade >= BAD:
            given[f"{at}{rectify_day(facts)}|bad_{rectify_standing(facts)}"] = 1
    given[f"{rated_units(facts)[0]}{facts['rated']}|rated"] = 1


def rated_units(facts: Mapping[str, Any]) -> list[str]:
    """Name who a rating is about, as keys of sums begin: department at its hall, and the point, where there is one."""
    hall = facts.get("rated_hall") or facts.get("hall", "")
    units = [f"{facts['rated_department']}@{hall}|"]
    if facts.get("rated_point"):
        units.append(f"@{facts['rated_point']}|")
    return units


def rectify_day(facts: Mapping[str, Any]) -> str:
    """Give the last day for putting right what a bad rating named."""
    return facts.get("rectify_due") or nth_working_day(facts["rated"], RECTIFY_WITHIN)


def rectify_standing(facts: Mapping[str, Any]) -> str:
    """Tell how a bad rating stands: `met` where it was put right in time and the applicant told, `missed`, `open`."""
    done = facts.get("rectified")
    if done is not None and done > rectify_day(facts):
        return "missed"
    return "met" if done is not None and "fed_back" in facts else "open"


def add_voices(facts: Facts, given: dict[str, int]) -> None:
    """Add what a key's complaints come to."""
    for key, value in facts.items():
        if key.startswith("complaint/"):
            _complaint(facts, voice_from(value), given)


def venue_of(facts: Mapping[str, Any], venue: str) -> str:
    """Tell which venue a complaint's facts mean: the one they name, else the hall of its case; "" where it is none."""
    return "" if venue == NOWHERE else venue or facts.get("hall", "")


def held_on(told: Voice, day: str) -> Hold:
    """Tell with whom a complaint lay at the end of a day; who it was passed on to that day had it then."""
    now = Hold("", told.department, told.venue)
    return next((each for each in told.before if each.until > day), now)


def answer_standing(told: Voice) -> str:
    """Tell how a complaint stands against its last day: `met`, `missed`, `open`, or "" where none is owed."""
    if told.refused or not told.due:
        return ""
    if not told.closed:
        return "open"
    return "met" if told.closed <= told.due else "missed"


def _complaint(facts: Facts, told: Voice, given: dict[str, int]) -> None:
    venue = venue_of(facts, told.venue)
    add(given, f"{told.department}@{venue}|{told.filed}|complaints")
    if standing := answer_standing(told):
        owed = Hold("", told.department, told.venue) if standing == "met" else held_on(told, told.due)
        add(given, f"{owed.department}@{venue_of(facts, owed.venue)}|{told.due}|answer_{standing}")
    if told.closed:
        closing = f"{told.against}@{venue}|{told.closed}|"
        add(given, closing + "closed")
        if told.outcome in FOUND:
            add(given, closing + told.outcome)
        if told.integrity and told.outcome in FOUND:  # what is found true vetoes, though not all that was said is
            add(given, f"{closing}veto_{told.integrity}")
    for back in told.returns:
        add(given, f"{back.department}@{venue_of(facts, back.venue)}|{back.day}|hotline_returned")


def add(given: dict[str, int], key: str) -> None:
    """Two of a kind may fall on one day."""
    given[key] = given.get(key, 0) + 1
