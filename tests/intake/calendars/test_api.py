"""Calendars, local days off and openings over HTTP, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.intake.app import create_app
from services.intake.service import Intake
from shared.contracts import encode
from shared.identity import Identity
from shared.timekeeping import official
from tests.intake.people import ADMIN, CITIZEN, CLERK, LICENCE, Caller

As = Callable[[Identity | None], Caller]
NEXT = {
    "year": 2027,
    "status": "official",
    "doc_no": "国办发明电〔2026〕0号",
    "off_days": sorted({*encode(official().years[2027].publication())["off_days"], "2027-02-09"}),
    "work_weekends": ["2027-02-14"],
    "source_url": "https://www.gov.cn/zhengce/",
    "published_on": "2026-11-10",
}
LOCAL = {
    "division": "520422",
    "year": 2026,
    "days": ["2026-09-18"],
    "doc_no": "县府发〔2026〕0号",
    "occasion": {"zh": "布依族节日"},
}


@pytest.fixture
def fresh(bare: Intake) -> Caller:
    """An administrator of an empty register."""
    return Caller(create_app(bare), ADMIN)


def code(answer: Any) -> tuple[int, str, list[str]]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"], sorted(answer.json.get("errors", {}))


def test_the_years_are_open_to_everyone_with_their_notices(as_: As) -> None:
    years = {year["year"]: year for year in as_(None).get("/calendars").json["items"]}
    assert [min(years), max(years)] == [2016, 2030]
    assert years[2026]["doc_no"] == "国办发明电〔2025〕7号"
    assert years[2026]["source_url"].startswith("https://www.gov.cn/")
    assert (years[2026]["provisional"], years[2027]["provisional"]) == (False, True)
    assert as_(None).get("/calendars/2026").json == years[2026]
    assert code(as_(None).get("/calendars/2015"))[:2] == (404, "no_calendar")


def test_an_official_year_is_published_once_and_deadlines_stop_being_provisional(fresh: Caller, bare: Intake) -> None:
    winter = date(2026, 12, 28)
    assert bare.calendar().due(winter, 20).provisional
    first = fresh.post("/calendars", NEXT)
    assert (first.status_code, first.json["version"]) == (200, 1)
    assert len(first.json["data"]["hash"]) == 64, "the hash is made where none is given"
    assert not bare.calendar().due(winter, 20).provisional
    assert not bare.calendar().is_working_day(date(2027, 2, 9))
    assert fresh.post("/calendars", {**NEXT, "hash": first.json["data"]["hash"]}).json["version"] == 1
    assert bare.database["commits"].count_documents({}) == 1
    assert code(fresh.post("/calendars", {**NEXT, "status": "provisional"})) == (422, "official_stays", ["status"])
    assert fresh.get("/calendars/2027").json["published_on"] == "2026-11-10"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"off_days": []}, (422, "calendar_hole", ["off_days"])),
        ({"year": 2028}, (422, "damaged_calendar", ["off_days"])),
        ({"doc_no": ""}, (422, "notice_missing", ["doc_no"])),
        ({"hash": "0" * 64}, (422, "damaged_calendar", ["hash"])),
        ({"work_weekends": ["2027-02-30"]}, (422, "invalid", ["work_weekends.0"])),
        ({"work_weekends": ["2027-02-15"]}, (422, "damaged_calendar", ["work_weekends"])),
        ({"status": "certain"}, (422, "invalid", ["status"])),
    ],
)
def test_a_bad_calendar_is_refused_and_nothing_is_appended(
    fresh: Caller, bare: Intake, change: dict[str, Any], expected: tuple[int, str, list[str]]
) -> None:
    assert code(fresh.post("/calendars", {**NEXT, **change})) == expected
    assert bare.database["commits"].count_documents({}) == 0


def test_only_administrators_publish(as_: As) -> None:
    for who, expected in ((CLERK, 403), (CITIZEN, 403), (None, 401)):
        assert as_(who).post("/calendars", NEXT).status_code == expected
        assert as_(who).post("/local-days", LOCAL).status_code == expected


def promised(clerk: Caller) -> str:
    felling = {"item": "LOCAL-20", "window": "W-520422103-02", "materials": ["title", "felling"]}
    case = clerk.post("/cases", {**LICENCE, **felling}).json
    return str(clerk.post(f"/cases/{case['case_no']}/acceptance").json["promised_due"])


def test_a_countys_days_off_hold_there_for_every_deadline(full: Intake) -> None:
    app = create_app(full)
    admin, clerk = Caller(app, ADMIN), Caller(app, CLERK)
    assert admin.get("/local-days").json == {"items": []}, "none by default"
    before = promised(clerk)
    assert admin.post("/local-days", LOCAL).json["version"] == 1
    assert admin.get("/local-days?division=520422103").json["items"][0]["days"] == ["2026-09-18"]
    assert admin.get("/local-days?division=520402").json["items"] == []
    assert full.calendar("520422103").rest_reason(date(2026, 9, 18)) == "local_holiday"
    assert full.calendar("520402109").is_working_day(date(2026, 9, 18))
    after = promised(clerk)
    assert after == str(full.calendar().add_working_days(date.fromisoformat(before), 1)), "the day is left out"
    withdrawn = admin.post("/local-days", {**LOCAL, "days": []})
    assert withdrawn.json["version"] == 2
    assert full.calendar("520422103").is_working_day(date(2026, 9, 18))
    assert admin.get("/local-days").json == {"items": []}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"division": "520499"}, (422, "unknown_division", ["division"])),
        ({"division": "52"}, (422, "invalid", ["division"])),
        ({"days": ["2027-01-05"]}, (422, "bad_local_days", ["days"])),
        ({"days": ["2026-02-30"]}, (422, "invalid", ["days.0"])),
        ({"doc_no": ""}, (422, "invalid", ["doc_no"])),
    ],
)
def test_bad_local_days_are_refused(as_: As, change: dict[str, Any], expected: tuple[int, str, list[str]]) -> None:
    assert code(as_(ADMIN).post("/local-days", {**LOCAL, **change})) == expected


def test_a13_a_venue_tells_its_openings_and_why(as_: As) -> None:
    told = as_(None).get("/venues/H-520422103/openings?from=2026-01-01&to=2026-12-31").json
    assert (told["from"], told["to"], told["provisional"]) == ("2026-01-01", "2026-12-31", False)
    assert len(told["opening_duties"]) == 8
    days = {day["date"]: day for day in told["days"]}
    assert days["2026-11-28"]["duty"]
    assert days["2026-11-28"]["market"][0]["zh"] == "逢午日"
    assert days["2026-01-08"]["why_not"]["reason"] == "weekday"
    sundays = as_(None).get("/venues/H-520402109/openings?from=2026-09-20&to=2026-10-04").json
    reasons = {day["date"]: day["why_not"] and day["why_not"]["reason"] for day in sundays["days"]}
    assert reasons == {"2026-09-20": "worked_weekend", "2026-09-27": "public_holiday", "2026-10-04": "public_holiday"}


def test_openings_begin_today_unless_told_and_a_point_without_a_market_has_none(as_: As) -> None:
    told = as_(None).get("/venues/H-520402109/openings").json
    assert (told["from"], told["to"]) == ("2026-09-17", "2026-11-17")
    none = as_(None).get("/venues/P-520402002-204/openings").json
    assert (none["days"], none["market_rule"]) == ([], None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?from=2026-10-01&to=2026-09-30", (422, "bad_period", ["to"])),
        ("?from=2026-10-01&to=2036-09-30", (422, "bad_period", ["to"])),
        ("?from=2026-02-30", (422, "invalid", ["from"])),
        ("?from=2015-01-01&to=2015-02-01", (422, "no_calendar", ["year"])),
        ("?from=9999-12-31", (422, "bad_period", ["start"])),
    ],
)
def test_days_that_cannot_be_asked_for_are_refused(as_: As, query: str, expected: tuple[int, str, list[str]]) -> None:
    assert code(as_(None).get(f"/venues/H-520402109/openings{query}")) == expected


def test_the_openings_of_an_unknown_venue_are_not_found(as_: As) -> None:
    assert code(as_(None).get("/venues/H-1/openings"))[:2] == (404, "unknown_venue")
