"""All figures of a quarter: C1 to C4 of every hall, and G1 to G5, each with what is missing (A-2). Pure.

Register figures are read on the period's last working day, as the scores do; figures over cases are the scores' own
sums. A share whose denominator is 0 does not apply, and is never 100 % (S1.0b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from services.metrics.coverage.sets import Covered, departments_in_hall, items_in_hall, items_online
from services.metrics.facts.register_facts import Places

Trace = Mapping[str, Any]

WORK_BEGINS, WORK_ENDS = "09:00", "17:00"
"""Outside these hours, or on a day off, an application counts as handed in outside working hours [design]."""

PAPERS = {"receipt": "receipt", "noticed": "notice", "refused": "refusal", "redirected": "redirect"}
"""What happened to a case, and the kind of paper it calls for (S2.5)."""


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator and a denominator, what is missing by name with the reason, and the list of cases behind it."""

    numerator: int
    denominator: int
    missing: Mapping[str, str] = field(default_factory=dict)
    list: str = ""

    @property
    def ratio(self) -> Fraction | None:
        """The share; None where nothing should be."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


NOTHING = Share(0, 0)


def hall_figures(places: Places, hall: str, facts: Mapping[str, int], published: Iterable[str]) -> dict[str, Share]:
    """Give C1, C2, C2b, C3a, C3b, C3c and C4 of a hall.

    Args:
        places: the register on the day, and who was there.
        hall: its id.
        facts: the hall's sums of the period.
        published: departments of which a result was published within the period.
    """
    register, day = places.register, places.day
    c1 = departments_in_hall(register, hall, day, places.present.get(hall, frozenset()))
    received, outside = facts.get("received", 0), facts.get("outside", 0)
    due = {*c1.reached, *c1.missing}
    assessed = due & set(published)
    return {
        "c1": _of_set(c1),
        "c2": _of_set(items_in_hall(register, hall, day)),
        "c2b": Share(received, received + outside),
        "c3a": _of_set(items_online(register, hall, day)),
        "c3b": Share(received - facts.get("lagging", 0), received + outside, list="lagging"),
        "c3c": Share(facts.get("promised", 0), facts.get("promised", 0)),
        "c4": Share(len(assessed), len(due), dict.fromkeys(sorted(due - assessed), "not_published")),
    }


def _of_set(told: Covered) -> Share:
    return Share(told.numerator, told.denominator, told.missing)


def c3(figures: Mapping[str, Share]) -> Fraction | None:
    """C3: the least of its three; None where none of them applies."""
    told = [ratio for name in ("c3a", "c3b", "c3c") if (ratio := figures[name].ratio) is not None]
    return min(told, default=None)


def whole(figures: Mapping[str, Share]) -> bool:
    """Tell whether all four are covered: each 1, with something to cover."""
    return all(ratio == 1 for ratio in (figures["c1"].ratio, figures["c2"].ratio, c3(figures), figures["c4"].ratio))


def together(halls: Sequence[Mapping[str, Share]]) -> dict[str, Share]:
    """Add the halls up, figure by figure."""
    names = halls[0].keys() if halls else ()
    return {
        name: Share(sum(h[name].numerator for h in halls), sum(h[name].denominator for h in halls)) for name in names
    }


def connected(places: Places, traces: Iterable[Trace]) -> Share:
    """G2b: halls and points with a window whose device is heard of, of all; county and province are other systems."""
    lines = [trace for trace in traces if "line" in trace]
    on = {trace["venue"] for trace in lines if trace["line"]}
    units = sorted(places.register.venues)
    lacking = {unit: "not_connected" for unit in units if unit not in on}
    return Share(len(units) - len(lacking), len(units), lacking)


def outside_hours(traces: Iterable[Trace], working: frozenset[str]) -> Share:
    """G4b: of the applications handed in online, those outside working hours; shown, and not scored.

    `working`: the period's working days.
    """
    online = [trace["received_at"] for trace in traces if trace.get("channel") in ("online", "mobile", "terminal")]
    off = [at for at in online if at[:10] not in working or not WORK_BEGINS <= at[11:16] < WORK_ENDS]
    return Share(len(off), len(online))


def papers(cases: Iterable[tuple[str, Trace]]) -> Share:
    """G5c: cases all of whose papers can be checked by number and code, of those that call for a paper."""
    asked, lacking = 0, {}
    for case, trace in cases:
        wanted = {kind for happened, kind in PAPERS.items() if happened in trace}
        if wanted:
            asked += 1
            if wanted - set(trace.get("papers", ())):
                lacking[case] = "no_paper"
    return Share(asked - len(lacking), asked, lacking)


def whole_chains(received: int, standing: Mapping[str, str]) -> Share:
    """G5b: cases whose chain of events has no gap; `standing`: those that stand still for one, with the reason."""
    return Share(max(received - len(standing), 0), received, dict(standing))


def guides(places: Places) -> Share:
    """G5a: items with a guide in force on the day; what is published is whole, by the rule of publication (C-4)."""
    items = places.register.items
    lacking = {code: "no_guide" for code, item in items.items() if item.effective_from > places.day}
    return Share(len(items) - len(lacking), len(items), lacking)


def alike(places: Places, halls: Iterable[str]) -> Share:
    """G4c: items one can apply for online whose guide is the window's: one statement serves all channels."""
    online = {item for hall in halls for item in items_online(places.register, hall, places.day).reached}
    return Share(len(online), len(online))
