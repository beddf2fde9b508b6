"""Which cards a case's history demands up to a moment. Pure: the same history, the same cards, whenever it is asked.

The history is walked commit by commit. What a commit says holds from its `recorded_at` until the next one; a card
whose moment falls before that next one came about, whatever was recorded later. So a worker that was away for a week
finds every card it missed, also of cases that are done by now, and a clock that was moved in time moved its cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.approval.cards.rules import CardRules
from services.approval.cards.situation import Situation, evolve
from services.approval.cards.triggers import Trigger, triggers, turning_points
from shared.contracts import Event
from shared.timekeeping import Calendar, local_day


@dataclass(frozen=True, slots=True)
class Entry:
    """Facts of one commit, and when it was recorded; the server's time, which nobody backdates (G4)."""

    recorded_at: datetime
    facts: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Demanded:
    """The cards that came about, one of a kind and cause, and those that will if nothing happens before; by `rules`."""

    fired: tuple[Trigger, ...]
    coming: tuple[Trigger, ...]
    situation: Situation
    rules: CardRules
    turns: datetime | None = None

    @property
    def following(self) -> datetime | None:
        """When to look again: the next card falls due, or a clock turns by itself; None for never."""
        return min([*(each.at for each in self.coming[:1]), *([self.turns] if self.turns else [])], default=None)


def demanded(
    entries: Iterable[Entry], now: datetime, calendar: Calendar, rules: CardRules, *, deemed: bool = False
) -> Demanded:
    """Walk a case's history up to a moment.

    Args:
        entries: the commits of the case and of its review, in any order.
        now: the present, or the virtual one of a simulated case.
        calendar: seen from the case's jurisdiction.
        rules: the numbers of D-6.
        deemed: by law the item counts as accepted where nobody answers in time.
    """
    told = sorted((each for each in entries if each.recorded_at <= now), key=lambda each: each.recorded_at)
    situation, fired, ahead = Situation(deemed=deemed), dict[str, Trigger](), list[Trigger]()
    turns: list[datetime] = []
    for until, entry in zip([*(each.recorded_at for each in told[1:]), now], told, strict=True):
        for fact in entry.facts:
            situation = evolve(situation, fact)
        turns = turning_points(situation, calendar)
        for begun, ended in _stretches(entry.recorded_at, until, turns):
            coming = triggers(situation, calendar, rules, local_day(begun))
            fired |= {each.key: each for each in reversed(coming) if each.at <= ended and each.key not in fired}
            ahead = [each for each in coming if each.at > ended and each.key not in fired]
    in_order = tuple(sorted(fired.values(), key=lambda each: (each.at, each.key)))
    return Demanded(in_order, tuple(ahead), situation, rules, next((turn for turn in turns if turn > now), None))


def _stretches(begun: datetime, ended: datetime, turns: Iterable[datetime]) -> Iterator[tuple[datetime, datetime]]:
    """Cut the time for which a commit held at the moments at which its clocks turned by themselves."""
    for turn in turns:
        if begun < turn <= ended:
            yield begun, turn
            begun = turn
    yield begun, ended
