"""Appointments over HTTP: times, booking by all ways, races for the last place, arrival, and who broke the word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from services.intake.appointments import acts
from services.intake.appointments.keeping import settle_over
from services.intake.service import Intake
from shared.contracts.venues import RosterPublished, Shift
from shared.identity import Identity
from shared.journal.errors import Conflict
from shared.numbers.iso7064 import check_character
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.queue.test_api import DEVICE

As = Callable[[Identity | None], Caller]
HALL = "H-520402109"
FRIDAY = "2026-09-18"


def at(clock: str, day: str = FRIDAY) -> str:
    return f"{day}T{clock}:00+08:00"


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def person(number: int) -> dict[str, str]:
    """Somebody with an identity number of their own."""
    body = f"52040219900101{number:03d}"
    return {**APPLICANT, "id_number": body + check_character(body)}


def wish(begins: str, who: int = 1, **changes: Any) -> dict[str, Any]:
    return {"hall": HALL, "item": "LOCAL-01", "begins": begins, "applicant": person(who)} | changes


def booked(as_: As, begins: str = at("09:00"), who: int = 1, identity: Identity | None = None) -> dict[str, Any]:
    answer = as_(identity).post("/appointments", wish(begins, who))
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def free(as_: As, begins: str) -> int:
    told = as_(None).get(f"/appointments/slots?hall={HALL}&item=LOCAL-01&day={begins[:10]}").json
    return next(int(slot["free"]) for day in told["days"] for slot in day["slots"] if slot["begins"] == begins)


def test_times_follow_hours_market_days_and_weekends(as_: As, clock: VirtualClock) -> None:
    told = as_(None).get(f"/appointments/slots?hall={HALL}&item=LOCAL-01").json
    days = {day["day"]: day for day in told["days"]}
    assert told["department"] == "dep-rs"
    assert "2026-09-19" not in days, "a Saturday without a market"
    assert not days["2026-09-20"]["market_day"], "a Sunday that is worked for a holiday"
    assert "2026-09-27" not in days, "a market day within a public holiday"
    assert [slot["begins"][11:16] for slot in days[FRIDAY]["slots"]][:2] == ["09:00", "09:30"]
    assert [slot["begins"][11:16] for slot in days[FRIDAY]["slots"]][5:7] == ["11:30", "13:30"]
    assert all(slot["free"] == slot["places"] == 2 for slot in days[FRIDAY]["slots"])
    today = [slot["begins"][11:16] for slot in days["2026-09-17"]["slots"]]
    assert today[0] == "10:30", "what has begun is not offered"
    far = as_(None).get(f"/appointments/slots?hall={HALL}&item=LOCAL-01&day=2026-10-18").json
    assert far["days"] == [], "no times are told that cannot be booked yet"
    clock.move_to(datetime.fromisoformat(at("09:00", "2026-10-12")))
    sunday = as_(None).get(f"/appointments/slots?hall={HALL}&item=LOCAL-01&day=2026-10-18").json["days"][0]
    assert sunday["market_day"], "the Sunday of the market, on which the hall opens"
    assert as_(None).post("/appointments", wish(sunday["slots"][0]["begins"])).json["market_day"]


def test_a_stranger_books_looks_moves_and_gives_back_with_number_and_code(as_: As, intake: Intake) -> None:
    told, anyone = booked(as_), as_(None)
    assert told["number"].startswith("520402109YY2026")
    assert told["applicant"]["name"] == "张**"
    assert free(as_, at("09:00")) == 1
    path, holder = f"/appointments/{told['number']}", {"query_code": told["query_code"]}
    assert anyone.post(f"{path}/progress", holder).json["status"] == "booked"
    moved = anyone.post(f"{path}/change", {**holder, "begins": at("10:00")}).json
    assert moved["begins"] == at("10:00")
    assert (free(as_, at("09:00")), free(as_, at("10:00"))) == (2, 1)
    assert anyone.post(f"{path}/cancellation", holder).json["ended_by"] == "applicant"
    assert free(as_, at("10:00")) == 2
    stored = b"".join(bytes(each["body"]) for each in intake.database["commits"].find())
    assert "张三丰".encode() not in stored
    assert b"138853" not in stored


def test_nobody_else_learns_or_does_anything(as_: As) -> None:
    told = booked(as_, identity=CITIZEN)
    path = f"/appointments/{told['number']}"
    for caller, body in ((None, {}), (None, {"query_code": "AAAAAAAA"}), (OTHER_CITIZEN, {}), (CLERK, {})):
        assert code(as_(caller).post(f"{path}/progress", body)) == (403, "wrong_code")
        assert code(as_(caller).post(f"{path}/cancellation", body)) == (403, "wrong_code")
    missing = as_(None).post("/appointments/520402109YY2026999999/progress", {})
    assert code(missing) == (403, "wrong_code")
    assert as_(CITIZEN).post(f"{path}/progress", {}).json["status"] == "booked"
    assert [each["number"] for each in as_(CITIZEN).get("/appointments").json["items"]] == [told["number"]]
    assert as_(OTHER_CITIZEN).get("/appointments").json["items"] == []


def test_a_clerk_books_for_whoever_calls_and_only_in_their_own_hall(as_: As) -> None:
    by_phone = wish(at("09:00"), by="phone")
    assert as_(RS_CLERK).post("/appointments", by_phone).json["by"] == "phone"
    for caller in (None, CITIZEN, CLERK):
        assert code(as_(caller).post("/appointments", wish(at("09:30"), 2, by="phone"))) == (403, "not_for_you_to_book")
    day = as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"]
    assert [each["begins"] for each in day] == [at("09:00")]


def test_the_same_request_twice_is_one_appointment(as_: As) -> None:
    said = [as_(CITIZEN).post("/appointments", wish(at("09:00")), key="once") for _ in range(2)]
    assert said[0].json["number"] == said[1].json["number"]
    assert said[1].headers["Idempotent-Replayed"] == "true"
    assert free(as_, at("09:00")) == 1
    assert code(as_(CITIZEN).post("/appointments", wish(at("09:30")), key="once")) == (422, "key_reused")


def test_the_last_places_are_given_to_two_of_many_who_ask_at_once(app: Flask, as_: As) -> None:
    """Real threads on the real store: eight people want a time that has two places."""

    def ask(who: int) -> Any:
        return Caller(app, None).post("/appointments", wish(at("09:00"), who))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(1, 9)))
    assert sorted(each.status_code for each in answers) == [201, 201] + [409] * 6
    assert {each.json["code"] for each in answers if each.status_code == 409} <= {"slot_full", "version_conflict"}
    assert free(as_, at("09:00")) == 0


def test_nobody_hoards_even_by_asking_everywhere_at_once(app: Flask, as_: As) -> None:
    times = [at("09:00", day) for day in (FRIDAY, "2026-09-21", "2026-09-22", "2026-09-23")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda begins: Caller(app, None).post("/appointments", wish(begins)), times))
    assert sorted(each.status_code for each in answers) == [201, 201, 409, 409]
    assert code(as_(None).post("/appointments", wish(at("10:00", "2026-09-24")))) == (409, "too_many_appointments")
    kept = [each.json["begins"] for each in answers if each.status_code == 201]
    assert sum(free(as_, begins) for begins in times) == 8 - len(kept), "a refused booking keeps no place"


def test_one_appointment_a_day_with_a_department(as_: As) -> None:
    booked(as_)
    assert code(as_(None).post("/appointments", wish(at("15:00")))) == (409, "already_booked")
    assert code(as_(None).post("/appointments", wish(at("09:10"), 2))) == (422, "no_such_slot")
    assert code(as_(None).post("/appointments", wish(at("09:00", "2026-09-19"), 2))) == (422, "no_such_slot")
    assert code(as_(None).post("/appointments", wish(at("09:00", "2026-10-09"), 2))) == (422, "too_far_ahead")
    bad = wish(at("09:00"), applicant={**APPLICANT, "id_number": "520402200503150013"})
    assert code(as_(None).post("/appointments", bad)) == (422, "bad_identity_number")


def test_only_rostered_windows_have_places_once_the_roster_is_out(as_: As, roster: Any) -> None:
    roster(FRIDAY, "am", "clerk-rs")
    told = as_(None).get(f"/appointments/slots?hall={HALL}&item=LOCAL-01&day={FRIDAY}").json["days"][0]["slots"]
    assert {slot["begins"][11:13] for slot in told} == {"09", "10", "11"}, "nobody is rostered for the afternoon"


@pytest.fixture
def roster(intake: Intake) -> Iterator[Any]:
    def publish(day: str, half: Any, who: str) -> None:
        shift = Shift(date.fromisoformat(day), half, "W-520402109-01", who)
        week = RosterPublished(venue=HALL, week=date(2026, 9, 14), shifts=(shift,))
        intake.replica.apply(f"roster/{HALL}-2026-09-14", 1, week)

    yield publish
    for name in ("registry", "registry_versions"):
        intake.database[name].delete_many({"_id": {"$regex": f"^roster/{HALL}"}})


def test_whoever_arrives_is_called_first_and_the_word_is_kept(as_: As, clock: VirtualClock) -> None:
    told = booked(as_, at("09:00"))
    clock.move_to(datetime.fromisoformat(at("08:40")))
    as_(DEVICE).post(f"/halls/{HALL}/tickets", {"items": ["LOCAL-01"]})
    here = as_(DEVICE).post(f"/appointments/{told['number']}/arrival").json
    again = as_(RS_CLERK).post(f"/appointments/{told['number']}/arrival").json
    assert (here["status"], here["ticket"]) == ("arrived", f"{HALL}-20260918-002")
    assert again["ticket"] == here["ticket"], "whoever presses twice has one number"
    clock.move_to(datetime.fromisoformat(at("09:05")))
    assert as_(RS_CLERK).post(f"/halls/{HALL}/next-ticket").json["number"] == 2
    after = as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"][0]
    assert after["status"] == "kept"
    pressed = as_(DEVICE).post(f"/appointments/{told['number']}/arrival", key="once")
    assert code(pressed) == (409, "appointment_over"), "a new request comes too late"
    assert code(as_(DEVICE).post("/appointments/520402109YY2026999999/arrival")) == (404, "unknown_appointment")


def test_an_arrival_said_again_after_the_call_is_answered_as_before(as_: As, clock: VirtualClock) -> None:
    told = booked(as_, at("09:00"))
    clock.move_to(datetime.fromisoformat(at("08:40")))
    path = f"/appointments/{told['number']}/arrival"
    here = as_(DEVICE).post(path, key="arrived").json
    clock.move_to(datetime.fromisoformat(at("09:05")))
    as_(RS_CLERK).post(f"/halls/{HALL}/next-ticket")
    again = as_(DEVICE).post(path, key="arrived")
    assert (again.status_code, again.json["ticket"]) == (200, here["ticket"])


def test_a_virtual_appointment_is_left_alone_by_the_real_clock(as_: As, intake: Intake, clock: VirtualClock) -> None:
    virtual = {"X_Yizhan_Now": "2026-09-17T09:00:00+08:00"}
    told = as_(CITIZEN).post("/appointments", wish(at("09:00"), 1), **virtual).json
    clock.move_to(datetime.fromisoformat(at("10:30")))
    settle_over(intake, clock.now())
    rows = as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"]
    assert [row["status"] for row in rows if row["number"] == told["number"]] == ["booked"]


def test_a_time_nobody_came_for_counts_against_whoever_was_not_there(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    """The first at a shut window, the second at a staffed one."""
    shut, staffed = booked(as_, at("09:00"), 1), booked(as_, at("10:00"), 2)
    clock.move_to(datetime.fromisoformat(at("09:40")))
    as_(RS_CLERK).post(f"/venues/{HALL}/check-ins", {"post": "W-520402109-01"})
    for moment in ("09:59", "10:29", "10:31"):
        clock.move_to(datetime.fromisoformat(at(moment)))
        settle_over(intake, clock.now())
    rows = {each["number"]: each for each in as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"]}
    assert (rows[shut["number"]]["ended_by"], rows[shut["number"]]["reason"]) == ("hall", "shut")
    assert (rows[staffed["number"]]["ended_by"], rows[staffed["number"]]["reason"]) == ("applicant", "no_show")
    settle_over(intake, clock.now())
    events = list(intake.database["commits"].find({"stream": {"$regex": "^appointment/"}}))
    assert len(events) == 4, "each is settled once"
    booked(as_, at("09:00", "2026-09-21"), 1)


def test_the_machines_clock_ends_nothing_of_a_virtual_calendar(as_: As, intake: Intake, clock: VirtualClock) -> None:
    told = as_(CITIZEN).post("/appointments", wish(at("10:00")), **{"X-Yizhan-Now": at("09:00")})
    assert told.status_code == 201, told.json
    settle_over(intake, clock.now() + timedelta(days=60))
    assert as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"][0]["status"] == "booked"


def test_what_somebody_else_does_meanwhile_is_looked_at_anew(
    as_: As, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancellation and the end of its time meet: the second one is told what stands, not to try again."""
    number, together, lost = booked(as_)["number"], acts._together, iter([True, False])

    def quicker(*args: Any) -> Any:
        if next(lost):
            raise Conflict("somebody was quicker")
        return together(*args)

    monkeypatch.setattr(acts, "_together", quicker)
    gone = as_(RS_CLERK).post(f"/appointments/{number}/cancellation", {"reason": "停电"})
    assert (gone.status_code, gone.json.get("status")) == (200, "cancelled")


def test_whoever_came_and_was_not_called_until_closing_was_failed_by_the_hall(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    told = booked(as_, at("16:00"))
    clock.move_to(datetime.fromisoformat(at("15:55")))
    as_(RS_CLERK).post(f"/venues/{HALL}/check-ins", {"post": "W-520402109-01"})
    as_(DEVICE).post(f"/appointments/{told['number']}/arrival")
    for moment, status in (("16:45", "arrived"), ("17:00", "missed")):
        clock.move_to(datetime.fromisoformat(at(moment)))
        settle_over(intake, clock.now())
        row = as_(RS_CLERK).get(f"/appointments?day={FRIDAY}").json["items"][0]
        assert row["status"] == status
    assert (row["ended_by"], row["reason"]) == ("hall", "not_called")


def test_a_hall_that_gives_its_word_back_says_why(as_: As) -> None:
    told = booked(as_)
    path = f"/appointments/{told['number']}/cancellation"
    assert code(as_(RS_CLERK).post(path, {})) == (422, "reason_missing")
    assert as_(RS_CLERK).post(path, {"reason": "停电检修"}).json["ended_by"] == "hall"
