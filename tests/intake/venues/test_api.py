"""Venues over HTTP: the gazetteer, the expected name in a refusal, the public record, what does not comply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from services.intake.app import create_app
from services.intake.registry import demo
from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.people import ADMIN, CITIZEN, CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL = demo.file("venues")["venues"][1]
HALL_ID = HALL["id"]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


@pytest.fixture
def admin(full: Intake) -> Iterator[Caller]:
    """An administrator of a register with a journal; what a test states is taken back."""
    before = list(full.database["registry"].find())
    versions = {each["_id"] for each in full.database["registry_versions"].find({}, {"_id": 1})}
    commits = {each["_id"] for each in full.database["commits"].find({}, {"_id": 1})}
    yield Caller(create_app(full), ADMIN)
    full.database["registry"].delete_many({})
    full.database["registry"].insert_many(before)
    full.database["registry_versions"].delete_many({"_id": {"$nin": list(versions)}})
    full.database["commits"].delete_many({"_id": {"$nin": list(commits)}})


def test_the_92_township_divisions_are_listed_with_their_dates(as_: As) -> None:
    told = as_(None).get("/divisions?level=town").json
    assert len(told["items"]) == 92
    first = told["items"][0]
    assert (first["code"], first["name"]["zh"], first["full_name"]) == ("520402001", "南街街道", "西秀区南街街道")
    assert (first["effective_from"], first["effective_to"]) == ("2024-11-01", None)
    assert as_(None).get("/divisions?level=town&on=2024-10-31").json["items"] == []
    assert len(as_(None).get("/divisions?parent=520422").json["items"]) == 13


def test_a_name_of_two_towns_finds_both_with_their_counties(as_: As) -> None:
    told = as_(None).get("/divisions?name=马场镇").json["items"]
    assert [each["full_name"] for each in told] == ["平坝区马场镇", "普定县马场镇"]
    (alias,) = as_(None).get("/divisions?name=紫云自治县").json["items"]
    assert alias["name"]["zh"] == "紫云苗族布依族自治县"


def test_a_village_and_a_management_committee_are_registered(admin: Caller) -> None:
    village = deepcopy(demo.file("divisions")["divisions"][4])
    village |= {"code": "520422103209", "names": [{"name": {"zh": "新桥村"}, "effective_from": "2025-01-01"}]}
    assert admin.post("/divisions", village).json["data"]["code"] == "520422103209"
    assert admin.get("/divisions?name=新桥村").json["items"][0]["full_name"] == "普定县马场镇新桥村"
    names = [
        {"name": {"zh": "新桥村"}, "effective_from": "2025-01-01", "effective_to": "2026-02-01"},
        {"name": {"zh": "老桥村"}, "effective_from": "2026-01-01"},
    ]
    refusal = admin.post("/divisions", {**village, "names": names})
    assert code(refusal) == (422, "overlapping_validity")
    assert (list(refusal.json["errors"]), refusal.json["basis"]) == (["names"], "C-5")
    assert code(admin.post("/divisions", {**village, "code": "not-a-code"})) == (422, "invalid")


def test_a_refused_name_tells_the_expected_one(as_: As, intake: Intake) -> None:
    refusal = as_(ADMIN).post("/venues", {**HALL, "name": {"zh": "马场镇便民大厅"}})
    assert code(refusal) == (422, "name_not_by_rule")
    assert refusal.json["errors"] == {"name": ["应为：普定县马场镇政务服务中心"]}
    assert "S2.2c" in refusal.json["basis"]
    assert code(as_(ADMIN).post("/venues", {**HALL, "area_dm": 0})) == (422, "impossible_area")
    assert intake.database["commits"].count_documents({}) == 0


def test_an_area_below_the_measure_is_registered_and_shown(admin: Caller) -> None:
    for area, complies in ((7999, False), (8000, True)):
        assert admin.post("/venues", {**HALL, "area_dm": area}).status_code == 200
        told = {each["venue"]: each for each in admin.get("/venues/compliance").json["items"]}[HALL_ID]
        finding = next(each for each in told["findings"] if each["subject"] == "area")
        assert (finding["ok"], finding["numerator"], finding["denominator"]) == (complies, area, 8000)


def test_four_of_five_kinds_of_equipment_lack_the_fax(admin: Caller) -> None:
    without = [each for each in HALL["equipment"] if each["kind"] != "fax"]
    admin.post("/venues", {**HALL, "equipment": without})
    told = {each["venue"]: each for each in admin.get("/venues/compliance").json["items"]}[HALL_ID]
    finding = next(each for each in told["findings"] if each["subject"] == "equipment")
    assert (finding["numerator"], finding["denominator"], finding["missing"]) == (4, 5, ["fax"])


PRINCIPAL = {"part": "first", "office": {"zh": "镇长"}, "name": "欧阳示例", "effective_from": "2026-01-01"}


def test_who_answers_is_shown_by_name_and_sealed_in_the_journal(admin: Caller, full: Intake) -> None:
    successor = {**PRINCIPAL, "name": "司马示例", "effective_from": "2026-09-17"}
    stated = admin.post(f"/venues/{HALL_ID}/principals", {"principals": [PRINCIPAL, successor]})
    assert stated.status_code == 200
    assert "示例" not in stated.get_data(as_text=True)
    told = admin.get(f"/venues/{HALL_ID}/record").json
    assert [(each["name"], each["part"]) for each in told["principals"]] == [("司马示例", "first")]
    assert told["principals_missing"] == ["deputy"]
    for commit in full.journal.store.scan():
        assert "司马".encode() not in commit.body
    lists = {each["venue"]: each for each in admin.get("/venues/compliance").json["items"]}
    assert not lists[HALL_ID]["complies"]


def test_a_missing_channel_is_flagged_and_never_refused(admin: Caller) -> None:
    three = demo.file("channels")["channels"][1]["channels"][:3]
    assert admin.post(f"/venues/{HALL_ID}/channels", {"channels": three}).status_code == 200
    told = admin.get(f"/venues/{HALL_ID}/record").json
    assert (len(told["channels"]), told["channels_missing"]) == (3, ["reconsideration"])
    assert code(admin.post(f"/venues/{HALL_ID}/channels", {"channels": [{**three[0], "contact": ""}]})) == (
        422,
        "invalid",
    )
    assert code(admin.post("/venues/H-1/channels", {"channels": three})) == (422, "unknown_venue")


def test_rosters_are_published_and_warned_of_seven_days_ahead(admin: Caller) -> None:
    path = "/venues/H-520402109/rosters"
    admin.post("/venues", {**demo.file("venues")["venues"][0], "market_rule": {"type": "weekday", "weekdays": [6]}})
    told = admin.get(f"{path}/2026-09-14").json
    assert (told["published"], told["unrostered"]) == (False, ["2026-09-19"])
    shift = {"day": "2026-09-19", "half": "am", "post": "W-520402109-01", "a": "clerk-rs"}
    body = {"week": "2026-09-14", "shifts": [shift]}
    admin.post("/leaves", {"staff": "clerk-rs", "absences": [{"first": "2026-09-19", "last": "2026-09-19"}]})
    refusal = admin.post(path, body)
    assert code(refusal) == (422, "a_on_leave_without_b")
    assert refusal.json["basis"] == "S2.1d; B-4（AB 岗）"
    assert code(admin.post(path, {**body, "shifts": []})) == (422, "opening_duty_uncovered")
    admin.post("/leaves", {"staff": "clerk-rs", "absences": []})
    assert admin.post(path, body).json["version"] == 1
    told = admin.get(f"{path}/2026-09-18").json
    assert (told["published"], len(told["shifts"]), told["unrostered"]) == (True, 1, [])
    assert code(admin.get(f"{path}/soon")) == (404, "unknown_week")


def test_only_administrators_write(as_: As, intake: Intake) -> None:
    paths = ("/divisions", f"/venues/{HALL_ID}/principals", f"/venues/{HALL_ID}/channels", f"/venues/{HALL_ID}/rosters")
    for who, expected in ((CLERK, 403), (CITIZEN, 403), (None, 401)):
        for path in (*paths, "/leaves"):
            assert as_(who).post(path, {}).status_code == expected
        assert as_(who).get("/venues/compliance").status_code == expected
    assert intake.database["commits"].count_documents({}) == 0
