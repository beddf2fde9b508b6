"""The lists over HTTP: from real commits, for those who look behind the scores, each unit its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.service import Metrics
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.casefold import CaseFold
from tests.metrics.conftest import AUDITOR, CITIZEN, REVIEWER_SF, REVIEWER_ZR, SPOT, empty_metrics, forget
from tests.metrics.stories import Story, case_no, records


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """Two cases that were decided before the work on them was done."""
    made = empty_metrics(mongo_uri)
    stories = [Story(case_no(serial=n)).received().accepted().decided().step("2026-10-22") for n in (1, 2)]
    fold = CaseFold(Traces(), made.folds)
    batch = records([commit for story in stories for commit in story.commits], 0)
    old = fold.positions([SPOT])[SPOT]
    fold.take(SPOT, batch, old, old.after(batch[-1]))
    yield made
    forget(made)


def get(metrics: Metrics, path: str, identity: Identity | None) -> Any:
    client = create_app(metrics).test_client()
    if identity:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(metrics.settings.token_key).issue(identity)}"
    return client.get(path)


def test_the_list_names_detector_unit_and_cases(metrics: Metrics) -> None:
    told = get(metrics, "/api/v1/anti-gaming/2026Q4", AUDITOR).json
    (found,) = [each for each in told["items"] if each["detector"] == "G2"]
    assert (found["pattern"], found["unit"], found["cases"]) == (
        "worked_after",
        "dep-zr",
        [case_no(), case_no(serial=2)],
    )
    assert [each["id"] for each in told["detectors"]] == [f"G{n}" for n in range(1, 15)]


def test_a_department_sees_what_concerns_it_and_the_public_nothing(metrics: Metrics) -> None:
    assert len(get(metrics, "/api/v1/anti-gaming/2026Q4", REVIEWER_ZR).json["items"]) > 0
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", REVIEWER_SF).json["items"] == []
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", CITIZEN).status_code == 403
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", None).status_code == 401


def test_the_page_leads_to_every_case(metrics: Metrics) -> None:
    page = get(metrics, "/anti-gaming?period=2026Q4", AUDITOR).text
    assert f"/history/{case_no()}" in page
    assert "办结后 5 个工作日内仍有审查动作" in page
