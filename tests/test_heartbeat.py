"""A worker's note tells whether it works, not only whether it lives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import generate_latest
from pymongo.database import Database
from pymongo.errors import AutoReconnect

from shared.heartbeat import SILENT_SECONDS, SLOW_SECONDS, Doing, beat, last_beat
from shared.journal.bus import BusDown
from shared.observability import registry


def test_a_step_that_lasts_is_told_until_it_is_done() -> None:
    now = [0.0]
    doing = Doing(lambda: now[0])
    with doing.step("relay"):
        now[0] = SLOW_SECONDS
        assert doing.told()["slow"] == []
        now[0] += 1
        assert doing.told()["slow"] == [{"loop": "relay", "seconds": SLOW_SECONDS + 1}]
    assert doing.told() == {"waits": [], "slow": []}


def test_what_a_loop_waits_for_is_told_until_a_step_succeeds() -> None:
    doing = Doing()
    for fault in (BusDown("nobody answers"), AutoReconnect("dup key: 张三")):
        with pytest.raises(type(fault)), doing.step("relay"):
            raise fault
        told = "nobody answers" if isinstance(fault, BusDown) else "AutoReconnect"
        assert doing.told()["waits"] == [{"loop": "relay", "reason": told}], "what others say may hold names"
    with doing.step("relay"):
        pass
    assert doing.told()["waits"] == []


def test_the_newest_note_is_given_with_its_age(database: Database[dict[str, Any]]) -> None:
    assert last_beat(database, "intake") is None
    doing = Doing()
    with pytest.raises(BusDown), doing.step("intake.journal"):
        raise BusDown("away")
    beat(database, "intake", {"owner": "one", "pending": 3, "parked": 1, "ended": []} | doing.told())
    noted = last_beat(database, "intake")
    assert noted is not None
    assert (noted.pending, noted.parked, noted.waits, noted.ended) == (3, 1, {"intake.journal": "away"}, ())
    assert not noted.silent
    assert b'yizhan_worker_beat_timestamp_seconds{service="intake"}' in generate_latest(registry())


def test_a_note_that_is_old_by_the_databases_clock_is_silence(database: Database[dict[str, Any]]) -> None:
    beat(database, "intake", {"pending": 0})
    found = database["workers"].find_one({"_id": "intake"})
    assert found is not None
    earlier = found["at"] - timedelta(seconds=SILENT_SECONDS + 60)
    database["workers"].update_one({"_id": "intake"}, {"$set": {"at": earlier}})
    noted = last_beat(database, "intake")
    assert noted is not None
    assert noted.silent


def test_a_note_of_an_earlier_version_can_be_read(database: Database[dict[str, Any]]) -> None:
    beat(database, "intake", {"owner": "one", "loops": ["relay"], "pending": 0})
    noted = last_beat(database, "intake")
    assert noted is not None
    assert (noted.ended, noted.waits, noted.slow) == ((), {}, {})
