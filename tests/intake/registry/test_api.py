"""The JSON endpoints of the register, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.intake.app import create_app
from services.intake.items import demonstration
from services.intake.registry import demo
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.files import FileStored
from shared.contracts.limits import TimeLimit
from shared.identity import Identity
from shared.journal.ids import command_id
from shared.testing.spec import meta_at
from shared.timekeeping import official
from tests.intake.people import ADMIN, CITIZEN, CLERK, LICENCE, Caller

As = Callable[[Identity | None], Caller]
HALL = demo.file("venues")["venues"][1]


def item(**changes: Any) -> dict[str, Any]:
    return {**encode(demonstration.item("LOCAL-13")), **changes}


@pytest.fixture
def fresh(bare: Intake) -> Any:
    """An administrator of an empty register."""
    return Caller(create_app(bare), ADMIN)


def store_files(intake: Intake) -> None:
    for file in (each for each in demo.statements() if isinstance(each, FileStored)):
        intake.register.state(meta_at(command_id=command_id("test", file.sha256)), file)


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_items_are_listed_with_the_halls_that_take_them(as_: As) -> None:
    items = as_(None).get("/items").json["items"]
    assert len(items) == 20
    licence = next(row for row in items if row["code"] == "LOCAL-13")
    assert (licence["name"]["zh"], licence["halls"]) == ("农村宅基地批准", ["H-520422103"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=宅基地", ["LOCAL-13", "LOCAL-14"]),
        ("q=medical+assistance", ["LOCAL-15"]),
        ("category=社会救助", ["LOCAL-04", "LOCAL-05", "LOCAL-06"]),
        ("hall=H-520425102", ["LOCAL-18"]),
        ("department=dep-sf", ["LOCAL-17"]),
        ("q=宅基地&department=dep-sf", []),
    ],
)
def test_items_are_found_by_words_category_hall_and_department(as_: As, query: str, expected: list[str]) -> None:
    assert [row["code"] for row in as_(None).get(f"/items?{query}").json["items"]] == expected


def test_a_guide_tells_materials_limits_and_where(as_: As) -> None:
    answer = as_(None).get("/items/LOCAL-13/guide")
    guide = answer.json
    assert answer.headers["ETag"] == '"1"'
    assert [material["code"] for material in guide["item"]["materials"]] == ["form", "statement", "village", "papers"]
    assert guide["item"]["promised"]["value"] == 15
    assert guide["department"]["code"] == "dep-zr"
    assert [(place["hall"], place["window"]) for place in guide["places"]] == [("H-520422103", "W-520422103-01")]


def test_an_unknown_guide_or_version_is_not_found(as_: As) -> None:
    assert code(as_(None).get("/items/LOCAL-99/guide")) == (404, "unknown_item")
    assert code(as_(None).get("/items/LOCAL-13/guide?version=9")) == (404, "unknown_item")
    assert code(as_(None).get("/items/LOCAL-13/guide?version=first")) == (422, "invalid")


def test_venues_and_departments_are_open(as_: As) -> None:
    assert len(as_(None).get("/venues").json["items"]) == 7
    assert as_(None).get("/venues/H-520422103").json["area_dm"] == 8125
    assert code(as_(None).get("/venues/H-1")) == (404, "unknown_venue")
    assert len(as_(None).get("/departments").json["items"]) == 7


def test_a_register_grows_from_nothing_in_the_order_of_its_references(fresh: Caller, bare: Intake) -> None:
    department = demo.file("departments")["departments"][3]
    assert code(fresh.post("/items", item())) == (422, "unknown_department")
    assert fresh.post("/departments", department).json["version"] == 1
    hall = {**HALL, "windows": [{**HALL["windows"][0], "items": ["LOCAL-13"], "authorised": []}]}
    assert code(fresh.post("/venues", hall)) == (422, "unknown_item")
    assert code(fresh.post("/items", item())) == (422, "unknown_file")
    store_files(bare)
    assert fresh.post("/items", item()).json["version"] == 1
    assert fresh.post("/venues", hall).status_code == 200
    staff = {"id": "clerk-1", "role": "window_clerk", "unit": "dep-zr", "hall": hall["id"], "divisions": ["520422103"]}
    assert fresh.post("/staff", staff).json["data"]["role"] == "window_clerk"
    assert fresh.post("/calendars", encode(official().years[2026].publication())).status_code == 200
    assert fresh.get("/items/LOCAL-13/guide").json["places"][0]["hall"] == hall["id"]


def test_a_new_version_leaves_cases_already_begun_alone(full: Intake) -> None:
    app = create_app(full)
    clerk, admin = Caller(app, CLERK), Caller(app, ADMIN)
    felling = {**LICENCE, "item": "LOCAL-20", "window": "W-520422103-02", "materials": ["title", "felling"]}
    before = clerk.post("/cases", felling).json
    told = demonstration.item("LOCAL-20")
    step = replace(told.plan.steps[0], limit=TimeLimit(5, "working_days"))
    quicker = encode(replace(told, promised=TimeLimit(5, "working_days"), plan=replace(told.plan, steps=(step,))))
    assert admin.post("/items", quicker).json["version"] == 2
    after = clerk.post("/cases", felling).json
    assert (before["item_version"], after["item_version"]) == (1, 2)
    assert clerk.post(f"/cases/{before['case_no']}/acceptance").json["promised_due"] == "2026-10-08"
    assert clerk.post(f"/cases/{after['case_no']}/acceptance").json["promised_due"] == "2026-09-23"
    assert admin.get("/items/LOCAL-20/guide?version=1").json["item"]["promised"]["value"] == 10


def test_stating_the_same_again_makes_no_new_version(fresh: Caller, bare: Intake) -> None:
    department = demo.file("departments")["departments"][3]
    fresh.post("/departments", department)
    assert fresh.post("/departments", department).json["version"] == 1
    assert bare.database["commits"].count_documents({}) == 1


BAD_ITEMS = [
    (item(promised={"value": 21, "unit": "working_days"}), 422, "promised_over_statutory"),
    (item(basis=[]), 422, "basis_missing"),
    (item(department="dep-xx"), 422, "unknown_department"),
    (item(kind="instant"), 422, "instant_is_same_day"),
    (item(code="LOCAL 13/../x"), 422, "invalid"),
    (item(promised={"value": 10, "unit": "fortnights"}), 422, "invalid"),
    (item(effective_from="soon"), 422, "invalid"),
    (item(fee_cents=-1), 422, "invalid"),
    (item(surprise=True), 422, "invalid"),
    ({}, 422, "invalid"),
]


def test_bad_statements_are_refused_and_nothing_is_appended(as_: As, intake: Intake) -> None:
    admin = as_(ADMIN)
    for body, status, expected in BAD_ITEMS:
        assert code(admin.post("/items", body)) == (status, expected), body
    department = {**demo.file("departments")["departments"][0], "credit_code": "12520402MB0000043A"}
    assert code(admin.post("/departments", department)) == (422, "bad_credit_code")
    assert code(admin.post("/venues", {**HALL, "name": {"zh": "马场镇便民大厅"}})) == (422, "name_not_by_rule")
    damaged = {**encode(official().years[2026].publication()), "hash": "0" * 64}
    assert code(admin.post("/calendars", damaged)) == (422, "damaged_calendar")
    assert intake.database["commits"].count_documents({}) == 0


def test_only_administrators_write_on_the_register(as_: As, intake: Intake) -> None:
    for who, expected in ((CLERK, 403), (CITIZEN, 403), (None, 401)):
        for path in ("/items", "/venues", "/departments", "/calendars", "/staff"):
            assert as_(who).post(path, {}).status_code == expected
    assert intake.database["commits"].count_documents({}) == 0


def test_a_stale_if_match_is_refused(as_: As) -> None:
    answer = as_(ADMIN).post("/items", item(verified=True), If_Match='"5"')
    assert code(answer) == (412, "version_conflict")
