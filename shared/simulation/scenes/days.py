"""The days of a run, and the moments at which things happen in them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from shared.simulation import hours
from shared.simulation.scene import Scene
from shared.simulation.staff import Staff
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True)
class Run:
    """What scenes are drawn from: the world, who acts, the seed, and the run's working days in order.

    `rostered`: the Mondays of weeks whose rosters stand already, in real time; nobody checks in there for a run.
    """

    scene: Scene
    staff: Staff
    seed: int
    days: tuple[date, ...]
    rostered: frozenset[date] = frozenset()

    @property
    def calendar(self) -> Calendar:
        """Where working days are counted."""
        return self.scene.calendar

    @property
    def quarter_begins(self) -> date:
        """The first day of the quarter in which the run begins."""
        first = self.days[0]
        return date(first.year, (first.month - 1) // 3 * 3 + 1, 1)

    def working_day(self, day: date) -> date:
        """Give the day itself if it is a working day, or else the next one."""
        return hours.office(clock(day, "00:00"), self.calendar).date()

    def dice(self, *names: object) -> Random:
        """Give dice of their own to whatever is named."""
        return Random("/".join(map(str, (self.seed, "scenes", *names))))

    def numbered(self) -> Iterator[tuple[int, date]]:
        """Give the working days with their number, from 0."""
        return iter(enumerate(self.days))

    def after(self, at: datetime, least: float, most: float, dice: Random) -> datetime:
        """Let office minutes pass."""
        return hours.later(at, dice.uniform(least, most), self.calendar)

    def next_day(self, at: datetime, days: int, chance: float = 0.3) -> datetime:
        """Give an office hour so many working days later; `chance` from 0 (opening) to 1 (closing)."""
        return hours.on(self.calendar.add_working_days(at.date(), days), chance)


def run_of(scene: Scene, staff: Staff, seed: int, start: date, count: int, today: date | None = None) -> Run:
    """Give the run of so many working days from a day on.

    `today`: the real day; a demonstration states the rosters of its week and of the next one when it starts.
    """
    day, found = start, list[date]()
    while len(found) < count:
        if scene.calendar.is_working_day(day):
            found.append(day)
        day += hours.DAY
    known = {monday_of(today + n * hours.DAY) for n in (-7, 0, 7)} if today else ()
    return Run(scene, staff, seed, tuple(found), frozenset(known))


def clock(day: date, text: str) -> datetime:
    """Give the moment of a day that `HH:MM` names."""
    return hours.moment(day, time.fromisoformat(text))


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    year, week, _ = day.isocalendar()
    return date.fromisocalendar(year, week, 1)
