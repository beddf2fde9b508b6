"""Last days that moved after acceptance: what intake tells is what approval counted last, beside the receipt's day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Flask

from services.intake.cases.reactions import hear
from services.intake.service import Intake
from shared.contracts import Event
from shared.contracts.approval import Dates, ReviewRecalculated, ReviewResumed
from shared.identity import Identity
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import incoming
from shared.testing.spec import meta_at
from tests.intake.cases.test_api import WHOLE
from tests.intake.people import CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
BEFORE = Dates(promised_due=date(2026, 10, 14), statutory_due=date(2026, 10, 21))
AFTER = Dates(promised_due=date(2026, 10, 26), statutory_due=date(2026, 11, 2), calendar=("2026-official-x",))
RECOUNT = ReviewRecalculated(cause="calendar/2026@2", before=BEFORE, dates=AFTER)


def told(intake: Intake, case_no: str, version: int, fact: Event) -> None:
    """Let intake hear a step of the review."""
    meta = meta_at("2026-09-18T09:00:00+08:00", command_id=derived_command_id("test", f"{case_no}@{version}"))
    commit = seal(
        stream=f"review/{case_no}", version=version, case=case_no, source="approval", meta=meta, recorded_at=meta.now,
        prev=GENESIS, facts=[fact],
    )  # fmt: skip
    hear(intake, incoming(commit.envelope()))


def accepted(clerk: Caller) -> tuple[str, str]:
    """Receive and accept a case; give its number and query code."""
    case = clerk.post("/cases", WHOLE).json
    assert clerk.post(f"/cases/{case['case_no']}/acceptance").status_code == 200
    return case["case_no"], case["query_code"]


def test_a_case_tells_the_day_that_holds_and_its_receipt_the_day_it_was_told(as_: As, intake: Intake) -> None:
    clerk = as_(CLERK)
    case_no, code = accepted(clerk)
    before = clerk.get(f"/cases/{case_no}").json
    assert before["moved"] is None
    told(intake, case_no, 2, RECOUNT)
    after = clerk.get(f"/cases/{case_no}").json
    assert after["moved"] == {
        "promised_due": "2026-10-26",
        "statutory_due": "2026-11-02",
        "provisional": False,
        "calendar": ["2026-official-x"],
        "because": "review.recalculated",
    }
    assert after["promised_due"] == before["promised_due"]
    assert clerk.get(f"/cases/{case_no}/receipt").json["promised_due"] == before["promised_due"]
    assert as_(None).get(f"/progress?case={case_no}&code={code}").json["moved"] == after["moved"]


def test_an_older_step_heard_again_changes_nothing(as_: As, intake: Intake) -> None:
    case_no, _ = accepted(as_(CLERK))
    told(intake, case_no, 3, RECOUNT)
    resumed = ReviewResumed(
        procedure="inspection", result_document="JY-1", result="", ended_on=date(2026, 9, 18), dates=BEFORE
    )
    told(intake, case_no, 2, resumed)
    told(intake, case_no, 3, RECOUNT)
    assert intake.moved.of(case_no)["promised_due"] == "2026-10-26"  # type: ignore[index]
    told(intake, case_no, 4, resumed)
    assert intake.moved.of(case_no)["because"] == "review.resumed"  # type: ignore[index]


def test_the_progress_page_shows_the_day_that_holds_and_the_one_on_the_receipt(
    app: Flask, as_: As, intake: Intake
) -> None:
    case_no, code = accepted(as_(CLERK))
    told(intake, case_no, 2, RECOUNT)
    anyone = Visitor(app, None)
    anyone.open(f"/progress?case={case_no}")
    assert anyone.submit("/progress", case=case_no, code=code).status_code == 303
    page = anyone.open(f"/progress/{case_no}")
    assert "<b>2026年10月26日</b>" in page
    assert "日历公布后重算，受理单上为" in page
