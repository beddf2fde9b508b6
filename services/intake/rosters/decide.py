"""Rules of rosters and leave. Pure: venues, accounts, leave and calendars arrive with the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, LocalDaysPublished, StaffRegistered, VenueRegistered
from shared.contracts.statements import Known, Rule, State, be_registered, wrong
from shared.contracts.venues import HALVES, LeaveRegistered, RosterPublished, Shift, market_rule_of
from shared.timekeeping import from_published, local_day
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import duty_days, opening_duties

AB_POSTS = "S2.1d; B-4（AB 岗）"
MARKET_DUTY = "S2.6a; B-3.4"
AUTHORISED = frozenset({"window_clerk", "village_agent"})
"""Roles that receive applications; only they can keep a market day open (G12)."""

GUIDE_POST, POINT_POST = "guide", "desk"
"""Posts that are no window: the guide desk of a hall, and the one desk of a point."""


def posts_of(venue: VenueRegistered) -> tuple[str, ...]:
    """Give the posts that a venue's roster may fill."""
    windows = tuple(window.id for window in venue.windows)
    return (*windows, GUIDE_POST) if venue.kind == "hall" else (*windows, POINT_POST)


def _roster(before: Event | None, command: State) -> RosterPublished:
    """A roster that can be kept: posts of the venue, its own people, nobody twice, leave covered, duties covered."""
    roster, known = command.statement, command.known
    assert isinstance(roster, RosterPublished)
    be_registered("venue", [roster.venue], known.keys(VenueRegistered), AB_POSTS)
    venue, today = known.all(VenueRegistered)[roster.venue], local_day(command.meta.now)
    _week_fits(roster)
    _past_stays(before if isinstance(before, RosterPublished) else None, roster, today)
    _posts_fit(roster, venue)
    _people_fit(roster, known)
    coming = [shift for shift in roster.shifts if shift.day >= today]
    _leave_covered(coming, known.all(LeaveRegistered))
    _duties_covered(coming, roster.week, venue, known, today)
    return roster


def days_of(week: date) -> list[date]:
    """Give the seven days of the week that begins on a Monday."""
    year, number, _ = week.isocalendar()
    return [date.fromisocalendar(year, number, weekday) for weekday in range(1, 8)]


def _week_fits(roster: RosterPublished) -> None:
    if roster.week.isoweekday() != 1:
        raise wrong("week_begins_monday", "week", f"{roster.week} is no Monday", AB_POSTS)
    outside = sorted({shift.day for shift in roster.shifts} - set(days_of(roster.week)))
    if outside:
        raise wrong("outside_week", "shifts", f"{outside[0]} is not in the week of {roster.week}", AB_POSTS)


def _past_stays(before: RosterPublished | None, roster: RosterPublished, today: date) -> None:
    """Who was on duty is settled when the day is over; a roster is no means to tidy the record afterwards."""
    earlier = {shift for shift in before.shifts if shift.day < today} if before else set()
    if earlier != {shift for shift in roster.shifts if shift.day < today}:
        raise wrong("roster_day_past", "shifts", "days that are over keep their roster", "D12; S2.1d")


def _posts_fit(roster: RosterPublished, venue: VenueRegistered) -> None:
    strange = sorted({shift.post for shift in roster.shifts} - set(posts_of(venue)))
    if strange:
        raise wrong("unknown_post", "shifts", f"no post of {venue.id}: {', '.join(strange)}", AB_POSTS)
    twice = [at for at, count in Counter((s.day, s.half, s.post) for s in roster.shifts).items() if count > 1]
    if twice:
        day, half, post = twice[0]
        raise wrong("named_twice", "shifts", f"{post} on {day} {half} is given out twice", AB_POSTS)


def _people_fit(roster: RosterPublished, known: Known) -> None:
    accounts = known.all(StaffRegistered)
    named = {name for shift in roster.shifts for name in (shift.a, shift.b) if name}
    be_registered("staff", named, accounts, AB_POSTS)
    strangers = sorted(name for name in named if accounts[name].hall != roster.venue)
    if strangers:
        raise wrong("not_of_venue", "shifts", f"work elsewhere: {', '.join(strangers)}", AB_POSTS)
    for shift in roster.shifts:
        if not shift.a or shift.a == shift.b:
            told = f"{shift.post} on {shift.day} {shift.half} needs an A, and a B who is somebody else"
            raise wrong("a_is_b", "shifts", told, AB_POSTS)


def acting(shift: Shift, leave: Mapping[str, LeaveRegistered]) -> str:
    """Tell who holds a shift as leave stands: A, else B, else nobody (empty)."""
    return next((name for name in (shift.a, shift.b) if name and not on_leave(name, shift, leave)), "")


def on_leave(account: str, shift: Shift, leave: Mapping[str, LeaveRegistered]) -> bool:
    """Tell whether an account's holder is on leave during a shift."""
    told = leave.get(account)
    return told is not None and any(absence.covers(shift.day, shift.half) for absence in told.absences)


def _leave_covered(shifts: Iterable[Shift], leave: Mapping[str, LeaveRegistered]) -> None:
    taken: set[tuple[date, str, str]] = set()
    for shift in shifts:
        who = acting(shift, leave)
        where = f"{shift.post} on {shift.day} {shift.half}"
        if not who:
            raise wrong("a_on_leave_without_b", "shifts", f"{where}: A is on leave and no B is there", AB_POSTS)
        if (shift.day, shift.half, who) in taken:
            raise wrong("double_shift", "shifts", f"{where}: {who} holds another post at that time", AB_POSTS)
        taken.add((shift.day, shift.half, who))


def _duties_covered(shifts: list[Shift], week: date, venue: VenueRegistered, known: Known, today: date) -> None:
    """On a weekend market day at least one person who may receive applications is on duty."""
    rule = market_rule_of(venue)
    if rule is None:
        return
    years, local = known.all(CalendarPublished).values(), known.all(LocalDaysPublished).values()
    calendar = from_published(years, local=local).within(venue.division)
    accounts, leave = known.all(StaffRegistered), known.all(LeaveRegistered)
    held = {s.day for s in shifts if accounts[acting(s, leave)].role in AUTHORISED}
    days = days_of(week)
    for day in duty_days(opening_duties(read_rule(rule), calendar, days[0], days[-1])):
        if day >= today and day not in held:
            told = f"{day} is a market day on a weekend: somebody who may receive applications must be on duty"
            raise wrong("opening_duty_uncovered", "shifts", told, MARKET_DUTY)


def _leave(before: Event | None, command: State) -> LeaveRegistered:  # noqa: ARG001
    """Leave is of a registered account, forwards in time, and no day twice."""
    leave = command.statement
    assert isinstance(leave, LeaveRegistered)
    be_registered("staff", [leave.staff], command.known.keys(StaffRegistered), AB_POSTS)
    for absence in leave.absences:
        if absence.last < absence.first:
            raise wrong("impossible_period", "absences", f"{absence.last} is before {absence.first}", AB_POSTS)
    taken = sorted((a.first, a.last, half) for a in leave.absences for half in HALVES if a.half in ("", half))
    for half in HALVES:
        for earlier, later in pairwise([each for each in taken if each[2] == half]):
            if later[0] <= earlier[1]:
                raise wrong("overlapping_validity", "absences", f"{later[0]} is taken twice", AB_POSTS)
    return leave


RULES: Mapping[type[Event], Rule] = {
    RosterPublished: Rule(
        _roster, (CalendarPublished, LeaveRegistered, LocalDaysPublished, StaffRegistered, VenueRegistered)
    ),
    LeaveRegistered: Rule(_leave, (StaffRegistered,)),
}
