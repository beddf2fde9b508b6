"""Files on the pages of the portal: sent within the step, handed in with the application or supplement, used again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from services.intake.materials.handing_in import HandingIn
from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.cases.test_api import PART
from tests.intake.cases.test_clock import URGENT
from tests.intake.materials.samples import jpeg
from tests.intake.materials.test_materials import files, sent
from tests.intake.people import APPLICANT, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.portal.test_portal import HEAVIEST, WHO, begun
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
ONLINE = {**PART, "window": "", "channel": "online"}


def picture(color: str = "red") -> tuple[io.BytesIO, str]:
    return io.BytesIO(jpeg(color)), "张三身份证.jpg"


def at_papers(app: Flask, identity: Identity = CITIZEN) -> tuple[Visitor, str]:
    """Go as far as the step of materials."""
    visitor, draft = begun(app, identity=identity)
    where = visitor.client.get(f"{draft}/check").headers["Location"]
    if where.endswith("/hall"):
        visitor.open(where)
        visitor.submit(where, hall="H-520422103")
    visitor.open(f"{draft}/who")
    assert visitor.submit(f"{draft}/who", **WHO).headers["Location"] == f"{draft}/papers"
    visitor.open(f"{draft}/papers")
    return visitor, draft


def ticked(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)" checked', page)


def done(visitor: Visitor, draft: str) -> str:
    visitor.open(f"{draft}/check")
    assert visitor.submit(f"{draft}/check").status_code == 303
    return str(re.search(r"\d{23}", visitor.open(f"{draft}/done"))[0])  # type: ignore[index]


def test_a_file_is_sent_within_the_step_and_joins_the_case(app: Flask, as_: As) -> None:
    visitor, draft = at_papers(app)
    sends = {"upload": "yes", "material": "papers", "file": picture(), "materials": ["form"]}
    assert visitor.submit(f"{draft}/papers", **sends).headers["Location"] == f"{draft}/papers"
    page = visitor.open(f"{draft}/papers")
    (upload,) = ticked(page, "uploads")
    assert set(ticked(page, "materials")) == {"form", "papers"}, "ticks outlive the sending; a file counts as in hand"
    weight = len(page.encode()) + sum(
        len(visitor.client.get(each).get_data())
        for each in set(re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg)[^"]*)"', page))
    )
    assert weight <= HEAVIEST
    more = {"material": "statement", "file": picture("blue"), "materials": ["form"], "uploads": [upload]}
    assert visitor.submit(f"{draft}/papers", **more).headers["Location"] == f"{draft}/check"
    assert "上传 2 份" in visitor.open(f"{draft}/check")
    case_no = done(visitor, draft)
    assert {row["material"] for row in files(as_(CITIZEN), case_no)} == {"papers", "statement"}
    assert {"form", "papers", "statement"} <= set(as_(CITIZEN).get(f"/cases/{case_no}").json["materials"])


def test_a_file_that_is_refused_takes_no_tick_along_and_one_left_unticked_stays_behind(app: Flask, as_: As) -> None:
    visitor, draft = at_papers(app)
    bad = {"upload": "yes", "material": "papers", "file": (io.BytesIO(b"<html>"), "a.jpg"), "materials": ["form"]}
    answer = visitor.submit(f"{draft}/papers", **bad)
    assert answer.status_code == 422
    assert ticked(answer.get_data(as_text=True), "materials") == ["form"]
    waits = sent(as_(CITIZEN), jpeg(), item="LOCAL-13")
    assert waits["id"] in visitor.open(f"{draft}/papers")
    assert visitor.submit(f"{draft}/papers", materials=["form"]).status_code == 303
    assert files(as_(CITIZEN), done(visitor, draft)) == []
    assert [row["id"] for row in as_(CITIZEN).get("/materials/uploads?item=LOCAL-13").json["items"]] == [waits["id"]]


def test_what_was_uploaded_before_one_began_is_ticked_for_the_first_application_alone(app: Flask, as_: As) -> None:
    waits = sent(as_(CITIZEN), jpeg(), item="LOCAL-13")
    assert ticked(at_papers(app)[0].page, "uploads") == [waits["id"]]
    second, _ = at_papers(app)
    assert waits["id"] in second.page
    assert ticked(second.page, "uploads") == []


def test_files_join_the_case_though_the_process_died_after_the_receipt(
    app: Flask, as_: As, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, draft = at_papers(app)
    visitor.submit(f"{draft}/papers", material="papers", file=picture(), materials=["form"])
    visitor.open(f"{draft}/check")
    with monkeypatch.context() as dying:
        dying.setattr(HandingIn, "into", lambda *_: 1 / 0)
        assert visitor.submit(f"{draft}/check").status_code == 500
    case_no = str(re.search(r"\d{23}", visitor.open(f"{draft}/done"))[0])  # type: ignore[index]
    assert [row["material"] for row in files(as_(CITIZEN), case_no)] == ["papers"]
    assert intake.cases.collection.count_documents({}) == 1


def test_what_the_account_handed_in_before_is_offered_and_serves_again(app: Flask, as_: As) -> None:
    first = as_(CITIZEN).post("/cases", ONLINE).json["case_no"]
    old = sent(as_(CITIZEN), jpeg(), case_no=first)
    visitor, draft = at_papers(app)
    assert "可直接沿用" in visitor.page
    assert visitor.submit(f"{draft}/papers", materials=["form"], reuse=[old["id"]]).status_code == 303
    case_no = done(visitor, draft)
    assert [(row["id"], row["reused"]) for row in files(as_(CITIZEN), case_no)] == [(old["id"], True)]


def test_writing_somebody_elses_number_opens_nothing_they_handed_in(app: Flask, as_: As) -> None:
    first = as_(CITIZEN).post("/cases", ONLINE).json["case_no"]
    old = sent(as_(CITIZEN), jpeg(), case_no=first)
    other = as_(OTHER_CITIZEN)
    visitor, draft = at_papers(app, OTHER_CITIZEN)
    assert old["id"] not in visitor.page
    visitor.submit(f"{draft}/papers", materials=["form"], reuse=[old["id"]])
    case_no = done(visitor, draft)
    assert files(other, case_no) == []
    assert other.get(f"/cases/{case_no}/on-file").json["items"] == []
    assert other.get("/materials/on-file?item=LOCAL-13").json["items"] == []
    assert other.post(f"/cases/{case_no}/materials", {"reuse": [old["id"]]}).json["code"] == "unknown_file"
    again = {**ONLINE, "applicant": APPLICANT, "reuse": [old["id"]], "meant_twice": True}
    assert other.post("/cases", again).json["code"] == "unknown_file"
    assert other.get(f"/materials/{old['id']}/file").status_code == 404


def test_what_a_notice_names_is_uploaded_and_handed_in_on_one_page(app: Flask, as_: As) -> None:
    case_no = as_(CITIZEN).post("/cases", ONLINE).json["case_no"]
    defects = {"defects": [{"material": "papers", "problem": "未提交"}]}
    assert as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects).status_code == 200
    visitor, path = Visitor(app, CITIZEN), f"/mine/{case_no}/supplement"
    assert '<option value="form"' not in visitor.open(path), "the notice did not ask for it"
    assert visitor.submit(path, upload="yes", material="papers").status_code == 422
    visitor.open(path)
    assert visitor.submit(path, upload="yes", material="papers", file=picture()).headers["Location"] == path
    (upload,) = ticked(visitor.open(path), "uploads")
    answers = [visitor.submit(path, uploads=[upload]) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], "sent twice, done once"
    assert as_(CITIZEN).get(f"/cases/{case_no}").json["status"] == "supplemented"
    assert [row["material"] for row in files(as_(CITIZEN), case_no)] == ["papers"]
    clerk = Visitor(app, CLERK)
    assert f"/cases/{case_no}/materials" in clerk.open(f"/cases/{case_no}")
    assert upload in clerk.open(f"/cases/{case_no}/materials")


def test_a_promised_paper_comes_as_a_file(app: Flask, as_: As) -> None:
    case_no = as_(CITIZEN).post("/cases", {**URGENT, "window": "", "channel": "online"}).json["case_no"]
    assert as_(RS_CLERK).post(f"/cases/{case_no}/acceptance", {"promise": {}}).status_code == 200
    visitor, path = Visitor(app, CITIZEN), f"/mine/{case_no}/supplement"
    visitor.open(path)
    assert visitor.submit(path, material="hardship", file=picture()).status_code == 303
    assert [row["material"] for row in files(as_(CITIZEN), case_no)] == ["hardship"]
    assert "补交容缺的材料" not in visitor.open(f"/cases/{case_no}/progress")
