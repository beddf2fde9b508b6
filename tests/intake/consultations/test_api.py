"""Questions over HTTP: asked online and at the desk, answered, guided; what is open at day's end, by person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import AUDITOR, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL = "H-520402109"
SH_CLERK = replace(RS_CLERK, id="clerk-sh", unit="dep-sh")
ASKED = {"hall": HALL, "question": "高龄津贴要带什么？我叫王五", "name": "王五", "phone": "13885301234"}
DESK = {"question": "社保卡丢了怎么办"}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_somebody_asks_at_night_and_sees_the_answer_with_number_and_code(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    told = as_(None).post("/consultations", ASKED).json
    assert told["number"].startswith("520402109ZX2026")
    assert (told["status"], told["responsible"], told["due"]) == ("open", "", "2026-09-20")
    path, holder = f"/consultations/{told['number']}", {"query_code": told["query_code"]}
    assert as_(None).post(f"{path}/progress", holder).json["answer"] == ""
    shown = as_(RS_CLERK).get("/consultations").json["items"][0]
    assert (shown["question"], shown["name"], shown["phone"]) == (ASKED["question"], "王**", "138****1234")
    done = as_(RS_CLERK).post(f"{path}/answer", {"answer": "身份证、户口簿、银行卡。"}).json
    assert (done["status"], done["responsible"], done["same_day"], done["how"]) == (
        "closed",
        "clerk-rs",
        True,
        "answered",
    )
    assert as_(None).post(f"{path}/progress", holder).json["answer"] == "身份证、户口簿、银行卡。"
    stored = b"".join(bytes(each["body"]) for each in intake.database["commits"].find())
    for text in ("王五", "高龄津贴", "13885301234", "银行卡"):
        assert text.encode() not in stored


def test_nobody_else_sees_a_question(as_: As) -> None:
    told = as_(CITIZEN).post("/consultations", ASKED).json
    path = f"/consultations/{told['number']}/progress"
    for caller, body in ((None, {}), (None, {"query_code": "AAAAAAAA"}), (OTHER_CITIZEN, {}), (CLERK, {})):
        assert code(as_(caller).post(path, body)) == (403, "wrong_code")
    assert as_(CITIZEN).post(path, {}).json["status"] == "open"
    assert len(as_(CITIZEN).get("/consultations").json["items"]) == 1
    assert as_(OTHER_CITIZEN).get("/consultations").json["items"] == []
    assert code(as_(CLERK).post(f"/consultations/{told['number']}/answer", {"answer": "x"})) == (
        404,
        "unknown_consultation",
    )


def test_whoever_guesses_codes_is_stopped(as_: As) -> None:
    number = as_(None).post("/consultations", ASKED).json["number"]
    answers = [as_(None).post(f"/consultations/{number}/progress", {"query_code": "AAAAAAAA"}) for _ in range(12)]
    assert code(answers[-1]) == (429, "too_many_looks")


def test_at_day_end_every_open_question_stands_with_whoever_was_asked_first(as_: As, clock: VirtualClock) -> None:
    first = as_(RS_CLERK).post("/consultations/desk", {**DESK, "window": "W-520402109-02"}).json
    assert (first["status"], first["responsible"]) == ("guided", "clerk-rs")
    as_(RS_CLERK).post("/consultations/desk", {**DESK, "answer": "到一号窗口挂失"})
    as_(SH_CLERK).post("/consultations/desk", {**DESK, "channel": "phone"})
    as_(None).post("/consultations", ASKED)
    told = as_(RS_CLERK).get("/consultations/day-end").json
    assert (told["asked"], told["closed_same_day"], told["open"]) == (4, 1, 3)
    assert [(each["responsible"], len(each["items"])) for each in told["people"]] == [
        ("", 1),
        ("clerk-rs", 1),
        ("clerk-sh", 1),
    ]
    assert "question" not in told["people"][0]["items"][0]
    taken_over = as_(SH_CLERK).post(f"/consultations/{first['number']}/takeover").json
    assert (taken_over["how"], taken_over["same_day"]) == ("taken_over", True)
    assert as_(AUDITOR).get(f"/consultations/day-end?hall={HALL}").json["open"] == 2
    clock.move_to(datetime.fromisoformat("2026-09-18T09:00:00+08:00"))
    later = as_(RS_CLERK).get("/consultations/day-end").json
    assert (later["asked"], later["open"]) == (0, 2), "what stayed open stays on the list"


def test_the_list_is_for_the_hall_and_its_jurisdiction(as_: As) -> None:
    assert code(as_(CLERK).get(f"/consultations/day-end?hall={HALL}")) == (403, "other_division")
    assert code(as_(CITIZEN).get("/consultations/day-end")) == (403, "forbidden")
    assert code(as_(AUDITOR).get("/consultations/day-end")) == (404, "unknown_hall")


@pytest.mark.parametrize(
    "body",
    [{"hall": HALL}, {**ASKED, "question": ""}, {**ASKED, "question": "问" * 1001}, {**ASKED, "phone": "<script>"}],
)
def test_bad_questions_change_nothing(as_: As, intake: Intake, body: dict[str, Any]) -> None:
    assert as_(None).post("/consultations", body).status_code == 422
    assert intake.database["commits"].count_documents({}) == 0


def test_the_same_question_sent_twice_on_a_slow_line_is_one(as_: As, intake: Intake) -> None:
    said = [as_(CITIZEN).post("/consultations", ASKED, key="slow") for _ in range(2)]
    assert said[0].json["number"] == said[1].json["number"]
    assert intake.database["consultations"].count_documents({}) == 1
