"""Materials over HTTP: uploaded, encrypted, seen by whom they concern, used again, and never half there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from services.intake.materials.keeping import Keeping
from services.intake.materials.timers import sweep
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import PART, WHOLE, received
from tests.intake.materials.samples import jpeg, pdf
from tests.intake.people import (
    ADMIN,
    APPLICANT,
    AUDITOR,
    CITIZEN,
    CLERK,
    LICENCE,
    OTHER_CITIZEN,
    REVIEWER,
    RS_CLERK,
    Caller,
)
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
Row = dict[str, Any]

ONLINE = {**LICENCE, "window": "", "channel": "online"}


def send(caller: Caller, data: bytes, key: str = "", **fields: str) -> TestResponse:
    headers = {**caller.headers, **({"Idempotency-Key": key} if key else {})}
    form = {"file": (io.BytesIO(data), "张三身份证.exe"), "material": "papers", **fields}
    return caller.client.post("/api/v1/materials", data=form, headers=headers)


def sent(caller: Caller, data: bytes, **fields: str) -> Row:
    answer = send(caller, data, **fields)
    assert answer.status_code == 201, answer.json
    return dict(answer.json or {})


def files(caller: Caller, case_no: str) -> list[Row]:
    return list(caller.get(f"/cases/{case_no}/materials").json["files"])


def test_a_scan_joins_its_case_encrypted_and_its_event_tells_the_plain_checksum(as_: As, intake: Intake) -> None:
    case_no, data = received(as_, PART), jpeg()
    told = sent(as_(CLERK), data, case_no=case_no)
    assert (told["case_no"], told["material"], told["name"]) == (case_no, "papers", "身份证户口簿")
    assert (told["media_type"], told["door"]) == ("image/jpeg", "window")
    (commit,) = intake.journal.store.stream(f"material/{told['id']}")
    fact = commit.envelope().events[0].data
    assert fact["sha256"] == told["sha256"]
    assert "张三" not in str(fact), "names of files are not kept"
    for chunk in intake.database["material_bytes.chunks"].find():
        assert data[:64] not in bytes(chunk["data"])
    whole = as_(CLERK).get(f"/materials/{told['id']}/file")
    assert whole.data == data
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    seen = as_(CLERK).get(f"/materials/{told['id']}/preview")
    assert (seen.content_type, seen.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    looks = list(intake.looks.collection.find({"reader": CLERK.id, "fields": ["file"]}))
    assert len(looks) == 1, "both are one look, and it is noted"


def test_the_same_upload_sent_twice_is_one_file(as_: As, intake: Intake) -> None:
    case_no = received(as_, PART)
    first, again = (send(as_(CLERK), jpeg(), "u-1", case_no=case_no).json for _ in range(2))
    assert first == again
    assert len(files(as_(CLERK), case_no)) == 1
    assert intake.database["material_bytes.files"].count_documents({}) == 2, "the file and its preview"
    other = send(as_(CLERK), jpeg("blue"), "u-1", case_no=case_no)
    assert (other.status_code, other.json["code"]) == (422, "key_reused")


def test_nothing_is_kept_of_what_is_refused(as_: As, intake: Intake) -> None:
    case_no = received(as_, PART)
    for fields, data, code in (
        ({"case_no": case_no, "material": "passport"}, jpeg(), "unknown_material"),
        ({"case_no": case_no}, b"<html>", "file_type_refused"),
        ({"case_no": case_no}, b"", "file_empty"),
        ({"item": "LOCAL-99"}, jpeg(), "unknown_item"),
        ({}, jpeg(), "invalid"),
        ({"case_no": "52042210320260917099993"}, jpeg(), "unknown_case"),
    ):
        assert send(as_(CLERK), data, **fields).json["code"] == code
    assert send(as_(RS_CLERK), jpeg(), case_no=case_no).status_code in (403, 404)
    assert send(as_(OTHER_CITIZEN), jpeg(), case_no=case_no).status_code == 404
    assert send(as_(None), jpeg(), case_no=case_no).status_code == 401
    assert send(as_(AUDITOR), jpeg(), case_no=case_no).status_code == 403
    assert intake.database["material_bytes.files"].count_documents({}) == 0
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^material/"}}) == 0


def test_a_body_larger_than_a_file_may_be_is_cut_off(as_: As, intake: Intake) -> None:
    big = b"\xff\xd8\xff" + bytes(intake.settings.material_most_mb * 1024 * 1024 + 200 * 1024)
    assert send(as_(CLERK), big, item="LOCAL-13").status_code == 413


def test_an_applicant_uploads_first_and_hands_in_with_the_application(as_: As, intake: Intake) -> None:
    me = as_(CITIZEN)
    draft = sent(me, jpeg(), item="LOCAL-13", door="mobile")
    assert (draft["case_no"], draft["door"]) == ("", "mobile")
    assert [row["id"] for row in me.get("/materials/uploads?item=LOCAL-13").json["items"]] == [draft["id"]]
    assert as_(OTHER_CITIZEN).get("/materials/uploads?item=LOCAL-13").json["items"] == []
    assert intake.database["commits"].count_documents({}) == 0, "what is not handed in is no fact"
    body = {**ONLINE, "materials": ["form", "statement", "village"], "uploads": [draft["id"]]}
    for _ in range(2):
        case = me.post("/cases", body, key="apply-1").json
    assert "papers" in case["materials"], "uploading is handing in"
    assert [(row["id"], row["material"]) for row in files(me, case["case_no"])] == [(draft["id"], "papers")]
    assert me.get("/materials/uploads?item=LOCAL-13").json["items"] == []
    used = me.post("/cases", {**body, "materials": ["form"]}, key="apply-2").json
    assert used["code"] == "upload_used"


def test_nobody_hands_in_anothers_upload(as_: As) -> None:
    draft = sent(as_(CITIZEN), jpeg(), item="LOCAL-13")
    body = {**ONLINE, "materials": ["form"], "uploads": [draft["id"]]}
    assert as_(OTHER_CITIZEN).post("/cases", body).json["code"] == "unknown_upload"
    assert as_(OTHER_CITIZEN).post(f"/materials/uploads/{draft['id']}/discard").status_code == 404
    assert as_(CITIZEN).post(f"/materials/uploads/{draft['id']}/discard").status_code == 204
    assert as_(CITIZEN).get("/materials/uploads?item=LOCAL-13").json["items"] == []


def test_a_supplement_brings_its_file(as_: As) -> None:
    me = as_(CITIZEN)
    case_no = me.post("/cases", {**ONLINE, "materials": ["form", "statement", "village"]}).json["case_no"]
    defects = {"defects": [{"material": "papers", "problem": "缺"}]}
    assert as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects).status_code == 200
    draft = sent(me, pdf(2), item="LOCAL-13")
    told = me.post(f"/cases/{case_no}/supplements", {"materials": [], "uploads": [draft["id"]]}).json
    assert told["status"] == "supplemented"
    assert [(row["material"], row["pages"]) for row in files(me, case_no)] == [("papers", 2)]


def test_only_those_whom_the_case_concerns_look_into_its_files(as_: As) -> None:
    me = as_(CITIZEN)
    case_no = me.post("/cases", {**ONLINE, "materials": ["form"]}).json["case_no"]
    told = sent(me, jpeg(), case_no=case_no)
    for who, status in (
        *((CITIZEN, 200), (CLERK, 200), (REVIEWER, 200), (AUDITOR, 200)),
        *((OTHER_CITIZEN, 404), (RS_CLERK, 404), (ADMIN, 403), (None, 401)),
    ):
        for part in ("", "/file", "/preview"):
            assert as_(who).get(f"/materials/{told['id']}{part}").status_code == status, (who, part)


def test_what_was_sent_by_mistake_is_taken_out_with_its_bytes(as_: As, intake: Intake) -> None:
    case_no = received(as_, PART)
    told = sent(as_(CLERK), jpeg(), case_no=case_no)
    answer = as_(CLERK).post(f"/materials/{told['id']}/removal", {"reason": "传错"})
    assert answer.json["files"] == []
    assert as_(CLERK).get(f"/materials/{told['id']}/file").status_code == 404
    assert intake.database["material_bytes.chunks"].count_documents({}) == 0


def test_a_paper_handed_in_before_serves_again_and_is_not_asked_for(as_: As, intake: Intake) -> None:
    first = received(as_, WHOLE)
    old = sent(as_(CLERK), jpeg(), case_no=first, valid_until="2026-12-31")
    asked = {"item": "LOCAL-13", "id_number": APPLICANT["id_number"]}
    found = as_(CLERK).post("/materials/on-file", asked).json["items"]
    assert [(row["id"], row["material"]) for row in found] == [(old["id"], "papers")]
    second = received(as_, PART)
    notice = {"defects": [{"material": "papers", "problem": "缺"}]}
    refusal = as_(CLERK).post(f"/cases/{second}/supplement-notice", notice)
    assert (refusal.status_code, refusal.json["code"]) == (409, "already_on_file")
    again = {**PART, "reuse": [old["id"]], "applicant": {**APPLICANT}}
    third = as_(CLERK).post("/cases", again).json
    assert "papers" in third["materials"]
    (row,) = files(as_(CLERK), third["case_no"])
    assert (row["id"], row["reused"], row["case_no"]) == (old["id"], True, third["case_no"])
    types = [fact.type for c in intake.journal.store.stream(f"material/{old['id']}") for fact in c.envelope().events]
    assert types == ["material.uploaded", "material.reused"]
    own, beside = (
        intake.journal.store.stream(f"material/{key}") for key in (old["id"], f"{row['case_no']}.{old['id']}")
    )
    assert {commit.case for commit in own} == {old["case_no"]}, (
        "a stream belongs to one case, or its folds wait for ever"
    )
    assert [(commit.case, commit.version) for commit in beside] == [(row["case_no"], 1)]
    assert as_(CLERK).post(f"/cases/{row['case_no']}/materials", {"reuse": [old["id"]]}).status_code == 200
    assert len(intake.journal.store.stream(f"material/{row['case_no']}.{old['id']}")) == 1
    assert as_(CLERK).get(f"/materials/{old['id']}/file").data == jpeg()


def test_a_paper_that_has_expired_is_not_offered_and_may_be_asked_for(as_: As) -> None:
    first = received(as_, WHOLE)
    sent(as_(CLERK), jpeg(), case_no=first, valid_until="2026-09-16")
    asked = {"item": "LOCAL-13", "id_number": APPLICANT["id_number"]}
    assert as_(CLERK).post("/materials/on-file", asked).json["items"] == []
    notice = {"defects": [{"material": "papers", "problem": "已过有效期"}]}
    assert as_(CLERK).post(f"/cases/{received(as_, PART)}/supplement-notice", notice).status_code == 200


def test_originals_are_noted_seen_and_returned(as_: As) -> None:
    case_no = received(as_, PART)
    body = {"material": "papers", "kept": True, "copies": 1}
    told = as_(CLERK).post(f"/cases/{case_no}/originals", body).json["originals"]
    assert [(row["material"], row["held"], row["copies"]) for row in told] == [("papers", True, 1)]
    back = as_(CLERK).post(f"/cases/{case_no}/originals/return", {"material": "papers"}).json["originals"]
    assert back[0]["held"] is False
    assert back[0]["returned_at"]


def test_erasing_the_person_makes_the_file_unreadable(as_: As, intake: Intake) -> None:
    told = sent(as_(CLERK), jpeg(), case_no=received(as_, PART))
    row = intake.materials.collection.find_one({"_id": told["id"]})
    assert row is not None
    intake.vault.erase(row["person"])
    for part in ("file", "preview"):
        answer = as_(CLERK).get(f"/materials/{told['id']}/{part}")
        assert (answer.status_code, answer.json["code"]) == (410, "person_erased")


@pytest.mark.parametrize("after", range(3))
def test_an_upload_that_dies_half_way_never_counts_and_is_swept_away(
    as_: As, intake: Intake, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The process dies after the note, after the file's bytes, or after the preview's: nobody names what lies there."""
    case_no = received(as_, PART)
    with monkeypatch.context() as dying:
        _die_after(dying, after)
        answer = send(as_(CLERK), jpeg(), "u-1", case_no=case_no)
        assert answer.status_code == 500
    assert files(as_(CLERK), case_no) == []
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^material/"}}) == 0
    assert sweep(intake) == 0, "it may be under way still"
    clock.advance(timedelta(hours=2))
    assert sweep(intake) == 1
    assert intake.database["material_bytes.chunks"].count_documents({}) == 0
    assert sent(as_(CLERK), jpeg(), case_no=case_no)["case_no"] == case_no
    clock.advance(timedelta(hours=2))
    assert sweep(intake) == 0, "what counts stays"
    assert len(files(as_(CLERK), case_no)) == 1


def _die_after(dying: pytest.MonkeyPatch, steps: int) -> None:
    real = Keeping.put

    def put(self: Keeping, place: str, data: bytes, preview: bytes, at: Any) -> None:
        if steps == 0:
            self._notes.insert_one({"_id": place, "at": at.isoformat()})
        elif steps == 1:
            real(self, place, data, b"", at)
        else:
            real(self, place, data, preview, at)
        raise SystemError("killed")

    dying.setattr(Keeping, "put", put)


def test_a_draft_nobody_hands_in_is_thrown_away_after_its_days(as_: As, intake: Intake, clock: VirtualClock) -> None:
    sent(as_(CITIZEN), jpeg(), item="LOCAL-13")
    clock.advance(timedelta(days=6))
    assert sweep(intake) == 0
    clock.advance(timedelta(days=2))
    assert sweep(intake) == 1
    assert intake.database["material_bytes.chunks"].count_documents({}) == 0
    assert as_(CITIZEN).get("/materials/uploads?item=LOCAL-13").json["items"] == []


def test_a_clerk_scans_and_notes_originals_on_the_page(as_: As, app: Flask) -> None:
    case_no = received(as_, PART)
    clerk, path = Visitor(app, CLERK), f"/cases/{case_no}/materials"
    clerk.open(path)
    fields = {"material": "papers", "file": (io.BytesIO(jpeg()), "scan.jpg")}
    assert clerk.submit(path, **fields).status_code == 303
    page = clerk.open(path)
    assert "身份证户口簿" in page
    assert "/preview" in page
    bad = clerk.submit(path, material="papers", file=(io.BytesIO(b"<html>"), "scan.jpg"))
    assert bad.status_code == 422
    assert "只收 PDF" in bad.get_data(as_text=True)
    clerk.open(path)
    assert clerk.submit(f"/cases/{case_no}/originals", kept="1").status_code == 303
    assert "原件在窗口" in clerk.open(path)
    Visitor(app, RS_CLERK).open(path, 404)


def test_an_applicant_uploads_for_an_item_on_the_page(as_: As, app: Flask) -> None:
    me, path = Visitor(app, CITIZEN), "/items/LOCAL-13/uploads"
    me.open(path)
    assert me.submit(path, material="papers", file=(io.BytesIO(jpeg()), "a.jpg")).status_code == 303
    assert "身份证户口簿" in me.open(path)
