"""Looks: opening a matter in clear leaves one, lists leave none; auditors and the persons themselves read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from services.intake.service import Intake
from shared.contracts import Actor
from shared.identity import Identity
from shared.journal.commit import Commit
from shared.journal.handle import Journal
from shared.journal.subscriber import incoming
from shared.privacy.looks import Looks
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import WHOLE, received
from tests.intake.people import AGENT, APPLICANT, AUDITOR, CITIZEN, CLERK, OTHER_CITIZEN, REVIEWER, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
COUNTY = Identity("auditor-2", "auditor", "", "", ("520402",), demo=True)


def looks(intake: Intake) -> list[dict[str, Any]]:
    return list(intake.looks.collection.find().sort("seen_at", 1))


def test_opening_a_case_in_clear_is_one_look_with_who_role_purpose_fields_and_time(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    assert looks(intake) == [], "what somebody has typed in a moment ago is no look"
    for _ in range(3):
        assert as_(CLERK).get(f"/cases/{case_no}").json["applicant"]["name"] == APPLICANT["name"]
    (look,) = looks(intake)
    assert (look["reader"], look["role"], look["purpose"], look["case_no"]) == (
        *("clerk-zr", "window_clerk", "case"),
        case_no,
    )
    assert look["fields"] == ["name", "id_number", "phone"]
    assert look["seen_at"].startswith("2026-09-17T10:00:00")
    (commit,) = intake.journal.store.stream(f"access/{look['person']}")
    assert commit.hash == look["hash"]


def test_after_a_quarter_of_an_hour_it_is_another_look_and_so_is_another_reader(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = received(as_)
    as_(CLERK).get(f"/cases/{case_no}")
    clock.advance(timedelta(minutes=15))
    as_(CLERK).get(f"/cases/{case_no}")
    other = Identity("clerk-zr-2", "window_clerk", "dep-zr", "H-520422103", ("520422103",), demo=True)
    as_(other).get(f"/cases/{case_no}")
    assert sorted(look["reader"] for look in looks(intake)) == ["clerk-zr", "clerk-zr", "clerk-zr-2"]


def test_lists_masked_views_acts_and_ones_own_case_leave_no_look(as_: As, app: Flask, intake: Intake) -> None:
    case_no = received(as_)
    own = {**WHOLE, "channel": "online", "window": ""}
    mine = as_(CITIZEN).post("/cases", own).json["case_no"]
    as_(CLERK).get("/cases")
    Visitor(app, CLERK).open("/desk")
    assert as_(AUDITOR).get(f"/cases/{case_no}").json["applicant"]["name"] == "张**"
    assert as_(REVIEWER).get(f"/cases/{case_no}").json["applicant"]["name"] == "张**"
    assert as_(CITIZEN).get(f"/cases/{mine}").json["applicant"]["name"] == "张三丰"
    done = as_(CLERK).post(f"/cases/{case_no}/acceptance")
    assert done.json["applicant"]["name"] == "张**", "an act answers masked"
    assert looks(intake) == []


def test_a_paper_and_a_page_are_looks_too(as_: As, app: Flask, intake: Intake) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    as_(CLERK).get(f"/cases/{case_no}/receipt")
    Visitor(app, CLERK).open(f"/cases/{case_no}")
    assert {look["purpose"] for look in looks(intake)} == {"paper", "case"}


def test_auditors_read_the_looks_of_their_divisions_by_case_and_by_reader(as_: As, app: Flask) -> None:
    case_no = received(as_)
    as_(CLERK).get(f"/cases/{case_no}")
    found = as_(AUDITOR).get(f"/looks?case_no={case_no}").json["items"]
    assert [(each["reader"], each["fields"]) for each in found] == [("clerk-zr", ["name", "id_number", "phone"])]
    assert as_(AUDITOR).get("/looks?reader=clerk-rs").json["items"] == []
    assert as_(COUNTY).get("/looks").json["items"] == [], "another county's"
    assert as_(CLERK).get("/looks").status_code == 403
    assert "clerk-zr" in Visitor(app, AUDITOR).open("/looks")


def test_people_read_who_looked_into_their_own_cases(as_: As, app: Flask) -> None:
    own = {**WHOLE, "channel": "online", "window": ""}
    mine = as_(CITIZEN).post("/cases", own).json["case_no"]
    as_(CLERK).get(f"/cases/{mine}")
    assert [each["reader"] for each in as_(CITIZEN).get("/looks/own").json["items"]] == ["clerk-zr"]
    assert as_(OTHER_CITIZEN).get("/looks/own").json["items"] == []
    assert "clerk-zr" in Visitor(app, CITIZEN).open("/looks/own")


def test_without_an_account_number_and_identity_number_open_ones_own_matter(as_: As, app: Flask) -> None:
    body = {"item": "LOCAL-01", "applicant": APPLICANT, "materials": ["id-card", "form", "statement"]}
    number = as_(AGENT).post("/proxy-mandates", body).json["proxy_no"]
    as_(RS_CLERK).get(f"/proxy-mandates/{number}")
    anyone = as_(None)
    told = anyone.post("/looks/own-matter", {"number": number, "id_number": APPLICANT["id_number"]}).json
    assert (told["status"], [each["reader"] for each in told["looks"]]) == ("entrusted", ["clerk-rs"])
    case_no = as_(AGENT).post(f"/proxy-mandates/{number}/handover").json["case_no"]
    for asked in (number, case_no):
        told = anyone.post("/looks/own-matter", {"number": asked, "id_number": APPLICANT["id_number"]}).json
        assert (told["case_no"], told["status"]) == (case_no, "received")
    visitor = Visitor(app, None)
    visitor.open("/own-matter")
    page = visitor.submit("/own-matter", number=case_no, kind="1", id_number=APPLICANT["id_number"])
    assert "clerk-rs" in page.get_data(as_text=True)
    assert APPLICANT["id_number"] not in page.get_data(as_text=True)


def test_another_persons_number_opens_nothing_and_guessing_ends(as_: As) -> None:
    case_no = received(as_)
    anyone, other = as_(None), {"number": case_no, "kind": "1", "id_number": "520402199001010010"}
    from shared.numbers.iso7064 import check_character

    other["id_number"] = "52040219900101001" + check_character("52040219900101001")
    codes = [anyone.post("/looks/own-matter", other).json["code"] for _ in range(11)]
    assert codes == ["not_yours"] * 10 + ["too_many_looks"]
    nothing = {**other, "number": "52042210320260917999999"}
    assert anyone.post("/looks/own-matter", nothing).json["code"] == "not_yours"


def test_the_worker_lists_what_a_process_that_died_did_not(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    as_(CLERK).get(f"/cases/{case_no}")
    (look,) = looks(intake)
    intake.looks.collection.delete_many({})
    intake.looks.repair_behind(intake.journal, intake.journal.store.stream(f"access/{look['person']}"))
    assert looks(intake) == [look]


def noted_by(intake: Intake, service: str, person: str, case_no: str) -> Commit:
    """Let another service note a look at a person's words, and intake's worker hear of it; give the commit."""
    elsewhere = Looks(Journal(intake.journal.store, service), intake.database["looks_elsewhere"], service)
    meta = meta_at("2026-09-17T10:00:00+08:00", Actor("complaints-machang", "complaint_handler"))
    elsewhere.note(meta, person, purpose="complaint", case_no=case_no, fields=["text"], division="520422103")
    (commit,) = intake.journal.store.stream(f"access/{person}-{service}")
    for _ in range(2):
        intake.looks.hear(incoming(commit.envelope()))
    return commit


def test_looks_of_other_services_stand_in_the_same_list(as_: As, intake: Intake) -> None:
    account = intake.vault.person("account", CITIZEN.id)
    commit = noted_by(intake, "complaints", account, "520422103TS2026091700001")
    (row,) = as_(AUDITOR).get("/looks?reader=complaints-machang").json["items"]
    assert (row["case_no"], row["purpose"], row["hash"]) == ("520422103TS2026091700001", "complaint", commit.hash)
    assert [each["case_no"] for each in as_(CITIZEN).get("/looks/own").json["items"]] == [row["case_no"]]
    assert as_(OTHER_CITIZEN).get("/looks/own").json["items"] == []


def test_a_look_at_a_report_is_in_no_reporter_s_list(as_: As, intake: Intake) -> None:
    number = "520422103JB2026091700001"
    noted_by(intake, "complaints", intake.vault.person("complaint", number), number)
    assert as_(CITIZEN).get("/looks/own").json["items"] == []
    assert [each["case_no"] for each in as_(AUDITOR).get("/looks").json["items"]] == [number]
