"""What the driver says for each step, and that metrics shows what was done, on the whole running system."""

from __future__ import annotations

import json

import pytest

from shared.simulation.acts import NAMES, learned, request
from shared.simulation.lives import Act, Step
from shared.simulation.plan import plan
from shared.testing.running import RunningStack
from tests.simulation.played import demo_scene


def test_every_step_of_every_life_is_a_command_of_the_public_api() -> None:
    known = {"case": "1", "query_code": "2", "complaint": "3"}
    acts = set()
    for life in plan(demo_scene(), 1, 10, 60):
        for step in life.steps:
            service, path, body = request(life, step, known)
            assert service in ("intake", "approval", "complaints")
            assert path.startswith("/api/v1/")
            json.dumps(body)
            acts.add(step.act)
    assert acts == set(Act)


def test_later_steps_know_the_numbers_the_server_gave() -> None:
    assert learned(Act.RECEIVE, {"case_no": "1", "query_code": "2", "more": "3"}) == {"case": "1", "query_code": "2"}
    assert learned(Act.COMPLAIN, {"number": "9"}) == {"complaint": "9"}
    assert learned(Act.ACCEPT, {"case_no": "1"}) == {}


def test_steps_say_tuples_as_lists() -> None:
    from dataclasses import replace
    from datetime import UTC, datetime

    life = next(iter(plan(demo_scene(), 1, 1, 1)))
    step = Step(datetime(2026, 9, 17, tzinfo=UTC), Act.NOTICE, {"defects": (("form", "没有签名"),)})
    _, path, body = request(replace(life), step, {"case": "7"})
    assert path == "/api/v1/cases/7/supplement-notice"
    assert body == {"defects": [{"material": "form", "problem": "没有签名"}]}


@pytest.mark.stack
@pytest.mark.timeout(400)
def test_metrics_shows_what_the_hall_clients_did_and_saying_it_again_does_nothing(running_stack: RunningStack) -> None:
    arguments = ("simulate", "--days", "1", "--cases-per-day", "15", "--seed", "3", "--json")
    first = running_stack.cli(*arguments)
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout.splitlines()[-1])
    assert told["received"] == 15
    assert set(told) == {*NAMES, "departments"}
    again = running_stack.cli(*arguments)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout.splitlines()[-1]) == told
