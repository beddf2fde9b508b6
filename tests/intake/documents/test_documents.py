"""Documents over HTTP and on pages: each follows from its fact, keeps its words, and is checked by anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from flask import Flask

from services.intake.documents import issuing, views
from services.intake.documents.printing import printed
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity import Identity
from shared.numbers.iso7064 import check_character
from shared.replica import Replica
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import PART, WHOLE, decide, received
from tests.intake.people import APPLICANT, AUDITOR, CITIZEN, CLERK, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
NAME = APPLICANT["name"]


def accepted(as_: As) -> str:
    case_no = received(as_)
    assert as_(CLERK).post(f"/cases/{case_no}/acceptance").status_code == 200
    return case_no


def only(as_: As, case_no: str) -> dict[str, Any]:
    (found,) = as_(CLERK).get(f"/cases/{case_no}/documents").json["items"]
    return dict(found)


def words(intake: Intake, number: str) -> str:
    return str(printed(intake, number, whole=True).paper)


def check(as_: As, document: dict[str, Any], code: str = "") -> dict[str, Any]:
    asked = code or document["check_url"].partition("code=")[2]
    return dict(as_(None).get(f"/check/{document['printed_number']}?code={asked}").json)


def test_acceptance_brings_a_receipt_with_number_code_and_what_one_may_rely_on(as_: As, intake: Intake) -> None:
    case_no = accepted(as_)
    told = only(as_, case_no)
    assert (told["kind"], told["number"], told["issued_on"]) == ("receipt", "520422103SL2026000001", "2026-09-17")
    assert told["last_day"] == "2026-10-14"
    said = words(intake, told["number"])
    for part in (NAME, "自2026年9月17日起受理", "不迟于2026年10月14日", case_no, intake.codes.of(case_no)[:4]):
        assert part in said


def test_a_notice_names_everything_and_its_article(as_: As, intake: Intake) -> None:
    case_no = received(as_, PART)
    defects = {"defects": [{"material": "papers", "problem": "缺户口簿复印件⟨name⟩"}]}
    as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects)
    said = words(intake, only(as_, case_no)["number"])
    assert "身份证户口簿" in said
    assert "缺户口簿复印件name" in said, "what people write puts no name anywhere"
    assert "行政许可法》第三十二条" in said


def test_a_refusal_says_why_and_until_when_each_remedy_is_open(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = received(as_)
    body = {"reasons": "申请人名下已有一处宅基地", "basis": "土地管理法第六十二条"}
    assert as_(CLERK).post(f"/cases/{case_no}/refusal", body).status_code == 200
    told = only(as_, case_no)
    said = words(intake, told["number"])
    assert "申请人名下已有一处宅基地" in said
    assert "土地管理法第六十二条" in said
    day = date(2026, 9, 17)
    until = intake.calendar("520422103").nat_due(day, 60).due
    assert told["last_day"] == until.isoformat()
    assert f"最迟为{until.year}年{until.month}月{until.day}日" in said
    assert "人民法院" in said


def test_whoever_came_to_the_wrong_door_gets_the_right_one_in_writing(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    body = {"department": "普定县民政局", "address": "普定县城关镇文明路1号", "telephone": "0851-38220000"}
    assert as_(CLERK).post(f"/cases/{case_no}/redirect", body).status_code == 200
    told = only(as_, case_no)
    assert re.fullmatch(r"520422103ZG2026\d{6}", told["number"])
    assert all(part in words(intake, told["number"]) for part in body.values())


def test_handing_a_result_over_brings_a_delivery_receipt_to_sign(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = accepted(as_)
    decide(intake, case_no, clock)
    assert as_(CLERK).post(f"/cases/{case_no}/delivery", {"manner": "window"}).status_code == 200
    rows = as_(CLERK).get(f"/cases/{case_no}/documents").json["items"]
    assert [row["kind"] for row in rows] == ["receipt", "delivery"]
    paper = printed(intake, rows[1]["number"], whole=True).paper
    assert paper.signatures[0].startswith("受送达人")
    assert NAME in str(paper)


def test_a_checked_paper_is_genuine_and_says_where_the_journal_has_it(as_: As, intake: Intake) -> None:
    told = only(as_, accepted(as_))
    found = check(as_, told)
    (commit,) = intake.journal.store.stream(f"document/{told['number']}")
    assert found["genuine"] is True
    assert (found["kind"], found["unit"], found["issued_on"]) == ("receipt", told["unit"], "2026-09-17")
    assert (found["stream"], found["version"], found["hash"]) == (commit.stream, 1, commit.hash)
    assert NAME not in str(found)


def test_a_wrong_or_altered_number_or_code_is_not_genuine_and_tells_nothing_else(as_: As) -> None:
    told = only(as_, accepted(as_))
    number, code = told["printed_number"], told["check_url"].partition("code=")[2]
    wrong = [number.replace("000001", "000002"), number[:-1] + ("A" if number[-1] != "A" else "B"), told["number"], "1"]
    for each in wrong:
        assert as_(None).get(f"/check/{each}?code={code}").json == {"genuine": False}, each
    assert check(as_, told, "AAAA2222") == {"genuine": False}
    assert as_(None).get(f"/check/{number}").json == {"genuine": False}
    lower = f"{code[:4]}-{code[4:]}".lower()
    assert check(as_, told, lower)["genuine"] is True, "as people type it"


def test_whoever_walks_numbers_is_slowed_down_and_genuine_papers_are_not(as_: As, clock: VirtualClock) -> None:
    told = only(as_, accepted(as_))
    for _ in range(40):
        assert check(as_, told)["genuine"] is True
    answers = [as_(None).get(f"/check/520422103SL2026{at:06d}-A?code=A").status_code for at in range(31)]
    assert (answers[0], answers[-1]) == (200, 429)
    clock.advance(timedelta(minutes=11))
    assert check(as_, told)["genuine"] is True


def test_the_check_page_needs_no_account_and_shows_nobody(as_: As, app: Flask) -> None:
    told = only(as_, accepted(as_))
    anyone = Visitor(app, None)
    page = anyone.open("/check/" + told["check_url"].partition("/check/")[2])
    assert "文书属实" in page
    assert f"/ratings/new?case_no={told['case_no']}" in page, "from the receipt's code to the rating"
    assert NAME not in page
    assert APPLICANT["id_number"] not in page
    anyone.open("/check")
    answer = anyone.submit("/check", number="520422103SL2026000009-A", code="AAAA")
    assert "不是本系统出具的文书" in answer.get_data(as_text=True)


def test_the_printed_page_and_the_pdf_say_the_same_and_bear_the_code(as_: As, app: Flask) -> None:
    told = only(as_, accepted(as_))
    clerk = Visitor(app, CLERK)
    page = clerk.open(f"/documents/{told['number']}")
    answer = clerk.client.get(f"/documents/{told['number']}.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(answer.data))
    for part in (NAME, "不迟于2026年10月14日办结", told["printed_number"], "模拟印章", "不具法律效力"):
        assert part in page, part
        assert part in text.replace("\r\n", ""), part
    assert answer.data == clerk.client.get(f"/documents/{told['number']}.pdf").data


def test_only_those_who_may_see_the_case_see_its_papers_and_others_read_no_name(as_: As, app: Flask) -> None:
    number = only(as_, accepted(as_))["number"]
    assert NAME not in Visitor(app, AUDITOR).open(f"/documents/{number}")
    for who in (RS_CLERK, CITIZEN):
        Visitor(app, who).open(f"/documents/{number}", 404)
        Visitor(app, who).open(f"/documents/{number}.pdf", 404)
    assert as_(RS_CLERK).get(f"/documents/{number}").status_code == 404
    Visitor(app, None).open(f"/documents/{number}", 303)
    Visitor(app, CLERK).open("/documents/520422103SL2026999999", 404)


def test_printed_again_in_a_year_it_says_the_same(
    as_: As, intake: Intake, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = only(as_, accepted(as_))["number"]
    before = printed(intake, number, whole=True)
    clock.move_to(datetime.fromisoformat("2027-09-17T10:00:00+08:00"))
    monkeypatch.setattr(Replica, "department", lambda *_: pytest.fail("names may have changed since"))
    monkeypatch.setattr(Replica, "venue", lambda *_: pytest.fail("places may have moved since"))
    after = printed(intake, number, whole=True)
    assert (after.paper, after.pdf()) == (before.paper, before.pdf())


def test_erasing_the_person_makes_the_words_unreadable_and_the_paper_stays_checkable(as_: As, intake: Intake) -> None:
    told = only(as_, accepted(as_))
    issued = printed(intake, told["number"], whole=True).issued
    assert NAME not in str(issued)
    intake.vault.erase(issued.person)
    with pytest.raises(Rejected, match="person_erased"):
        printed(intake, told["number"], whole=True)
    assert check(as_, told)["genuine"] is True


def test_what_a_request_could_not_make_out_the_worker_does_once(
    as_: As, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(issuing, "_make_out", lambda *_: (_ for _ in ()).throw(OSError("cut off")))
        case_no = accepted(as_)
    assert views.of_case(intake.documents, case_no) == []
    commits = intake.journal.store.stream(f"case/{case_no}")
    for _ in range(2):
        for commit in commits:
            issuing.follow_commit(intake, case_no, commit)
    assert only(as_, case_no)["number"] == "520422103SL2026000001"


def test_nothing_personal_lies_in_a_document_event(as_: As, intake: Intake) -> None:
    number = only(as_, accepted(as_))["number"]
    (commit,) = intake.journal.store.stream(f"document/{number}")
    for secret in (NAME, APPLICANT["id_number"], APPLICANT["phone"]):
        assert secret.encode() not in commit.body


def test_an_application_that_is_not_answered_yet_has_no_documents(as_: As) -> None:
    assert as_(CLERK).get(f"/cases/{received(as_, WHOLE)}/documents").json["items"] == []


def test_a_mandate_has_its_letter_and_taken_back_the_check_page_says_so(as_: As, app: Flask) -> None:
    agent = {"kind": "1", "name": "李四光", "id_number": "52242719850101001" + check_character("52242719850101001")}
    body = {"principal": APPLICANT, "agent": agent, "items": ["LOCAL-13"], "acts": ["apply", "collect"]}
    term = {"valid_from": "2026-09-01", "valid_to": "2026-12-31"}
    number = as_(CLERK).post("/mandates", {**body, **term}).json["mandate_no"]
    page = Visitor(app, CLERK).open(f"/documents/{number}")
    for part in (NAME, "李四光", "提出申请、领取结果", "农村宅基地批准", "2026年9月1日至2026年12月31日"):
        assert part in page, part
    told = as_(CLERK).get(f"/documents/{number}").json
    assert (told["kind"], told["case_no"]) == ("mandate", "")
    assert check(as_, told)["genuine"] is True
    Visitor(app, RS_CLERK).open(f"/documents/{number}", 404)
    assert as_(CLERK).post(f"/mandates/{number}/revocation", {"reason": "changed_mind"}).status_code == 200
    assert "失效" in Visitor(app, CLERK).open(f"/documents/{number}")
    assert check(as_, told)["superseded_because"] == "委托人已撤销委托"


def test_whoever_prints_anothers_paper_is_noted_and_ones_own_is_no_look(as_: As, app: Flask, intake: Intake) -> None:
    number = only(as_, accepted(as_))["number"]
    Visitor(app, CLERK).open(f"/documents/{number}")
    assert intake.looks.collection.count_documents({"purpose": "paper", "reader": CLERK.id}) == 1
