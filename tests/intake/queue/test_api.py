"""The queue over HTTP, without any log to write to: numbers, calls, races, the screen, evidence of receipt."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from services.intake.queue.lookup import call_evidence
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import CITIZEN, CLERK, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
HALL = "/halls/H-520402109"
W1 = "W-520402109-01"
YB_CLERK = replace(RS_CLERK, id="clerk-yb", unit="dep-yb")
SH_CLERK = replace(RS_CLERK, id="clerk-sh", unit="dep-sh")
DEVICE = Identity("device-jz-01", "window_device", "", "H-520402109", ("520402109",), demo=True)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def take(as_: As, *items: str, priority: str = "") -> dict[str, Any]:
    answer = as_(DEVICE).post(f"{HALL}/tickets", {"items": list(items) or ["LOCAL-01"], "priority": priority})
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def test_a_machine_gives_numbers_of_the_day_from_one_on(as_: As) -> None:
    numbers = [take(as_)["number"] for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert take(as_)["ticket"] == "H-520402109-20260917-004"


def test_one_number_serves_two_items_at_two_windows(as_: As) -> None:
    ticket = take(as_, "LOCAL-01", "LOCAL-15")["ticket"]
    first = as_(RS_CLERK).post(f"{HALL}/next-ticket").json
    assert (first["ticket"], first["window"]) == (ticket, W1)
    rest = as_(RS_CLERK).post(f"{HALL}/tickets/{ticket}/service").json
    assert (rest["status"], rest["remaining"]) == ("waiting", ["LOCAL-15"])
    second = as_(YB_CLERK).post(f"{HALL}/next-ticket").json
    assert (second["ticket"], second["window"]) == (ticket, "W-520402109-04")
    assert as_(YB_CLERK).post(f"{HALL}/tickets/{ticket}/service").json["status"] == "done"


def test_a_window_calls_its_own_items_only_and_the_right_of_way_goes_first(as_: As) -> None:
    assert code(as_(RS_CLERK).post(f"{HALL}/next-ticket")) == (409, "nobody_waits")
    take(as_, "LOCAL-15")
    assert code(as_(RS_CLERK).post(f"{HALL}/next-ticket")) == (409, "nobody_waits")
    take(as_)
    elder = take(as_, priority="elder")["ticket"]
    assert as_(RS_CLERK).post(f"{HALL}/next-ticket").json["ticket"] == elder
    assert code(as_(RS_CLERK).post(f"{HALL}/next-ticket")) == (409, "still_serving")


def test_calls_are_done_once_however_often_they_are_said(as_: As) -> None:
    take(as_), take(as_)
    said = [as_(RS_CLERK).post(f"{HALL}/next-ticket", key="nine o'clock".replace(" ", "-")) for _ in range(2)]
    assert [each.json["number"] for each in said] == [1, 1]
    assert said[1].headers["Idempotent-Replayed"] == "true"


def test_windows_that_call_at_once_get_different_people_and_each_has_one(as_: As, app: Flask) -> None:
    """Real threads on the real store: three windows, each asking three times at once, race for five numbers."""
    for _ in range(5):
        take(as_, "LOCAL-05", "LOCAL-10", "LOCAL-01")
    windows = ["W-520402109-01", "W-520402109-02", "W-520402109-03"] * 3
    callers = [Caller(app, RS_CLERK if each == W1 else SH_CLERK) for each in windows]

    def call(caller: Caller, window: str) -> Any:
        return caller.post(f"{HALL}/next-ticket", {"window": window}).json

    with ThreadPoolExecutor(9) as pool:
        answers = list(pool.map(call, callers, windows))
    got = {(each["window"], each["number"]) for each in answers if "number" in each}
    assert len(got) == len({window for window, _ in got}) == len({number for _, number in got}) == 3
    assert {each["code"] for each in answers if "code" in each} <= {"still_serving"}


def test_numbers_taken_at_once_are_all_different(as_: As, app: Flask) -> None:
    callers = [Caller(app, DEVICE) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda each: each.post(f"{HALL}/tickets", {"items": ["LOCAL-01"]}).json, callers))
    assert len({each["number"] for each in told}) == 8


def test_a_refused_number_is_not_used_up(as_: As) -> None:
    assert code(as_(DEVICE).post(f"{HALL}/tickets", {"items": ["LOCAL-18"]})) == (422, "no_window_for_item")
    assert code(as_(DEVICE).post(f"{HALL}/tickets", {"items": []})) == (422, "invalid")
    assert take(as_)["number"] == 1


def test_a_missed_number_is_passed_after_two_calls_and_comes_back(as_: As) -> None:
    clerk, ticket = as_(RS_CLERK), take(as_)["ticket"]
    clerk.post(f"{HALL}/next-ticket")
    assert code(clerk.post(f"{HALL}/tickets/{ticket}/absence")) == (409, "call_again_first")
    assert clerk.post(f"{HALL}/tickets/{ticket}/calls").json["times"] == 2
    assert clerk.post(f"{HALL}/tickets/{ticket}/absence").json["status"] == "left"
    assert clerk.post(f"{HALL}/tickets/{ticket}/return").json["status"] == "waiting"


def test_the_screen_shows_numbers_and_windows_and_nothing_else(as_: As) -> None:
    take(as_), take(as_)
    as_(RS_CLERK).post(f"{HALL}/next-ticket")
    shown = as_(None).get(f"{HALL}/screen").json
    assert shown == {
        "hall": "H-520402109",
        "day": "2026-09-17",
        "called": [{"number": 1, "window": W1, "times": 1, "called_at": "2026-09-17T10:00:00+08:00"}],
        "waiting": 1,
    }
    assert code(as_(None).get("/halls/P-520402109-201/screen")) == (404, "unknown_hall")


def test_a_waiting_time_is_told_once_enough_was_measured(as_: As, clock: VirtualClock) -> None:
    clerk = as_(RS_CLERK)
    for _ in range(5):
        ticket = take(as_)["ticket"]
        clerk.post(f"{HALL}/next-ticket")
        last = take(as_)["ticket"]
        assert as_(None).get(f"{HALL}/tickets/{last}").json["estimate"] is None
        clock.advance(timedelta(minutes=6))
        clerk.post(f"{HALL}/tickets/{ticket}/service")
        as_(RS_CLERK).post(f"{HALL}/next-ticket")
        clock.advance(timedelta(minutes=6))
        clerk.post(f"{HALL}/tickets/{last}/service")
        break
    for _ in range(3):
        ticket = take(as_)["ticket"]
        clerk.post(f"{HALL}/next-ticket")
        clock.advance(timedelta(minutes=6))
        clerk.post(f"{HALL}/tickets/{ticket}/service")
    take(as_), take(as_)
    standing = as_(None).get(f"{HALL}/tickets/{take(as_)['ticket']}").json
    assert (standing["ahead"], standing["windows"]) == (2, 1)
    assert standing["estimate"] == {"least": 12, "most": 12, "measured": 5}


def test_only_whoever_works_there_takes_and_calls(as_: As) -> None:
    ticket = take(as_)["ticket"]
    assert code(as_(CLERK).post(f"{HALL}/next-ticket")) == (403, "other_venue")
    assert code(as_(RS_CLERK).post(f"{HALL}/next-ticket", {"window": "W-520402109-04"})) == (403, "other_window")
    assert code(as_(SH_CLERK).post(f"{HALL}/next-ticket")) == (422, "which_window"), "two windows are theirs"
    assert code(as_(CITIZEN).post(f"{HALL}/tickets", {"items": ["LOCAL-01"]})) == (403, "forbidden")
    assert code(as_(DEVICE).post(f"{HALL}/tickets/{ticket}/calls")) == (403, "forbidden")
    assert code(as_(None).get(f"{HALL}/tickets")) == (401, "unauthenticated")
    assert code(as_(None).get(f"{HALL}/tickets/H-1")) == (404, "unknown_ticket")


def test_the_first_call_is_evidence_of_receipt(as_: As, intake: Intake, clock: VirtualClock) -> None:
    ticket = take(as_, "LOCAL-01", "LOCAL-15")["ticket"]
    with pytest.raises(Rejected, match="ticket_not_called"):
        call_evidence(intake, ticket, hall="H-520402109", item="LOCAL-01")
    as_(RS_CLERK).post(f"{HALL}/next-ticket")
    clock.advance(timedelta(minutes=9))
    as_(RS_CLERK).post(f"{HALL}/tickets/{ticket}/calls")
    told = call_evidence(intake, ticket, hall="H-520402109", item="LOCAL-15")
    assert told.called_at.isoformat() == "2026-09-17T10:00:00+08:00"
    for wrong in ({"hall": "H-520422103", "item": "LOCAL-01"}, {"hall": "H-520402109", "item": "LOCAL-02"}):
        with pytest.raises(Rejected):
            call_evidence(intake, ticket, **wrong)
