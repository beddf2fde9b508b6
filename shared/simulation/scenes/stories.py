"""All stories of a run: the lives of its cases with what goes beside them, and what happens without a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.simulation.deeds import Story
from shared.simulation.lives import Life
from shared.simulation.scenes import errands, guides, habits, markets, offline, shifts, terminals, tricks, voices
from shared.simulation.scenes.beside import Beside
from shared.simulation.scenes.days import Run


def stories(run: Run, lives: Iterable[Life]) -> Iterator[Story]:
    """Give the stories of a run; those that open a week come before what needs it, by their times."""
    lived = list(lives)
    yield from Beside(run).stories(lived)
    last = max((life.steps[-1].at.date() for life in lived), default=run.days[-1])
    yield from shifts.lines(run)
    if len(run.days) >= habits.LONG_RUN:
        yield from shifts.earlier(run)
    yield from shifts.weeks(run, last)
    yield from markets.days(run)
    yield from errands.errands(run)
    yield from voices.voices(run)
    yield from tricks.tricks(run)
    yield from guides.changed(run)
    yield from offline.packets(run)
    yield from terminals.people(run)
