"""Papers at the receipt: files beside the ticks, and what was handed in before; no script needed (716号令7)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.materials.samples import jpeg, pdf
from tests.intake.people import CLERK, OTHER_CITIZEN, Caller
from tests.intake.test_pages import Visitor, visit

__all__ = ["visit"]

As = Callable[[Identity | None], Caller]
Visit = Callable[[Identity | None], Visitor]
SAID = {
    "applicant.kind": "1",
    "applicant.name": "张三丰",
    "applicant.id_number": "520402200503150012",
    "window": "W-520422103-01",
    "channel": "window",
}


def file(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def form(visit: Visit) -> Visitor:
    clerk = visit(CLERK)
    clerk.open("/cases/new?item=LOCAL-13")
    return clerk


def received(visit: Visit, **said: Any) -> str:
    answer = form(visit).submit("/cases/new", **SAID, **said)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return str(answer.headers["Location"].rpartition("/")[2])


def test_a_file_chosen_at_receipt_counts_as_received_and_joins_the_case(visit: Visit, as_: As) -> None:
    scans = {"file.statement": file(pdf(), "声明.pdf"), "file.papers": file(jpeg(), "证.jpg")}
    case_no = received(visit, materials=["form"], **scans)
    assert sorted(as_(CLERK).get(f"/cases/{case_no}").json["materials"]) == ["form", "papers", "statement"]
    files = as_(CLERK).get(f"/cases/{case_no}/materials").json["files"]
    assert sorted((each["material"], each["door"]) for each in files) == [("papers", "window"), ("statement", "window")]


def test_a_refused_form_keeps_the_files_that_came_with_it(visit: Visit, as_: As, intake: Intake) -> None:
    clerk = form(visit)
    wrong = {**SAID, "applicant.id_number": "520402199001010011"}
    refused = clerk.submit("/cases/new", **wrong, **{"file.statement": file(pdf(), "声明.pdf")})
    assert refused.status_code == 422
    clerk.page = refused.get_data(as_text=True)
    assert "已传文件，随本件入卷" in clerk.page
    assert intake.database["commits"].count_documents({}) == 0
    (kept,) = intake.database["material_drafts"].find()
    answer = clerk.submit("/cases/new", **SAID, uploads=[kept["_id"]])
    case_no = answer.headers["Location"].rpartition("/")[2]
    assert as_(CLERK).get(f"/cases/{case_no}").json["materials"] == ["statement"]


def test_a_file_that_is_refused_is_told_at_its_material(visit: Visit, intake: Intake) -> None:
    answer = form(visit).submit("/cases/new", **SAID, **{"file.papers": file(b"MZ evil", "a.exe")})
    assert answer.status_code == 422
    assert 'id="file.papers-error"' in answer.get_data(as_text=True)
    assert intake.database["commits"].count_documents({}) == 0


def test_what_was_handed_in_before_is_looked_up_by_the_number_and_not_asked_again(
    visit: Visit, as_: As, intake: Intake
) -> None:
    first = received(visit, **{"file.papers": file(jpeg(), "证.jpg")}, **{"until.papers": "2027-01-01"})
    clerk = form(visit)
    shown = clerk.submit("/cases/new", **SAID, look="yes")
    clerk.page = shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "以前交过、仍有效，不再要" in clerk.page
    (row,) = intake.materials.collection.find({"file.case_no": first})
    assert f'name="reuse" value="{row["_id"]}"' in clerk.page
    assert 'value="张三丰"' in clerk.page, "what was typed stays"
    answer = clerk.submit("/cases/new", **SAID, materials=["form"], reuse=[row["_id"]])
    second = answer.headers["Location"].rpartition("/")[2]
    assert sorted(as_(CLERK).get(f"/cases/{second}").json["materials"]) == ["form", "papers"]
    (file_there,) = as_(CLERK).get(f"/cases/{second}/materials").json["files"]
    assert file_there["reused"]


@pytest.mark.parametrize("number", ["", "520402199001010011"])
def test_without_a_number_that_holds_nobodys_papers_are_shown(visit: Visit, number: str) -> None:
    received(visit, **{"file.papers": file(jpeg(), "证.jpg")})
    shown = form(visit).submit("/cases/new", **{**SAID, "applicant.id_number": number}, look="yes")
    assert 'name="reuse"' not in shown.get_data(as_text=True)


def test_another_persons_papers_serve_nobody_else(visit: Visit, intake: Intake) -> None:
    received(visit, **{"file.papers": file(jpeg(), "证.jpg")})
    (row,) = intake.materials.collection.find()
    other = {**SAID, "applicant.id_number": "520402200503150039", "reuse": [row["_id"]]}
    assert form(visit).submit("/cases/new", **other).status_code in (404, 422)
    assert intake.cases.collection.count_documents({}) == 1


def test_the_form_works_by_keys_and_is_for_clerks_alone(visit: Visit) -> None:
    page = form(visit).page
    assert 'enctype="multipart/form-data"' in page
    assert 'data-key="f"' in page
    assert 'data-key="o"' in page
    assert page.index('data-key="s"') < page.index('name="look"'), "Enter in a field presses the form's first button"
    visit(OTHER_CITIZEN).open("/cases/new?item=LOCAL-13", 403)
