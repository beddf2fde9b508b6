"""Facts of the department's indicators: early, receipts, notices, refusals told, bad ratings put right, faults."""

from __future__ import annotations

from typing import Any

import pytest

from tests.metrics.facts.told import ACCEPTED, CASE, RECEIVED, Happening, carded, decided, happened, sums

AT = "dep-zr@H-1"


def names(told: dict[str, int], *wanted: str) -> dict[str, int]:
    """Only some names, without unit and day."""
    return {key.rsplit("|", 1)[1]: value for key, value in told.items() if key.rsplit("|", 1)[1] in wanted}


def groups(told: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in told.items() if "|!" in key}


@pytest.mark.parametrize(("day", "pace"), [("2026-10-21", "early"), ("2026-10-22", "steady"), ("2026-10-26", "steady")])
def test_a_promise_of_ten_working_days_is_kept_early_within_seven_of_them(day: str, pace: str) -> None:
    assert sums(RECEIVED, ACCEPTED, decided(day))[f"{AT}|2026-10-26|{pace}"] == 1


def test_time_that_stood_still_is_no_time_used() -> None:
    moved = happened("review/1", "review.resumed", dates={"promised_due": "2026-11-09"})
    assert sums(RECEIVED, ACCEPTED, moved, decided("2026-11-04"))[f"{AT}|2026-11-09|early"] == 1


def test_a_promise_shorter_than_three_working_days_is_never_early() -> None:
    stream, kind, at, fields = RECEIVED
    short = (stream, kind, at, fields | {"promised": {"value": 2, "unit": "working_days"}})
    assert sums(short, ACCEPTED, decided("2026-10-13"))[f"{AT}|2026-10-26|brief"] == 1


def test_a_receipt_given_on_a_later_day_than_acceptance_is_late() -> None:
    stream, kind, _, fields = ACCEPTED
    later = (stream, kind, "2026-10-13T09:00:00+08:00", fields)
    assert names(sums(RECEIVED, ACCEPTED), "receipts", "receipts_late") == {"receipts": 1}
    assert names(sums(RECEIVED, later), "receipts", "receipts_late") == {"receipts_late": 1}


def notice(day: str, **fields: Any) -> Happening:
    return happened(CASE, "case.supplement_requested", day, due="2026-10-19", **fields)


def test_a_notice_counts_on_its_last_day_and_is_good_in_time_and_whole() -> None:
    blocked = happened(CASE, "case.second_notice_blocked", "2026-10-22")
    assert sums(RECEIVED, notice("2026-10-19"))[f"{AT}|2026-10-19|notice_good"] == 1
    assert names(sums(RECEIVED, notice("2026-10-20")), "notice_good", "notice_bad") == {"notice_bad": 1}
    assert names(sums(RECEIVED, notice("2026-10-14", in_time=False)), "notice_bad") == {"notice_bad": 1}
    assert names(sums(RECEIVED, notice("2026-10-14"), blocked), "notice_bad") == {"notice_bad": 1}


def test_a_notice_about_what_came_later_makes_the_first_no_worse() -> None:
    assert sums(RECEIVED, notice("2026-10-14"), notice("2026-10-28"))[f"{AT}|2026-10-19|notice_good"] == 1


def test_acceptance_by_silence_is_a_bad_notice_a_late_receipt_and_a_fault() -> None:
    silent = happened(
        CASE, "case.accepted", "2026-10-20", accepted_on="2026-10-12", promised_due="2026-10-26", manner="deemed"
    )
    told = sums(RECEIVED, silent)
    assert names(told, "notice_bad", "receipts_late", "!deemed") == {"notice_bad": 1, "receipts_late": 1, "!deemed": 1}


def test_a_refusal_is_told_when_it_is_served_in_time_with_proof() -> None:
    def served(day: str, receipt: str = "R1") -> Happening:
        return happened("review/1", "review.served", day, served_on=day, due="2026-11-03", receipt_no=receipt)

    refusal = decided("2026-10-20", "refused")
    assert sums(RECEIVED, ACCEPTED, refusal)[f"{AT}|2026-11-03|negative_open"] == 1
    assert sums(RECEIVED, ACCEPTED, refusal, served("2026-10-22"))[f"{AT}|2026-11-03|negative_met"] == 1
    assert sums(RECEIVED, ACCEPTED, refusal, served("2026-11-04"))[f"{AT}|2026-11-03|negative_missed"] == 1
    assert sums(RECEIVED, ACCEPTED, refusal, served("2026-10-22", ""))[f"{AT}|2026-11-03|negative_missed"] == 1
    assert not names(sums(RECEIVED, ACCEPTED, decided()), "negative_open", "negative_met")


def test_what_the_hall_handed_over_itself_needs_no_other_proof() -> None:
    handed = happened(CASE, "case.delivered", "2026-10-22", delivered_on="2026-10-22")
    served = happened(
        "review/1", "review.served", "2026-10-22", served_on="2026-10-22", due="2026-11-03", receipt_no=""
    )
    refusal = decided("2026-10-20", "refused")
    assert sums(RECEIVED, ACCEPTED, refusal, served, handed)[f"{AT}|2026-11-03|negative_met"] == 1


INVITED = happened("rating/1", "rating.invited", department="dep-zr", delivered_on="2026-10-20", hall="H-1")
BAD = happened("rating/1", "rating.submitted", "2026-10-22", grade=4)


def test_a_bad_rating_is_put_right_only_once_it_is_done_in_time_and_told() -> None:
    done = happened("rating/1", "rating.rectified", rectified_on="2026-10-28", due="2026-10-29")
    late = happened("rating/1", "rating.rectified", rectified_on="2026-10-30", due="2026-10-29")
    told = happened("rating/1", "rating.fed_back", on="2026-10-29")
    assert sums(INVITED, BAD)[f"{AT}|2026-11-12|bad_open"] == 1
    assert sums(INVITED, BAD, done)[f"{AT}|2026-10-29|bad_open"] == 1
    assert sums(INVITED, BAD, done, told)[f"{AT}|2026-10-29|bad_met"] == 1
    assert sums(INVITED, BAD, late, told)[f"{AT}|2026-10-29|bad_missed"] == 1


def test_a_published_calendar_moves_the_day_to_put_it_right_by_and_not_that_of_the_call() -> None:
    bad = happened("rating/1", "rating.submitted", "2026-10-22", grade=4, fix_due="2026-10-29")
    fix = happened("rating/1", "rating.recalculated", what="fix", before="2026-10-29", due="2026-10-30")
    call = happened("rating/1", "rating.recalculated", what="contact", before="2026-10-23", due="2026-10-26")
    assert sums(INVITED, bad, call)[f"{AT}|2026-10-29|bad_open"] == 1
    assert sums(INVITED, bad, fix)[f"{AT}|2026-10-30|bad_open"] == 1


def test_the_day_told_with_a_bad_rating_or_at_the_contact_is_the_one_to_put_it_right_by() -> None:
    stream, kind, at, fields = BAD
    bad = (stream, kind, at, fields | {"fix_due": "2026-10-29"})
    contacted = happened("rating/1", "rating.contacted", fix_due="2026-11-12")
    assert sums(INVITED, bad)[f"{AT}|2026-10-29|bad_open"] == 1
    assert sums(INVITED, bad, contacted)[f"{AT}|2026-11-12|bad_open"] == 1


def test_a_rating_set_aside_counts_no_more_unless_the_second_look_puts_it_back() -> None:
    aside = happened("rating/1", "rating.excluded", reason="mistaken")
    back = happened("rating/1", "rating.exclusion_rechecked", upheld=False)
    assert names(sums(INVITED, BAD, aside), "grade_4", "excluded", "bad_open") == {"excluded": 1}
    assert names(sums(INVITED, BAD, aside, back), "grade_4", "excluded") == {"grade_4": 1}


def test_a_rating_of_a_case_that_a_point_carried_counts_for_the_point_too() -> None:
    stream, kind, at, fields = INVITED
    carried = (stream, kind, at, fields | {"point": "P-1"})
    assert sums(carried, BAD)["@P-1|2026-10-20|grade_4"] == 1
    assert sums(carried, BAD)[f"{AT}|2026-10-20|grade_4"] == 1


COMPLAINT = happened(
    "complaint/T1", "complaint.filed", department="dep-zr", division="520402109", due="2026-10-19", hall="H-1"
)


def closed(day: str, **fields: Any) -> Happening:
    return happened("complaint/T1", "complaint.closed", day, department="dep-zr", outcome="substantiated", **fields)


def test_a_complaint_is_answered_by_its_last_day_and_an_extension_moves_it() -> None:
    extended = happened("complaint/T1", "complaint.extended", due="2026-10-26")
    assert sums(COMPLAINT)[f"{AT}|2026-10-19|answer_open"] == 1
    assert sums(COMPLAINT, closed("2026-10-20"))[f"{AT}|2026-10-19|answer_missed"] == 1
    assert sums(COMPLAINT, extended, closed("2026-10-20"))[f"{AT}|2026-10-26|answer_met"] == 1


def test_a_finding_that_vetoes_counts_only_where_the_complaint_was_true() -> None:
    assert sums(COMPLAINT, closed("2026-10-16", integrity="bribe"))[f"{AT}|2026-10-16|veto_bribe"] == 1
    untrue = happened(
        "complaint/T1", "complaint.closed", department="dep-zr", outcome="unsubstantiated", integrity="bribe"
    )
    assert not names(sums(COMPLAINT, untrue), "veto_bribe")
    partly = happened("complaint/T1", "complaint.closed", department="dep-zr", outcome="partly", integrity="bribe")
    assert names(sums(COMPLAINT, partly), "veto_bribe"), "the bribe was found, though not all that was said"


def test_a_ticket_kept_too_long_by_the_wrong_unit_is_a_fault() -> None:
    def returned(in_time: bool) -> Happening:
        return happened("complaint/T1", "hotline.returned", in_time=in_time, returned_at="2026-10-14T10:00:00+08:00")

    assert groups(sums(COMPLAINT, returned(True))) == {}
    assert groups(sums(COMPLAINT, returned(False))) == {f"{AT}|2026-10-14|!hotline_late": 1}


def test_a_ticket_sent_on_is_the_new_units_and_the_fault_stays_with_who_kept_it() -> None:
    returned = happened(
        "complaint/T1",
        "hotline.returned",
        in_time=False,
        returned_at="2026-10-14T10:00:00+08:00",
        department="dep-zr",
    )
    sent_on = happened("complaint/T1", "complaint.transferred", department="dep-sf")
    told = sums(COMPLAINT, returned, sent_on)
    assert groups(told) == {f"{AT}|2026-10-14|!hotline_late": 1}
    assert told["dep-sf@H-1|2026-10-19|answer_open"] == 1


def back(unit: str, day: str, *, in_time: bool) -> Happening:
    at = f"{day}T10:00:00+08:00"
    return happened("complaint/T1", "hotline.returned", day, in_time=in_time, returned_at=at, department=unit)


def sent_to(unit: str, day: str, **fields: Any) -> Happening:
    at = f"{day}T11:00:00+08:00"
    return happened("complaint/T1", "complaint.transferred", day, department=unit, transferred_at=at, **fields)


def test_every_unit_that_returned_a_ticket_late_answers_for_its_own_lateness() -> None:
    told = sums(
        COMPLAINT,
        back("dep-zr", "2026-10-14", in_time=False),
        sent_to("dep-sf", "2026-10-14"),
        back("dep-sf", "2026-10-16", in_time=False),
        sent_to("dep-ms", "2026-10-16"),
    )
    assert groups(told) == {
        f"{AT}|2026-10-14|!hotline_late": 1,
        "dep-sf@H-1|2026-10-16|!hotline_late": 1,
    }
    assert told[f"{AT}|2026-10-14|hotline_returned"] == told["dep-sf@H-1|2026-10-16|hotline_returned"] == 1


def test_a_unit_that_returned_in_time_answers_for_nothing_though_another_was_late() -> None:
    told = sums(
        COMPLAINT,
        back("dep-zr", "2026-10-13", in_time=True),
        sent_to("dep-sf", "2026-10-13"),
        back("dep-sf", "2026-10-16", in_time=False),
    )
    assert groups(told) == {"dep-sf@H-1|2026-10-16|!hotline_late": 1}


def test_a_complaint_sent_to_another_township_counts_at_the_hall_where_it_is_dealt_with() -> None:
    sent = sent_to("dep-sf", "2026-10-15", division="520422104", hall="H-2")
    done = happened(
        "complaint/T1", "complaint.closed", "2026-10-16", department="dep-sf", outcome="substantiated", hall="H-2"
    )
    told = sums(RECEIVED, COMPLAINT, sent, done)
    assert told["dep-sf@H-2|2026-10-19|answer_met"] == told["dep-sf@H-2|2026-10-16|substantiated"] == 1
    assert not [key for key in told if key.startswith(AT) and key.endswith(("answer_met", "substantiated", "closed"))]


def test_what_goes_to_a_unit_at_no_hall_counts_at_none_not_even_at_its_cases() -> None:
    told = sums(RECEIVED, COMPLAINT, sent_to("dep-far", "2026-10-15", division="520422"))
    assert told["dep-far@|2026-10-19|answer_open"] == told["dep-far@|2026-10-12|complaints"] == 1


def test_within_one_township_a_complaint_stays_at_its_hall() -> None:
    told = sums(COMPLAINT, sent_to("dep-sf", "2026-10-15", division="520402109", hall=""))
    assert told["dep-sf@H-1|2026-10-19|answer_open"] == 1


def test_an_answer_that_was_overdue_before_it_was_sent_on_is_missed_by_whoever_let_the_day_pass() -> None:
    late = sent_to("dep-sf", "2026-10-20", division="520422104", hall="H-2")
    done = happened(
        "complaint/T1", "complaint.closed", "2026-10-23", department="dep-sf", outcome="unsubstantiated", hall="H-2"
    )
    told = sums(COMPLAINT, late, done)
    assert told[f"{AT}|2026-10-19|answer_missed"] == told["dep-sf@H-2|2026-10-23|closed"] == 1
    assert names(told, "answer_missed", "answer_met", "answer_open") == {"answer_missed": 1}
    on_the_day = sums(COMPLAINT, sent_to("dep-sf", "2026-10-19", division="520422104", hall="H-2"), done)
    assert on_the_day["dep-sf@H-2|2026-10-19|answer_missed"] == 1


def test_a_late_return_stays_with_the_hall_where_it_was_kept() -> None:
    late = back("dep-zr", "2026-10-14", in_time=False)
    told = sums(COMPLAINT, late, sent_to("dep-sf", "2026-10-14", division="520422104", hall="H-2"))
    assert groups(told) == {f"{AT}|2026-10-14|!hotline_late": 1}


def test_who_is_told_at_once_where_to_go_counts_as_told_and_later_as_missed() -> None:
    def redirected(day: str, **fields: Any) -> Happening:
        return happened(CASE, "case.redirected", day, department="县林业局", **fields)

    assert sums(RECEIVED, redirected("2026-10-12", due="2026-10-12", in_time=True))[f"{AT}|2026-10-12|direction_met"]
    late = sums(RECEIVED, redirected("2026-10-14", due="2026-10-12", in_time=False))
    assert (late[f"{AT}|2026-10-12|direction_missed"], late[f"{AT}|2026-10-14|declined"]) == (1, 1)
    assert not names(sums(RECEIVED, redirected("2026-10-14")), "direction_met", "direction_missed")


def test_a_complaint_taken_up_again_is_open_until_its_new_day() -> None:
    again = happened("complaint/T1", "complaint.reopened", due="2026-11-02")
    told = sums(COMPLAINT, closed("2026-10-16"), again)
    assert names(told, "answer_open", "answer_met", "substantiated") == {"answer_open": 1}
    assert told[f"{AT}|2026-11-02|answer_open"] == 1


def test_cards_of_one_clock_are_one_cause_and_others_are_causes_of_their_own() -> None:
    clock = [carded(1, "warn", "near_due", "2026-10-23"), carded(2, "yellow", "promised_overdue", "2026-10-27")]
    red = carded(3, "red", "statutory_overdue", "2026-11-10")
    other = carded(4, "yellow", "service_overdue", "2026-11-11")
    told = sums(RECEIVED, ACCEPTED, *clock, red, other)
    assert groups(told) == {f"{AT}|2026-11-10|!red+warn+yellow": 1, f"{AT}|2026-11-11|!yellow": 1}
    assert names(told, "warn", "yellow", "red") == {"warn": 1, "yellow": 1, "red": 1}


def test_what_falls_into_two_quarters_is_counted_in_each() -> None:
    told = sums(
        RECEIVED,
        ACCEPTED,
        carded(1, "yellow", "promised_overdue", "2026-12-31"),
        carded(2, "red", "after_yellow", "2027-01-08"),
    )
    assert groups(told) == {f"{AT}|2026-12-31|!yellow": 1, f"{AT}|2027-01-08|!red": 1}


def test_a_warning_of_a_case_that_was_done_in_time_costs_nothing_and_a_corrected_card_neither() -> None:
    warned = carded(1, "warn", "near_due", "2026-10-23")
    corrected = happened("card/1", "card.corrected", card=1)
    assert groups(sums(RECEIVED, ACCEPTED, warned)) == {f"{AT}|2026-10-23|!warn": 1}
    assert groups(sums(RECEIVED, ACCEPTED, warned, decided("2026-10-26"))) == {}
    assert groups(sums(RECEIVED, ACCEPTED, warned, corrected)) == {}


def test_a_card_of_a_superior_unit_is_that_units() -> None:
    told = sums(RECEIVED, ACCEPTED, carded(1, "yellow", "superior_overdue", "2026-11-02", "dep-up"))
    assert groups(told) == {"dep-up@H-1|2026-11-02|!yellow": 1}


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("case.registered_late", "registered_late"),
        ("case.second_notice_blocked", "second_notice"),
        ("case.extra_demand_blocked", "extra_demand"),
    ],
)
def test_what_was_stopped_or_booked_late_counts_once_a_case(type_name: str, kind: str) -> None:
    twice = [happened(CASE, type_name, day) for day in ("2026-10-13", "2026-10-15")]
    assert groups(sums(RECEIVED, *twice)) == {f"{AT}|2026-10-13|!{kind}": 1}


def test_late_registrations_and_papers_entered_afterwards_lag_behind() -> None:
    assert sums(RECEIVED, happened(CASE, "case.registered_late"))[f"{AT}|2026-10-12|lagging"] == 1
    assert sums(RECEIVED, happened(CASE, "case.backfilled"))[f"{AT}|2026-10-12|lagging"] == 1


@pytest.mark.parametrize(
    ("outcome", "counts"), [("revoked", True), ("unlawful", True), ("ordered", True), ("upheld", False)]
)
def test_an_act_that_does_not_stand_before_court_or_superior_counts_once(outcome: str, counts: bool) -> None:
    told = [
        happened(f"{kind}/1", f"{kind}.decided", department="dep-zr", decided_on="2026-11-02", outcome=outcome)
        for kind in ("reconsideration", "litigation")
    ]
    assert groups(sums(RECEIVED, *told)) == ({f"{AT}|2026-11-02|!overturned": 1} if counts else {})


def test_something_handled_past_its_hall_has_a_card_of_its_own_and_counts_for_one_cause() -> None:
    assert groups(sums(carded(1, "red", "outside_hall", "2026-10-15"))) == {"dep-zr@|2026-10-15|!outside+red": 1}


def test_lateness_that_was_explained_in_public_is_told_apart() -> None:
    explained = happened("review/1", "review.lateness_explained", explained_on="2026-10-28")
    told = sums(RECEIVED, ACCEPTED, explained, decided("2026-10-29"))
    assert names(told, "late", "late_explained") == {"late": 1, "late_explained": 1}
