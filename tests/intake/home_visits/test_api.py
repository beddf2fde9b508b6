"""Home visits over HTTP: asked for by anybody, approved, scheduled, done with a receipt, missed by the timer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.intake.home_visits.acts import note_missed
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL = "H-520402109"
SH_CLERK = replace(RS_CLERK, id="clerk-sh", unit="dep-sh")
APPROVER = replace(RS_CLERK, id="approver-sh", role="approver", unit="dep-sh")
WISH = {
    "hall": HALL,
    "item": "LOCAL-09",
    "ground": "bedridden",
    "applicant": APPLICANT,
    "address": "旧州镇浪塘村三组 12 号",
}
PAIR = ["clerk-sh", "reviewer-sh"]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def asked(as_: As, **changes: Any) -> dict[str, Any]:
    answer = as_(None).post("/home-visits", WISH | changes)
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def test_somebody_who_cannot_come_is_visited_by_two_and_gets_a_receipt(as_: As, intake: Intake) -> None:
    told, clerk = asked(as_), as_(SH_CLERK)
    assert (told["status"], told["due"], told["address"]) == ("open", "2026-09-23", "旧州镇浪塘村****")
    path = f"/home-visits/{told['number']}"
    assert code(clerk.post(f"{path}/schedule", {"day": "2026-09-18", "staff": ["clerk-sh"]})) == (422, "two_people")
    assert clerk.post(f"{path}/schedule", {"day": "2026-09-18", "staff": PAIR}).json["status"] == "scheduled"
    assert code(clerk.post(f"{path}/completion", {"case_no": "52040210920260917000099"})) == (422, "unknown_case")
    done = clerk.post(f"{path}/completion").json
    assert (done["status"], done["in_time"], done["receipt_no"]) == ("done", True, "520402109HZ2026000001")
    holder = {"query_code": told["query_code"]}
    assert as_(None).post(f"{path}/progress", holder).json["receipt_no"] == "520402109HZ2026000001"
    stored = b"".join(bytes(each["body"]) for each in intake.database["commits"].find())
    for text in ("浪塘村三组", "张三丰", "13885300000"):
        assert text.encode() not in stored


def test_another_ground_waits_for_the_centre(as_: As) -> None:
    number = asked(as_, ground="other")["number"]
    path = f"/home-visits/{number}"
    assert code(as_(SH_CLERK).post(f"{path}/schedule", {"day": "2026-09-18", "staff": PAIR})) == (
        409,
        "approval_missing",
    )
    yes = {"granted": True, "reasons": "独居，山路不通车"}
    assert code(as_(SH_CLERK).post(f"{path}/approval", yes)) == (403, "forbidden")
    assert as_(APPROVER).post(f"{path}/approval", yes).json["status"] == "open"
    assert as_(SH_CLERK).post(f"{path}/schedule", {"day": "2026-09-18", "staff": PAIR}).json["day"] == "2026-09-18"


def test_a_visit_nobody_made_is_noted_once_by_the_timer(as_: As, intake: Intake, clock: VirtualClock) -> None:
    number = asked(as_)["number"]
    for moment, missed in (("2026-09-23T23:59", False), ("2026-09-24T00:00", True), ("2026-09-25T00:00", True)):
        clock.move_to(datetime.fromisoformat(f"{moment}:00+08:00"))
        note_missed(intake, clock.now())
        assert as_(SH_CLERK).get("/home-visits").json["items"][0]["missed"] is missed
    assert intake.database["commits"].count_documents({"stream": f"visit/{number}"}) == 2


def test_only_the_hall_and_whoever_asked_may_do_anything(as_: As) -> None:
    number = asked(as_)["number"]
    path = f"/home-visits/{number}"
    assert code(as_(CLERK).post(f"{path}/schedule", {"day": "2026-09-18", "staff": PAIR})) == (404, "unknown_visit")
    assert code(as_(CITIZEN).post(f"{path}/withdrawal", {})) == (403, "wrong_code")
    assert code(as_(CITIZEN).get("/home-visits")) == (403, "forbidden")
    assert as_(CLERK).get("/home-visits").json["items"] == []
    bad = {**APPLICANT, "id_number": "520402200503150013"}
    assert code(as_(None).post("/home-visits", {**WISH, "applicant": bad})) == (422, "bad_identity_number")
