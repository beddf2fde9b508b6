"""Which cards follow from a case's history: D-6 line by line, A10 and A03 to the day, and what was recorded when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.approval.cards.history import Demanded, Entry, demanded
from services.approval.cards.rules.reading import packaged
from shared.contracts import Event
from shared.contracts.approval import (
    Dates,
    ReviewDecided,
    ReviewEnded,
    ReviewExtended,
    ReviewOpened,
    ReviewResumed,
    ReviewSuspended,
    StepCompleted,
)
from shared.contracts.intake import (
    Applicant,
    CaseAccepted,
    CaseCompleted,
    CaseDelivered,
    CaseReceived,
    CaseRedirected,
    CaseSupplemented,
    Defect,
    SupplementRequested,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.receiving import CaseNotNeeded
from shared.contracts.registry import ReviewPlan, StepPlan, Text
from shared.contracts.superiors import ReviewForwarded, SuperiorAnswered
from shared.timekeeping import NoCalendar, official

TEN, TWENTY = TimeLimit(10, "working_days"), TimeLimit(20, "working_days")
FAR = "2027-03-01T00:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def entry(moment: str, *facts: Event) -> Entry:
    return Entry(at(moment), facts)


def received(day: str = "2026-09-21", kind: Any = "promised", limit: TimeLimit = TEN) -> CaseReceived:
    return CaseReceived(
        item="LOCAL-13", item_version=1, item_name="农村宅基地批准", kind=kind, department="dep-zr",
        hall="H-520422103", window="zr", division="520422103", channel="window",
        applicant=Applicant(person="", kind="", name="", id_number=""), materials=(), promised=limit,
        statutory=None, received_at=at(f"{day}T09:00"),
    )  # fmt: skip


def opened(
    day: str = "2026-09-21", promised: TimeLimit = TEN, statutory: TimeLimit | None = TWENTY, **changes: Any
) -> ReviewOpened:
    on = date.fromisoformat(day)
    made = ReviewOpened(
        item="LOCAL-13", item_version=1, department="dep-zr", division="520422103", accepted_on=on,
        promised=promised, statutory=statutory, promised_due=on, statutory_due=None, review_points=("site",),
        accepted_at=at(f"{day}T09:00"),
    )  # fmt: skip
    return replace(made, **changes)


def decided(moment: str) -> ReviewDecided:
    return ReviewDecided(
        outcome="approved", document_no="1", decided_at=at(moment), reasons="", basis="", review_authority=""
    )


def delivered(day: str) -> CaseDelivered:
    return CaseDelivered(
        manner="window",
        delivered_on=date.fromisoformat(day),
        department="dep-zr",
        item="LOCAL-13",
        division="520422103",
    )


def accepted() -> CaseAccepted:
    return CaseAccepted(
        accepted_on=date(2026, 9, 21), receipt_no="1", manner="clerk", promised_due=date(2026, 10, 12),
        statutory_due=None, provisional=False, calendar=(), item="LOCAL-13", item_version=1, department="dep-zr",
        division="520422103", promised=TEN, statutory=TWENTY, review_points=(),
    )  # fmt: skip


def walk(now: str, *entries: Entry, deemed: bool = False) -> Demanded:
    return demanded(entries, at(now), official().within("520422103"), packaged(), deemed=deemed)


def told(found: Demanded) -> list[tuple[str, str]]:
    return [(each.key, each.at.strftime("%Y-%m-%d %H:%M")) for each in found.fired]


A10 = entry("2026-09-21T09:00", opened())


def test_a10_warns_turns_yellow_and_turns_red_at_the_right_midnights() -> None:
    assert told(walk(FAR, A10)) == [
        ("warn/near_due", "2026-10-10 00:00"),
        ("yellow/promised_overdue", "2026-10-13 00:00"),
        ("red/statutory_overdue", "2026-10-27 00:00"),
    ]


@pytest.mark.parametrize(
    ("now", "cards", "following"),
    [
        ("2026-10-09T23:59:59.999", 0, "2026-10-10T00:00"),
        ("2026-10-10T00:00", 1, "2026-10-13T00:00"),
        ("2026-10-12T23:59:59.999", 1, "2026-10-13T00:00"),
        ("2026-10-13T00:00", 2, "2026-10-27T00:00"),
        ("2026-10-26T23:59:59.999", 2, "2026-10-27T00:00"),
    ],
)
def test_a_card_comes_with_the_minute_and_not_before(now: str, cards: int, following: str) -> None:
    found = walk(now, A10)
    assert (len(found.fired), found.following) == (cards, at(following))


def test_nothing_follows_after_the_last_card() -> None:
    assert walk("2026-10-27T00:00", A10).following is None


def test_what_is_decided_in_the_last_minute_gets_no_yellow_card() -> None:
    done = entry("2026-10-12T23:59:59.999", decided("2026-10-12T23:59:59.999"))
    assert told(walk("2026-10-20T00:00", A10, done)) == [("warn/near_due", "2026-10-10 00:00")]


def test_what_was_late_stays_late_though_it_is_done_when_the_worker_comes_back() -> None:
    done = entry("2026-10-14T10:00", decided("2026-10-14T10:00"))
    assert told(walk("2026-10-20T00:00", A10, done)) == [
        ("warn/near_due", "2026-10-10 00:00"),
        ("yellow/promised_overdue", "2026-10-13 00:00"),
    ]


def test_a_withdrawn_review_gets_no_more_cards() -> None:
    assert told(walk(FAR, A10, entry("2026-10-09T10:00", ReviewEnded(reason="撤回")))) == []


@pytest.mark.parametrize(
    ("limit", "warned"),
    [
        (TimeLimit(2, "working_days"), "2026-09-23 00:00"),
        (TimeLimit(1, "working_days"), "2026-09-22 00:00"),
        (TimeLimit(3, "working_days"), "2026-09-23 00:00"),
        (TimeLimit(24, "hours"), "2026-09-22 00:00"),
        (TimeLimit(15, "natural_days"), "2026-09-30 00:00"),
    ],
)
def test_a_short_promise_is_warned_of_on_its_last_day(limit: TimeLimit, warned: str) -> None:
    found = walk(FAR, entry("2026-09-21T09:00", opened(promised=limit, statutory=None)))
    assert told(found)[0] == ("warn/near_due", warned)


def test_a_promise_for_the_same_day_needs_no_warning() -> None:
    found = walk(FAR, entry("2026-09-21T09:00", opened(promised=TimeLimit(0, "same_day"))))
    assert told(found)[0] == ("yellow/promised_overdue", "2026-09-22 00:00")


def test_a_promise_without_a_statutory_limit_turns_red_after_five_more_working_days() -> None:
    found = walk(FAR, entry("2026-09-21T09:00", opened(statutory=None)))
    assert told(found)[1:] == [
        ("yellow/promised_overdue", "2026-10-13 00:00"),
        ("red/after_yellow", "2026-10-20 00:00"),
    ]


def test_an_application_without_an_answer_turns_yellow_after_five_working_days() -> None:
    found = walk(FAR, entry("2026-09-17T09:00", received("2026-09-17")))
    assert told(found) == [("yellow/notice_overdue", "2026-09-24 00:00"), ("red/after_yellow", "2026-10-09 00:00")]


def test_a03_silence_that_accepts_is_a_red_card_of_the_day_after_the_last() -> None:
    found = walk("2026-02-28T00:00", entry("2026-02-13T09:00", received("2026-02-13")), deemed=True)
    assert told(found) == [("red/deemed_acceptance", "2026-02-28 00:00")]


def test_a_notice_in_time_and_a_receipt_on_the_day_all_papers_came_earn_no_card() -> None:
    notice = SupplementRequested(notice_no="1", defects=(Defect("a", "缺"), Defect("b", "缺")), due=date(2026, 9, 28))
    supplied = CaseSupplemented(materials=("a", "b"), supplied_on=date(2026, 10, 9))
    entries = (
        entry("2026-09-21T09:00", received()),
        entry("2026-09-28T17:00", notice),
        entry("2026-10-09T10:00", supplied),
    )
    assert told(walk("2026-10-09T23:59", *entries, entry("2026-10-09T16:00", accepted()))) == []
    assert told(walk("2026-10-12T09:00", *entries)) == [("yellow/receipt_overdue", "2026-10-10 00:00")]


def test_papers_that_are_not_whole_ask_for_no_receipt() -> None:
    notice = SupplementRequested(notice_no="1", defects=(Defect("a", "缺"), Defect("b", "缺")), due=date(2026, 9, 28))
    part = CaseSupplemented(materials=("a",), supplied_on=date(2026, 9, 29))
    found = walk(FAR, entry("2026-09-21T09:00", received(), notice), entry("2026-09-29T09:00", part))
    assert told(found) == []


def test_an_instant_case_is_overdue_with_the_end_of_its_day() -> None:
    came = entry("2026-10-10T10:20", received("2026-10-10", "instant"))
    done = entry("2026-10-10T10:45", CaseCompleted(result="", completed_on=date(2026, 10, 10), due=date(2026, 10, 10)))
    assert told(walk(FAR, came, done)) == []
    assert told(walk("2026-10-12T00:00", came)) == [("yellow/promised_overdue", "2026-10-11 00:00")]


def test_a_decision_that_is_not_delivered_within_ten_working_days_turns_yellow_then_red() -> None:
    done = entry("2026-09-24T10:00", decided("2026-09-24T10:00"))
    assert told(walk(FAR, A10, done)) == [
        ("yellow/service_overdue", "2026-10-16 00:00"),
        ("red/after_yellow", "2026-10-23 00:00"),
    ]
    assert told(walk(FAR, A10, done, entry("2026-10-15T16:00", delivered("2026-10-15")))) == []


def suspended(day: str, needed: int) -> ReviewSuspended:
    on = date.fromisoformat(day)
    return ReviewSuspended(
        procedure="inspection", notice_no="1", told_on=on, needed=TimeLimit(needed, "working_days"), started_on=on,
        resumes_by=on, dates=Dates(on, None),
    )  # fmt: skip


def resumed(day: str) -> ReviewResumed:
    on = date.fromisoformat(day)
    return ReviewResumed(
        procedure="inspection", result_document="JY-31", result="合格", ended_on=on, dates=Dates(on, None)
    )


def test_a_suspension_before_the_trigger_moves_every_card() -> None:
    stood = entry("2026-09-21T10:00", suspended("2026-09-21", 20)), entry("2026-10-09T10:00", resumed("2026-10-09"))
    assert told(walk(FAR, A10, *stood)) == [
        ("warn/near_due", "2026-10-20 00:00"),
        ("yellow/promised_overdue", "2026-10-22 00:00"),
        ("red/statutory_overdue", "2026-11-05 00:00"),
    ]


def test_a_suspension_after_the_trigger_takes_no_card_back() -> None:
    stood = entry("2026-10-10T10:00", suspended("2026-10-10", 10)), entry("2026-10-20T10:00", resumed("2026-10-20"))
    assert told(walk(FAR, A10, *stood))[0] == ("warn/near_due", "2026-10-10 00:00")


def test_a_suspension_without_a_result_lapses_and_its_cards_come_with_their_true_moments() -> None:
    stood = entry("2026-09-22T10:00", suspended("2026-09-22", 5))
    before = walk("2026-10-13T12:00", A10, stood)
    assert (told(before), before.following) == ([], at("2026-10-14T00:00"))
    assert told(walk("2026-10-14T00:00", A10, stood)) == [
        ("warn/near_due", "2026-10-10 00:00"),
        ("yellow/promised_overdue", "2026-10-13 00:00"),
    ]


def directed(due: str, told_on: str) -> CaseRedirected:
    last, day = date.fromisoformat(due), date.fromisoformat(told_on)
    return CaseRedirected(
        department="县林业局", address="路", telephone="1", due=last, told_on=day, in_time=day <= last
    )


def test_whoever_is_told_the_right_door_a_day_too_late_earns_the_window_a_yellow_card() -> None:
    came, told_at = entry("2026-09-21T09:00", received()), "2026-09-23T09:00"
    late = entry(told_at, directed("2026-09-21", "2026-09-23"))
    assert told(walk("2026-09-23T09:00", came)) == []
    assert told(walk(FAR, came, late)) == [("yellow/direction_overdue", "2026-09-22 00:00")]
    assert told(walk(FAR, came, entry("2026-09-21T16:00", directed("2026-09-21", "2026-09-21")))) == []
    nothing = CaseNotNeeded(
        document_no="1", reasons="r", basis="b", due=date(2026, 9, 21), told_on=date(2026, 9, 22), in_time=False
    )
    assert told(walk(FAR, came, entry(told_at, nothing))) == [("yellow/direction_overdue", "2026-09-22 00:00")]


def test_one_omission_has_one_card_whether_silence_or_the_day_of_an_instant_case_was_over_first() -> None:
    silent = entry("2026-10-12T09:00", directed("2026-09-21", "2026-10-12"))
    came = entry("2026-09-21T09:00", received())
    assert [key for key, _ in told(walk(FAR, came, silent))] == ["yellow/notice_overdue"]
    instant = entry("2026-09-21T09:00", received(kind="instant"))
    late = entry("2026-09-22T09:00", directed("2026-09-21", "2026-09-22"))
    assert [key for key, _ in told(walk(FAR, instant, late))] == ["yellow/promised_overdue"]


def test_an_extension_moves_the_red_card_and_leaves_the_yellow_one() -> None:
    longer = ReviewExtended(
        added=TEN, office="agency_head", reasons="材料需补充核实", document_no="1", told_on=date(2026, 10, 20),
        before=Dates(date(2026, 10, 12), None), dates=Dates(date(2026, 10, 12), None),
    )  # fmt: skip
    assert told(walk(FAR, A10, entry("2026-10-20T10:00", longer)))[1:] == [
        ("yellow/promised_overdue", "2026-10-13 00:00"),
        ("red/statutory_overdue", "2026-11-10 00:00"),
    ]


def test_the_second_step_that_overruns_its_limit_is_a_yellow_card() -> None:
    two = TimeLimit(2, "working_days")
    plan = ReviewPlan(
        steps=(StepPlan("papers", Text("书面审查"), limit=two), StepPlan("site", Text("核查"), limit=two))
    )
    begun = entry("2026-09-21T09:00", opened(plan=plan, review_points=()))
    late = StepCompleted(step="papers", points=(), passed=True, finding="齐", done_on=date(2026, 9, 24))
    found = walk("2026-10-09T00:00", begun, entry("2026-09-24T10:00", late))
    assert told(found) == [("yellow/steps_exceeded", "2026-09-30 00:00")]
    in_time = replace(late, done_on=date(2026, 9, 23))
    assert told(walk("2026-10-09T00:00", begun, entry("2026-09-23T10:00", in_time))) == []


def test_an_initial_review_that_goes_up_late_counts_as_an_overrun_step() -> None:
    two, long = TimeLimit(2, "working_days"), TimeLimit(40, "working_days")
    plan = ReviewPlan(steps=(StepPlan("papers", Text("书面审查"), limit=two),), superior="dep-pd-zr", initial_limit=TEN)
    begun = entry("2026-09-21T09:00", opened(promised=long, statutory=long, plan=plan, review_points=()))
    late = StepCompleted(step="papers", points=(), passed=True, finding="齐", done_on=date(2026, 9, 24))
    done = entry("2026-09-24T10:00", late)
    sent = forwarded(date(2026, 10, 12))
    assert told(walk("2026-10-14T00:00", begun, done, entry("2026-10-12T10:00", sent))) == []
    assert told(walk("2026-10-14T00:00", begun, done)) == [("yellow/steps_exceeded", "2026-10-13 00:00")]
    again = replace(sent, forwarded_on=date(2026, 10, 20))
    twice = entry("2026-10-12T10:00", sent), entry("2026-10-20T10:00", again)
    assert told(walk("2026-10-21T00:00", begun, done, *twice)) == []


def forwarded(day: date, limit: TimeLimit | None = None) -> ReviewForwarded:
    return ReviewForwarded(
        superior="dep-pd-zr", route="window", opinion="初审符合", passed=True, materials=(), points=(),
        forwarded_on=day, initial_due=day, limit=limit, superior_due=None,
    )  # fmt: skip


def test_a_superior_unit_that_overruns_its_own_limit_has_a_card_of_its_own() -> None:
    plan, long = ReviewPlan(superior="dep-pd-zr"), TimeLimit(40, "working_days")
    begun = entry("2026-09-21T09:00", opened(promised=long, statutory=long, plan=plan))
    sent = entry("2026-10-09T10:00", forwarded(date(2026, 10, 9), TEN))
    assert told(walk("2026-10-22T23:59", begun, sent)) == []
    found = walk("2026-11-10T00:00", begun, sent)
    assert told(found) == [("yellow/superior_overdue", "2026-10-23 00:00")]
    assert found.fired[0].department == "dep-pd-zr"
    in_time = entry("2026-10-22T17:00", answered("2026-10-22T17:00"))
    assert told(walk("2026-11-10T00:00", begun, sent, in_time)) == []
    late = entry("2026-10-23T09:00", answered("2026-10-23T09:00"))
    assert told(walk("2026-11-10T00:00", begun, sent, late)) == told(found)
    assert told(walk("2026-11-10T00:00", begun, entry("2026-10-09T10:00", forwarded(date(2026, 10, 9))))) == []


def answered(moment: str) -> SuperiorAnswered:
    return SuperiorAnswered(
        superior="dep-pd-zr", outcome="approved", document_no="1", reasons="", basis="", decided_at=at(moment)
    )


def test_a_fact_that_shows_a_trigger_in_the_past_gives_its_card_the_true_moment() -> None:
    found = walk("2026-10-20T09:00", entry("2026-10-20T09:00", opened()))
    assert told(found)[-1] == ("yellow/promised_overdue", "2026-10-13 00:00")


def test_where_no_calendar_reaches_nothing_is_guessed() -> None:
    with pytest.raises(NoCalendar):
        walk("2101-01-01T00:00", entry("2100-09-21T09:00", opened("2100-09-21")))


@given(
    st.lists(st.integers(min_value=0, max_value=60 * 24), min_size=1, max_size=12),
    st.integers(min_value=0, max_value=60 * 24),
    st.integers(min_value=0, max_value=20 * 24),
)
def test_looking_often_or_once_finds_the_same_cards(looks: list[int], done: int, served: int) -> None:
    """However often the timer looked, and whenever: in the end the cards are those of one look at the end."""
    start = at("2026-09-21T09:00")
    entries = [
        Entry(start, (opened(),)),
        Entry(start + timedelta(hours=done), (decided((start + timedelta(hours=done)).isoformat()[:19]),)),
        Entry(start + timedelta(hours=done + served), (delivered("2026-10-01"),)),
    ]
    calendar = official().within("520422103")
    seen: dict[str, datetime] = {}
    for hours in sorted(looks):
        found = demanded(entries, start + timedelta(hours=hours), calendar, packaged())
        assert all(seen.get(each.key, each.at) == each.at for each in found.fired)
        assert seen.keys() <= {each.key for each in found.fired}
        seen |= {each.key: each.at for each in found.fired}
    final = demanded(entries, at(FAR), calendar, packaged())
    assert seen.items() <= {each.key: each.at for each in final.fired}.items()
