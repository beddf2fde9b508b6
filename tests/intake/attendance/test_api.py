"""Check-in over HTTP: oneself, at one's own place, now; the day sheet; inspections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.attendance.days import load
from services.intake.attendance.timers import note_absences
from services.intake.service import Intake
from shared.contracts.registry import StaffRegistered
from shared.contracts.venues import RosterPublished, Shift
from shared.identity import Identity
from tests.intake.people import ADMIN, AUDITOR, CITIZEN, CLERK, RS_CLERK, Caller, state_at

As = Callable[[Identity | None], Caller]
HALL, POST = "H-520402109", "W-520402109-01"
ASSESSOR = Identity("assessor", "assessor", "", "", ("5204",), demo=True)


@pytest.fixture
def rostered(intake: Intake) -> Any:
    """Today, Thursday, 10:00: clerk-rs at the first window since nine, nobody at the second."""
    day = date(2026, 9, 17)
    shifts = (
        Shift(day, "am", POST, "clerk-rs", "reviewer-rs"),
        Shift(day, "am", "W-520402109-02", "clerk-sh"),
        Shift(day, "pm", POST, "clerk-rs"),
    )
    roster = RosterPublished(venue=HALL, week=date(2026, 9, 14), shifts=shifts)
    state_at(intake, "2026-09-14T08:00:00+08:00", roster)
    yield
    for name in ("registry", "registry_versions"):
        intake.database[name].delete_many({"_id": {"$regex": "^roster/"}})


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


@pytest.mark.usefixtures("rostered")
def test_a_clerk_checks_in_and_out_and_the_sheet_shows_it(as_: As) -> None:
    clerk = as_(RS_CLERK)
    here = clerk.post(f"/venues/{HALL}/check-ins", {"post": POST}).json
    assert (here["standing"], here["late_minutes"], here["until"]) == ("a", 60, None)
    sheet = clerk.get(f"/venues/{HALL}/attendance").json
    states = [(each["post"][-2:], each["half"], each["state"], each["late_minutes"]) for each in sheet["shifts"]]
    assert states == [("01", "am", "here", 60), ("02", "am", "empty", 0), ("01", "pm", "coming", 0)]
    assert clerk.post(f"/venues/{HALL}/check-outs").json["until"] == "2026-09-17T10:00:00+08:00"
    assert clerk.get(f"/venues/{HALL}/attendance").json["shifts"][0]["state"] == "left"


@pytest.mark.usefixtures("rostered")
def test_the_same_request_twice_is_one_check_in(as_: As, intake: Intake) -> None:
    clerk = as_(RS_CLERK)
    for replayed in (None, "true"):
        answer = clerk.post(f"/venues/{HALL}/check-ins", {"post": POST}, key="morning")
        assert (answer.status_code, answer.headers.get("Idempotent-Replayed")) == (200, replayed)
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^attendance/"}}) == 1
    assert code(clerk.post(f"/venues/{HALL}/check-ins", {"post": POST})) == (409, "already_checked_in")


def test_a_virtual_day_is_settled_where_asked_and_by_no_clock_of_the_worker(as_: As, intake: Intake) -> None:
    admin, day = as_(ADMIN), date(2026, 9, 21)
    shifts = [
        {"day": f"{day}", "half": "am", "post": post, "a": who}
        for post, who in (("guide", "complaints-jiuzhou"), (POST, "clerk-rs"))
    ]
    body = {"week": f"{day}", "shifts": shifts}
    at = {"X_Yizhan_Now": "2026-09-19T08:00:00+08:00"}
    assert admin.post(f"/venues/{HALL}/rosters", body, **at).status_code == 200
    note_absences(intake, intake.replica.venue(HALL), day, datetime.fromisoformat("2026-09-21T12:00:00+08:00"))
    assert load(intake, HALL, day).absent == frozenset()
    here = as_(RS_CLERK).post(f"/venues/{HALL}/check-ins", {"post": POST}, X_Yizhan_Now=f"{day}T08:50:00+08:00")
    assert here.status_code == 200
    after = {"X_Yizhan_Now": "2026-09-22T00:10:00+08:00"}
    for request, replayed, done_by in (("first", None, None), ("again", "true", "first")):
        told = admin.post(f"/venues/{HALL}/attendance/due", {"day": f"{day}"}, X_Correlation_Id=request, **after)
        assert (told.status_code, told.headers.get("Idempotent-Replayed")) == (200, replayed)
        assert told.headers.get("Idempotent-Done-By") == done_by
    assert load(intake, HALL, day).absent == {("am", "guide")}
    assert code(as_(RS_CLERK).post(f"/venues/{HALL}/attendance/due", {}, **after)) == (403, "forbidden")


def test_a_roster_stated_after_the_half_day_began_makes_nobody_late_or_absent(as_: As, intake: Intake) -> None:
    shifts = (Shift(date(2026, 9, 17), "am", POST, "clerk-rs"), Shift(date(2026, 9, 17), "am", "guide", "clerk-sh"))
    roster = RosterPublished(venue=HALL, week=date(2026, 9, 14), shifts=shifts)
    state_at(intake, "2026-09-17T09:59:00+08:00", roster)
    clerk = as_(RS_CLERK)
    assert clerk.post(f"/venues/{HALL}/check-ins", {"post": POST}).json["late_minutes"] == 0
    sheet = clerk.get(f"/venues/{HALL}/attendance").json["shifts"]
    assert {each["post"]: each["state"] for each in sheet} == {POST: "here", "guide": "late"}


def test_bad_check_ins_are_refused_and_nothing_is_appended(as_: As, intake: Intake) -> None:
    clerk = as_(RS_CLERK)
    assert code(clerk.post(f"/venues/{HALL}/check-ins", {"post": "W-9"})) == (422, "unknown_post")
    assert code(clerk.post(f"/venues/{HALL}/check-ins", {"post": POST, "staff": "clerk-sh"})) == (422, "invalid")
    assert code(clerk.post("/venues/H-520422103/check-ins", {"post": "W-520422103-01"})) == (403, "other_venue")
    assert code(clerk.post("/venues/H-1/check-ins", {"post": POST})) == (404, "unknown_venue")
    assert code(clerk.post(f"/venues/{HALL}/check-outs")) == (409, "not_checked_in")
    assert code(as_(CITIZEN).post(f"/venues/{HALL}/check-ins", {"post": POST})) == (403, "forbidden")
    assert code(as_(None).post(f"/venues/{HALL}/check-ins", {"post": POST})) == (401, "unauthenticated")
    assert intake.database["commits"].count_documents({}) == 0


def test_nobody_checks_in_for_yesterday(as_: As) -> None:
    early = {"post": POST, "occurred_at": "2026-09-17T08:55:00+08:00"}
    assert code(as_(RS_CLERK).post(f"/venues/{HALL}/check-ins", early)) == (422, "invalid")


def test_the_sheet_is_for_staff_of_the_place_and_of_its_divisions(as_: As) -> None:
    path = f"/venues/{HALL}/attendance"
    assert as_(AUDITOR).get(path).status_code == 200
    assert code(as_(CLERK).get(path)) == (403, "other_division")
    assert code(as_(CITIZEN).get(path)) == (403, "forbidden")


def test_an_inspection_is_noted_by_inspectors_within_their_divisions(as_: As, intake: Intake) -> None:
    path = f"/venues/{HALL}/inspections"
    told = as_(ASSESSOR).post(path, {"open": True, "present": 2})
    assert (told.status_code, told.json["inspections"]) == (200, 1)
    elsewhere = replace(ASSESSOR, id="assessor-pd", divisions=("520422",))
    intake.replica.apply(
        "staff/assessor-pd", 1, StaffRegistered(id="assessor-pd", role="assessor", divisions=("520422",))
    )
    assert code(as_(elsewhere).post(path, {"open": True, "present": 2})) == (403, "other_division")
    assert code(as_(RS_CLERK).post(path, {"open": True, "present": 2})) == (403, "forbidden")
    assert code(as_(ASSESSOR).post(path, {"open": "yes", "present": -1})) == (422, "invalid")


POINT = "P-520422103-202"


def test_the_points_that_nobody_checked_in_a_quarter_are_listed_first(as_: As, intake: Intake) -> None:
    """S2.1f: guidance and training are on record and no check; the quarter after begins anew."""

    def row(day: str = "") -> Any:
        told = as_(ASSESSOR).get("/venues/points/inspections" + (f"?day={day}" if day else "")).json
        return next(each for each in told["items"] if each["point"] == POINT), told

    path = f"/venues/{POINT}/inspections"
    taught = {"open": True, "present": 1, "purpose": "training", "note": "讲解一次性告知单"}
    assert as_(ASSESSOR).post(path, taught).status_code == 200
    before, told = row()
    assert (before["unchecked"], before["training"], before["check"]) == (True, 1, 0)
    assert (told["first"], told["following"]) == ("2026-07-01", "2026-10-01")
    assert as_(ASSESSOR).post(path, {"open": True, "present": 1}).status_code == 200
    after, told = row("2026-09-30")
    assert (after["unchecked"], after["check"], after["last"]) == (False, 1, "2026-09-17")
    assert [each["unchecked"] for each in told["items"]] == sorted(
        (each["unchecked"] for each in told["items"]), reverse=True
    )
    assert row("2026-10-01")[0]["unchecked"]
    township = Identity("assessor-2", "assessor", "", "", ("520402109",), demo=True)
    listed = as_(township).get("/venues/points/inspections").json["items"]
    assert {each["division"][:9] for each in listed} <= {"520402109"}
    assert as_(CLERK).get("/venues/points/inspections").status_code == 403
    assert as_(ASSESSOR).post(path, {**taught, "purpose": "party"}).status_code == 422


def test_a_day_s_looks_are_kept_again_where_a_process_died_before_it_kept_them(as_: As, intake: Intake) -> None:
    as_(ASSESSOR).post(f"/venues/{POINT}/inspections", {"open": False, "present": 0})
    kept = intake.hall.days.collection
    kept.delete_many({})
    intake.hall.days.repair_behind(intake.journal, intake.journal.store.stream(f"attendance/{POINT}-2026-09-17"))
    assert [(each["venue"], each["looks"]) for each in kept.find()] == [(POINT, {"check": 1})]
