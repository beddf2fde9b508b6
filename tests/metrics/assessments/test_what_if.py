"""A draft policy on a period, from the same facts, side by side; nothing is recorded."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from services.metrics.scoring.published import shipped
from services.metrics.service import Metrics
from tests.metrics.conftest import AUDITOR, Client

PATH = "/api/v1/what-if"


def draft(**changes: str) -> dict[str, Any]:
    """The policy in force with other weights: `D02="40"`."""
    told: dict[str, Any] = orjson.loads(shipped()["1.0.0"])["signed"]
    told["version"] = "1.1.0-draft"
    for indicator in told["sheets"]["department"]["indicators"]:
        indicator["weight"] = changes.get(indicator["id"], indicator["weight"])
    return told


def asked(client: Client, **body: Any) -> Any:
    answer = client(AUDITOR).post(PATH, json={"period": "2026Q4", **body})
    assert answer.status_code == 200, answer.text
    return answer.json


def test_the_same_policy_changes_nothing(client: Client) -> None:
    told = asked(client, policy=draft())
    assert {each["moved"] for each in told["items"]} <= {0, None}
    assert all(each["now"] == each["draft"] and not each["differs"] for each in told["items"])


def test_another_weight_shows_what_moves_and_nothing_is_recorded(client: Client, metrics: Metrics) -> None:
    before = client(None).get("/api/v1/rankings/2026Q4").json
    commits = metrics.database["commits"].count_documents({})
    told = asked(client, policy=draft(D02="60"))
    mine = next(each for each in told["items"] if each["unit"] == "dep-zr")
    assert mine["differs"] == ["D02"]
    assert mine["now"]["total"] != mine["draft"]["total"]
    assert told["draft_version"] == "1.1.0-draft"
    assert client(None).get("/api/v1/rankings/2026Q4").json == before
    assert metrics.database["commits"].count_documents({}) == commits


@pytest.mark.parametrize("kind", ["hall", "point"])
def test_every_sheet_can_be_tried(client: Client, kind: str) -> None:
    assert asked(client, policy=draft(), kind=kind)["kind"] == kind


@pytest.mark.parametrize("policy", [{}, {"signed": {}}, {"policy": "x", "sheets": 7}, draft(D02="many")])
def test_what_is_no_policy_is_refused_with_a_reason(client: Client, policy: dict[str, Any]) -> None:
    answer = client(AUDITOR).post(PATH, json={"period": "2026Q4", "policy": policy})
    assert (answer.status_code, (answer.json or {})["code"]) == (422, "unreadable_policy")


def test_strangers_try_nothing(client: Client) -> None:
    assert client(None).post(PATH, json={"period": "2026Q4", "policy": draft()}).status_code == 401
