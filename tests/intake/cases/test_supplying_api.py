"""From the notice to what its last day brings: told on paper, on the page, in messages; kept by the clock (B-3.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from services.intake.cases import timers
from services.intake.documents.printing import printed
from services.intake.messages.render import render
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.messages.test_outbox import hear_all, messages
from tests.intake.people import APPLICANT, MEANT, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]

BASIS = "《法律援助法》第四十三条第三款"
LEGAL_AID = {
    **MEANT,
    "item": "LOCAL-17",
    "hall": "H-520402109",
    "window": "W-520402109-05",
    "channel": "window",
    "applicant": APPLICANT,
    "materials": ["form", "id-card", "means"],
}
DEFECTS = {"defects": [{"material": "case", "problem": "没有案情材料"}]}


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime.fromisoformat("2026-09-17T09:00:00+08:00"))


@pytest.fixture
def noticed(as_: As) -> str:
    """A case that was told on 2026-09-17 what is missing; ten working days end on 2026-10-08."""
    case_no: str = as_(RS_CLERK).post("/cases", LEGAL_AID).json["case_no"]
    assert as_(RS_CLERK).post(f"/cases/{case_no}/supplement-notice", DEFECTS).status_code == 200
    return case_no


def tick(intake: Intake, clock: VirtualClock, day: str) -> list[tuple[str, str]]:
    clock.move_to(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
    return timers.settle_all(intake, clock.now())


def texts(intake: Intake, case_no: str) -> list[str]:
    hear_all(intake, case_no)
    return [render(each["text"], each["values"]) for each in messages(intake)]


def test_the_last_day_stands_in_the_case_on_the_paper_and_in_the_message(as_: As, intake: Intake, noticed: str) -> None:
    notice = as_(RS_CLERK).get(f"/cases/{noticed}").json["notice"]
    assert (notice["supply_by"], notice["noticed_on"], notice["unsupplied"]) == ("2026-10-08", "2026-09-17", None)
    paper = as_(RS_CLERK).get(f"/cases/{noticed}/notice").json
    assert (paper["supply_by"], paper["lapse_basis"]) == ("2026-10-08", BASIS)
    said = str(printed(intake, paper["notice_no"], whole=True).paper)
    assert "请不迟于2026年10月8日补齐（自2026年9月17日告知的次日起数10个工作日）" in said
    assert f"依据{BASIS}视为撤回申请" in said
    assert f"请不迟于 2026年10月8日（周四）补齐。逾期未补齐的，依据{BASIS}视为撤回申请。" in texts(intake, noticed)[-1]


def test_the_page_counts_the_applicants_days_one_by_one(as_: As, noticed: str) -> None:
    code = as_(RS_CLERK).get(f"/cases/{noticed}").json["query_code"]
    told = as_(None).get(f"/progress/why?case={noticed}&code={code}").json
    supply = next(clock for clock in told["clocks"] if clock["name"] == "supply")
    assert (supply["start"], supply["due"], told["stated"]["supply_by"]) == ("2026-09-17", "2026-10-08", "2026-10-08")
    assert [day["date"] for day in supply["days"] if day["counted"] == 10] == ["2026-10-08"]
    todo = as_(None).get(f"/progress?case={noticed}&code={code}").json["todo"][0]
    assert (todo["act"], todo["by"]) == ("supplement", "2026-10-08")


def test_a_reminder_three_days_before_and_a_withdrawal_by_the_article_after_it(
    as_: As, intake: Intake, clock: VirtualClock, noticed: str
) -> None:
    assert tick(intake, clock, "2026-10-04") == []
    assert tick(intake, clock, "2026-10-05") == [(noticed, "near")]
    assert "请不迟于 2026年10月8日（周四）补齐案情材料" in texts(intake, noticed)[-1]
    assert tick(intake, clock, "2026-10-08") == []
    assert tick(intake, clock, "2026-10-09") == [(noticed, "unsupplied")]
    told = as_(RS_CLERK).get(f"/cases/{noticed}").json
    assert (told["status"], told["withdrawn_on"], told["withdrawal_confirmed"]) == ("withdrawn", "2026-10-09", False)
    (last,) = [text for text in texts(intake, noticed) if "没有收到" in text]
    assert f"依据{BASIS}视为撤回申请" in last
    assert not [text for text in texts(intake, noticed) if "已撤回" in text], "told once, with its reason"
    late = as_(RS_CLERK).post(f"/cases/{noticed}/supplements", {"materials": ["case"]})
    assert (late.status_code, late.json["code"]) == (409, "wrong_state")


def test_what_is_handed_in_on_the_last_day_is_in_time(
    as_: As, intake: Intake, clock: VirtualClock, noticed: str
) -> None:
    clock.move_to(datetime.fromisoformat("2026-10-08T16:00:00+08:00"))
    body: dict[str, Any] = {"materials": ["case"]}
    assert as_(RS_CLERK).post(f"/cases/{noticed}/supplements", body).json["status"] == "supplemented"
    assert tick(intake, clock, "2026-10-09") == [(noticed, "whole")]
