"""Rules of rosters: the venue's own posts and people, AB posts, leave, market-day weekends, days that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.registry.deciders import SUBJECTS
from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, LocalDaysPublished, StaffRegistered, VenueRegistered
from shared.contracts.statements import State, known
from shared.contracts.venues import Absence, LeaveRegistered, RosterPublished, Shift
from shared.testing.spec import Answer, Spec, meta_at, spec
from tests.intake.cases.samples import HALL

KINDS = (CalendarPublished, LeaveRegistered, LocalDaysPublished, StaffRegistered, VenueRegistered)
PEOPLE = tuple(
    StaffRegistered(id=name, role=role, hall=HALL.id)
    for name, role in (("a1", "window_clerk"), ("b1", "window_clerk"), ("a2", "window_clerk"), ("r1", "reviewer"))
)
STRANGER = StaffRegistered(id="x1", role="window_clerk", hall="H-1")
MONDAY, THURSDAY, SUNDAY = date(2026, 9, 14), date(2026, 9, 17), date(2026, 10, 25)
SHIFT = Shift(THURSDAY, "am", "W1", "a1", "b1")
ROSTERS: Spec[Any] = spec(SUBJECTS["roster"])


def publish(
    *shifts: Shift, week: date = MONDAY, hall: VenueRegistered = HALL, others: tuple[Event, ...] = (), **at: str
) -> State:
    told = known(hall, *PEOPLE, STRANGER, *others, kinds=KINDS)
    roster = RosterPublished(venue=hall.id, week=week, shifts=shifts)
    return State(meta=meta_at(**at), statement=roster, known=told)


def roster(*shifts: Shift, **more: Any) -> Answer:
    return ROSTERS.when(publish(*shifts, **more))


def away(name: str, half: Any = "") -> LeaveRegistered:
    return LeaveRegistered(staff=name, absences=(Absence(THURSDAY, THURSDAY, half),))


def test_a_roster_names_who_holds_each_post_and_who_steps_in() -> None:
    roster(SHIFT, replace(SHIFT, post="guide", a="a2", b="")).then_types("roster.published")


def test_a_on_leave_without_a_b_makes_the_roster_unpublishable() -> None:
    alone = replace(SHIFT, b="")
    refusal = roster(alone, others=(away("a1"),)).rejected("a_on_leave_without_b", "S2.1d")
    assert (refusal.status, list(refusal.errors)) == (422, ["shifts"])
    roster(SHIFT, others=(away("a1"),)).then_types("roster.published")
    roster(SHIFT, others=(away("a1"), away("b1"))).rejected("a_on_leave_without_b")
    roster(alone, others=(away("a1", "pm"),)).then_types("roster.published")


def test_nobody_stands_at_two_posts_at_once() -> None:
    second = replace(SHIFT, post="W2", a="a2", b="")
    roster(SHIFT, second).then_types("roster.published")
    roster(SHIFT, replace(second, a="a1")).rejected("double_shift")
    roster(SHIFT, replace(second, a="b1")).then_types("roster.published")
    roster(SHIFT, replace(second, a="b1"), others=(away("a1"),)).rejected("double_shift")


def test_posts_people_and_days_are_the_venues_own() -> None:
    roster(replace(SHIFT, post="W9")).rejected("unknown_post")
    roster(replace(SHIFT, a="x1")).rejected("not_of_venue")
    roster(replace(SHIFT, a="nobody")).rejected("unknown_staff")
    roster(replace(SHIFT, b="a1")).rejected("a_is_b")
    roster(replace(SHIFT, a="", b="b1")).rejected("a_is_b")
    roster(SHIFT, replace(SHIFT, a="a2", b="")).rejected("named_twice")
    roster(replace(SHIFT, day=date(2026, 9, 21))).rejected("outside_week")
    roster(SHIFT, week=date(2026, 9, 15)).rejected("week_begins_monday")


def test_days_that_are_over_keep_their_roster() -> None:
    published = RosterPublished(venue=HALL.id, week=MONDAY, shifts=(SHIFT,))
    later = {"moment": "2026-09-18T09:00:00+08:00"}
    friday = replace(SHIFT, day=date(2026, 9, 18))
    given = ROSTERS.given(published)
    given.when(publish(SHIFT, friday, **later)).then_types("roster.published")
    given.when(publish(friday, **later)).rejected("roster_day_past", "D12")
    given.when(publish(replace(SHIFT, a="a2"), **later)).rejected("roster_day_past")
    roster(SHIFT, **later).rejected("roster_day_past")


def test_a_market_day_on_a_weekend_is_covered_by_somebody_who_may_receive() -> None:
    hall = replace(HALL, market_rule={"type": "weekday", "weekdays": [7]})
    week = {"week": date(2026, 10, 19), "hall": hall}
    sunday = Shift(SUNDAY, "am", "W1", "a1")
    roster(Shift(date(2026, 10, 22), "am", "W1", "a1"), **week).rejected("opening_duty_uncovered")
    roster(replace(sunday, a="r1"), **week).rejected("opening_duty_uncovered", "S2.6a")
    local = LocalDaysPublished(division="520422", year=2026, days=(SUNDAY,), doc_no="县府发〔2026〕0号")
    off = Shift(date(2026, 10, 22), "am", "W1", "a1")
    roster(off, others=(local,), **week).then_types("roster.published")
    roster(sunday, **week).then_types("roster.published")


def test_a_market_weekend_that_is_worked_or_a_holiday_is_no_duty() -> None:
    hall = replace(HALL, market_rule={"type": "weekday", "weekdays": [7]})
    for monday in (MONDAY, date(2026, 9, 28)):  # 09-20 is worked instead of a holiday, 10-04 is a holiday
        roster(hall=hall, week=monday).then_types("roster.published")


def leave(*absences: Absence) -> Answer:
    told = known(*PEOPLE, kinds=KINDS)
    statement = LeaveRegistered(staff="a1", absences=absences)
    return spec(SUBJECTS["leave"]).when(State(meta=meta_at(), statement=statement, known=told))


def test_leave_runs_forwards_and_takes_no_day_twice() -> None:
    leave(Absence(THURSDAY, THURSDAY, "am"), Absence(THURSDAY, THURSDAY, "pm")).then_types("leave.registered")
    leave(Absence(THURSDAY, MONDAY)).rejected("impossible_period")
    leave(Absence(MONDAY, THURSDAY), Absence(THURSDAY, THURSDAY, "pm")).rejected("overlapping_validity")
