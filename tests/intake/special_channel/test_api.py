"""The special channel over HTTP: asked, answered within 24 hours, noted where it was not; the grant for a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.service import Intake
from services.intake.special_channel.acts import grant_of, note_unanswered
from shared.contracts import Rejected
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL = "H-520402109"
SH_CLERK = replace(RS_CLERK, id="clerk-sh", unit="dep-sh")
APPROVER = replace(RS_CLERK, id="approver-sh", role="approver", unit="dep-sh")
WISH = {
    "hall": HALL,
    "item": "LOCAL-05",
    "ground": "livelihood",
    "applicant": APPLICANT,
    "project": "家里失火，需要临时救助",
}
YES = {"granted": True, "simplified": ["queue_first", "tolerate_missing"], "reasons": "火灾后临时安置"}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_request_is_answered_by_the_hour_and_the_grant_goes_onto_a_case(as_: As, intake: Intake) -> None:
    told = as_(CITIZEN).post("/special-channel", WISH).json
    assert told["answer_due"] == "2026-09-18T10:00:00+08:00"
    path = f"/special-channel/{told['number']}"
    assert code(as_(SH_CLERK).post(f"{path}/answer", YES)) == (403, "forbidden")
    law = {**YES, "simplified": ["hearing"]}
    assert code(as_(APPROVER).post(f"{path}/answer", law)) == (422, "legal_step_stays")
    done = as_(APPROVER).post(f"{path}/answer", YES).json
    assert (done["status"], done["in_time"], done["valid_until"]) == ("granted", True, "2026-10-19")
    grant = grant_of(intake, told["number"], hall=HALL, day=date(2026, 9, 20), item="LOCAL-05")
    assert grant.simplified == ("queue_first", "tolerate_missing")
    for wrong in (
        {"hall": "H-520422103", "day": date(2026, 9, 20)},
        {"hall": HALL, "day": date(2026, 10, 20)},
        {"hall": HALL, "day": date(2026, 9, 20), "item": "LOCAL-01"},
    ):
        with pytest.raises(Rejected):
            grant_of(intake, told["number"], **wrong)
    assert code(as_(OTHER_CITIZEN).post(f"{path}/progress", {})) == (403, "wrong_code")
    assert as_(CITIZEN).post(f"{path}/progress", {}).json["project"] == WISH["project"]
    stored = b"".join(bytes(each["body"]) for each in intake.database["commits"].find())
    assert "失火".encode() not in stored


def test_hours_run_through_the_night_and_the_timer_notes_silence(as_: As, intake: Intake, clock: VirtualClock) -> None:
    number = as_(SH_CLERK).post("/special-channel", WISH).json["number"]
    for moment, missed in (("10:00", False), ("10:01", True), ("12:00", True)):
        clock.move_to(datetime.fromisoformat(f"2026-09-18T{moment}:00+08:00"))
        note_unanswered(intake, clock.now())
        assert as_(APPROVER).get("/special-channel").json["items"][0]["missed"] is missed
    assert as_(APPROVER).post(f"/special-channel/{number}/answer", YES).json["in_time"] is False
    assert intake.database["commits"].count_documents({"stream": f"special/{number}"}) == 3


def test_no_fourth_ground_and_no_other_hall(as_: As) -> None:
    assert code(as_(CITIZEN).post("/special-channel", {**WISH, "ground": "important_person"})) == (422, "invalid")
    assert code(as_(CLERK).post("/special-channel", WISH)) == (403, "other_venue")
    assert code(as_(None).post("/special-channel", WISH)) == (401, "unauthenticated")


def test_what_becomes_simpler_and_what_stays_is_published(as_: As) -> None:
    told = as_(None).get("/special-channel/simplifications").json
    assert {"queue_first", "tolerate_missing"} <= {each["code"] for each in told["allowed"]}
    assert {"hearing", "one_notice"} <= {each["code"] for each in told["steps_of_law"]}


def test_a_grant_lets_its_holder_go_first_in_the_queue(as_: As) -> None:
    number = as_(CITIZEN).post("/special-channel", WISH).json["number"]
    line, ticket = f"/halls/{HALL}/tickets", {"items": ["LOCAL-05"], "special": number}
    assert code(as_(SH_CLERK).post(line, ticket)) == (422, "special_not_granted")
    as_(APPROVER).post(f"/special-channel/{number}/answer", YES)
    as_(SH_CLERK).post(line, {"items": ["LOCAL-05"]})
    assert as_(SH_CLERK).post(line, ticket).json["priority"] == "special"
    assert code(as_(SH_CLERK).post(line, {**ticket, "items": ["LOCAL-04"]})) == (422, "special_waits")
    called = as_(SH_CLERK).post(f"/halls/{HALL}/next-ticket", {"window": "W-520402109-02"}).json
    assert called["number"] == 2
