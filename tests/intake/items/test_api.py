"""Items over HTTP: search, versions in force, differences, gaps, publication with its dry run, files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from services.intake.app import create_app
from services.intake.items import demonstration
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.registry import ItemPublished
from shared.contracts.statements import stream_of
from shared.identity import Identity
from tests.intake.items.samples import LICENCE
from tests.intake.people import ADMIN, CITIZEN, CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"


@pytest.fixture
def stating(intake: Intake) -> Callable[..., ItemPublished]:
    """State items for one test."""

    def state(item: ItemPublished, version: int) -> ItemPublished:
        intake.replica.apply(stream_of(item), version, item)
        intake.register.recent.forget()
        return item

    return state


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("低保", "LOCAL-04"),
        ("zjd", "LOCAL-13"),
        ("ZJD", "LOCAL-13"),
        ("合作医疗", "LOCAL-16"),
        ("residence permit", "LOCAL-18"),
        ("resid", "LOCAL-18"),
        ("LOCAL-20", "LOCAL-20"),
        ("砍树", "LOCAL-20"),
        ("危房改建", "LOCAL-07"),
        ("公共法律服务", "LOCAL-17"),
        ("残疾人 补贴", "LOCAL-08"),
    ],
)
def test_items_are_found_by_what_people_call_them_the_best_first(as_: As, words: str, first: str) -> None:
    found = as_(None).get(f"/items?q={words}").json["items"]
    assert [row["code"] for row in found][:1] == [first]


@pytest.mark.parametrize("words", ["飞机驾驶证", "xyzzy", "宅基地 飞机", "（）", "残疾人飞机驾驶"])
def test_what_nobody_does_here_is_not_found(as_: As, words: str) -> None:
    assert as_(None).get(f"/items?q={words}").json["items"] == []


def test_a_name_counts_more_than_a_paper_that_is_asked_for(as_: As) -> None:
    found = [row["code"] for row in as_(None).get("/items?q=居住证").json["items"]]
    assert found[0] == "LOCAL-18"
    everyone = [row["code"] for row in as_(None).get("/items?q=身份证").json["items"]]
    assert len(everyone) > 5, "papers are searched too"


def test_what_was_just_published_is_found_at_once(as_: As, stating: Any) -> None:
    assert as_(None).get("/items?q=抵边居住").json["items"] == []
    stating(replace(LICENCE, aliases=(*LICENCE.aliases, "抵边居住")), 2)
    assert [row["code"] for row in as_(None).get("/items?q=抵边居住").json["items"]] == ["LOCAL-13"]


def test_versions_tell_their_day_and_which_is_in_force(as_: As) -> None:
    told = as_(None).get("/items/LOCAL-08/versions").json
    assert told["in_force"] == 2
    assert [(each["version"], each["effective_from"]) for each in told["items"]] == [
        (1, "2025-01-01"),
        (2, "2026-01-01"),
    ]
    assert [(each["steps"], each["materials"], each["promised"]["value"]) for each in told["items"]] == [
        (5, 6, 20),
        (3, 4, 10),
    ]
    assert as_(None).get("/items/LOCAL-99/versions").status_code == 404


def test_a_difference_tells_five_steps_to_three_six_materials_to_four_twenty_days_to_ten(as_: As) -> None:
    told = as_(None).get("/items/LOCAL-08/diff?from=1&to=2").json
    assert (told["steps"]["before"], told["steps"]["after"]) == (5, 3)
    assert (told["materials"]["before"], told["materials"]["after"]) == (6, 4)
    assert [entry["code"] for entry in told["materials"]["removed"]] == ["guardian", "income"]
    assert [entry["code"] for entry in told["steps"]["removed"]] == ["village", "finance"]
    promised = next(change for change in told["limits"] if change["field"] == "promised")
    assert (promised["before"]["value"], promised["after"]["value"]) == (20, 10)
    wordings = {change["field"]: change for change in told["changes"]}
    assert {"conditions", "effective_from", "plan.steps.review.name"} <= set(wordings)
    assert wordings["plan.steps.review.name"]["before"]["zh"] == "窗口初审"
    assert not {"materials", "plan.steps"} & set(wordings), "lists are told entry by entry"


def test_a_difference_backwards_is_the_same_the_other_way(as_: As) -> None:
    told = as_(None).get("/items/LOCAL-08/diff?from=2&to=1").json
    assert [entry["code"] for entry in told["materials"]["added"]] == ["guardian", "income"]
    assert as_(None).get("/items/LOCAL-08/diff?from=1&to=9").json["code"] == "unknown_version"
    assert as_(None).get("/items/LOCAL-08/diff?from=1").status_code == 422


def test_a_version_that_begins_later_waits_for_its_day(as_: As, stating: Any, intake: Intake) -> None:
    later = replace(LICENCE, effective_from=date(2026, 10, 1), aliases=("改版",))
    stating(later, 2)
    caller = as_(None)
    told = caller.get("/items/LOCAL-13/guide").json
    assert (told["version"], told["newest"]) == (1, 2)
    assert caller.get("/items/LOCAL-13/guide?version=2").json["item"]["aliases"] == ["改版"]
    assert caller.get("/items/LOCAL-13/versions").json["in_force"] == 1
    assert intake.replica.item_on("LOCAL-13", date(2026, 10, 1))[1] == 2


def test_no_item_for_legal_services_is_one_gap_of_thirteen(as_: As, intake: Intake) -> None:
    told = as_(None).get("/items/gaps").json["items"]
    assert (told[0]["missing"], told[0]["of"]) == ([], 13)
    assert told[0]["counts"]["社会救助"] == 3
    intake.database["registry"].delete_one({"_id": "item/LOCAL-17"})
    told = as_(None).get("/items/gaps").json["items"]
    assert (told[0]["missing"], told[0]["current_names"]) == (["法律服务"], ["公共法律服务"])


def test_a_category_is_asked_for_by_its_name_of_2016_or_by_todays(as_: As) -> None:
    for name in ("新型农村合作医疗", "城乡居民基本医疗保险"):
        found = as_(None).get(f"/items?category={name}").json["items"]
        assert [row["code"] for row in found] == ["LOCAL-16"]
    assert as_(None).get("/items?category=没有这一类").json["items"] == []


def test_each_hall_has_gaps_of_its_own(as_: As) -> None:
    halls = {each["hall"]: each["missing"] for each in as_(None).get("/items/gaps").json["items"][1:]}
    assert "宅基地审批" in halls["H-520402109"]
    assert "宅基地审批" not in halls["H-520422103"]
    assert len(halls["H-520425102"]) == 12


def test_time_saved_is_told_as_two_numbers_each_unit_by_itself(as_: As) -> None:
    told = as_(None).get("/items/time-saved").json
    rows = {row["item"]: row for row in told["items"]}
    assert (rows["LOCAL-13"]["saved"], rows["LOCAL-13"]["allowed"]) == (5, 20)
    assert rows["LOCAL-01"]["allowed"] is None
    totals = {row["unit"]: row for row in told["totals"]}
    working = [row for row in told["items"] if row["unit"] == "working_days"]
    assert totals["working_days"]["saved"] == sum(row["saved"] for row in working)
    assert totals["natural_days"]["allowed"] == 25


def body(**changes: Any) -> dict[str, Any]:
    return {**encode(LICENCE), **changes}


def test_a_dry_run_tells_every_finding_and_publishes_nothing(as_: As, intake: Intake) -> None:
    admin = as_(ADMIN)
    assert admin.post("/items/check", body()).json == {"complete": True, "findings": []}
    materials = body()["materials"]
    bare = [{**materials[0], "sample": None}, *materials[1:]]
    told = admin.post("/items/check", body(materials=bare, contacts={}, promised={"value": 21, "unit": "working_days"}))
    found = {(finding["field"], finding["code"]) for finding in told.json["findings"]}
    assert found == {
        ("materials.0.sample", "missing"),
        ("contacts.link_way", "missing"),
        ("contacts.supervise_way", "missing"),
        ("promised", "promised_over_statutory"),
        ("longer_notice", "longer_without_notice"),
        ("effective_from", "longer_too_soon"),
    }
    assert all(finding["basis"] for finding in told.json["findings"])
    assert intake.database["commits"].count_documents({}) == 0


def test_a_guide_without_the_sample_of_one_material_is_refused_and_the_field_is_named(as_: As, intake: Intake) -> None:
    materials = body()["materials"]
    bare = [materials[0], {**materials[1], "sample": None}, *materials[2:]]
    refused = as_(ADMIN).post("/items", body(materials=bare))
    assert (refused.status_code, refused.json["code"]) == (422, "guide_incomplete")
    assert list(refused.json["errors"]) == ["materials.1.sample"]
    assert "S1.5a" in refused.json["basis"]
    assert intake.database["commits"].count_documents({}) == 0


@pytest.mark.parametrize(
    ("item_type", "told", "expected"),
    [
        ("01", {}, True),
        ("05", {}, False),
        ("05", {"deemed_acceptance": True}, True),
        ("01", {"deemed_acceptance": False}, False),
    ],
)
def test_silence_counts_as_acceptance_for_licences_unless_told_otherwise(
    item_type: str, told: dict[str, bool], expected: bool
) -> None:
    from services.intake.items.schemas import ItemBody

    said = {name: value for name, value in body(item_type=item_type).items() if name != "deemed_acceptance"}
    assert ItemBody().load({**said, **told})["deemed_acceptance"] is expected


@pytest.mark.parametrize("item", demonstration.items(), ids=lambda item: f"{item.code} {item.effective_from}")
def test_a_guide_survives_the_edge_as_it_is(item: ItemPublished) -> None:
    """What is given out can be sent in again, and is the same statement."""
    from services.intake.items.schemas import ItemBody
    from services.intake.registry.schemas import statement

    out = ItemBody().dump(encode(item))
    assert statement("item.published", ItemBody().load(out)) == item


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return made.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "name", "stored", "media_type"),
    [
        (PDF, "表格.pdf", "表格.pdf", "application/pdf"),
        (PDF, "../../etc/表\u202e格.html", "表格.pdf", "application/pdf"),
        (DOCX, "申请表.doc", "申请表.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"\x89PNG\r\n\x1a\n0", "图", "图.png", "image/png"),
        (b"\xff\xd8\xff\xe0", "..", "file.jpg", "image/jpeg"),
        (zipped("OFD.xml"), "公文.ofd", "公文.ofd", "application/ofd"),
    ],
)
def test_a_file_is_stored_by_what_its_bytes_are(
    as_: As, app: Flask, data: bytes, name: str, stored: str, media_type: str
) -> None:
    told = as_(ADMIN).send_file("/files", data, name)
    assert told.status_code == 201, told.json
    assert (told.json["name"], told.json["media_type"], told.json["size"]) == (stored, media_type, len(data))
    assert told.json["sha256"] == hashlib.sha256(data).hexdigest()
    given = app.test_client().get(told.json["url"])
    assert given.data == data
    assert given.headers["Content-Type"] == media_type
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Repr-Digest"].startswith("sha-256=:")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<!doctype html><script>alert(1)</script>", 422, "file_type_refused"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "file_type_refused"),
        (zipped("word/document.xml", "word/vbaProject.bin"), 422, "file_type_refused"),
        (zipped("evil.exe"), 422, "file_type_refused"),
        (b"PK\x03\x04broken", 422, "file_type_refused"),
        (b"MZ\x90", 422, "file_type_refused"),
        (b"", 422, "file_empty"),
        (b"%PDF-" + b"x" * (5 * 1024 * 1024), 413, "file_too_large"),
    ],
    ids=["html", "svg", "macros", "zip", "broken zip", "program", "empty", "too large"],
)
def test_what_is_no_form_or_is_too_large_is_refused(
    as_: As, intake: Intake, data: bytes, status: int, code: str
) -> None:
    told = as_(ADMIN).send_file("/files", data, "a.pdf")
    assert (told.status_code, told.json["code"]) == (status, code)
    assert intake.database["commits"].count_documents({}) == 0


def test_the_same_file_is_stored_once_and_a_key_is_not_used_for_two(as_: As, intake: Intake) -> None:
    admin = as_(ADMIN)
    first, again = (admin.send_file("/files", PDF, "表.pdf", key="k-1") for _ in range(2))
    assert first.json == again.json
    assert admin.send_file("/files", PDF, "另名.pdf").json["name"] == "表.pdf"
    assert intake.database["files.files"].count_documents({"_id": first.json["sha256"]}) == 1
    assert admin.send_file("/files", PDF + b"\n", "表.pdf", key="k-1").json["code"] == "key_reused"


def test_an_administrator_uploads_with_a_form_of_half_a_megabyte(app: Flask, intake: Intake) -> None:
    admin = Visitor(app, ADMIN)
    admin.open("/admin/files")
    answer = admin.submit("/admin/files", file=(io.BytesIO(PDF + b" " * 600_000), "大表.pdf"))
    assert answer.status_code == 303, answer.get_data(as_text=True)[:400]
    page = admin.open("/admin/files?q=大表")
    assert "大表.pdf" in page
    refused = admin.submit("/admin/files", file=(io.BytesIO(b"<html>"), "a.pdf"))
    assert refused.status_code == 422
    assert "只收 PDF" in refused.get_data(as_text=True)
    assert admin.submit("/admin/files").status_code == 422
    assert admin.client.post("/admin/files", data={"file": (io.BytesIO(PDF), "a.pdf")}).status_code in (400, 403)
    Visitor(app, CLERK).open("/admin/files", 403)


def test_only_administrators_store_files(as_: As) -> None:
    assert as_(CLERK).send_file("/files", PDF, "a.pdf").status_code == 403
    assert as_(CITIZEN).send_file("/files", PDF, "a.pdf").status_code == 403
    assert as_(ADMIN).post("/files", {}).json["code"] == "file_missing"


def test_a_file_whose_bytes_were_exchanged_is_not_given_out(as_: As, app: Flask, intake: Intake) -> None:
    told = as_(ADMIN).send_file("/files", PDF, "表.pdf").json
    chunks = intake.database["files.chunks"]
    chunks.update_one({"files_id": told["sha256"]}, {"$set": {"data": PDF.replace(b"Catalog", b"Katalog")}})
    damaged = app.test_client().get(told["url"])
    assert (damaged.status_code, b"Katalog" in damaged.data) == (503, False)
    assert as_(ADMIN).send_file("/files", PDF, "表.pdf").status_code == 201, "storing it again mends it"
    assert app.test_client().get(told["url"]).data == PDF
    assert app.test_client().get("/files/" + "0" * 64).status_code == 404


def test_every_file_of_the_demonstration_fits_its_checksum(full: Intake) -> None:
    client = create_app(full).test_client()
    for item in demonstration.items():
        for material in item.materials:
            for ref in filter(None, (material.blank, material.sample)):
                given = client.get(f"/files/{ref.sha256}")
                assert given.status_code == 200
                assert hashlib.sha256(given.data).hexdigest() == ref.sha256
