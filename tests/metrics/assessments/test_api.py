"""Assessments as JSON: figures open to all, with their numerators; cases only to those who may see them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.metrics.service import Metrics
from shared.identity.identity import Identity
from tests.metrics.conftest import (
    AUDITOR,
    CITIZEN,
    CLERK,
    OTHER_AUDITOR,
    REVIEWER_SF,
    REVIEWER_ZR,
    Client,
    take_in,
)
from tests.metrics.stories import Story, case_no

CASES = "/api/v1/assessments/2026Q4/dep-zr/cases"


def told(client: Client, path: str, identity: Identity | None = None) -> dict[str, Any]:
    answer = client(identity).get(path)
    assert answer.status_code == 200, answer.text
    body = answer.json
    assert isinstance(body, dict)
    return body


def test_an_assessment_shows_numerators_denominators_and_how_the_cohort_stands(client: Client) -> None:
    body = told(client, "/api/v1/assessments/2026Q4/dep-zr")
    components = {each["id"]: each for each in body["components"]}
    on_time = components["D02"]
    assert (on_time["id"], on_time["numerator"], on_time["denominator"]) == ("D02", 11, 13)
    assert on_time["exact"]["shrunk"] == "152/165"
    cohort = {"due": 14, "on_time": 11, "late": 1, "overdue": 1, "pending": 1, "settled": 13}
    assert body["cohort"] == {**cohort, "instant": 0, "instant_met": 0, "instant_settled": 0}
    assert components["D07"]["numerator"] == 9.5
    assert components["D09"]["numerator"] == 1
    assert (body["policy_version"], body["as_of"], body["live"]) == ("1.0.0", "2026-11-10", True)


def test_counts_of_acts_add_up_over_all_time_and_can_be_cut_to_days(client: Client) -> None:
    everything = told(client, "/api/v1/counts")
    assert everything["total"] == {
        **{"received": 19, "accepted": 14, "declined": 1, "withdrawn": 0, "decided": 12, "completed": 4},
        **{"delivered": 16, "rated": 16, "complaints": 1, "warn": 2, "yellow": 2, "red": 0},
    }
    by_unit = {row["unit"]: row for row in everything["departments"]}
    assert (by_unit["dep-rs"]["completed"], by_unit["dep-sf"]["received"]) == (4, 0)
    assert told(client, "/api/v1/counts?from=2026-10-13&to=2026-10-13")["total"]["received"] == 4


def test_the_ranking_puts_samples_too_small_last_without_a_rank(client: Client) -> None:
    places = told(client, "/api/v1/rankings/2026Q4")["places"]
    assert [(p["unit"], p["rank"]) for p in places[:1]] == [("dep-zr", 1)]
    small = next(p for p in places if p["unit"] == "dep-rs")
    assert (small["rank"], small["ranked"], small["reason"]) == (None, False, "too_few_cases")
    empty = next(p for p in places if p["unit"] == "dep-gx")
    assert (empty["total"], empty["reason"]) == (None, "nothing_applies")


def test_without_a_period_the_present_quarter_is_told(client: Client) -> None:
    body = told(client, "/api/v1/assessments")
    assert body["period"] == "2026Q4"
    assert {item["unit"] for item in body["items"]} >= {"dep-zr", "dep-rs", "dep-sf"}


def test_policies_are_published_with_their_hash_and_exact_numbers(client: Client) -> None:
    policy = told(client, "/api/v1/policies")["items"][0]
    assert told(client, "/api/v1/policies/1.0.0") == policy
    assert [sheet["kind"] for sheet in policy["sheets"]] == ["department", "hall", "point"]
    on_time = policy["sheets"][0]["indicators"][1]
    assert (on_time["floor"], on_time["target"], on_time["prior"]) == ("0.9", "1", {"m": "20", "p0": "0.97"})


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/policies/9.9.9", 404, "unknown_policy"),
        ("/api/v1/assessments/2026Q9/dep-zr", 404, "unknown_period"),
        ("/api/v1/assessments/2026Q4/dep-nowhere", 404, "unknown_department"),
        ("/api/v1/rankings/never", 404, "unknown_period"),
        ("/api/v1/assessments?period=soon", 404, "unknown_period"),
        ("/api/v1/counts?from=tomorrow", 422, "invalid"),
    ],
)
def test_what_does_not_exist_is_told_with_a_stable_code(client: Client, path: str, status: int, code: str) -> None:
    answer = client(None).get(path)
    assert (answer.status_code, (answer.json or {})["code"]) == (status, code)


@pytest.mark.parametrize(
    ("name", "serials"),
    [
        ("late", [12]),
        ("overdue", [13]),
        ("pending", [14]),
        ("rated_bad", [12]),
        ("complaints", [1]),
        ("yellow", [12, 13]),
        ("red", []),
        ("declined", [15]),
    ],
)
def test_every_number_opens_to_its_cases(client: Client, name: str, serials: list[int]) -> None:
    items = told(client, f"{CASES}?list={name}", AUDITOR)["items"]
    assert [int(item["case"][17:22]) for item in items] == serials


def test_a_list_comes_in_pages(client: Client) -> None:
    first = told(client, f"{CASES}?list=on_time&limit=6", AUDITOR)
    second = told(client, f"{CASES}?list=on_time&limit=6&cursor={first['next']}", AUDITOR)
    assert (len(first["items"]), len(second["items"]), second["next"]) == (6, 5, None)
    assert first["items"][-1]["case"] < second["items"][0]["case"]


@pytest.mark.parametrize(
    ("identity", "status"),
    [(None, 401), (CITIZEN, 403), (CLERK, 403), (REVIEWER_SF, 403), (REVIEWER_ZR, 200), (AUDITOR, 200)],
    ids=["nobody", "citizen", "clerk", "other_department", "own_department", "auditor"],
)
def test_lists_of_cases_are_for_those_who_may_see_them(client: Client, identity: Identity | None, status: int) -> None:
    assert client(identity).get(f"{CASES}?list=late").status_code == status


REPORTED = "520402109JB2026102300001"
CALLED_IN = "520402109RX2026102300001"
ORDINARY = "520402109RX2026102300002"


def test_reports_are_counted_without_their_numbers_before_people_of_the_unit_they_are_about(
    client: Client, metrics: Metrics
) -> None:
    take_in(metrics, Story(REPORTED).complained(REPORTED, kind="report").commits)
    take_in(metrics, Story(CALLED_IN).complained(CALLED_IN, kind="hotline", nature="report").commits)
    take_in(metrics, Story(ORDINARY).complained(ORDINARY, kind="hotline").commits)
    for identity, known in ((AUDITOR, [REPORTED, CALLED_IN, ORDINARY]), (REVIEWER_ZR, ["", "", ORDINARY])):
        rows = told(client, f"{CASES}?list=complaints", identity)["items"]
        assert sorted(row["case"] for row in rows if len(row["case"]) != 23) == sorted(known)
        bundle = json.dumps(told(client, "/api/v1/assessments/2026Q4/dep-zr/bundle", identity))
        page = client(identity).get("/departments/dep-zr/cases?period=2026Q4&list=complaints").text
        assert page.count("举报件，编号保密") == known.count("")
        for text in (bundle, page):
            assert {each for each in (REPORTED, CALLED_IN, ORDINARY) if each in text} == set(filter(None, known))


def test_cases_outside_a_readers_divisions_are_left_out(client: Client) -> None:
    assert told(client, f"{CASES}?list=late", OTHER_AUDITOR)["items"] == []


def test_an_unknown_list_is_refused(client: Client) -> None:
    assert client(AUDITOR).get(f"{CASES}?list=mine").status_code == 422


def test_figures_move_as_soon_as_the_fold_has_moved(empty: Metrics) -> None:
    assert empty.sums() == {}
    take_in(empty, Story(case_no()).received().commits)
    assert empty.sums() == {"dep-zr@H-520402109|2026-10-12|received": 1}
    take_in(empty, Story(case_no(serial=2)).received().commits)
    assert empty.sums() == {"dep-zr@H-520402109|2026-10-12|received": 2}
