"""Rules of acceptance, notice, supplement and on-the-spot completion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.intake.cases.commands import NoteDuePassed
from services.intake.cases.decider import CASES
from shared.contracts.intake import SupplementRequested
from shared.contracts.limits import TimeLimit
from shared.contracts.receiving import AcceptanceDuePassed
from shared.contracts.registry import LocalDaysPublished
from shared.testing.spec import meta_at, spec
from shared.timekeeping import from_published, official
from shared.timekeeping.years import content_hash
from tests.intake.cases.samples import (
    CLERK,
    HALL,
    INSTANT,
    LICENCE,
    accept,
    accepted,
    before,
    complete,
    completed,
    deliver,
    incomplete,
    instant,
    noticed,
    received,
    request_supplement,
    supplement,
    supplemented,
)


def test_a_whole_application_is_accepted_with_a_receipt_and_both_deadlines() -> None:
    spec(CASES).given(received).when(accept()).then(accepted)


def test_national_day_stretches_the_statutory_limit() -> None:
    """A05: accepted 2026-09-17, twenty working days end on 2026-10-21, two worked weekend days included."""
    (fact,) = spec(CASES).given(received).when(accept()).then_types("case.accepted")
    assert fact == accepted
    assert accepted.statutory_due == date(2026, 10, 21)


def test_a_missing_required_material_forbids_acceptance_and_is_named() -> None:
    refusal = spec(CASES).given(incomplete).when(accept()).rejected("incomplete", "S2.5d")
    assert refusal.errors == {"identity": "missing"}


def test_an_instant_case_needs_no_receipt() -> None:
    spec(CASES).given(instant).when(accept()).rejected("instant_needs_no_receipt", "S2.5d")


def test_where_no_statutory_limit_is_set_there_is_no_statutory_deadline() -> None:
    bare = replace(received, statutory=None)
    (fact,) = spec(CASES).given(bare).when(accept()).then_types("case.accepted")
    assert fact == replace(accepted, statutory=None, statutory_due=None, calendar=fact.calendar)  # type: ignore[attr-defined]


def test_a_limit_in_natural_days_moves_off_the_holiday_it_ends_on() -> None:
    natural = replace(received, promised=TimeLimit(15, "natural_days"), statutory=None)
    (fact,) = spec(CASES).given(natural).when(accept()).then_types("case.accepted")
    assert fact.promised_due == date(2026, 10, 8)  # type: ignore[attr-defined]


def test_a_limit_in_hours_runs_from_the_moment() -> None:
    urgent = replace(received, promised=TimeLimit(24, "hours"), statutory=None)
    command = accept("2026-09-30T16:00:00+08:00", item=replace(LICENCE, deemed_acceptance=False))
    (fact,) = spec(CASES).given(urgent).when(command).then_types("case.accepted")
    assert fact.promised_due == date(2026, 10, 1)  # type: ignore[attr-defined]


def test_by_silence_hours_run_from_the_moment_of_receipt() -> None:
    urgent = replace(received, promised=TimeLimit(24, "hours"), statutory=None)
    (fact,) = spec(CASES).given(urgent).when(accept("2026-09-24T00:00:00+08:00")).then_types("case.accepted")
    assert (fact.manner, fact.promised_due) == ("deemed", date(2026, 9, 18))  # type: ignore[attr-defined]


def test_a_word_about_the_past_makes_no_answer_timely() -> None:
    """G4: on 2026-09-24 nobody tells the applicant anything "yesterday" any more; a signed capture may say so."""
    now = meta_at("2026-09-24T09:00:00+08:00", CLERK)
    said = replace(now, occurred_at=datetime.fromisoformat("2026-09-23T16:00:00+08:00"))
    notice = replace(request_supplement("identity"), meta=said)
    spec(CASES).given(incomplete).when(notice).rejected("deemed_accepted")
    spec(CASES).given(incomplete).when(replace(notice, captured=True)).then(noticed)
    done = replace(complete(), meta=said)
    (fact,) = spec(CASES).given(instant).when(done).then_types("case.completed")
    assert fact.completed_on == date(2026, 9, 24)  # type: ignore[attr-defined]


def test_a_case_in_silence_is_noted_once_where_nothing_more_follows() -> None:
    late = NoteDuePassed(meta=meta_at("2026-09-24T00:00:00+08:00"), due=date(2026, 9, 23))
    passed = AcceptanceDuePassed(due=date(2026, 9, 23), department="dep-zr", hall="H-520422103", division="520422103")
    spec(CASES).given(incomplete).when(late).then(passed)
    spec(CASES).given(incomplete, passed).when(late).then()
    spec(CASES).given(incomplete, noticed).when(late).then()


def test_the_kind_of_a_case_stays_the_one_it_began_with() -> None:
    """G11: a promised case is not turned into an instant one by a newer version of its item, nor the other way."""
    turned = replace(LICENCE, kind="instant")
    spec(CASES).given(received).when(complete(item=turned)).rejected("not_instant")
    spec(CASES).given(instant).when(accept(item=replace(INSTANT, kind="promised"))).rejected("instant_needs_no_receipt")


def test_a_deadline_beyond_the_official_calendars_is_marked_provisional() -> None:
    december = replace(received, received_at=datetime.fromisoformat("2026-12-21T09:00:00+08:00"))
    (fact,) = spec(CASES).given(december).when(accept("2026-12-21T10:00:00+08:00")).then_types("case.accepted")
    assert fact.provisional  # type: ignore[attr-defined]


def test_a_case_is_accepted_once() -> None:
    spec(CASES).given(received, accepted).when(accept()).rejected("wrong_state")


def test_a_clerk_of_another_hall_does_not_accept() -> None:
    spec(CASES).given(received).when(accept(desk=HALL.id)).then(accepted)
    spec(CASES).given(received).when(accept(desk="H-520402109")).rejected("wrong_hall_for_clerk")


def test_nothing_happens_to_a_case_before_its_receipt() -> None:
    spec(CASES).given(received).when(accept("2026-09-17T08:59:00+08:00")).rejected("before_receipt")


def test_a_case_that_was_never_received_is_unknown() -> None:
    refusal = spec(CASES).when(accept()).rejected("unknown_case")
    assert refusal.status == 404


# The one notice (S2.5e; Licensing Law art. 32)


def test_a_notice_tells_what_is_missing_and_its_own_last_day() -> None:
    spec(CASES).given(incomplete).when(request_supplement("identity")).then(noticed)


def test_new_year_moves_the_last_day_of_the_notice() -> None:
    """A01: received 2025-12-31, the last day for the notice is 2026-01-08."""
    old = replace(incomplete, received_at=datetime.fromisoformat("2025-12-31T15:00:00+08:00"))
    in_time = request_supplement("identity", moment="2026-01-08T23:59:00+08:00")
    (fact,) = spec(CASES).given(old).when(in_time).then_types("case.supplement_requested")
    assert fact.due == date(2026, 1, 8)  # type: ignore[attr-defined]


def test_a_notice_names_everything_at_once() -> None:
    bare = replace(received, materials=())
    refusal = spec(CASES).given(bare).when(request_supplement("identity")).rejected("notice_not_whole", "S2.5e")
    assert refusal.errors == {"form": "missing"}


def test_a_notice_that_names_nothing_is_none() -> None:
    spec(CASES).given(received).when(request_supplement()).rejected("empty_notice")


def test_a_notice_speaks_of_the_guides_materials_only() -> None:
    spec(CASES).given(incomplete).when(request_supplement("identity", "horoscope")).rejected("unknown_material")


def test_a_second_notice_for_what_was_there_before_is_refused() -> None:
    """B03: the form lay there at the first notice; its defect cannot be told now."""
    again = request_supplement("form", moment="2026-10-09T09:00:00+08:00")
    history = (incomplete, noticed, supplemented)
    spec(CASES).given(*history).when(again).rejected("second_notice", "S2.5e; 许可法32")


def test_a_second_notice_before_any_supplement_is_refused() -> None:
    spec(CASES).given(incomplete, noticed).when(request_supplement("identity")).rejected("second_notice")


def test_a_defect_of_a_newly_handed_in_paper_may_be_told() -> None:
    again = request_supplement("identity", moment="2026-09-29T11:00:00+08:00")
    case = spec(CASES).given(incomplete, noticed, supplemented)
    (fact,) = case.when(again).then_types("case.supplement_requested")
    case.given(fact).when(accept("2026-09-30T09:00:00+08:00")).rejected("wrong_state")


def test_what_a_notice_named_must_come_before_acceptance() -> None:
    flawed = (received, noticed, replace(supplemented, materials=("photo",)))
    refusal = spec(CASES).given(*flawed).when(accept("2026-09-29T11:00:00+08:00")).rejected("incomplete")
    assert refusal.errors == {"identity": "missing"}


def test_the_day_the_papers_are_whole_is_the_day_of_acceptance() -> None:
    history = (incomplete, noticed, supplemented)
    (fact,) = spec(CASES).given(*history).when(accept("2026-09-30T09:00:00+08:00")).then_types("case.accepted")
    assert fact.accepted_on == date(2026, 9, 29)  # type: ignore[attr-defined]


def test_without_a_notice_in_time_the_application_counts_as_accepted_since_its_receipt() -> None:
    """A03 in small: five working days after 2026-09-17 end on 2026-09-23."""
    late = accept("2026-09-24T09:00:00+08:00")
    (fact,) = spec(CASES).given(incomplete).when(late).then_types("case.accepted")
    assert fact == replace(accepted, manner="deemed", materials=("form", "minutes"))
    too_late = request_supplement("identity", moment="2026-09-24T09:00:00+08:00")
    spec(CASES).given(incomplete).when(too_late).rejected("deemed_accepted", "许可法32")


def test_where_the_law_deems_nothing_a_late_notice_still_helps_the_applicant() -> None:
    plain = replace(LICENCE, deemed_acceptance=False)
    late = request_supplement("identity", moment="2026-09-24T09:00:00+08:00", item=plain)
    spec(CASES).given(incomplete).when(late).then(replace(noticed, in_time=False))
    spec(CASES).given(incomplete).when(accept("2026-09-24T09:00:00+08:00", item=plain)).rejected("incomplete")


def test_the_five_days_are_counted_on_the_calendar_known_when_it_matters() -> None:
    """Nothing is stored before that: once the notice for a new year is out, its days off move the last day on."""
    winter = replace(incomplete, received_at=datetime.fromisoformat("2026-12-28T09:00:00+08:00"))
    late = "2027-01-06T09:00:00+08:00"
    spec(CASES).given(winter).when(request_supplement("identity", moment=late)).rejected("deemed_accepted")
    guess = official().years[2027]
    off = guess.off_days | {date(2027, 1, 4)}
    fresh = content_hash(2027, "official", "国办发明电〔2026〕0号", off, ())
    sure = replace(guess, status="official", doc_no="国办发明电〔2026〕0号", off_days=off, hash=fresh)
    known = from_published([sure.publication()])
    (notice,) = (
        spec(CASES)
        .given(winter)
        .when(request_supplement("identity", moment=late, calendar=known))
        .then_types("case.supplement_requested")
    )
    assert isinstance(notice, SupplementRequested)
    assert notice.due == date(2027, 1, 6)


def test_a_countys_day_off_moves_the_last_day_of_the_notice_there() -> None:
    late = "2026-09-24T09:00:00+08:00"
    local = LocalDaysPublished(division="520422", year=2026, days=(date(2026, 9, 22),), doc_no="县府发〔2026〕0号")
    there = from_published([], local=[local]).within("520422103")
    spec(CASES).given(incomplete).when(request_supplement("identity", moment=late)).rejected("deemed_accepted")
    spec(CASES).given(incomplete).when(request_supplement("identity", moment=late, calendar=there)).then_types(
        "case.supplement_requested"
    )


# Supplements


def test_supplements_are_booked() -> None:
    spec(CASES).given(incomplete, noticed).when(supplement("identity")).then(supplemented)


def test_supplements_come_after_a_notice_only() -> None:
    spec(CASES).given(incomplete).when(supplement("identity")).rejected("wrong_state")


def test_a_supplement_of_nothing_is_none() -> None:
    spec(CASES).given(incomplete, noticed).when(supplement()).rejected("nothing_supplied")


def test_a_supplement_beyond_the_guide_is_refused() -> None:
    spec(CASES).given(incomplete, noticed).when(supplement("horoscope")).rejected("unknown_material")


# Instant cases (S2.7a)


def test_an_instant_case_is_completed_at_the_window_due_on_the_day_of_receipt() -> None:
    spec(CASES).given(instant).when(complete()).then(completed)


def test_an_instant_case_completed_the_day_after_tells_both_days() -> None:
    """A11: received on the worked Saturday 2026-10-10; the day after is late, whatever the week day."""
    case = replace(instant, received_at=datetime.fromisoformat("2026-10-10T10:20:00+08:00"))
    on_the_spot = complete("2026-10-10T10:45:00+08:00")
    spec(CASES).given(case).when(on_the_spot).then(
        replace(completed, completed_on=date(2026, 10, 10), due=date(2026, 10, 10))
    )
    spec(CASES).given(case).when(complete("2026-10-11T10:45:00+08:00")).then(
        replace(completed, completed_on=date(2026, 10, 11), due=date(2026, 10, 10))
    )


def test_a_promised_case_is_not_completed_on_the_spot() -> None:
    spec(CASES).given(received).when(complete()).rejected("not_instant", "S2.7c")


def test_an_instant_case_with_papers_missing_is_not_completed() -> None:
    bare = replace(instant, materials=("form",))
    spec(CASES).given(bare).when(complete()).rejected("incomplete")


def test_what_was_completed_can_be_delivered() -> None:
    spec(CASES).given(*before(17, instant, completed)).when(deliver()).then_types("case.delivered")
