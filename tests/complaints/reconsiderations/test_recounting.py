"""The last days of remedies, counted again once a calendar is published (B-3.2, B-3.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations.decider import LITIGATIONS, RECONSIDERATIONS
from services.complaints.reconsiderations.state import Litigation, Reconsideration
from shared.contracts import remedies as told
from shared.testing.spec import Spec, spec
from shared.timekeeping import Calendar, LocalDays, official
from tests.complaints.reconsiderations import test_decide
from tests.complaints.reconsiderations.test_decide import at, registered

CAUSE = "local_days/520422-2026@1"


def there(*days_off: date) -> Calendar:
    """The calendar of a county that has days off of its own."""
    return Calendar(official().years, (LocalDays("520422", frozenset(days_off)),), "520422103")


def again(*days_off: date) -> ask.RecalculateRemedy:
    return ask.RecalculateRemedy(meta=at("2026-09-28"), cause=CAUSE, calendar=there(*days_off))


def moved(what: Any, before: date, due: date, **more: Any) -> told.ReconsiderationRecalculated:
    return told.ReconsiderationRecalculated(cause=CAUSE, what=what, before=before, due=due, **more)


def held(*facts: Any) -> Spec[Reconsideration]:
    return spec(RECONSIDERATIONS).given(registered(), *facts)


FIRST, LATER = date(2026, 10, 8), date(2026, 10, 9)
EXAMINED = moved("examine", date(2026, 10, 10), date(2026, 10, 12))
APPLIED = moved("apply", FIRST, LATER, in_time=True)


def test_applying_and_examining_follow_the_calendar_once_and_what_they_were_is_kept() -> None:
    held().when(again(FIRST)).then(APPLIED, EXAMINED)
    held(APPLIED, EXAMINED).when(again(FIRST)).then()
    state = held(APPLIED, EXAMINED).state()
    assert state.apply is not None
    assert (state.apply.due, state.apply.before, state.examine_by) == (LATER, FIRST, date(2026, 10, 12))


def test_one_that_seemed_a_day_late_is_in_time_where_the_calendar_gives_that_day() -> None:
    late = registered(received_on=LATER, meta=at("2026-10-09"))
    assert not late.in_time
    state = spec(RECONSIDERATIONS).given(late, moved("apply", FIRST, LATER, in_time=True)).state()
    assert state.in_time
    facts = spec(RECONSIDERATIONS).given(late).when(again(FIRST)).events
    assert [(fact.what, fact.in_time) for fact in facts] == [("apply", True)]  # type: ignore[attr-defined]


def test_an_applicant_keeps_the_later_day_where_the_calendar_gives_less_and_the_authority_does_not() -> None:
    """Counted with the day off first, then without it."""
    kept = registered(calendar=there(FIRST))
    assert (kept.apply_by, kept.examine_by) == (LATER, date(2026, 10, 12))
    shorter = moved("examine", date(2026, 10, 12), date(2026, 10, 10))
    spec(RECONSIDERATIONS).given(kept).when(again()).then(shorter)


def test_supplying_is_the_applicants_and_moves_on() -> None:
    asked = told.ReconsiderationCorrectionAsked(asked_on=date(2026, 9, 28), supply_by=date(2026, 10, 16))
    (apply, supply) = held(asked).when(again(FIRST)).events
    assert apply == APPLIED
    assert supply == moved("supply", date(2026, 10, 16), date(2026, 10, 19))
    late = ask.SupplyCorrection(meta=at("2026-10-19"), corrected_on=date(2026, 10, 19), calendar=official())
    (fact,) = held(asked, apply, supply).when(late).then_types("reconsideration.corrected")
    assert fact.in_time  # type: ignore[attr-defined]


def accepted(**changes: Any) -> told.ReconsiderationAccepted:
    fact = told.ReconsiderationAccepted(
        accepted_on=date(2026, 9, 28), manner="decided", simplified=False, decide_by=date(2026, 11, 27)
    )
    return replace(fact, **changes)


def test_deciding_is_the_authoritys_and_an_extension_runs_from_the_recounted_day() -> None:
    day = date(2026, 11, 27)
    held(accepted()).when(again(day)).then(moved("decide", day, date(2026, 11, 30)))
    extended = told.ReconsiderationExtended(before=day, decide_by=date(2026, 12, 28))
    held(accepted(), extended).when(again(day)).then(moved("decide", date(2026, 12, 28), date(2026, 12, 30)))


def decided(**changes: Any) -> told.ReconsiderationDecided:
    fact = told.ReconsiderationDecided(
        outcome="upheld",
        decided_on=date(2026, 10, 12),
        department="dep-zr",
        division="520422103",
        served_on=date(2026, 10, 12),
        sue_by=date(2026, 10, 27),
    )
    return replace(fact, **changes)


def test_after_the_decision_only_the_days_to_sue_run_and_they_never_become_fewer() -> None:
    ended = held(accepted(), decided())
    more = moved("sue", date(2026, 10, 27), date(2026, 10, 28))
    ended.when(again(date(2026, 10, 27))).then(more)
    ended.given(more).when(again()).then()
    held(accepted(), decided(served_on=None, sue_by=None)).when(again(date(2026, 10, 27))).then()


def test_what_is_not_on_the_register_is_not_counted() -> None:
    spec(RECONSIDERATIONS).when(again()).then()


def test_over_a_year_without_a_calendar_only_what_runs_into_it_is_uncertain_and_becomes_certain() -> None:
    winter = registered(received_on=date(2026, 12, 30), known_on=date(2026, 11, 3), meta=at("2026-12-30"))
    assert (winter.apply_by.year, winter.examine_by.year, winter.provisional) == (2027, 2027, True)
    early = registered(received_on=date(2026, 12, 30), known_on=date(2026, 10, 20), meta=at("2026-12-30"))
    assert early.uncertain == ("examine",)
    known = {**official().years, 2027: replace(official().years[2027], status="official")}
    sure = ask.RecalculateRemedy(meta=at("2026-12-30"), cause="calendar/2027@1", calendar=Calendar(known))
    (fact,) = spec(RECONSIDERATIONS).given(early).when(sure).then_types("reconsideration.recalculated")
    assert (fact.what, fact.before, fact.due) == ("examine", early.examine_by, early.examine_by)  # type: ignore[attr-defined]


def sue(**changes: Any) -> ask.RegisterLitigation:
    """A suit filed before the county's days off were known."""
    before = {"meta": at("2026-10-28"), "filed_on": date(2026, 10, 28), "known_on": date(2026, 10, 12)}
    return test_decide.sue(**{**before, **changes})


def filed(**changes: Any) -> Spec[Litigation]:
    (fact,) = spec(LITIGATIONS).when(sue(**changes)).then_types("litigation.registered")
    return spec(LITIGATIONS).given(fact)


def test_a_suit_a_day_late_is_in_time_where_the_calendar_gives_that_day() -> None:
    late = filed(after="520422103FY2026101200001", after_served_on=date(2026, 10, 12))
    assert not late.state().in_time
    more = told.LitigationRecalculated(cause=CAUSE, before=date(2026, 10, 27), due=date(2026, 10, 28), in_time=True)
    late.when(again(date(2026, 10, 27))).then(more)
    late.given(more).when(again(date(2026, 10, 27))).then()
    late.given(more).when(again()).then()
    assert late.given(more).state().in_time


def test_six_months_are_counted_again_on_the_calendar_of_the_next_year() -> None:
    direct = filed()
    assert direct.state().sue is not None
    known = {**official().years, 2027: replace(official().years[2027], status="official")}
    sure = ask.RecalculateRemedy(meta=at("2026-12-30"), cause="calendar/2027@1", calendar=Calendar(known))
    (fact,) = direct.when(sure).then_types("litigation.recalculated")
    assert (fact.due, fact.provisional) == (date(2027, 4, 12), False)  # type: ignore[attr-defined]


def test_a_suit_of_an_earlier_version_after_a_reconsideration_does_not_tell_its_day_and_rests() -> None:
    old = told.LitigationRegistered(
        case_no="",
        department="dep-zr",
        division="520422103",
        court="",
        ground="decision",
        item="",
        filed_on=date(2026, 10, 28),
        known_on=date(2026, 10, 12),
        sue_by=date(2026, 10, 27),
        in_time=False,
        after="520422103FY2026101200001",
    )
    spec(LITIGATIONS).given(old).when(again(date(2026, 10, 27))).then()
    assert spec(LITIGATIONS).given(old).state().in_time is False
