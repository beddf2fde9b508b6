"""Home visits: a right on four grounds, approved on any other; two people; in time, or noted as missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.intake.home_visits.commands import Approve, Decline, Finish, GiveUp, NoteMissed, Request, Schedule
from services.intake.home_visits.decider import VISITS
from shared.contracts.convenience import (
    VisitApproved,
    VisitDone,
    VisitMissed,
    VisitRefused,
    VisitRequested,
    VisitScheduled,
    VisitWithdrawn,
)
from shared.contracts.intake import Applicant
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL, LICENCE

WHO = Applicant("p-1", "1", "sealed", "sealed")
DUE = date(2026, 9, 24)


def at(clock: str, day: str = "2026-09-17") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def meta(clock: str = "10:00", day: str = "2026-09-17") -> Any:
    return meta_at(f"{day}T{clock}:00+08:00")


def request(**changes: Any) -> Request:
    said: dict[str, Any] = {
        "meta": meta(),
        "hall": HALL,
        "item": LICENCE.code,
        "ground": "bedridden",
        "due": DUE,
        "provisional": False,
        "applicant": WHO,
        "address": "sealed",
    }
    return Request(**(said | changes))


requested = VisitRequested(
    hall=HALL.id,
    division=HALL.division,
    ground="bedridden",
    item=LICENCE.code,
    requested_at=at("10:00"),
    due=DUE,
    applicant=WHO,
    address="sealed",
)
other = replace(requested, ground="other")
scheduled = VisitScheduled(hall=HALL.id, day=date(2026, 9, 22), staff=("a", "b"), due=DUE)


def schedule(day: date = date(2026, 9, 22), staff: tuple[str, ...] = ("a", "b"), **changes: Any) -> Schedule:
    return Schedule(meta=meta(), day=day, staff=staff, people=frozenset("abc"), how_many=2, **changes)


def finish(day: str = "2026-09-22", staff: tuple[str, ...] = ("a", "b")) -> Finish:
    return Finish(meta=meta("18:00", day), staff=staff, receipt_no="HZ1", done_at=at("15:00", day))


def test_it_is_a_right_on_the_rulebooks_grounds() -> None:
    spec(VISITS).when(request()).then(requested)
    spec(VISITS).given(requested).when(schedule()).then(scheduled)
    spec(VISITS).given(requested).when(Approve(meta=meta(), reasons="r")).rejected("approval_not_needed")
    spec(VISITS).when(request(item="z")).rejected("no_window_for_item")


def test_any_other_ground_needs_the_centre_first() -> None:
    spec(VISITS).given(other).when(schedule()).rejected("approval_missing", "S2.6e")
    spec(VISITS).given(other).when(Approve(meta=meta(), reasons="")).rejected("reasons_missing")
    approved = VisitApproved(hall=HALL.id, reasons="独居")
    spec(VISITS).given(other).when(Approve(meta=meta(), reasons="独居")).then(approved)
    spec(VISITS).given(other, approved).when(schedule()).then(scheduled)
    refused = VisitRefused(hall=HALL.id, reasons="村点可代办")
    spec(VISITS).given(other).when(Decline(meta=meta(), reasons="村点可代办")).then(refused)
    spec(VISITS).given(other, refused).when(schedule()).rejected("visit_over")


def test_two_different_people_of_the_hall_go() -> None:
    given = spec(VISITS).given(requested)
    given.when(schedule(staff=("a",))).rejected("two_people")
    given.when(schedule(staff=("a", "a"))).rejected("two_people")
    given.when(schedule(staff=("a", "z"))).rejected("not_of_this_hall")


def test_the_day_is_not_over_and_not_after_the_last_unless_the_person_wishes() -> None:
    given = spec(VISITS).given(requested)
    given.when(schedule(date(2026, 9, 16))).rejected("day_over")
    given.when(schedule(date(2026, 9, 25))).rejected("visit_too_late")
    later = replace(scheduled, day=date(2026, 9, 25), due=date(2026, 9, 25), wished=True)
    given.when(schedule(date(2026, 9, 25), wished=True)).then(later)
    assert given.given(later).state().due == date(2026, 9, 25)


def test_it_is_done_by_those_who_were_sent_with_a_receipt() -> None:
    given = spec(VISITS).given(requested, scheduled)
    done = VisitDone(
        hall=HALL.id,
        done_at=at("15:00", "2026-09-22"),
        due=DUE,
        in_time=True,
        receipt_no="HZ1",
        staff=("a", "b"),
    )
    given.when(finish()).then(done)
    given.when(finish(staff=("a", "c"))).rejected("not_who_was_sent")
    given.when(finish("2026-09-16")).rejected("before_request")
    spec(VISITS).given(requested).when(finish()).rejected("visit_not_scheduled")
    given.given(done).when(finish()).rejected("visit_over")


def test_a_last_day_that_passed_is_noted_once_and_a_late_visit_still_happens() -> None:
    missed = VisitMissed(hall=HALL.id, due=DUE)
    given = spec(VISITS).given(requested, scheduled)
    given.when(NoteMissed(meta=meta("23:59", "2026-09-24"))).then()
    given.when(NoteMissed(meta=meta("00:00", "2026-09-25"))).then(missed)
    given.given(missed).when(NoteMissed(meta=meta("00:00", "2026-09-26"))).then()
    spec(VISITS).given(other).when(NoteMissed(meta=meta("00:00", "2026-09-25"))).then(missed)
    (done,) = given.given(missed).when(finish("2026-09-25")).then_types("visit.done")
    assert isinstance(done, VisitDone)
    assert not done.in_time


def test_whoever_needs_it_no_more_says_so() -> None:
    gone = VisitWithdrawn(hall=HALL.id, reason="家人代办")
    spec(VISITS).given(requested, scheduled).when(GiveUp(meta=meta(), reason="家人代办")).then(gone)
    spec(VISITS).given(requested, gone).when(NoteMissed(meta=meta("00:00", "2026-09-25"))).then()
    assert spec(VISITS).when(GiveUp(meta=meta())).rejected("unknown_visit").status == 404


@given(st.dates(date(2026, 9, 17), date(2026, 10, 20)))
def test_in_time_means_on_or_before_the_last_day(day: date) -> None:
    (done,) = spec(VISITS).given(requested, scheduled).when(finish(day.isoformat())).then_types("visit.done")
    assert isinstance(done, VisitDone)
    assert done.in_time == (day <= DUE)
