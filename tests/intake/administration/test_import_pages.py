"""Import by pages: every bad row is named, all is done or nothing, and what was seen is what is done."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from werkzeug.test import TestResponse

from services.intake.administration.staging import KEPT_FOR
from services.intake.administration.subjects import SUBJECTS
from services.intake.service import Intake
from shared.contracts.registry import DepartmentRegistered
from tests.intake.administration.conftest import Browser
from tests.intake.people import ADMIN, CLERK

HEADING = "编码,部门名称,性质,区划代码,统一社会信用代码,代码为示例"
SOUND = "11520422MB00000273"


def row(code: str, credit: str = SOUND, division: str = "520422103") -> str:
    return f"{code},示例部门{code},派出机构,{division},{credit},是"


def csv(*rows: str) -> bytes:
    return "\r\n".join([HEADING, *rows]).encode()


def brought(browser: Browser, content: bytes, subject: str = "department", name: str = "file.csv") -> TestResponse:
    """Bring a file, and follow to its preview."""
    answer = browser.post("/admin/import", {"subject": subject, "file": (io.BytesIO(content), name)})
    return browser.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def address(preview: TestResponse) -> str:
    return preview.request.path


def seen(preview: TestResponse) -> str:
    return preview.text.partition('name="seen" value="')[2].partition('"')[0]


def confirmed(browser: Browser, preview: TestResponse) -> TestResponse:
    return browser.post(address(preview), {"seen": seen(preview)})


def departments(intake: Intake) -> set[str]:
    return set(intake.replica.all(DepartmentRegistered))


def test_two_bad_rows_are_both_named_and_nothing_is_imported(admin: Browser, kept: Intake) -> None:
    before = departments(kept)
    content = csv(row("bad-1"), row("bad-2", credit="11520422MB00000274"), row("bad-3"), row("bad-4", division="abc"))
    preview = brought(admin, content)
    assert "第 3 行" in preview.text
    assert "统一社会信用代码有误" in preview.text
    assert "第 5 行" in preview.text
    assert "格式不正确" in preview.text
    assert "第 2 行</th>" not in preview.text
    assert seen(preview) == ""
    refused = admin.post(address(preview), {"seen": "whatever"})
    assert refused.status_code == 422
    assert departments(kept) == before


def test_a_sound_file_is_imported_whole_and_again_changes_nothing(admin: Browser, kept: Intake) -> None:
    content = csv(row("good-1"), row("good-2"))
    preview = brought(admin, content)
    assert confirmed(admin, preview).status_code == 303
    assert {"good-1", "good-2"} <= departments(kept)
    again = brought(admin, content)
    assert "文件与登记簿一致" in again.text
    assert kept.replica.versioned(DepartmentRegistered, "good-1")[1] == 1


def test_confirming_twice_imports_once(admin: Browser, kept: Intake) -> None:
    preview = brought(admin, csv(row("twice-1")))
    assert confirmed(admin, preview).status_code == 303
    assert confirmed(admin, preview).status_code == 303
    assert kept.replica.versioned(DepartmentRegistered, "twice-1")[1] == 1


def test_the_commits_of_an_import_tell_who_made_it(admin: Browser, kept: Intake) -> None:
    confirmed(admin, brought(admin, csv(row("who-1"))))
    (commit,) = kept.journal.store.stream("department/who-1")
    assert commit.envelope().actor["id"] == ADMIN.id


def test_what_changed_since_the_preview_must_be_seen_again(admin: Browser, kept: Intake) -> None:
    confirmed(admin, brought(admin, csv(row("race-1"))))
    preview = brought(admin, csv(row("race-1").replace("示例部门", "新名部门")))
    confirmed(admin, brought(admin, csv(row("race-1").replace("派出机构", "事业单位"))))
    answer = confirmed(admin, preview)
    assert answer.status_code == 409
    assert "登记簿在预览之后有变化" in answer.text
    held = kept.replica.department("race-1")
    assert held.name.zh == "示例部门race-1"


def test_a_changed_row_shows_what_it_changes(admin: Browser) -> None:
    confirmed(admin, brought(admin, csv(row("diff-1"))))
    preview = brought(admin, csv(row("diff-1").replace("派出机构", "事业单位")))
    assert "<del>派出机构</del>" in preview.text
    assert "<ins>事业单位</ins>" in preview.text


def test_columns_left_out_keep_what_holds(admin: Browser, kept: Intake) -> None:
    hall = kept.replica.venue("H-520402109")
    preview = brought(admin, "编码,电话\nH-520402109,0851-11111111\n".encode(), "venue")
    assert confirmed(admin, preview).status_code == 303
    assert kept.replica.venue("H-520402109") == replace(hall, phone="0851-11111111")


def test_a_row_may_refer_to_another_row_of_the_file(admin: Browser, kept: Intake) -> None:
    heading = f"{HEADING},上级部门编码"
    content = "\n".join([heading, f"{row('below')},above-1", f"{row('above-1')},"]).encode()
    assert confirmed(admin, brought(admin, content)).status_code == 303
    assert {"below", "above-1"} <= departments(kept)


def test_a_subject_named_twice_is_bad_the_second_time(admin: Browser) -> None:
    preview = brought(admin, csv(row("same-1"), row("other-1"), row("same-1")))
    assert "第 4 行" in preview.text
    assert "与第 2 行是同一编码" in preview.text


def test_an_unknown_column_is_named(admin: Browser) -> None:
    preview = brought(admin, b"\xef\xbb\xbf" + "编码,部门名称,颜色\nx-1,甲,红\n".encode())
    assert "颜色" in preview.text
    assert "没有这一列" in preview.text


def test_a_file_in_gb18030_is_understood(admin: Browser, kept: Intake) -> None:
    content = csv(row("gb-1")).decode().encode("gb18030")
    assert confirmed(admin, brought(admin, content)).status_code == 303
    assert kept.replica.department("gb-1").name.zh == "示例部门gb-1"


def workbook(*rows: list[Any], title: str = "部门") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for each in rows:
        page.append(each)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def test_numbers_and_formulas_of_a_workbook(admin: Browser, kept: Intake) -> None:
    heading = HEADING.split(",")
    good = ["xl-1", "表格部门", "派出机构", 520422103, SOUND, True]
    preview = brought(admin, workbook(heading, good), "", "file.xlsx")
    assert confirmed(admin, preview).status_code == 303
    assert kept.replica.department("xl-1").division == "520422103"
    bad = ["xl-2", "=1+1", "派出机构", 520422103, SOUND, True]
    preview = brought(admin, workbook(heading, bad), "", "file.xlsx")
    assert "单元格是公式" in preview.text
    assert "第 2 行" in preview.text


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(admin: Browser) -> None:
    for content, told in (
        (b"PK\x03\x04 no archive", "文件已损坏"),
        (b"\xd0\xcf\x11\xe0 old", "旧版 .xls"),
        (b"\xff\xff\xff", "文字编码"),
        (b"", "请选择一个文件"),
        (b"a" * (2 * 1024 * 1024 + 1), "超过 2 MB"),
    ):
        answer = brought(admin, content)
        assert answer.status_code == 422, told
        assert told in answer.text


def test_a_preview_belongs_to_who_brought_the_file_and_ends(
    as_admin: Callable[..., Browser], admin: Browser, kept: Intake
) -> None:
    preview = brought(admin, csv(row("ttl-1")))
    other = as_admin(replace(ADMIN, id="admin-2"))
    assert other.get(address(preview)).status_code == 404
    kept.clock.advance(KEPT_FOR + timedelta(seconds=1))  # type: ignore[attr-defined]
    assert admin.get(address(preview)).status_code == 404


def test_rows_outside_the_jurisdiction_are_bad(as_admin: Callable[..., Browser], kept: Intake) -> None:
    puding = as_admin(replace(ADMIN, id="admin-puding", divisions=("520422",)))
    preview = brought(puding, csv(row("in-1"), row("out-1", division="520402109")))
    assert "第 3 行" in preview.text
    assert "不在您的管辖范围内" in preview.text
    assert "in-1" not in departments(kept)


def test_who_does_not_keep_the_register_may_not_import(as_admin: Callable[..., Browser]) -> None:
    clerk = as_admin(CLERK)
    for path in ("/admin", "/admin/import", "/admin/department", "/admin/department/export.csv"):
        assert clerk.get(path).status_code == 403


@pytest.mark.parametrize("category", [each.category for each in SUBJECTS])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_changes_nothing_when_imported(admin: Browser, kept: Intake, category: str, form: str) -> None:
    exported = admin.get(f"/admin/{category}/export.{form}")
    kinds = {each.category: each.kind for each in SUBJECTS}
    preview = brought(admin, exported.data, category, f"file.{form}")
    wanted = "文件与登记簿一致" if kept.replica.all(kinds[category]) else "没有内容"
    assert wanted in preview.text, preview.text


def test_a_roster_comes_from_a_file_however_its_monday_is_written(admin: Browser, kept: Intake) -> None:
    exported = openpyxl.load_workbook(io.BytesIO(admin.get("/admin/roster/export.xlsx").data)).worksheets[0]
    heading, *rows = [[cell.value for cell in row] for row in exported]
    monday = heading.index("周一日期")
    for each in rows:
        each[monday] = each[monday].strftime("%Y/%m/%d")
    preview = brought(admin, workbook(heading, *rows, title="排班"), "", "file.xlsx")
    assert "文件与登记簿一致" in preview.text, preview.text


def test_a_workbook_may_hold_several_kinds_that_refer_to_one_another(admin: Browser, kept: Intake) -> None:
    book = openpyxl.Workbook()
    accounts = book.active
    assert accounts is not None
    accounts.title = "账号"
    for each in (["账号", "角色", "部门"], ["multi-clerk", "审查人员", "multi-1"]):
        accounts.append(each)
    page = book.create_sheet("部门")
    for each in (HEADING.split(","), ["multi-1", "多表部门", "派出机构", "520402109", SOUND, "是"]):
        page.append(each)
    stored = io.BytesIO()
    book.save(stored)
    preview = brought(admin, stored.getvalue(), "", "file.xlsx")
    assert confirmed(admin, preview).status_code == 303, preview.text
    assert kept.replica.staff("multi-clerk").unit == "multi-1"
