"""Rules of receipt: what is taken in, where, and what is copied from the item for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.intake.cases.circumstances import Before, Earlier
from services.intake.cases.decider import CASES
from shared.contracts import Meta
from shared.contracts.intake import CaseReceived
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import CALENDAR, CLERK, HALL, INSTANT, LICENCE, POINT, instant, receive, received


def test_an_application_is_received_with_the_limits_of_the_items_version() -> None:
    spec(CASES).when(receive()).then(received)


def test_the_kind_comes_from_the_item() -> None:
    spec(CASES).when(receive(item=INSTANT)).then(instant)


def test_the_receipt_day_is_the_actual_day_nights_and_holidays_included() -> None:
    night = receive("2026-10-02T03:00:00+08:00", channel="online", window="")
    (fact,) = spec(CASES).when(night).then_types("case.received")
    assert spec(CASES).given(fact).state().received_on == date(2026, 10, 2)


def test_a_material_named_twice_is_booked_once() -> None:
    (fact,) = spec(CASES).when(receive(materials=("form", "form", "identity", "minutes"))).then_types("case.received")
    assert fact == received


def test_an_item_that_no_window_of_the_hall_takes_is_refused() -> None:
    strange = replace(LICENCE, code="linmu")
    refusal = spec(CASES).when(receive(item=strange)).rejected("wrong_hall", "S2.3c")
    assert refusal.status == 422


def test_a_village_point_is_no_hall() -> None:
    spec(CASES).when(receive(hall=POINT)).rejected("wrong_hall")


def test_the_window_must_be_one_that_takes_the_item() -> None:
    refusal = spec(CASES).when(receive(item=INSTANT, window="W2")).rejected("wrong_window", "S2.3c")
    assert refusal.errors == {"window": "takes it: W1"}


def test_materials_beyond_the_guide_are_refused() -> None:
    spec(CASES).when(receive(materials=("form", "horoscope"))).rejected("unknown_material", "S1.3b")


def test_an_item_is_not_taken_before_it_takes_effect() -> None:
    later = replace(LICENCE, effective_from=date(2026, 9, 18))
    spec(CASES).when(receive(item=later)).rejected("item_not_in_force")


def test_what_has_not_happened_yet_is_refused() -> None:
    now = meta_at("2026-09-17T09:00:00+08:00", CLERK)
    future: Meta = replace(now, occurred_at=datetime.fromisoformat("2026-09-17T09:00:01+08:00"))
    refusal = spec(CASES).when(replace(receive(), meta=future)).rejected("future_occurred_at")
    assert refusal.status == 422


def test_a_clerk_receives_at_their_own_hall_only() -> None:
    spec(CASES).when(receive(desk=HALL.id)).then(received)
    refusal = spec(CASES).when(receive(desk="H-520402109")).rejected("wrong_hall_for_clerk")
    assert refusal.status == 403


def test_a_case_number_is_used_once() -> None:
    spec(CASES).given(received).when(receive()).rejected("wrong_state")


def test_an_online_application_stays_tied_to_the_applicants_account() -> None:
    online = receive(channel="online", window="", account="citizen-1")
    spec(CASES).when(online).then(
        replace(received, channel="online", window="", account="citizen-1", evidence="online")
    )


def test_a_village_point_acts_for_others_only_where_the_list_says_so() -> None:
    spec(CASES).when(receive(channel="proxy")).rejected("not_for_proxy", "S2.4a")
    listed = replace(LICENCE, village_proxy=True)
    spec(CASES).when(receive(channel="proxy", item=listed)).then(replace(received, channel="proxy"))


def test_applicants_hand_in_online_not_over_the_counter() -> None:
    spec(CASES).when(receive(channel="window", account="citizen-1")).rejected("wrong_channel", "S1.4a")


def again(moment: str, *, confirmed: bool) -> CaseReceived:
    """Hand in anew what was withdrawn on 2026-10-10; it had been promised for 2026-10-12 (B01)."""
    first = Earlier("52042210320260921000017", date(2026, 10, 10), confirmed, date(2026, 10, 12))
    (fact,) = (
        spec(CASES).when(receive(moment, before=Before(withdrawn=first), calendar=CALENDAR)).then_types("case.received")
    )
    assert isinstance(fact, CaseReceived)
    return fact


def test_b01_an_application_handed_in_anew_within_ten_working_days_is_assessed_by_the_first_ones_day() -> None:
    fact = again("2026-10-12T09:00:00+08:00", confirmed=True)
    assert (fact.follows, fact.assessed_due) == ("52042210320260921000017", date(2026, 10, 12))


def test_b01_where_the_first_was_withdrawn_unconfirmed_it_counts_and_this_one_does_not_count_again() -> None:
    fact = again("2026-10-12T09:00:00+08:00", confirmed=False)
    assert (fact.follows, fact.assessed_due) == ("52042210320260921000017", None)


def test_after_ten_working_days_it_is_an_application_of_its_own() -> None:
    assert again("2026-10-23T09:00:00+08:00", confirmed=True).follows
    assert not again("2026-10-26T09:00:00+08:00", confirmed=True).follows
