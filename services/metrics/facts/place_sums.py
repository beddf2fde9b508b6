"""What happenings at halls and points add to the sums, on the day something was due; docs/scoring.md lists the names.

Half days on the roster: `duty_met` and `duty_missed` for each post, by the department whose window it is;
`half_day_met` and `half_day_missed` for the place, which is open where somebody is there who may receive. Market days
on a weekend: `market_day_met`, `market_day_missed`. Errands: `appointment`, `visit`, `special`, `consultation`, each
`_met`, `_missed`, or `_open` while they stand. Points: `handover` and `report` likewise; `fee_attempts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.metrics.facts.place_facts import Errand, Proxy
from services.metrics.facts.voice_sums import add

Facts = dict[str, Any]


def add_places(facts: Facts, given: dict[str, int]) -> None:
    """Add what a key's streams of places come to."""
    for key, value in facts.items():
        if (count := COUNTS.get(key.partition("/")[0])) is not None:
            count(value, given)
    if "on" in facts:
        _day(facts, given)


def _errand(name: str) -> Callable[[Any, dict[str, int]], None]:
    def count(value: Any, given: dict[str, int]) -> None:
        told = Errand(*value)
        if told.state != "void":
            add(given, f"{told.department}@{told.venue}|{told.due}|{name}_{told.state}")

    return count


def proxy_standings(value: Any) -> Iterator[tuple[str, str, str]]:
    """Give what is due of a proxy: the day, `handover` or `report`, and `met`, `missed` or `open`.

    One that ended before it was due to be handed over owes nothing more.
    """
    told = Proxy(*value)
    if told.handover_due and not (told.ended and not told.handed_over and told.ended <= told.handover_due):
        yield told.handover_due, "handover", _kept(told.handed_over, told.handover_due)
    if told.report_due:
        yield told.report_due, "report", _kept(told.reported, told.report_due)


def _kept(done: str, due: str) -> str:
    if not done:
        return "open"
    return "met" if done <= due else "missed"


def _proxy(value: Any, given: dict[str, int]) -> None:
    told = Proxy(*value)
    for day, name, standing in proxy_standings(value):
        add(given, f"@{told.point}|{day}|{name}_{standing}")
    if told.fee:
        add(given, f"@{told.point}|{told.fee}|fee_attempts")


COUNTS: Mapping[str, Callable[[Any, dict[str, int]], None]] = {
    "appointment": _errand("appointment"),
    "visit": _errand("visit"),
    "special": _errand("special"),
    "consultation": _errand("consultation"),
    "proxy": _proxy,
}
"""How a stream counts, by its category."""


def _day(facts: Facts, given: dict[str, int]) -> None:
    venue, day = facts["venue"], facts["on"]
    rostered: set[str] = set()
    for key, value in facts.items():
        if key.startswith("shift/"):
            department, came = value
            rostered.add(key.split("/")[1])
            add(given, f"{department}@{venue}|{day}|duty_{'met' if came else 'missed'}")
    for half in rostered:
        add(given, f"@{venue}|{day}|half_day_{'met' if f'open/{half}' in facts else 'missed'}")
    if "market" in facts:
        given[f"@{venue}|{day}|market_day_{facts['market']}"] = 1
