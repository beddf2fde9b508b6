"""Two requests in one instant make one case, and nobody is held up by what is over (G5)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from services.intake.cases import arriving, claiming
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, LICENCE, OTHER_CITIZEN, Caller

As = Callable[[Identity | None], Caller]
WHOLE = {**LICENCE, "materials": ["form", "statement", "village", "papers"], "meant_twice": False}
ONLINE = {**WHOLE, "window": "", "channel": "online"}


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Barrier:
    """Both requests have looked at what was there before, and found nothing, when either goes on."""
    both, look = Barrier(2, timeout=30), arriving.receipt

    def looked(*args: Any) -> Any:
        command = look(*args)
        assert not command.before.twin
        both.wait()
        return command

    monkeypatch.setattr("services.intake.cases.arriving.receipt", looked)
    return both


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [answer.result() for answer in [pool.submit(call) for call in calls]]


def cases(intake: Intake) -> list[dict[str, Any]]:
    return list(intake.database["commits"].find({"stream": {"$regex": "^case/"}}))


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("body", [WHOLE, ONLINE], ids=["window", "online"])
def test_of_two_requests_in_one_instant_exactly_one_passes(as_: As, intake: Intake, body: dict[str, Any]) -> None:
    one, other = as_(CLERK if body is WHOLE else CITIZEN), as_(CLERK if body is WHOLE else CITIZEN)
    answers = at_once(lambda: one.post("/cases", body, key="one"), lambda: other.post("/cases", body, key="two"))
    passed, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert (passed.status_code, refused.status_code, refused.json["code"]) == (201, 409, "double_submission")
    assert refused.json["errors"] == {"case_no": [passed.json["case_no"]]}
    assert len(cases(intake)) == 1


@pytest.mark.usefixtures("together")
def test_two_accounts_in_one_instant_learn_nothing_of_each_other(as_: As, intake: Intake) -> None:
    one, other = as_(CITIZEN), as_(OTHER_CITIZEN)
    answers = at_once(lambda: one.post("/cases", ONLINE), lambda: other.post("/cases", ONLINE))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(cases(intake)) == 2


@pytest.mark.usefixtures("together")
def test_whoever_means_a_second_one_gets_it_in_the_same_instant_too(as_: As, intake: Intake) -> None:
    meant = {**WHOLE, "meant_twice": True}
    answers = at_once(lambda: as_(CLERK).post("/cases", meant), lambda: as_(CLERK).post("/cases", meant))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(cases(intake)) == 2


def test_a_claim_tells_nothing_of_anybody(as_: As, intake: Intake) -> None:
    as_(CITIZEN).post("/cases", ONLINE)
    (held,) = cases(intake)
    assert [len(claim) for claim in held["claims"]] == [40, 40]
    assert all(text not in str(held["claims"]) for text in (APPLICANT["name"], APPLICANT["id_number"], "LOCAL-13"))


def test_a_claim_holds_nobody_up_once_the_case_is_withdrawn_or_ten_minutes_are_over(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    first = as_(CLERK).post("/cases", WHOLE).json["case_no"]
    reason = {"reason": "写错了", "confirmed": True}
    assert as_(CLERK).post(f"/cases/{first}/withdrawal", reason).status_code == 200
    assert as_(CLERK).post("/cases", WHOLE).status_code == 201
    clock.advance(timedelta(minutes=11))
    assert as_(CLERK).post("/cases", WHOLE).status_code == 201
    assert [bool(each.get("claims")) for each in cases(intake) if each["version"] == 1] == [False, False, True]


def test_what_was_claimed_long_ago_is_let_go_by_the_worker(as_: As, intake: Intake, clock: VirtualClock) -> None:
    as_(CLERK).post("/cases", WHOLE)
    claiming.forget(intake, clock)
    assert cases(intake)[0]["claims"]
    clock.advance(claiming.KEPT_FOR + timedelta(seconds=1))
    claiming.forget(intake, clock)
    assert "claims" not in cases(intake)[0]


def test_the_same_request_again_is_answered_as_the_first_time(as_: As) -> None:
    first = as_(CLERK).post("/cases", WHOLE, key="one")
    again = as_(CLERK).post("/cases", WHOLE, key="one")
    assert (again.status_code, again.json["case_no"]) == (201, first.json["case_no"])


def test_where_claims_cannot_be_settled_nothing_is_taken_in(
    as_: As, intake: Intake, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails closed: a claim that is never let go refuses."""
    as_(CLERK).post("/cases", WHOLE)
    clock.advance(timedelta(minutes=11))
    monkeypatch.setattr(intake.journal.store, "release", lambda _: None)
    refused = as_(CLERK).post("/cases", WHOLE)
    assert (refused.status_code, refused.json["code"]) == (409, "double_submission")
