"""The driver plays every life whole and in order, whatever must be waited for, and counts what the scores count."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from services.metrics.facts import CaseScores
from services.metrics.facts.sums import by_department, with_wholes
from shared.journal.bus import Record
from shared.journal.casefold import CaseFold
from shared.journal.fold_stores import MemoryFoldStore
from shared.journal.follower import Position
from shared.journal.relay import outgoing
from shared.simulation.acts import NAMES, NOT_YET, request, story
from shared.simulation.client import Answer, GaveUp
from shared.simulation.deeds import Deed, Known, Story
from shared.simulation.driver import Counts, Driver, command_key
from shared.simulation.lives import Life
from shared.simulation.staff import Staff
from tests.simulation.played import ACTS, Play, Stage, lives

SEED = 7


class Halls:
    """Answers like the services, by the same rules, in memory; what travels through the journal takes two tries."""

    def __init__(self, planned: list[Life], slow: int = 2) -> None:
        self.stage = Stage()
        self.said: list[str] = []
        self._plays: dict[str, Play] = {}
        keys = {life.key: [command_key(SEED, told(life), n) for n in range(len(life.steps))] for life in planned}
        self._steps = {key: (life, n) for life in planned for n, key in enumerate(keys[life.key])}
        self._asked: Counter[str] = Counter()
        self._slow = slow
        self._lock = threading.Lock()

    def do(self, deed: Deed, known: Known, key: str) -> Answer:
        with self._lock:
            life, number = self._steps[key]
            step = life.steps[number]
            assert deed.at == step.at
            self._asked[key] += 1
            if step.act in NOT_YET and self._asked[key] <= self._slow:
                return Answer(409, {"code": sorted(NOT_YET[step.act])[0]}, True)
            if key in self.said:
                return Answer(200, self._told(life), False)
            self.said.append(key)
            play = self._plays.setdefault(life.key, Play(self.stage, life) if number == 0 else self._plays[life.key])
            asked = (deed.service, deed.address(known), deed.said(known))
            assert asked == request(life, step, {**self._known(life), "case": play.case})
            play.key = key
            ACTS[step.act](play, step)
            return Answer(201, self._told(life), True)

    def _told(self, life: Life) -> Mapping[str, Any]:
        play = self._plays[life.key]
        return {"case_no": play.case, **self._known(life), "number": play.complaint}

    def _known(self, life: Life) -> dict[str, str]:
        return {"query_code": f"Q{life.key}", "complaint": self._plays[life.key].complaint}


def told(life: Life) -> Story:
    return story(life, Staff())


def folded(halls: Halls) -> Counts:
    """What the scores count of the commits."""
    store, spot = MemoryFoldStore(), ("journal", 0)
    fold = CaseFold(CaseScores(), store)
    start = fold.positions([spot])[spot]
    sent = [outgoing(commit) for commit in halls.stage.commits]
    records = [Record("journal", 0, n, out.key, out.value, out.hash) for n, out in enumerate(sent)]
    fold.take(spot, records, start, Position(len(records), "", 1))
    counts: Counts = {}
    for unit, days in by_department(store.sums(fold.fold)).items():
        told = [with_wholes(names) for names in days.values()]
        sums = {name: sum(names.get(name, 0) for names in told) for name in NAMES}
        counts[unit] = {name: number for name, number in sums.items() if number}
    return {unit: names for unit, names in counts.items() if names}


@pytest.fixture(scope="module")
def planned() -> list[Life]:
    return list(lives(days=2, cases_per_day=60, seed=SEED))


def played(halls: Halls, planned: list[Life], threads: int = 4) -> Driver:
    driver = Driver(halls, SEED)  # type: ignore[arg-type]
    driver.play(map(told, planned), threads)
    return driver


def test_every_life_is_played_whole_and_in_its_order(planned: list[Life]) -> None:
    halls = Halls(planned)
    played(halls, planned)
    place = {key: n for n, key in enumerate(halls.said)}
    for life in planned:
        order = [place[command_key(SEED, told(life), n)] for n in range(len(life.steps))]
        assert order == sorted(order), life.key


def test_the_counts_are_those_the_scores_count(planned: list[Life]) -> None:
    halls = Halls(planned)
    driver = played(halls, planned)
    assert driver.made == driver.new
    acts = {unit: {n: k for n, k in counts.items() if n in NAMES} for unit, counts in driver.made.items()}
    assert {unit: counts for unit, counts in acts.items() if counts} == folded(halls)


def test_said_again_nothing_is_done_twice(planned: list[Life]) -> None:
    halls = Halls(planned)
    first = played(halls, planned)
    commits = len(halls.stage.commits)
    again = played(halls, planned)
    assert len(halls.stage.commits) == commits
    assert again.made == first.made
    assert again.new == {}


def test_early_lives_come_first_where_nothing_is_waited_for(planned: list[Life]) -> None:
    halls = Halls(planned, slow=0)
    played(halls, planned, threads=1)
    moments = [life.steps[n].at for life, n in map(halls._steps.__getitem__, halls.said)]
    assert moments == sorted(moments)


def test_a_refusal_that_was_not_foreseen_ends_the_run(planned: list[Life]) -> None:
    class Closed(Halls):
        def do(self, deed: Deed, known: Known, key: str) -> Answer:
            if deed.path.endswith("/acceptance"):
                return Answer(403, {"code": "forbidden", "detail": "no"}, True)
            return super().do(deed, known, key)

    with pytest.raises(GaveUp, match=r"acceptance at .* was refused: 403 forbidden"):
        played(Closed(planned), planned)
