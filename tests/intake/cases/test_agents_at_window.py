"""An agent at a window withdraws and brings promised papers only as far as the mandate goes (S1.5b; 许可法29)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_clock import promised
from tests.intake.mandates.test_api import BODY
from tests.intake.mandates.test_api import numbers as numbers
from tests.intake.people import RS_CLERK, Caller

As = Callable[[Identity | None], Caller]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime.fromisoformat("2026-09-17T09:00:00+08:00"))


def mandate(as_: As, item: str, *acts: str) -> str:
    answer = as_(RS_CLERK).post("/mandates", {**BODY, "items": [item], "acts": list(acts), "agent_account": ""})
    assert answer.status_code == 201, answer.json
    number: str = answer.json["mandate_no"]
    return number


def item_of(intake: Intake, case_no: str) -> str:
    found: dict[str, Any] | None = intake.cases.collection.find_one({"_id": case_no})
    assert found is not None
    return str(found["item"])


def test_a_withdrawal_by_an_agent_needs_a_mandate_that_allows_it(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = promised(as_, clock)
    said = {"reason": "申请人不办了", "confirmed": True, "confirmed_by": "signature"}
    short = mandate(as_, item_of(intake, case_no), "apply", "collect")
    refused = as_(RS_CLERK).post(f"/cases/{case_no}/withdrawal", {**said, "mandate": short})
    assert (refused.status_code, refused.json["code"]) == (403, "mandate_exceeded")
    assert as_(RS_CLERK).get(f"/cases/{case_no}").json["status"] == "accepted"
    assert as_(RS_CLERK).get(f"/mandates/{short}").json["tries"] == 1
    enough = mandate(as_, item_of(intake, case_no), "withdraw")
    assert as_(RS_CLERK).post(f"/cases/{case_no}/withdrawal", {**said, "mandate": enough}).json["status"] == "withdrawn"
    last = intake.journal.store.stream(f"case/{case_no}")[-1].envelope().events[0].data
    assert last["mandate"] == enough


def test_promised_papers_from_an_agent_need_a_mandate_that_allows_supplements(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = promised(as_, clock)
    said = {"materials": ["hardship"]}
    short = mandate(as_, item_of(intake, case_no), "apply")
    refused = as_(RS_CLERK).post(f"/cases/{case_no}/tolerated-materials", {**said, "mandate": short})
    assert (refused.status_code, refused.json["code"]) == (403, "mandate_exceeded")
    enough = mandate(as_, item_of(intake, case_no), "supplement")
    told = as_(RS_CLERK).post(f"/cases/{case_no}/tolerated-materials", {**said, "mandate": enough})
    assert (told.status_code, told.json["still_tolerated"]) == (200, [])
    assert as_(RS_CLERK).get(f"/mandates/{enough}").json["uses"] == 1
