"""All figures of a quarter: C1 to C4 of every hall, and G1 to G5, each with what is missing (A-2). Pure.

Register figures are read on the period's last working day, as the scores do; figures over cases are the scores' own
sums. A share whose denominator is 0 does not apply, and is never 100 % (S1.0b).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from services.metrics.coverage.sets import Covered, Register
from services.metrics.facts.register_facts import lines_of

Trace = Mapping[str, Any]

WORK_BEGINS, WORK_ENDS = "09:00", "17:00"
"""Outside these hours, or on a day off, an application counts as handed in outside working hours [design]."""

C3 = ("c3a", "c3b", "c3c")

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


def hall_figures(
    sets: Mapping[str, Covered], facts: Mapping[str, int], due: Collection[str], published: Collection[str]
) -> dict[str, Share]:
    """Give C1, C2, C2b, C3a, C3b, C3c, C3 and C4 of a hall, for a period or a working day of it.

    Args:
        sets: C1, C2 and C3a of the hall as the register has them at the end of it.
        facts: the hall's sums of it: `received`, `lagging`, `outside`, `promised`.
        due: departments that were due at the hall on any day of the period so far, stationed there or not (C4).
        published: departments of which a result was published within the period so far.
    """
    received, outside = facts.get("received", 0), facts.get("outside", 0)
    assessed = set(due) & set(published)
    told = {
        "c1": _of_set(sets["c1"]),
        "c2": _of_set(sets["c2"]),
        "c2b": Share(received, received + outside),
        "c3a": _of_set(sets["c3a"]),
        "c3b": Share(received - facts.get("lagging", 0), received + outside, list="lagging"),
        "c3c": Share(facts.get("promised", 0), facts.get("promised", 0)),
        "c4": Share(len(assessed), len(due), dict.fromkeys(sorted(set(due) - assessed), "not_published")),
    }
    return {**told, "c3": least(told)}


def _of_set(told: Covered) -> Share:
    return Share(told.numerator, told.denominator, told.missing)


def least(figures: Mapping[str, Share]) -> Share:
    """Give C3: the least of its three; one that does not apply where none of them does."""
    told = [figures[name] for name in C3 if figures[name].denominator]
    return min(told, key=lambda each: Fraction(each.numerator, each.denominator), default=NOTHING)


def whole(figures: Mapping[str, Share]) -> bool:
    """Tell whether all four are covered: each 1, with something to cover."""
    return all(ratio == 1 for ratio in (figures[name].ratio for name in ("c1", "c2", "c3", "c4")))


def together(halls: Sequence[Mapping[str, Share]]) -> dict[str, Share]:
    """Add the halls up, figure by figure; C3 is the least of the sums."""
    names = [name for name in (halls[0] if halls else ()) if name != "c3"]
    told = {name: _sum([hall[name] for hall in halls]) for name in names}
    return {**told, "c3": least(told)} if told else {}


def named_together(halls: Mapping[str, Mapping[str, Share]]) -> dict[str, Share]:
    """Add the halls up and name what is missing of them, as `<hall>/<code>`; C3 names what its least one misses."""
    told = together(list(halls.values()))
    lacking = {
        name: {f"{hall}/{code}": why for hall, each in halls.items() for code, why in each[name].missing.items()}
        for name in told
        if name != "c3"
    }
    lists = {name: next((each[name].list for each in halls.values()), "") for name in lacking}
    named = {name: replace(told[name], missing=lacking[name], list=lists[name]) for name in lacking}
    return {**named, "c3": least(named)} if named else {}


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(each.numerator for each in shares), sum(each.denominator for each in shares))


def connected(register: Register, linked: Collection[str]) -> Share:
    """G2b: counties, halls and points that are linked, of all that should be.

    A place is linked where one of its lines is up; a county, where a unit of it is on the register and so receives what
    is sent up (S1.2d). The city is the system itself, the province's another one.
    """
    on = {key for key, venue in register.venues.items() if set(lines_of(venue)) & set(linked)}
    of_counties = {each.division[:6] for each in register.departments.values() if each.division[6:] == "000"}
    counties = {venue.division[:6] for venue in register.venues.values()}
    lacking = {unit: "not_connected" for unit in sorted(register.venues) if unit not in on}
    lacking |= {f"{county}000": "no_county_unit" for county in sorted(counties - of_counties)}
    due = len(register.venues) + len(counties)
    return Share(due - len(lacking), due, lacking)


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


def guides(register: Register, day: date) -> Share:
    """G5a: items with a guide in force on the day; what is published is whole, by the rule of publication (C-4)."""
    lacking = {code: "no_guide" for code, item in register.items.items() if item.effective_from > day}
    return Share(len(register.items) - len(lacking), len(register.items), lacking)


def alike(online: Iterable[str]) -> Share:
    """G4c: items one can apply for online whose guide is the window's: one statement serves all channels."""
    items = set(online)
    return Share(len(items), len(items))
