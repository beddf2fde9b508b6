"""Handing out notice sheets over HTTP and on pages, and what the paper says."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask

from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.people import ADMIN, CITIZEN, CLERK, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
SHEET = {"item": "LOCAL-13", "window": "W-520422103-01"}


def test_a_sheet_that_is_handed_out_has_a_number_a_version_and_who_when_and_where(as_: As, intake: Intake) -> None:
    told = as_(CLERK).post("/sheets", SHEET, key="s-1")
    assert told.status_code == 201, told.json
    sheet = told.json
    assert re.fullmatch(r"520422103GZ2026\d{6}", sheet["sheet_no"])
    assert (sheet["item_version"], sheet["hall"], sheet["window"]) == (1, "H-520422103", "W-520422103-01")
    assert sheet["given_at"].startswith("2026-09-17T10:00:00")
    assert intake.codes.fits(sheet["sheet_no"], sheet["check_code"])
    (commit,) = intake.journal.store.stream(f"sheet/{sheet['sheet_no']}")
    assert commit.envelope().actor["id"] == CLERK.id
    again = as_(CLERK).post("/sheets", SHEET, key="s-1")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (sheet, "true")
    assert intake.sheets.collection.count_documents({}) == 1


def test_sheets_are_listed_for_ones_own_hall(as_: As) -> None:
    numbers = [as_(CLERK).post("/sheets", SHEET).json["sheet_no"] for _ in range(3)]
    page = as_(CLERK).get("/sheets?limit=2").json
    rest = as_(CLERK).get(f"/sheets?limit=2&cursor={page['next']}").json
    assert [row["sheet_no"] for row in page["items"] + rest["items"]] == sorted(numbers, reverse=True)
    assert as_(RS_CLERK).get("/sheets").json["items"] == []
    assert as_(CLERK).get("/sheets?item=LOCAL-14").json["items"] == []


def test_a_window_hands_out_no_sheet_of_what_it_does_not_take(as_: As, intake: Intake) -> None:
    clerk = as_(CLERK)
    assert clerk.post("/sheets", {**SHEET, "window": "W-520422103-02"}).json["code"] == "wrong_window"
    assert clerk.post("/sheets", {**SHEET, "item": "LOCAL-99"}).json["code"] == "unknown_item"
    assert clerk.post("/sheets", {"item": "LOCAL-13"}).status_code == 422
    for who, status in ((None, 401), (CITIZEN, 403), (ADMIN, 403)):
        assert as_(who).post("/sheets", SHEET).status_code == status
    assert intake.database["commits"].count_documents({}) == 0


def test_the_printed_sheet_is_the_guide_at_its_version_with_a_code_that_proves_it(app: Flask) -> None:
    anyone = Visitor(app, None)
    page = anyone.open("/items/LOCAL-13/sheet?window=W-520422103-01")
    assert "第 1 版" in page
    assert "村集体讨论与公示证明" in page
    assert "村镇建设与宅基地窗口" in page
    assert "发放并登记" not in page, "only a clerk hands out"
    code = re.search(r"校验码 (\w{4}-\w{4})", page)
    assert code is not None
    assert "校验码相符" in anyone.open(f"/items/LOCAL-13?version=1&check={code[1]}")
    assert "校验码不符" in anyone.open("/items/LOCAL-13?version=1&check=2222-3333")
    assert "校验码不符" in anyone.open(f"/items/LOCAL-14?version=1&check={code[1]}")
    anyone.open("/items/LOCAL-13/sheet?window=W-9", 404)
    anyone.open("/sheets/520422103GZ2026999999", 404)


def test_a_clerk_hands_out_a_sheet_with_a_form_and_finds_it_again(app: Flask) -> None:
    clerk = Visitor(app, CLERK)
    clerk.open("/items/LOCAL-13/sheet")
    answer = clerk.submit("/items/LOCAL-13/sheet")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = clerk.open(answer.headers["Location"])
    number = re.search(r"520422103GZ2026\d{6}", page)
    assert number is not None
    assert number[0] in clerk.open("/sheets")
    assert number[0] in Visitor(app, None).open(f"/sheets/{number[0]}")
