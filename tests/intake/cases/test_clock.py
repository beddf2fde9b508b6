"""The clock of cases on the embedded database: silence, wholeness and broken promises, whoever ticks, whenever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.cases import timers
from services.intake.cases.commands import RecordDecision
from services.intake.cases.decider import CASES
from services.intake.cases.state import Case
from services.intake.service import Intake
from shared.identity import Identity
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, LICENCE, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
WHOLE = {**LICENCE, "materials": ["form", "statement", "village", "papers"]}
PART = {**LICENCE, "materials": ["form", "statement", "village"]}
PLAIN = {**LICENCE, "item": "LOCAL-07", "materials": ["form", "survey", "papers"]}
DEFECTS = {"defects": [{"material": "papers", "problem": "缺户口簿复印件"}]}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(at("2026-02-01T00:00:00+08:00"))


def taken(as_: As, body: dict[str, Any], moment: str, clock: VirtualClock, who: Identity = CLERK) -> str:
    clock.move_to(at(moment))
    answer = as_(who).post("/cases", body)
    assert answer.status_code == 201, answer.json
    case_no: str = answer.json["case_no"]
    return case_no


def tick(intake: Intake, clock: VirtualClock, moment: str) -> list[tuple[str, str]]:
    clock.move_to(at(moment))
    return timers.settle_all(intake, clock.now())


def case_of(intake: Intake, case_no: str) -> Case:
    return intake.journal.load(CASES, case_no).state


def types(intake: Intake, case_no: str) -> list[str]:
    commits = intake.journal.store.stream(f"case/{case_no}")
    return [fact.type for commit in commits for fact in commit.envelope().events]


def test_a03_silence_accepts_on_the_day_after_dated_back_to_receipt(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    """A02, A03: received 2026-02-13; Spring Festival moves the last day to 2026-02-27."""
    case_no = taken(as_, PART, "2026-02-13T10:00:00+08:00", clock)
    assert tick(intake, clock, "2026-02-27T23:59:59+08:00") == []
    assert tick(intake, clock, "2026-02-28T00:00:00+08:00") == [(case_no, "deemed")]
    case = case_of(intake, case_no)
    assert (case.manner, case.accepted_on, case.statutory_due) == ("deemed", date(2026, 2, 13), date(2026, 3, 19))
    receipt = as_(CLERK).get(f"/cases/{case_no}/receipt").json
    assert (receipt["receipt_no"], receipt["accepted_on"]) == ("520422103SL2026000001", "2026-02-13")
    assert tick(intake, clock, "2026-02-28T00:00:30+08:00") == []
    assert types(intake, case_no) == ["case.received", "case.accepted"]


def test_after_a_downtime_silence_has_accepted_with_its_true_times(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = taken(as_, PART, "2026-02-13T10:00:00+08:00", clock)
    assert tick(intake, clock, "2026-04-20T09:00:00+08:00") == [(case_no, "deemed")]
    fact = intake.journal.store.stream(f"case/{case_no}")[-1].envelope()
    assert fact.events[0].occurred_at == "2026-02-28T00:00:00+08:00"
    assert case_of(intake, case_no).statutory_due == date(2026, 3, 19)


def test_two_workers_accept_once(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = taken(as_, PART, "2026-02-13T10:00:00+08:00", clock)
    clock.move_to(at("2026-02-28T00:00:00+08:00"))
    assert timers.settle(intake, case_no, clock.now())
    assert timers.settle(intake, case_no, clock.now()) is None
    assert types(intake, case_no).count("case.accepted") == 1


def test_without_a_worker_the_next_act_finds_the_case_accepted(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = taken(as_, PART, "2026-02-13T10:00:00+08:00", clock)
    clock.move_to(at("2026-02-28T09:00:00+08:00"))
    late = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", DEFECTS)
    assert (late.status_code, late.json["code"]) == (409, "deemed_accepted")
    assert case_of(intake, case_no).manner == "deemed"


def test_where_silence_accepts_nothing_it_is_noted_once(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = taken(as_, PLAIN, "2026-09-17T10:00:00+08:00", clock)
    assert tick(intake, clock, "2026-09-23T23:59:00+08:00") == []
    assert tick(intake, clock, "2026-09-24T00:00:00+08:00") == [(case_no, "silent")]
    assert tick(intake, clock, "2026-09-24T00:01:00+08:00") == []
    assert types(intake, case_no) == ["case.received", "case.acceptance_due_passed"]
    late = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", DEFECTS).json
    assert (late["status"], late["notice"]["in_time"], late["due_passed"]) == (
        "supplement_requested",
        False,
        "2026-09-23",
    )


def test_a_notice_or_an_answer_in_time_stops_the_silence(as_: As, intake: Intake, clock: VirtualClock) -> None:
    noticed = taken(as_, PART, "2026-09-17T10:00:00+08:00", clock)
    as_(CLERK).post(f"/cases/{noticed}/supplement-notice", DEFECTS)
    accepted = taken(as_, WHOLE, "2026-09-17T10:01:00+08:00", clock)
    as_(CLERK).post(f"/cases/{accepted}/acceptance")
    assert tick(intake, clock, "2026-12-01T09:00:00+08:00") == []


def test_an_instant_case_is_not_accepted_by_silence(as_: As, intake: Intake, clock: VirtualClock) -> None:
    instant = {
        "item": "LOCAL-01",
        "hall": "H-520402109",
        "applicant": APPLICANT,
        "materials": ["id-card", "form", "statement"],
    }
    taken(as_, instant, "2026-09-17T10:00:00+08:00", clock, RS_CLERK)
    assert tick(intake, clock, "2026-12-01T09:00:00+08:00") == []


@pytest.fixture
def supplied(as_: As, clock: VirtualClock) -> str:
    """B03: told once on 2026-09-28; on 2026-10-09 the applicant brings all that was named."""
    case_no = taken(as_, PART, "2026-09-28T09:00:00+08:00", clock)
    as_(CLERK).post(f"/cases/{case_no}/supplement-notice", DEFECTS)
    clock.move_to(at("2026-10-09T10:00:00+08:00"))
    assert as_(CLERK).post(f"/cases/{case_no}/supplements", {"materials": ["papers"]}).status_code == 200
    return case_no


AGAIN = {"defects": [{"material": "form", "problem": "签名不清"}]}


def test_b03_a_second_notice_is_refused_counted_and_the_case_accepted_that_day(
    as_: As, intake: Intake, supplied: str
) -> None:
    refused = as_(CLERK).post(f"/cases/{supplied}/supplement-notice", AGAIN, key="again")
    assert (refused.status_code, refused.json["code"]) == (409, "second_notice")
    case = as_(CLERK).get(f"/cases/{supplied}").json
    assert (case["status"], case["manner"], case["accepted_on"], case["blocked"]) == (
        *("accepted", "automatic", "2026-10-09"),
        1,
    )
    assert types(intake, supplied)[-2:] == ["case.second_notice_blocked", "case.accepted"]


def test_an_attempt_said_again_is_counted_once(as_: As, intake: Intake, supplied: str) -> None:
    for _ in range(3):
        assert as_(CLERK).post(f"/cases/{supplied}/supplement-notice", AGAIN, key="again").status_code == 409
    assert types(intake, supplied).count("case.second_notice_blocked") == 1
    as_(CLERK).post(f"/cases/{supplied}/supplement-notice", AGAIN, key="another")
    assert types(intake, supplied).count("case.second_notice_blocked") == 2


def test_b03_otherwise_it_is_accepted_by_itself_when_the_day_is_over(
    intake: Intake, clock: VirtualClock, supplied: str
) -> None:
    assert tick(intake, clock, "2026-10-09T23:59:00+08:00") == []
    assert tick(intake, clock, "2026-10-10T00:00:00+08:00") == [(supplied, "whole")]
    case = case_of(intake, supplied)
    assert (case.manner, case.accepted_on) == ("automatic", date(2026, 10, 9))


def test_a_demand_beyond_the_list_is_refused_and_counted(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = taken(as_, PART, "2026-09-17T10:00:00+08:00", clock)
    extra = {"defects": [*DEFECTS["defects"], {"material": "无犯罪记录证明", "problem": "未提交"}]}
    answer = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", extra)
    assert (answer.status_code, answer.json["code"]) == (422, "unknown_material")
    assert types(intake, case_no) == ["case.received", "case.extra_demand_blocked"]
    told = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", DEFECTS).json
    assert (told["notice"]["notice_no"], told["blocked"]) == ("520422103BZ2026000001", 1)


# Promises


URGENT = {"item": "LOCAL-05", "hall": "H-520402109", "applicant": APPLICANT, "materials": ["form"]}


def promised(as_: As, clock: VirtualClock) -> str:
    """Seven working days are promised from 2026-09-17 on; the proof of hardship is to follow by 2026-09-22."""
    case_no = taken(as_, URGENT, "2026-09-17T10:00:00+08:00", clock, RS_CLERK)
    bare = as_(RS_CLERK).post(f"/cases/{case_no}/acceptance")
    assert (bare.status_code, bare.json["code"]) == (409, "promise_missing")
    told = as_(RS_CLERK).post(f"/cases/{case_no}/acceptance", {"promise": {"due": "2026-09-22"}}).json
    assert (told["tolerated"], told["tolerated_due"]) == (["hardship"], "2026-09-22")
    assert told["promise_no"] == "520402109RQ2026000001"
    return case_no


def test_a_promise_is_kept(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = promised(as_, clock)
    clock.move_to(at("2026-09-22T17:00:00+08:00"))
    kept = as_(RS_CLERK).post(f"/cases/{case_no}/tolerated-materials", {"materials": ["hardship"]}).json
    assert (kept["still_tolerated"], "hardship" in kept["materials"]) == ([], True)
    assert tick(intake, clock, "2026-09-23T00:00:00+08:00") == []


def test_a_broken_promise_ends_the_case_and_gives_no_second_one(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = promised(as_, clock)
    assert tick(intake, clock, "2026-09-23T00:00:00+08:00") == [(case_no, "lapsed")]
    told = as_(RS_CLERK).get(f"/cases/{case_no}").json
    assert (told["status"], told["promise_broken"], told["confirmed_by"]) == ("withdrawn", True, "signature")
    again = taken(as_, URGENT, "2026-09-28T10:00:00+08:00", clock, RS_CLERK)
    refused = as_(RS_CLERK).post(f"/cases/{again}/acceptance", {"promise": {}})
    assert (refused.status_code, refused.json["code"]) == (409, "promise_excluded")


def approved(intake: Intake, clock: VirtualClock, case_no: str) -> None:
    meta = meta_at(clock.now().isoformat())
    intake.do(
        case_no, RecordDecision(meta=meta, outcome="approved", document_no="社救〔2026〕1号", decided_at=meta.now)
    )


def test_an_approved_result_is_not_handed_over_while_papers_are_owed(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = promised(as_, clock)
    clock.move_to(at("2026-09-21T10:00:00+08:00"))
    approved(intake, clock, case_no)
    owed = as_(RS_CLERK).post(f"/cases/{case_no}/delivery")
    assert (owed.status_code, owed.json["code"], list(owed.json["errors"])) == (409, "papers_owed", ["hardship"])
    assert owed.json["title"] == "容缺材料尚未补齐，暂不能送达"
    as_(RS_CLERK).post(f"/cases/{case_no}/tolerated-materials", {"materials": ["hardship"]})
    assert as_(RS_CLERK).post(f"/cases/{case_no}/delivery").json["status"] == "delivered"


def test_once_the_promise_lapsed_the_result_is_handed_over_and_the_broken_promise_stays_on_record(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = promised(as_, clock)
    approved(intake, clock, case_no)
    clock.move_to(at("2026-09-23T09:00:00+08:00"))
    told = as_(RS_CLERK).post(f"/cases/{case_no}/delivery").json
    assert (told["status"], told["promise_broken"]) == ("delivered", True)
    assert types(intake, case_no)[-2:] == ["case.tolerance_lapsed", "case.delivered"]


# A virtual calendar


def virtual(moment: str) -> dict[str, str]:
    return {"X_Yizhan_Now": moment}


def test_the_machines_clock_leaves_virtual_cases_alone_and_their_own_clock_does_not(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    received = as_(CLERK).post("/cases", PART, **virtual("2026-02-13T10:00:00+08:00")).json
    assert received["simulated"] is True
    assert tick(intake, clock, "2026-11-25T09:00:00+08:00") == []
    early = as_(CLERK).post("/cases/due", **virtual("2026-02-27T23:59:00+08:00")).json
    assert early["settled"] == []
    due = as_(CLERK).post("/cases/due", **virtual("2026-02-28T00:00:00+08:00")).json
    assert due["settled"] == [{"case_no": received["case_no"], "what": "deemed"}]
    assert case_of(intake, received["case_no"]).accepted_on == date(2026, 2, 13)


def test_a_clerk_settles_what_their_hall_sees_and_nobody_else_may(as_: As, intake: Intake, clock: VirtualClock) -> None:
    taken(as_, PART, "2026-02-13T10:00:00+08:00", clock)
    clock.move_to(at("2026-02-28T00:00:00+08:00"))
    assert as_(RS_CLERK).post("/cases/due").json["settled"] == []
    assert as_(CITIZEN).post("/cases/due").status_code == 403
    assert len(as_(CLERK).post("/cases/due").json["settled"]) == 1
