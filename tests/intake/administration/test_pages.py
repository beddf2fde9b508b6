"""Pages of the register: what is refused is said at its field, nothing typed is lost, nobody writes over another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from services.intake.administration.bodies import texts_of
from services.intake.administration.shapes import shape
from services.intake.administration.subjects import BY_CATEGORY
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.registry import DepartmentRegistered, StaffRegistered
from tests.intake.administration.conftest import Browser
from tests.intake.people import ADMIN, Caller

NEW = "/admin/department/new"
FORM = {
    "code": "page-1",
    "name.zh": "页面登记的部门",
    "name.en": "A department",
    "nature": "派出机构",
    "division": "520422103",
    "credit_code": "11520422MB00000273",
    "synthetic": "是",
    "_version": "0",
}


def form(code: str, **changes: str) -> dict[str, str]:
    return {**FORM, "code": code, **changes}


def version(intake: Intake, code: str) -> str:
    return str(intake.replica.versioned(DepartmentRegistered, code)[1])


def test_a_subject_is_stated_by_its_form(admin: Browser, kept: Intake) -> None:
    answer = admin.post(NEW, form("form-1"))
    assert answer.status_code == 303
    held = kept.replica.department("form-1")
    assert (held.name.zh, held.synthetic) == ("页面登记的部门", True)
    assert "页面登记的部门" in admin.get(answer.headers["Location"]).text


def test_what_a_schema_refuses_is_said_at_the_field_and_nothing_is_lost(admin: Browser, kept: Intake) -> None:
    page = admin.post(NEW, form("form-2", nature=""))
    assert page.status_code == 422
    assert 'id="nature-error">必须填写' in page.text
    assert 'value="页面登记的部门"' in page.text
    assert "form-2" not in kept.replica.all(DepartmentRegistered)


def test_what_a_rule_refuses_is_said_at_the_field_with_its_basis(admin: Browser) -> None:
    page = admin.post(NEW, form("form-3", credit_code="11520422MB00000274"))
    assert page.status_code == 422
    assert 'id="credit_code-error">统一社会信用代码有误' in page.text
    assert "依据：GB 32100" in page.text


def test_a_reference_to_nothing_is_named_at_the_field_that_makes_it(admin: Browser, kept: Intake) -> None:
    hall = kept.replica.venue("H-520422103")
    texts = texts_of(shape(BY_CATEGORY["venue"]), encode(hall))
    texts["windows.0.department"] = "dep-nowhere"
    page = admin.post("/admin/venue/at/H-520422103/edit", {**_sent(texts), "_version": "1"})
    assert page.status_code == 422
    assert 'id="windows.0.department-error">部门未登记：dep-nowhere' in page.text


def _sent(texts: dict[str, str]) -> dict[str, Any]:
    """Send lists of references and choices as the boxes of a form do: one value each."""
    return {name: text.split("\n") if "\n" in text else text for name, text in texts.items() if text != "否"}


def test_a_list_grows_and_shrinks_without_scripts(admin: Browser, kept: Intake) -> None:
    address = "/admin/principals/new"
    page = admin.post(address, {"division": "520422103", "_add": "principals", "_version": "0"})
    assert page.status_code == 200
    assert 'name="principals.0.office.zh"' in page.text
    typed = {"division": "520422103", "principals.0.office.zh": "镇长", "_version": "0"}
    page = admin.post(address, {**typed, "_add": "principals"})
    assert 'name="principals.1.office.zh"' in page.text
    assert 'value="镇长"' in page.text
    two = {**typed, "principals.1.office.zh": "副镇长"}
    page = admin.post(address, {**two, "_up": "principals.1"})
    assert page.text.index('value="副镇长"') < page.text.index('value="镇长"')
    page = admin.post(address, {**two, "_remove": "principals.0"})
    assert 'value="镇长"' not in page.text
    assert 'value="副镇长"' in page.text


def test_a_name_of_an_office_holder_is_sealed_and_kept_where_it_is_left_empty(admin: Browser, kept: Intake) -> None:
    address, key = "/admin/principals/new", "520402109"
    held = kept.replica.versions(BY_CATEGORY["principals"].kind, key)
    first = {
        "principals.0.part": "first",
        "principals.0.office.zh": "镇长",
        "principals.0.effective_from": "2026-01-01",
        "principals.0.name": "张三丰",
        "division": key,
        "_version": str(held[-1][0] if held else 0),
    }
    if held:
        address = f"/admin/principals/at/{key}/edit"
    assert admin.post(address, first).status_code == 303
    stated = kept.replica.versions(BY_CATEGORY["principals"].kind, key)[-1]
    sealed = encode(stated[1])["principals"][0]["name"]
    assert sealed
    assert "张三丰" not in sealed
    page = admin.get(f"/admin/principals/at/{key}/edit").text
    assert "张三丰" not in page
    again = {**first, "principals.0.name": "", "principals.0.office.zh": "代镇长", "_version": str(stated[0])}
    assert admin.post(f"/admin/principals/at/{key}/edit", again).status_code == 303
    now = encode(kept.replica.versions(BY_CATEGORY["principals"].kind, key)[-1][1])["principals"][0]
    assert (now["name"], now["office"]["zh"]) == (sealed, "代镇长")


def test_somebody_else_was_first_and_both_are_shown(admin: Browser, kept: Intake) -> None:
    admin.post(NEW, form("both-1"))
    edit = "/admin/department/at/both-1/edit"
    assert admin.post(edit, form("both-1", nature="事业单位", _version="1")).status_code == 303
    page = admin.post(edit, form("both-1", nature="临时机构", _version="1"))
    assert page.status_code == 409
    assert "<del>事业单位</del>" in page.text
    assert "<ins>临时机构</ins>" in page.text
    assert kept.replica.department("both-1").nature == "事业单位"
    again = admin.post(edit, form("both-1", nature="临时机构", _version="2", _again="1"))
    assert 'value="临时机构"' in again.text
    assert admin.post(edit, form("both-1", nature="临时机构", _version="2")).status_code == 303
    assert kept.replica.department("both-1").nature == "临时机构"


def test_a_new_subject_whose_key_is_taken_writes_nothing_over(admin: Browser, kept: Intake) -> None:
    admin.post(NEW, form("taken-1"))
    page = admin.post(NEW, form("taken-1", nature="别的"))
    assert page.status_code == 409
    assert kept.replica.department("taken-1").nature == "派出机构"


def test_the_key_of_a_subject_cannot_be_changed_by_its_form(admin: Browser, kept: Intake) -> None:
    admin.post(NEW, form("key-1"))
    admin.post("/admin/department/at/key-1/edit", form("key-2", nature="事业单位", _version="1"))
    assert "key-2" not in kept.replica.all(DepartmentRegistered)
    assert kept.replica.department("key-1").nature == "事业单位"


def test_the_versions_of_a_subject_tell_who_when_and_what(admin: Browser) -> None:
    admin.post(NEW, form("old-1"))
    admin.post("/admin/department/at/old-1/edit", form("old-1", nature="事业单位", _version="1"))
    page = admin.get("/admin/department/at/old-1").text
    assert "第 2 版" in page
    assert "<del>派出机构</del>" in page
    assert "<ins>事业单位</ins>" in page
    assert ">admin</span>" in page


def test_a_list_is_searched_narrowed_and_paged(admin: Browser) -> None:
    assert "农村宅基地批准" in admin.get("/admin/item?q=宅基地").text
    assert "LOCAL-01" not in admin.get("/admin/item?q=宅基地").text
    assert "H-520402109" not in admin.get("/admin/venue?kind=point").text
    assert "LOCAL-03" not in admin.get("/admin/item?limit=2").text
    assert "cursor=" in admin.get("/admin/item?limit=2").text


def test_an_administrator_of_a_county_keeps_that_county(as_admin: Callable[..., Browser], kept: Intake) -> None:
    puding = as_admin(replace(ADMIN, id="admin-puding", divisions=("520422",)))
    listed = puding.get("/admin/venue").text
    assert "H-520422103" in listed
    assert "H-520402109" not in listed
    assert puding.get("/admin/venue/at/H-520402109/edit").status_code == 403
    page = puding.post(NEW, form("far-1", division="520402109"))
    assert page.status_code == 403
    assert 'id="division-error">不在您的管辖范围内' in page.text
    wider = {"id": "grab-1", "role": "admin", "divisions": "5204", "_version": "0"}
    assert puding.post("/admin/staff/new", wider).status_code == 403
    assert "grab-1" not in kept.replica.all(StaffRegistered)


def test_over_http_an_administrator_keeps_no_other_county_either(
    as_admin: Callable[..., Browser], kept: Intake
) -> None:
    puding = replace(ADMIN, id="admin-puding", divisions=("520422",))
    caller = Caller(as_admin().client.application, puding)
    body = encode(kept.replica.department("dep-rs")) | {"phone": "0851-1"}
    assert caller.post("/departments", body).status_code == 403


def test_without_its_token_a_form_is_refused(admin: Browser, kept: Intake) -> None:
    answer = admin.client.post(NEW, data=form("csrf-1"), headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "csrf-1" not in kept.replica.all(DepartmentRegistered)


def test_what_is_lacking_stands_on_the_home_page_with_its_form(admin: Browser) -> None:
    page = admin.get("/admin").text
    assert "面积不达标" in page
    assert "/admin/venue/at/H-520425102/edit" in page
    assert "日历还是推算的" in page


def test_a_kind_or_key_that_is_not_there_is_not_found(admin: Browser) -> None:
    for path in ("/admin/nothing", "/admin/department/at/nobody", "/admin/department/export.pdf"):
        assert admin.get(path).status_code == 404


def test_a_temporary_password_is_given_from_the_page_of_an_account(admin: Browser, kept: Intake) -> None:
    account = "/admin/staff/at/clerk-sf"
    assert f'href="{account}/password"' in admin.get(account).text
    weak = admin.post(f"{account}/password", {"password": "short"})
    assert (weak.status_code, "short" in weak.text) == (422, False)
    assert kept.accounts.kinds()["clerk-sf"] == "own"
    given = admin.post(f"{account}/password", {"password": "told-in-person-2026"})
    assert (given.status_code, given.headers["Location"]) == (303, account)
    assert kept.accounts.kinds()["clerk-sf"] == "temporary"
    page = admin.get(f"{account}/password").text
    assert "临时密码，本人尚未更换" in page
    assert "told-in-person" not in page
    assert admin.get("/admin/staff/at/nobody/password").status_code == 404


def test_a_name_against_the_rule_is_told_together_with_the_right_one(admin: Browser) -> None:
    hall = {"id": "H-520402108", "kind": "hall", "division": "520402108", "area_dm": "799.9", "_version": "0"}
    page = admin.post("/admin/venue/new", {**hall, "name.zh": "轿子山镇便民服务中心"})
    assert page.status_code == 422
    assert "场所名称不符合命名规则，应为：西秀区轿子山镇政务服务中心" in page.text
