"""The register of remedies: who reviews, and every last day (L14, L15), named as the rules read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations.decider import LITIGATIONS, RECONSIDERATIONS
from shared.contracts import Actor
from shared.contracts import remedies as told
from shared.testing.spec import meta_at, spec
from shared.timekeeping import official

CENTRE = Actor("complaints-1", "complaint_handler")


def at(moment: str) -> Any:
    return meta_at(f"{moment}T10:00:00+08:00", CENTRE)


def register(**changes: Any) -> ask.RegisterReconsideration:
    command = ask.RegisterReconsideration(
        meta=at("2026-09-28"),
        case_no="",
        department="dep-zr",
        division="520422103",
        item="",
        authority="普定县人民政府",
        ground="decision",
        received_on=date(2026, 9, 28),
        known_on=date(2026, 8, 3),
        told=True,
        rights_known_on=None,
        document_no="",
        simplified=False,
        calendar=official(),
    )
    return replace(command, **changes)


def registered(**changes: Any) -> told.ReconsiderationRegistered:
    (fact,) = spec(RECONSIDERATIONS).when(register(**changes)).then_types("reconsideration.registered")
    assert isinstance(fact, told.ReconsiderationRegistered)
    return fact


def accept(day: date, now: str, *, deemed: bool = False) -> ask.AcceptReconsideration:
    return ask.AcceptReconsideration(meta=at(now), accepted_on=day, deemed=deemed, calendar=official())


def test_a17_sixty_days_that_end_in_the_national_holiday_are_moved_on() -> None:
    fact = registered()
    assert (fact.apply_by, fact.in_time, fact.provisional) == (date(2026, 10, 8), True, False)
    assert fact.examine_by == date(2026, 10, 10), "five working days over the holiday"


def test_one_that_came_too_late_is_on_the_register_as_such() -> None:
    late = registered(received_on=date(2026, 10, 9), meta=at("2026-10-09"))
    assert not late.in_time


def test_whoever_was_not_told_counts_from_knowing_their_rights_and_a_year_at_most() -> None:
    untold = registered(told=False, rights_known_on=date(2026, 9, 1), known_on=date(2026, 3, 2))
    assert untold.apply_by == date(2026, 11, 2), "sixty days from the first of September end on a Saturday"
    most = registered(told=False, rights_known_on=date(2026, 9, 1), known_on=date(2025, 9, 10))
    assert most.apply_by == date(2026, 9, 10)
    spec(RECONSIDERATIONS).when(register(told=False)).rejected("rights_needed", basis="行政复议法20")


def test_no_day_lies_ahead_and_days_follow_one_another() -> None:
    spec(RECONSIDERATIONS).when(register(received_on=date(2026, 9, 29))).rejected("future_day")
    spec(RECONSIDERATIONS).when(register(known_on=date(2026, 9, 29))).rejected("wrong_order")
    spec(RECONSIDERATIONS).given(registered()).when(register()).rejected("already_registered")


def test_silence_accepts_on_the_day_the_examination_ran_out_and_not_before_it_is_over() -> None:
    history = spec(RECONSIDERATIONS).given(registered())
    day = date(2026, 10, 10)
    history.when(accept(day, "2026-10-10", deemed=True)).rejected("not_yet_deemed", basis="行政复议法30")
    history.when(accept(date(2026, 10, 9), "2026-10-12", deemed=True)).rejected("not_yet_deemed")
    (fact,) = history.when(accept(day, "2026-10-11", deemed=True)).then_types("reconsideration.accepted")
    assert isinstance(fact, told.ReconsiderationAccepted)
    assert (fact.manner, fact.accepted_on, fact.decide_by) == ("deemed", day, date(2026, 12, 9))


def test_an_acceptance_or_decision_after_the_examination_ran_out_counts_from_the_silence() -> None:
    """Whoever registers late, and on whatever calendar: the law had accepted it on the tenth (art. 30)."""
    history = spec(RECONSIDERATIONS).given(registered())
    silent = told.ReconsiderationAccepted(
        accepted_on=date(2026, 10, 10), manner="deemed", simplified=False, decide_by=date(2026, 12, 9)
    )
    history.when(accept(date(2026, 10, 14), "2026-10-14")).then(silent)
    first, second = history.when(decide("ordered")).then_types("reconsideration.accepted", "reconsideration.decided")
    assert first == silent
    assert isinstance(second, told.ReconsiderationDecided)
    assert second.in_time
    (_, late) = history.when(decide("ordered", decided_on=date(2026, 12, 10), served_on=None)).then_types(
        "reconsideration.accepted", "reconsideration.decided"
    )
    assert isinstance(late, told.ReconsiderationDecided)
    assert not late.in_time
    on_the_last_day = history.when(accept(date(2026, 10, 10), "2026-10-14")).then_types("reconsideration.accepted")
    assert isinstance(on_the_last_day[0], told.ReconsiderationAccepted)
    assert on_the_last_day[0].manner == "decided"


def test_corrections_are_asked_for_within_five_working_days() -> None:
    history = spec(RECONSIDERATIONS).given(registered())
    asked = ask.AskCorrection(meta=at("2026-10-14"), asked_on=date(2026, 10, 10), calendar=official())
    history.when(asked).then_types("reconsideration.correction_asked")
    history.when(replace(asked, asked_on=date(2026, 10, 11))).rejected("wrong_standing", basis="行政复议法30、31")


def test_thirty_days_in_simplified_procedure_and_no_extension_of_them() -> None:
    history = spec(RECONSIDERATIONS).given(registered(simplified=True))
    (fact,) = history.when(accept(date(2026, 9, 28), "2026-09-28")).then_types("reconsideration.accepted")
    assert isinstance(fact, told.ReconsiderationAccepted)
    assert fact.decide_by == date(2026, 10, 28)
    more = ask.ExtendReconsideration(meta=at("2026-10-20"), calendar=official())
    history.given(fact).when(more).rejected("already_extended", basis="行政复议法62")


def test_thirty_days_more_once_and_before_the_sixty_are_over() -> None:
    accepted = told.ReconsiderationAccepted(
        accepted_on=date(2026, 9, 28), manner="decided", simplified=False, decide_by=date(2026, 11, 27)
    )
    history = spec(RECONSIDERATIONS).given(registered(), accepted)
    more = ask.ExtendReconsideration(meta=at("2026-11-27"), calendar=official())
    extended = told.ReconsiderationExtended(before=date(2026, 11, 27), decide_by=date(2026, 12, 28))
    history.when(more).then(extended)
    history.given(extended).when(more).rejected("already_extended")
    history.when(replace(more, meta=at("2026-11-28"))).rejected("extension_late")


def test_corrections_have_ten_working_days_and_the_examination_starts_anew() -> None:
    history = spec(RECONSIDERATIONS).given(registered())
    wanted = ask.AskCorrection(meta=at("2026-09-29"), asked_on=date(2026, 9, 29), calendar=official())
    asked = told.ReconsiderationCorrectionAsked(asked_on=date(2026, 9, 29), supply_by=date(2026, 10, 19))
    history.when(wanted).then(asked)
    given_ = ask.SupplyCorrection(meta=at("2026-10-12"), corrected_on=date(2026, 10, 12), calendar=official())
    (fact,) = history.given(asked).when(given_).then_types("reconsideration.corrected")
    assert isinstance(fact, told.ReconsiderationCorrected)
    assert (fact.examine_by, fact.in_time) == (date(2026, 10, 19), True)
    history.given(asked).when(accept(date(2026, 10, 10), "2026-10-12")).rejected("wrong_standing")


def decide(outcome: Any, **changes: Any) -> ask.DecideReconsideration:
    command = ask.DecideReconsideration(
        meta=at("2026-12-10"), outcome=outcome, decided_on=date(2026, 12, 1), served_on=date(2026, 12, 3),
        document_no="", calendar=official(),
    )  # fmt: skip
    return replace(command, **changes)


def test_a_decision_says_until_when_it_can_be_sued() -> None:
    accepted = told.ReconsiderationAccepted(
        accepted_on=date(2026, 10, 10), manner="deemed", simplified=False, decide_by=date(2026, 12, 9)
    )
    history = spec(RECONSIDERATIONS).given(registered(), accepted)
    (fact,) = history.when(decide("revoked")).then_types("reconsideration.decided")
    assert isinstance(fact, told.ReconsiderationDecided)
    assert (fact.sue_by, fact.in_time, fact.department) == (date(2026, 12, 18), True, "dep-zr")
    early = {"decided_on": date(2026, 10, 10), "served_on": None}
    spec(RECONSIDERATIONS).given(registered()).when(decide("revoked", **early)).rejected("wrong_standing")
    spec(RECONSIDERATIONS).given(registered()).when(decide("dismissed", **early)).then_types("reconsideration.decided")
    history.given(fact).when(decide("upheld")).rejected("wrong_standing")
    spec(RECONSIDERATIONS).when(decide("upheld")).rejected("no_remedy")


def sue(**changes: Any) -> ask.RegisterLitigation:
    command = ask.RegisterLitigation(
        meta=at("2026-12-20"),
        case_no="",
        department="dep-zr",
        division="520422103",
        item="",
        court="普定县人民法院",
        court_no="",
        ground="decision",
        filed_on=date(2026, 12, 18),
        known_on=date(2026, 8, 3),
        after="",
        after_served_on=None,
        calendar=official(),
    )
    return replace(command, **changes)


def test_six_months_to_sue_directly_and_fifteen_days_after_reconsideration() -> None:
    (fact,) = spec(LITIGATIONS).when(sue()).then_types("litigation.registered")
    assert isinstance(fact, told.LitigationRegistered)
    assert (fact.sue_by, fact.provisional, fact.in_time) == (date(2027, 2, 3), True, True)
    (after,) = (
        spec(LITIGATIONS).when(sue(after="FY1", after_served_on=date(2026, 12, 3))).then_types("litigation.registered")
    )
    assert isinstance(after, told.LitigationRegistered)
    assert (after.sue_by, after.in_time) == (date(2026, 12, 18), True)


def test_inaction_is_reconsidered_before_it_is_sued() -> None:
    spec(LITIGATIONS).when(sue(ground="inaction")).rejected("reconsider_first", basis="行政复议法23")
    spec(LITIGATIONS).when(sue(ground="inaction", after="FY1")).then_types("litigation.registered")


def test_nobody_sues_while_the_authority_s_time_runs_and_everybody_may_when_it_is_over() -> None:
    """The authority may decide until the ninth of December; the fifteen days run from there."""
    running = {"after": "FY1", "running_until": date(2026, 12, 9), "after_served_on": date(2026, 12, 9)}
    command = sue(**running, filed_on=date(2026, 12, 9))
    spec(LITIGATIONS).when(command).rejected("reconsideration_running", basis="行政复议法29")
    spec(LITIGATIONS).when(replace(command, ground="inaction")).rejected("reconsideration_running")
    spec(LITIGATIONS).when(replace(command, after="")).rejected("reconsideration_running")
    (fact,) = spec(LITIGATIONS).when(replace(command, filed_on=date(2026, 12, 10))).then_types("litigation.registered")
    assert isinstance(fact, told.LitigationRegistered)
    assert (fact.sue_by, fact.in_time) == (date(2026, 12, 24), True)


@given(st.dates(date(2016, 1, 1), date(2026, 6, 30)))
def test_the_last_day_to_apply_is_never_a_rest_day_and_never_before_the_sixtieth(known: date) -> None:
    calendar = official()
    fact = registered(known_on=known, received_on=date(2026, 9, 28))
    assert (fact.apply_by - known).days >= 60
    assert calendar.rest_reason(fact.apply_by) is None


@pytest.mark.parametrize("final", [True, False])
def test_a_lawsuit_takes_a_second_ruling_unless_the_first_was_final(final: bool) -> None:
    ruling = ask.DecideLitigation(
        meta=at("2026-12-28"), outcome="dismissed", decided_on=date(2026, 12, 27), document_no="", final=final
    )
    (suit,) = spec(LITIGATIONS).when(sue()).then_types("litigation.registered")
    (first,) = spec(LITIGATIONS).given(suit).when(ruling).then_types("litigation.decided")
    again = spec(LITIGATIONS).given(suit, first).when(ruling)
    again.rejected("already_decided") if final else again.then_types("litigation.decided")


def asked(day: date, now: str) -> ask.AskCorrection:
    return ask.AskCorrection(meta=at(now), asked_on=day, calendar=official())


def test_what_is_missing_is_asked_for_once() -> None:
    """Asked a second time nothing could be supplied, and silence never accepted it."""
    first = told.ReconsiderationCorrectionAsked(asked_on=date(2026, 9, 29), supply_by=date(2026, 10, 19))
    supplied = told.ReconsiderationCorrected(
        corrected_on=date(2026, 9, 30), examine_by=date(2026, 10, 14), in_time=True
    )
    history = spec(RECONSIDERATIONS).given(registered(), first, supplied)
    history.when(asked(date(2026, 10, 8), "2026-10-08")).rejected("asked_before", basis="行政复议法31")
    history.when(accept(date(2026, 10, 8), "2026-10-08")).then_types("reconsideration.accepted")


def test_the_authoritys_steps_follow_one_another() -> None:
    received = spec(RECONSIDERATIONS).given(registered())
    received.when(asked(date(2026, 9, 27), "2026-09-29")).rejected("wrong_order")
    first = told.ReconsiderationCorrectionAsked(asked_on=date(2026, 9, 29), supply_by=date(2026, 10, 19))
    supplied = told.ReconsiderationCorrected(
        corrected_on=date(2026, 9, 30), examine_by=date(2026, 10, 14), in_time=True
    )
    received.given(first, supplied).when(accept(date(2026, 9, 29), "2026-10-08")).rejected("wrong_order")
    (accepted,) = received.when(accept(date(2026, 9, 29), "2026-09-29")).then_types("reconsideration.accepted")
    early = decided_on("upheld", date(2026, 9, 28), "2026-09-30")
    received.given(accepted).when(early).rejected("wrong_order")


def decided_on(outcome: Any, day: date, now: str, served: date | None = None) -> ask.DecideReconsideration:
    return ask.DecideReconsideration(
        meta=at(now), outcome=outcome, decided_on=day, served_on=served, document_no="", calendar=official()
    )


def test_the_service_of_a_decision_is_registered_once_and_the_fifteen_days_run_from_it() -> None:
    def serve(day: date) -> ask.ServeReconsideration:
        return ask.ServeReconsideration(meta=at("2026-10-20"), served_on=day, calendar=official())

    spec(RECONSIDERATIONS).when(serve(date(2026, 10, 12))).rejected("no_remedy")
    received = spec(RECONSIDERATIONS).given(registered())
    received.when(serve(date(2026, 10, 12))).rejected("not_decided")
    (ended,) = received.when(decided_on("dismissed", date(2026, 10, 9), "2026-10-09")).then_types(
        "reconsideration.decided"
    )
    fact = told.ReconsiderationServed(served_on=date(2026, 10, 12), sue_by=date(2026, 10, 27))
    received.given(ended).when(serve(date(2026, 10, 12))).then(fact)
    received.given(ended).when(serve(date(2026, 10, 8))).rejected("wrong_order")
    received.given(ended).when(serve(date(2026, 10, 21))).rejected("future_day")
    received.given(ended, fact).when(serve(date(2026, 10, 12))).rejected("served_before")
    (told_with,) = received.when(decided_on("dismissed", date(2026, 10, 9), "2026-10-12", date(2026, 10, 12))).events
    received.given(told_with).when(serve(date(2026, 10, 12))).rejected("served_before")
