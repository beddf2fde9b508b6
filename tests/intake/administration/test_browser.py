"""An administrator's day in a real browser: publish an item by hand, import departments with two bad rows, mend them.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from services.intake.administration.bodies import texts_of
from services.intake.administration.shapes import shape
from services.intake.administration.subjects import BY_CATEGORY
from services.intake.app import create_app
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.registry import DepartmentRegistered
from shared.testing.browser import serving
from tests.intake.administration.test_import_pages import HEADING, row, workbook
from tests.intake.test_browser import keep, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def site(kept: Intake) -> Iterator[str]:
    with serving(create_app(kept)) as url:
        yield url


def fill(page: Page, name: str, value: str) -> None:
    box = page.locator(f"[name='{name}']").first
    tag = box.evaluate("each => each.type")
    if tag == "checkbox":
        for one in value.split("\n"):
            if one and one != "否":
                (
                    page.locator(f"fieldset[id='{name}'] label, label:has([id='{name}'])")
                    .filter(has_text="" if one == "是" else one)
                    .first.locator("input")
                    .check()
                )
    elif tag == "select-one":
        exact = box.locator(f"option[value='{value}']")
        option = exact if exact.count() else box.locator("option", has_text=value).first
        box.select_option(value=option.get_attribute("value"))
    else:
        box.fill(value)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def test_an_item_is_published_by_hand(site: str, kept: Intake, browser_page: Page) -> None:
    page, item = browser_page, kept.replica.item("LOCAL-02")[0]
    texts = texts_of(shape(BY_CATEGORY["item"]), encode(item)) | {"code": "LOCAL-99", "name.zh": "手工发布的事项"}
    sign_in(page, site, "admin")
    page.keyboard.press("m")
    page.wait_for_url(f"{site}/admin")
    keep(page, "admin-home")
    page.goto(f"{site}/admin/item")
    keep(page, "admin-items")
    page.keyboard.press("a")
    page.wait_for_url(f"{site}/admin/item/new")
    page.fill("[name=code]", "LOCAL-99")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=没有登记，请改正")
    assert page.input_value("[name=code]") == "LOCAL-99"
    keep(page, "admin-item-refused")
    for path in sorted({name.rpartition(".")[0] for name in texts if any(part.isdigit() for part in name.split("."))}):
        parts = path.split(".")
        at = next(n for n, part in enumerate(parts) if part.isdigit())
        wanted = ".".join(parts[: at + 1])
        while page.locator(f"[id='{wanted}']").count() == 0:
            button = page.locator(f"button[name=_add][value='{'.'.join(parts[:at])}']")
            open_all(page)
            count = page.locator("[role=group]").count()
            button.click()
            page.locator("[role=group]").nth(count).wait_for(state="attached")
    open_all(page)
    for name, value in texts.items():
        if value and page.locator(f"[name='{name}']").count():
            fill(page, name, value)
    keep(page, "admin-item-filled")
    page.click(".form__actions--stay button[type=submit]")
    page.wait_for_selector("text=已登记为第 1 版")
    assert page.url == f"{site}/admin/item/at/LOCAL-99"
    keep(page, "admin-item")
    published = kept.replica.item("LOCAL-99")[0]
    assert published.materials == item.materials
    assert published.plan == item.plan
    page.goto(f"{site}/items/LOCAL-99")
    page.wait_for_selector("text=手工发布的事项")


def test_departments_come_from_a_workbook_once_its_two_bad_rows_are_mended(
    site: str, kept: Intake, browser_page: Page, tmp_path: Path
) -> None:
    page, file = browser_page, tmp_path / "departments.xlsx"
    good, bad = row("br-1").split(","), row("br-2", credit="11520422MB00000274").split(",")
    file.write_bytes(workbook(HEADING.split(","), good, bad, row("br-3", division="999999").split(",")))
    sign_in(page, site, "admin")
    page.goto(f"{site}/admin/department")
    page.keyboard.press("i")
    page.wait_for_selector("#file")
    keep(page, "admin-bring")
    page.set_input_files("#file", file)
    page.click("button:has-text('看预览')")
    page.wait_for_selector("text=有 2 处错误")
    told = page.inner_text("#faults")
    assert "第 3 行" in told
    assert "第 4 行" in told
    keep(page, "admin-preview-bad")
    assert "br-1" not in kept.replica.all(DepartmentRegistered)
    file.write_bytes(workbook(HEADING.split(","), good, row("br-2").split(","), row("br-3").split(",")))
    page.click(".lead a:has-text('导入文件')")
    page.set_input_files("#file", file)
    page.click("button:has-text('看预览')")
    page.wait_for_selector("text=全部导入")
    keep(page, "admin-preview-good")
    page.keyboard.press("y")
    page.wait_for_selector("text=已导入：3 条登记")
    keep(page, "admin-imported")
    assert {"br-1", "br-2", "br-3"} <= set(kept.replica.all(DepartmentRegistered))
    page.goto(f"{site}/admin/department/at/br-1?lang=en")
    keep(page, "admin-department-en")
    page.goto(f"{site}/admin/venue/at/H-520402109/edit?lang=zh")
    keep(page, "admin-venue-edit")
