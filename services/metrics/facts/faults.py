"""What counts against a unit (D-3), so that of one cause only the heaviest is deducted.

What a case is blamed for is grouped by unit, cause and quarter, and each group counts once, on the day of its newest
part, under the kinds it holds: `!red+yellow` says that one case earned both for one cause. Which of them weighs most is
the policy's business, not the fact's. Cards count besides, each on the day of its trigger: `warn`, `yellow`, `red`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from services.metrics.facts.voice_facts import Ruling, voice_from
from services.metrics.facts.voice_sums import add, venue_of

Facts = dict[str, Any]

KINDS = (
    "warn",
    "yellow",
    "red",
    "deemed",
    "second_notice",
    "outside",
    "registered_late",
    "extra_demand",
    "overturned",
    "hotline_late",
)
"""Everything that may be held against a unit; `unexplained` lateness is told by the sums, because it needs a clock."""

OWN = ("deemed", "second_notice", "extra_demand", "registered_late")
"""Faults that a case's own facts tell, by their day."""

CLOCK = frozenset({"near_due", "promised_overdue", "statutory_overdue", "after_yellow"})
"""Causes of cards that are one cause: the case took too long."""

SAME = {"deemed_acceptance": "deemed", "outside_hall": "outside"}
"""Causes of cards that are a fault by themselves too."""

ADVERSE = frozenset({"revoked", "unlawful", "ordered"})
"""Outcomes of a reconsideration or law suit that count: annulled, found unlawful, ordered to act."""


class Fault(NamedTuple):
    """One thing held against a unit, `department@venue|`, for a cause, on a day."""

    at: str
    cause: str
    kind: str
    day: str


def faults(facts: Mapping[str, Any], standing: str) -> Iterator[Fault]:
    """Give everything a case is blamed for.

    A warning counts while its case is not done, and where it was done late; a corrected card does not count.
    """
    own = facts.get("at")
    for name in OWN:
        if own is not None and name in facts:
            yield Fault(own, name, name, facts[name])
    for key, value in facts.items():
        category = key.partition("/")[0]
        if category == "card":
            yield from _card(facts, value, standing)
        elif category in ("reconsideration", "litigation"):
            told = Ruling(*value)
            if told.outcome in ADVERSE:
                yield Fault(f"{told.department}@{facts.get('hall', '')}|", "overturned", "overturned", told.decided)
        elif category == "complaint":
            for back in voice_from(value).returns:
                if back.late:
                    yield Fault(f"{back.department}@{venue_of(facts, back.venue)}|", key, "hotline_late", back.day)


def add_faults(facts: Facts, standing: str, given: dict[str, int]) -> None:
    """Add a case's cards, and its faults by cause and quarter."""
    for key, value in facts.items():
        if key.startswith("card/") and not value[4]:
            add(given, f"{value[0]}@{facts.get('hall', '')}|{value[3]}|{value[1]}")
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults(facts, standing):
        groups.setdefault((fault.at, fault.cause, quarter(fault.day)), []).append(fault)
    for (at, _, _), group in groups.items():
        add(given, f"{at}{max(f.day for f in group)}|{together(f.kind for f in group)}")


def together(kinds: Iterator[str]) -> str:
    """Name the kinds of one group, in order: `!red+yellow`."""
    return "!" + "+".join(sorted(set(kinds)))


def quarter(day: str) -> str:
    """Name the quarter of a day: periods of assessment are quarters."""
    return f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"


def _card(facts: Mapping[str, Any], value: Any, standing: str) -> Iterator[Fault]:
    department, kind, cause, day, corrected = value
    if corrected or (kind == "warn" and standing not in ("open", "late")):
        return
    at = f"{department}@{facts.get('hall', '')}|"
    group = "clock" if cause in CLOCK else SAME.get(cause, cause)
    yield Fault(at, group, kind, day)
    if cause in SAME:
        yield Fault(at, group, SAME[cause], day)
