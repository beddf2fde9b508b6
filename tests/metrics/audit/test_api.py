"""Histories over HTTP: whole, as known at a time, within the reader's jurisdiction, and never with anything sealed."""

from __future__ import annotations

from typing import Any

import pytest

from services.metrics.service import Metrics
from shared.identity.identity import Identity
from tests.metrics.conftest import AUDITOR, CITIZEN, CLERK, OTHER_AUDITOR, REVIEWER_SF, REVIEWER_ZR, Client, take_in
from tests.metrics.stories import Story, case_no

CASE = case_no(serial=1)
HISTORY = f"/api/v1/cases/{CASE}/history"


def told(client: Client, path: str = HISTORY) -> dict[str, Any]:
    answer = client(AUDITOR).get(path)
    assert answer.status_code == 200, answer.text
    body = answer.json
    assert isinstance(body, dict)
    return body


def test_a_history_holds_every_commit_of_every_service_with_its_chains_checked(client: Client) -> None:
    body = told(client)
    assert body["ok"]
    assert {line["source"] for line in body["lines"]} == {"intake", "approval", "complaints"}
    assert {chain["stream"].partition("/")[0] for chain in body["chains"]} == {"case", "complaint", "rating", "review"}
    assert [line["recorded_at"] for line in body["lines"]] == sorted(line["recorded_at"] for line in body["lines"])
    assert body["lines"][0]["words"] == {
        "zh": "收到申请：农村宅基地批准（窗口）",
        "en": "received: 农村宅基地批准 (window)",
    }


def test_at_a_moment_only_what_was_recorded_until_then_is_told(client: Client) -> None:
    body = told(client, f"{HISTORY}?at=2026-10-20T16:00:00%2B08:00")
    assert [line["type"] for line in body["lines"]][-1] == "review.decided"


def test_before_the_first_record_there_are_no_lines(client: Client) -> None:
    assert told(client, f"{HISTORY}?at=2026-01-01T00:00:00%2B08:00")["lines"] == []


def test_nothing_sealed_and_no_person_is_told(client: Client) -> None:
    text = client(AUDITOR).get(HISTORY).text
    assert "sealed-" not in text
    assert "person-1" not in text


@pytest.mark.parametrize(
    ("identity", "status"),
    [(None, 401), (CITIZEN, 403), (CLERK, 403), (REVIEWER_SF, 403), (OTHER_AUDITOR, 403), (REVIEWER_ZR, 200)],
    ids=["nobody", "citizen", "clerk", "other_department", "other_division", "own_department"],
)
def test_histories_are_for_those_who_may_see_the_case(client: Client, identity: Identity | None, status: int) -> None:
    assert client(identity).get(HISTORY).status_code == status


@pytest.mark.parametrize(
    "told", [{"kind": "report"}, {"kind": "hotline", "nature": "report"}], ids=["report", "called_in"]
)
def test_a_report_is_kept_from_the_people_of_the_unit_it_may_be_about(
    client: Client, metrics: Metrics, told: dict[str, Any]
) -> None:
    story = Story(case_no(serial=77)).complained("TS77", **told)
    take_in(metrics, story.commits)
    history = f"/api/v1/cases/{story.case}/history"
    assert client(REVIEWER_ZR).get(history).json["code"] == "other_unit"  # type: ignore[index]
    assert client(AUDITOR).get(history).status_code == 200


def test_an_unknown_case_is_not_found(client: Client) -> None:
    answer = client(AUDITOR).get(f"/api/v1/cases/{case_no(serial=999)}/history")
    assert (answer.status_code, (answer.json or {})["code"]) == (404, "unknown_case")


@pytest.mark.parametrize("at", ["yesterday", "2026-10-20T16:00:00"])
def test_a_moment_is_a_time_with_its_offset(client: Client, at: str) -> None:
    assert client(AUDITOR).get(f"{HISTORY}?at={at}").status_code == 422


def test_a_changed_byte_in_the_archive_is_named(client: Client, metrics: Metrics) -> None:
    key = f"review/{case_no(serial=2)}@2"
    found = metrics.archive.collection.find_one({"_id": key})
    assert found is not None
    changed = bytes(found["body"]).replace("符合条件".encode(), "不合条件".encode())
    metrics.archive.collection.update_one({"_id": key}, {"$set": {"body": changed}})
    body = told(client, f"/api/v1/cases/{case_no(serial=2)}/history")
    broken = next(chain for chain in body["chains"] if not chain["ok"])
    assert (body["ok"], broken["broken"], broken["reason"], broken["commits"]) == (False, key, "altered", 1)
    assert key in client(AUDITOR).get(f"/history/{case_no(serial=2)}").text
