"""Detectors over ratings and hotline tickets: G7 bursts, G8 exclusions, G13 tickets passed around. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from services.metrics.anti_gaming.findings import Case, Facts, Finding, Span
from services.metrics.anti_gaming.trace_steps import Ticket

BURST = timedelta(seconds=60)
DEVICE_WITHIN, DEVICE_MOST = timedelta(hours=24), 2
"""So many ratings within a day from one telephone or computer are a family's; a hall's terminal is everybody's."""

NETWORK_WITHIN, NETWORK_MOST = timedelta(hours=1), 5
"""So many within an hour from one network are a village's, which shares one."""

FEW = Fraction(1, 10)
"""A share of excluded among bad ratings beyond which a unit is looked at, where it is more than one [design]."""

CLEARED = {"burst": {"terminal_burst", "same_device"}, "same_device": {"same_device"}, "same_network": {"same_network"}}
"""Which patterns somebody outside the unit looked at and found genuine, so that they are listed no more."""


def bursts(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G7: ratings from one terminal or device within 60 seconds, many from one device or network, any from the staff's.

    What was tried on a staff device and refused is listed as well; what was looked at and found genuine is not.
    """
    rated = [(c, f) for c, f in cases if "rated_at" in f and span.holds(f["rated_at"][:10])]
    staff = [(c, f) for c, f in rated if f.get("staff_device")]
    found = [
        Finding("G7", f.get("rated_department", ""), "staff_device", (c,), {"grade": str(f["grade"])}) for c, f in staff
    ]
    found += _barred(cases, span)
    for device, mine in _alike(rated, _device_of).items():
        close = _crowd("burst", device, mine, BURST, 1)
        personal = not _at_terminal(mine[0][1])
        found += close or (_crowd("same_device", device, mine, DEVICE_WITHIN, DEVICE_MOST) if personal else [])
    own = [(c, f) for c, f in rated if not _at_terminal(f)]
    for network, mine in _alike(own, lambda facts: str(facts["rated_by"][2])).items():
        found += _crowd("same_network", network, mine, NETWORK_WITHIN, NETWORK_MOST)
    return found


def _crowd(pattern: str, place: str, mine: Sequence[Case], within: timedelta, most: int) -> list[Finding]:
    """Name the ratings of which more than `most` came within a time, unless what made it so was found genuine."""
    ordered = sorted(mine, key=lambda each: (_moment(each), each[0]))
    crowd: dict[str, Facts] = {}
    for first in range(len(ordered) - most):
        run = ordered[first : first + most + 1]
        if _moment(run[-1]) - _moment(run[0]) <= within and not CLEARED[pattern] & set(run[-1][1].get("genuine", ())):
            crowd |= dict(run)
    if not crowd:
        return []
    told = {"ratings": str(len(crowd)), "seconds": str(int(within.total_seconds())), "device": place[:8]}
    return [Finding("G7", _unit(list(crowd.items())), pattern, tuple(crowd), told)]


def _moment(case: Case) -> datetime:
    return datetime.fromisoformat(case[1]["rated_at"])


def _device_of(facts: Facts) -> str:
    """Give the terminal, or the device; one that keeps no cookie goes by its network."""
    _, device, network, terminal = facts["rated_by"]
    return str(terminal or device or network)


def _at_terminal(facts: Facts) -> bool:
    """A hall's terminal is everybody's: that many rate there says nothing."""
    channel, _, _, terminal = facts["rated_by"]
    return bool(terminal) or channel == "terminal"


def _alike(rated: Sequence[Case], place_of: Callable[[Facts], str]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case, facts in rated:
        if place := place_of(facts):
            groups[place].append((case, facts))
    return groups


def _barred(cases: Sequence[Case], span: Span) -> list[Finding]:
    tried = [(c, f) for c, f in cases if "barred" in f and span.holds(f["barred"][0])]
    return [
        Finding("G7", f.get("rated_department", ""), "barred", (c,), {"attempts": str(f["barred"][1])})
        for c, f in tried
    ]


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
        found.append(Finding("G8", unit, "rate", tuple(case for case, _ in out), told, rate > FEW and len(out) > 1))
        own = tuple(case for case, facts in out if facts["excluded"][1] == unit)
        found.append(Finding("G8", unit, "by_own_unit", own, {"cases": str(len(own))}))
        overturned = tuple(case for case, facts in out if facts.get("rechecked") is False)
        found.append(Finding("G8", unit, "overturned", overturned, {"cases": str(len(overturned))}))
    return [each for each in found if each.cases]


def passed_around(cases: Sequence[Case], span: Span) -> list[Finding]:
    """G13: tickets returned after 24 hours, each held against who kept it, or twice, which the centre decides.

    A return in time, with its reasons, is right by the rule; where two units sent a ticket back, none is named for it.
    """
    found: list[Finding] = []
    for case, facts in cases:
        if facts.get("tickets"):
            for stream, told in facts.items():
                if stream.startswith("complaint/"):
                    found += _returns(case, Ticket(*told), span)
    return found


def _returns(case: str, ticket: Ticket, span: Span) -> Iterator[Finding]:
    returns = [each for each in ticket.returns if span.holds(each[1])]
    told = {"returned": str(ticket.times), "late": str(sum(late for *_, late in ticket.returns))}
    for unit in sorted({unit for unit, _, late in returns if late}):
        yield Finding("G13", unit, "late", (case,), told)
    if span.holds(ticket.day) and (ticket.times > 1 or ticket.escalated):
        units = {unit for unit, *_ in ticket.returns}
        yield Finding("G13", units.pop() if len(units) == 1 else "", "twice", (case,), told)
