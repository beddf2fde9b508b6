"""What applicants are told: every step in plain words, whose turn it is, why that day; and nothing to guessers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask

from services.intake.progress.attempts import MOST_FOR_NUMBER, SPAN
from services.intake.progress.looking import OPEN_FOR
from services.intake.progress.walked import KEPT
from services.intake.service import Intake
from shared.contracts import Event
from shared.contracts.approval import Dates, ReviewExtended, ReviewRecalculated, ReviewSuspended, StepCompleted
from shared.contracts.events import CATALOGUE
from shared.contracts.hearings import HearingOffered, StatementRecorded
from shared.contracts.limits import TimeLimit
from shared.contracts.superiors import MaterialAsked, ReviewForwarded
from shared.identity import Identity
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import incoming
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import PART, WHOLE, code, decide
from tests.intake.people import APPLICANT, AUDITOR, CITIZEN, CLERK, INSTANT, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
BEFORE = Dates(promised_due=date(2026, 10, 14), statutory_due=date(2026, 10, 21))
AFTER = Dates(promised_due=date(2026, 10, 26), statutory_due=date(2026, 11, 2))
WRONG = "AAAAAAAA"


def heard(intake: Intake, case_no: str, *facts: Event, stream: str = "review", version: int = 1) -> None:
    """Let intake hear steps of a review."""
    meta = meta_at("2026-09-18T09:00:00+08:00", command_id=derived_command_id("test", f"{stream}/{case_no}@{version}"))
    commit = seal(
        stream=f"{stream}/{case_no}", version=version, case=case_no, source="approval", meta=meta, recorded_at=meta.now,
        prev=GENESIS, facts=list(facts),
    )  # fmt: skip
    intake.walked.hear(incoming(commit.envelope()))


def accepted(as_: As) -> dict[str, Any]:
    told: dict[str, Any] = as_(CLERK).post("/cases", WHOLE).json
    assert as_(CLERK).post(f"/cases/{told['case_no']}/acceptance").status_code == 200
    return told


def look(as_: As, told: dict[str, Any], path: str = "/progress") -> dict[str, Any]:
    answer = as_(None).get(f"{path}?case={told['case_no']}&code={told['query_code']}")
    assert answer.status_code == 200
    return dict(answer.json)


def titles(progress: dict[str, Any]) -> list[str]:
    return [step["title"] for step in progress["steps"]]


def test_every_kept_field_is_one_of_its_event() -> None:
    for kind, fields in KEPT.items():
        assert set(fields) <= set(CATALOGUE[kind].__dataclass_fields__), kind


def test_received_is_told_with_the_last_day_for_an_answer_and_one_contact(as_: As) -> None:
    told = look(as_, as_(CLERK).post("/cases", WHOLE).json)
    assert titles(told) == ["收到您的申请"]
    assert told["dates"] == [{"name": "reply", "due": "2026-09-23", "provisional": False}]
    assert told["contact"]["hall"] == "普定县马场镇政务服务中心"
    assert told["todo"] == []
    assert "正在核对材料" in told["where"]


def test_a_notice_says_what_is_still_to_come(as_: As) -> None:
    told = as_(CLERK).post("/cases", PART).json
    defects = {"defects": [{"material": "papers", "problem": "未提交"}]}
    assert as_(CLERK).post(f"/cases/{told['case_no']}/supplement-notice", defects).status_code == 200
    progress = look(as_, told)
    (todo,) = progress["todo"]
    assert (todo["act"], todo["by"]) == ("supplement", None)
    assert progress["where"] == "等您补齐材料"


def test_the_reviews_steps_are_told_as_they_arrive(as_: As, intake: Intake) -> None:
    told = accepted(as_)
    suspended = ReviewSuspended(
        procedure="inspection", notice_no="N-1", told_on=date(2026, 9, 18), needed=TimeLimit(8, "working_days"),
        started_on=date(2026, 9, 18), resumes_by=date(2026, 9, 30), dates=AFTER,
    )  # fmt: skip
    checked = StepCompleted(
        step="review", points=(), passed=True, finding="张三丰家情况属实", officers=("reviewer-zr",)
    )
    heard(intake, told["case_no"], checked, suspended)
    heard(intake, told["case_no"], checked, suspended)
    progress = look(as_, told)
    assert titles(progress)[2:] == ["审查环节完成：审查", "特别程序：检验"]
    assert "特别程序" in progress["where"]
    assert "张三丰" not in str(progress)
    assert "reviewer-zr" not in str(progress)
    (why,) = [each for each in look(as_, told, "/progress/why")["clocks"] if each["name"] == "promised"]
    assert "suspended" in {each["reason"] for each in why["days"]}


def test_with_a_superior_unit_the_one_contact_stays(as_: As, intake: Intake) -> None:
    told = accepted(as_)
    contact = look(as_, told)["contact"]
    forwarded = ReviewForwarded(
        superior="dep-up", route="window", opinion="同意", passed=True, materials=(), points=(),
        forwarded_on=date(2026, 9, 18), initial_due=date(2026, 10, 26), limit=None, superior_due=None,
    )  # fmt: skip
    heard(intake, told["case_no"], forwarded)
    heard(intake, told["case_no"], MaterialAsked(materials=("papers",), reason="缺页"), stream="superior")
    progress = look(as_, told)
    assert progress["where"].startswith("上级机关正在审批")
    assert progress["contact"] == contact
    assert progress["todo"][0]["text"].startswith("上级机关要求材料：")


def test_rights_of_the_applicant_are_told_and_other_parties_are_not(as_: As, intake: Intake) -> None:
    told = accepted(as_)
    offered = {"matter": "m", "document_no": "T-1", "told_on": date(2026, 9, 17), "request_by": date(2026, 9, 24)}
    said = {"person": "p", "text": "s1.x", "heard_on": date(2026, 9, 18), "adopted": True, "answer": "a"}
    heard(
        intake,
        told["case_no"],
        HearingOffered(party="applicant", **offered),
        HearingOffered(party="interested", **offered),
        StatementRecorded(party="applicant", **said),
        StatementRecorded(party="interested", **said),
    )
    progress = look(as_, told)
    assert titles(progress)[2:] == ["您可以要求听证", "您的陈述申辩已记录"]
    assert progress["todo"] == [{"text": "可以要求听证（告知书 T-1）", "by": "2026-09-24", "act": "ask"}]


def test_a_recount_shows_the_day_before_and_after(app: Flask, as_: As, intake: Intake) -> None:
    told = accepted(as_)
    heard(intake, told["case_no"], ReviewRecalculated(cause="calendar/2026@2", before=BEFORE, dates=AFTER))
    why = look(as_, told, "/progress/why")
    assert [(each["before"], each["after"]) for each in why["recounts"]] == [("2026-10-14", "2026-10-26")]
    visitor = opened(app, told)
    page = visitor.open(f"/progress/{told['case_no']}/why")
    assert "由 2026年10月14日改为 2026年10月26日" in page
    assert "放假日" in page
    assert "调休上班的周末" in page


def test_an_extension_shows_in_the_statutory_clock(as_: As, intake: Intake) -> None:
    told = accepted(as_)
    extended = ReviewExtended(
        added=TimeLimit(10, "working_days"), office="agency_head", reasons="需现场核实", document_no="Y-1",
        told_on=date(2026, 9, 18), before=BEFORE, dates=AFTER,
    )  # fmt: skip
    heard(intake, told["case_no"], extended)
    clocks = {each["name"]: each for each in look(as_, told, "/progress/why")["clocks"]}
    assert (clocks["statutory"]["added"], clocks["statutory"]["limit"]["value"]) == (10, 30)
    assert clocks["promised"]["added"] == 0


def test_a_provisional_day_is_marked(app: Flask, as_: As, clock: VirtualClock) -> None:
    clock.move_to(datetime.fromisoformat("2026-12-28T10:00:00+08:00"))
    told = accepted(as_)
    assert all(each["provisional"] for each in look(as_, told)["dates"])
    visitor = opened(app, told)
    assert "推算" in visitor.open(f"/progress/{told['case_no']}")
    assert "放假安排还没有公布" in visitor.open(f"/progress/{told['case_no']}/why")


def test_a_result_says_where_it_waits_and_then_asks_for_a_rating(
    app: Flask, as_: As, intake: Intake, clock: VirtualClock
) -> None:
    told = accepted(as_)
    decide(intake, told["case_no"], clock)
    progress = look(as_, told)
    assert progress["todo"][0]["act"] == "fetch"
    assert as_(CLERK).post(f"/cases/{told['case_no']}/delivery", {"manner": "window"}).status_code == 200
    assert look(as_, told)["todo"][0]["act"] == "rate"
    assert "去评价" in opened(app, told).open(f"/progress/{told['case_no']}")


def opened(app: Flask, told: dict[str, Any]) -> Visitor:
    visitor = Visitor(app, None)
    visitor.open(f"/progress?case={told['case_no']}")
    assert visitor.submit("/progress", case=told["case_no"], code=told["query_code"]).status_code == 303
    return visitor


def test_the_page_names_nobody_and_can_be_opened_again_for_half_an_hour(
    app: Flask, as_: As, clock: VirtualClock
) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    visitor = opened(app, told)
    path = f"/progress/{told['case_no']}"
    page = visitor.open(f"{path}?large=1")
    assert not any(APPLICANT[field] in page for field in ("name", "phone", "id_number"))
    assert told["query_code"] not in page
    assert visitor.client.get(path).status_code == 200
    clock.move_to(clock.now() + OPEN_FOR + timedelta(seconds=1))
    assert visitor.client.get(path).status_code == 303


def test_closing_forgets(app: Flask, as_: As) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    visitor = opened(app, told)
    visitor.open(f"/progress/{told['case_no']}")
    visitor.submit("/progress/close")
    assert visitor.client.get(f"/progress/{told['case_no']}").status_code == 303


def test_a_case_opens_by_its_own_code_alone(app: Flask, as_: As, intake: Intake) -> None:
    one, other = as_(CLERK).post("/cases", WHOLE).json, as_(CLERK).post("/cases", WHOLE).json
    visitor = opened(app, one)
    for path in ("", "/why"):
        assert visitor.client.get(f"/progress/{other['case_no']}{path}").status_code == 303
    page = visitor.open(f"/progress/{one['case_no']}")
    visitor.page = page.replace(one["case_no"], other["case_no"])
    assert visitor.submit(f"/progress/{other['case_no']}/messages").headers["Location"].startswith("/progress?case=")
    assert intake.database["message_wishes"].count_documents({}) == 0


def test_a_wrong_code_and_an_unknown_number_are_refused_alike_and_not_for_ever(as_: As, clock: VirtualClock) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    unknown = "52042210320260917999994"
    for _ in range(MOST_FOR_NUMBER):
        wrong = as_(None).get(f"/progress?case={told['case_no']}&code={WRONG}")
        nobody = as_(None).get(f"/progress?case={unknown}&code={WRONG}")
        assert code(wrong) == (404, "unknown_case")
        assert wrong.json == nobody.json
    right = as_(None).get(f"/progress?case={told['case_no']}&code={told['query_code']}")
    nobody = as_(None).get(f"/progress?case={unknown}&code={WRONG}")
    assert code(right) == (429, "too_many_looks")
    assert right.json == nobody.json
    clock.move_to(clock.now() + SPAN)
    assert look(as_, told)["case_no"] == told["case_no"]


def test_guessing_from_one_address_ends_too(as_: As, intake: Intake) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    codes = {code(as_(None).get(f"/progress?case=N{number}&code={WRONG}"))[0] for number in range(61)}
    assert codes == {404, 429}
    assert code(as_(None).get(f"/progress?case={told['case_no']}&code={told['query_code']}"))[0] == 429
    kept = str(list(intake.database["throttle"].find()))
    assert "127.0.0.1" not in kept


def test_whoever_may_read_a_case_sees_what_its_applicant_sees(app: Flask, as_: As) -> None:
    told = as_(CITIZEN).post("/cases", {**WHOLE, "window": "", "channel": "online"}).json
    path = f"/cases/{told['case_no']}/progress"
    assert "收到您的申请" in Visitor(app, CITIZEN).open(path)
    assert "收到您的申请" in Visitor(app, AUDITOR).open(path)
    Visitor(app, OTHER_CITIZEN).open(path, 404)
    Visitor(app, RS_CLERK).open(path, 404)
    assert as_(CITIZEN).get(f"/cases/{told['case_no']}/why").json["clocks"][0]["name"] == "reply"
    assert "答复是否受理" in Visitor(app, CITIZEN).open(f"/cases/{told['case_no']}/why")


def test_whoever_opened_a_case_may_refuse_messages(app: Flask, as_: As, intake: Intake) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    visitor = opened(app, told)
    visitor.open(f"/progress/{told['case_no']}")
    assert visitor.submit(f"/progress/{told['case_no']}/messages").status_code == 303
    person = intake.cases.collection.find_one({"_id": told["case_no"]})["applicant"]["person"]  # type: ignore[index]
    assert intake.outbox.wishes.of(person).opted_out


def test_an_instant_case_has_no_days_to_count(app: Flask, as_: As) -> None:
    told = as_(RS_CLERK).post("/cases", INSTANT).json
    assert look(as_, told)["dates"] == []
    assert "没有要数的期限" in opened(app, told).open(f"/progress/{told['case_no']}/why")
