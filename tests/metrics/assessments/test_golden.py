"""The golden samples of D-5 over HTTP, from commits in the journal and statements of the register, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.facts import CaseScores
from services.metrics.service import Metrics
from shared.contracts.statements import stream_of
from shared.journal.casefold import CaseFacts, CaseFold
from tests.metrics.assessments import golden
from tests.metrics.assessments.golden import POINT
from tests.metrics.assessments.test_bundle import recompute
from tests.metrics.conftest import SPOT, empty_metrics, forget
from tests.metrics.stories import Story, records


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """The service with three departments and a village point that came to the golden numbers."""
    made = empty_metrics(mongo_uri)
    for statement in golden.register():
        made.replica.apply(stream_of(statement), 1, statement)
    stories = [story for told in golden.SAMPLES for story in golden.lives(told)]
    _fold(made, CaseScores(), [*stories, *golden.village()])
    _fold(made, Traces(), golden.heard())
    yield made
    forget(made)


def _fold(metrics: Metrics, facts: CaseFacts, stories: Iterable[Story]) -> None:
    fold, batch = CaseFold(facts, metrics.folds), records([c for story in stories for c in story.commits], 0)
    old = fold.positions([SPOT])[SPOT]
    fold.take(SPOT, batch, old, old.after(batch[-1]))


@pytest.fixture(scope="module")
def client(metrics: Metrics) -> FlaskClient:
    return create_app(metrics).test_client()


def told(client: FlaskClient, unit: str, more: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/assessments/2026Q4/{unit}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json  # type: ignore[return-value]


def points(body: dict[str, Any]) -> list[str]:
    return [each["score"] for each in body["components"] if each["score"] is not None]


def test_sample_a_comes_to_68_42_and_passes(client: FlaskClient) -> None:
    body = told(client, "dep-a")
    expected = "5.00 10.57 3.83 3.38 6.75 3.43 12.21 4.11 9.48 3.00 4.50 4.17"
    assert points(body) == expected.split()
    assert (body["base"], body["deducted"], body["total"], body["grade"]) == ("70.42", "2", "68.42", "pass")
    assert (body["policy_version"], body["rank"]) == ("1.0.0", 2)


def test_sample_b_has_a_base_of_86_75_and_neither_grade_nor_rank(client: FlaskClient) -> None:
    body = told(client, "dep-b")
    assert (body["raw"], body["applicable_weight"], body["base"]) == ("65.06", 75, "86.75")
    assert (body["grade"], body["rank"], body["reason"], body["cases"]) == ("", None, "too_few_cases", 2)
    assert body["total"] is None


def test_sample_c_comes_to_89_42_and_is_good(client: FlaskClient) -> None:
    body = told(client, "dep-c")
    assert (body["total"], body["grade"], body["rank"], body["cases"]) == ("89.42", "good", 1, 600)


def test_the_village_point_comes_to_76_60_and_passes(client: FlaskClient) -> None:
    body = told(client, POINT)
    groups = dict.fromkeys((each["group"] for each in body["components"]), 0.0)
    for each in body["components"]:
        groups[each["group"]] += float(each["score"])
    expected = (9.40, 4.50, 13.75, 11.25, 10.80, 9.17, 12.73, 5.00)
    assert [round(each, 2) for each in groups.values()] == list(expected)
    assert (body["total"], body["grade"]) == ("76.60", "pass")


@pytest.mark.parametrize("unit", ["dep-a", "dep-b", "dep-c", POINT])
def test_whoever_doubts_a_golden_score_recomputes_it_from_what_is_published(
    client: FlaskClient, tmp_path: Path, unit: str
) -> None:
    done = recompute(told(client, unit, "/bundle"), tmp_path)
    assert (done.returncode, "DIFFERENT" in done.stdout) == (0, False), done.stdout + done.stderr
