"""Rules of a line: only a change is a fact."""

from __future__ import annotations

from datetime import datetime

from services.intake.connectivity.commands import Hear, Lose
from services.intake.connectivity.decider import LINES
from shared.contracts.attendance import WindowConnected, WindowLost
from shared.testing.spec import meta_at, spec

NOW = datetime.fromisoformat("2026-09-17T09:00:00+08:00")
PLACE = {"venue": "H-520402109", "window": "W-520402109-01", "division": "520402109"}
HEAR = Hear(meta=meta_at(), **PLACE)
LOSE = Lose(meta=meta_at(), since=NOW, **PLACE)
UP = WindowConnected(at=NOW, **PLACE)
DOWN = WindowLost(since=NOW, **PLACE)


def test_the_first_heartbeat_is_a_fact_the_next_is_none() -> None:
    spec(LINES).when(HEAR).then(UP)
    spec(LINES).given(UP).when(HEAR).then()


def test_a_lost_window_that_is_heard_again_is_connected() -> None:
    spec(LINES).given(UP, DOWN).when(HEAR).then(UP)


def test_silence_is_told_once_and_only_of_what_was_connected() -> None:
    spec(LINES).given(UP).when(LOSE).then(DOWN)
    spec(LINES).given(UP, DOWN).when(LOSE).then()
    spec(LINES).when(LOSE).then()
