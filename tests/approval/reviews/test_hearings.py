"""Rules of the hearing chain: five working days to ask, twenty to hold, seven between notice and hearing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.approval.reviews.procedures import (
    HoldHearing,
    OfferHearing,
    RequestHearing,
    ScheduleHearing,
    WaiveHearing,
)
from shared.contracts.approval import ReviewDecided
from shared.contracts.hearings import HearingHeld, HearingOffered, HearingRequested, HearingScheduled
from tests.approval.reviews.cases import CALENDAR, CHECKED, REVIEWER, approve, at, fold, opened, refuse


def timed(kind: Any, day: str, recorded: str = "", **fields: Any) -> Any:
    return kind(meta=at(day, REVIEWER, recorded), calendar=CALENDAR, **fields)


def offer(day: str = "2026-09-22") -> OfferHearing:
    return timed(OfferHearing, day, party="interested", matter="相邻采光", document_no="TG1")  # type: ignore[no-any-return]


def request(day: str = "2026-09-28") -> RequestHearing:
    return timed(RequestHearing, day, party="interested")  # type: ignore[no-any-return]


def waive(day: str = "2026-09-24") -> WaiveHearing:
    return timed(WaiveHearing, day, party="interested", document_no="FQ1")  # type: ignore[no-any-return]


def schedule(held_on: str = "2026-10-20", day: str = "2026-09-30", moderator: str = "head-fz") -> ScheduleHearing:
    fields = {"held_on": date.fromisoformat(held_on), "place": "二楼会议室", "moderator": moderator, "notice_no": "T1"}
    return timed(ScheduleHearing, day, **fields)  # type: ignore[no-any-return]


def hold(day: str = "2026-10-20") -> HoldHearing:
    return timed(HoldHearing, day, summary="各方质证", record_no="TX1")  # type: ignore[no-any-return]


def test_a_party_is_told_and_may_ask_within_five_working_days() -> None:
    opened(CHECKED).when(offer()).then(
        HearingOffered(
            party="interested",
            matter="相邻采光",
            document_no="TG1",
            told_on=date(2026, 9, 22),
            request_by=date(2026, 9, 30),
        )
    )
    told = fold(opened(CHECKED), offer())
    told.when(request("2026-09-30")).then(
        HearingRequested(party="interested", requested_on=date(2026, 9, 30), hold_by=date(2026, 11, 3))
    )
    told.when(request("2026-10-08")).rejected("hearing_request_late", "许可法47")
    told.when(offer()).rejected("already_offered")
    opened().when(request()).rejected("no_hearing_right")


def test_nothing_is_decided_while_a_hearing_may_still_be_asked_for() -> None:
    told = fold(opened(CHECKED), offer())
    told.when(approve("2026-09-30")).rejected("hearing_right_open", "许可法46")
    fold(told, approve("2026-10-08"))
    fold(told, waive(), approve("2026-09-25"))


def test_a_hearing_that_was_asked_for_comes_before_the_decision_which_rests_on_its_record() -> None:
    asked = fold(opened(CHECKED), offer(), request())
    asked.when(refuse("2026-10-12")).rejected("hearing_pending", "许可法47")
    heard = fold(asked, schedule(), hold())
    (fact,) = heard.when(approve("2026-10-21")).then_types("review.decided")
    assert isinstance(fact, ReviewDecided)
    assert fact.hearing_record == "TX1"


def test_seven_full_working_days_lie_between_notice_and_hearing() -> None:
    """Told on 2026-09-30, the seventh working day behind it is 2026-10-15: the hearing is on the next."""
    asked = fold(opened(), offer(), request())
    asked.when(schedule("2026-10-15")).rejected("hearing_notice_short", "许可法48")
    asked.when(schedule("2026-10-16")).then(
        HearingScheduled(
            held_on=date(2026, 10, 16),
            place="二楼会议室",
            moderator="head-fz",
            notice_no="T1",
            noticed_on=date(2026, 9, 30),
        )
    )


def test_a_hearing_is_held_within_twenty_working_days_of_being_asked_for() -> None:
    asked = fold(opened(), offer(), request())
    assert asked.state().hearing.hold_by == date(2026, 10, 30)
    asked.when(schedule("2026-11-02")).rejected("hearing_too_late", "许可法47")


def test_who_examined_the_case_does_not_moderate() -> None:
    asked = fold(opened(CHECKED), offer(), request())
    asked.when(schedule(moderator="reviewer-zr")).rejected("moderator_reviewed", "许可法48")


def test_a_hearing_is_recorded_when_it_took_place() -> None:
    asked = fold(opened(), offer(), request())
    asked.when(hold()).rejected("no_hearing")
    fixed = fold(asked, schedule())
    fixed.when(hold("2026-10-19")).rejected("hearing_not_yet")
    fixed.when(hold()).then(HearingHeld(record_no="TX1", held_on=date(2026, 10, 20), summary="各方质证"))
    fold(fixed, hold()).when(schedule("2026-10-30")).rejected("no_hearing")


def test_a_waived_hearing_is_not_held_and_not_asked_for_again() -> None:
    waived = fold(opened(), offer(), request("2026-09-23"), waive())
    assert not waived.state().hearing.awaited
    waived.when(waive()).then()
    waived.when(schedule()).rejected("no_hearing")
    opened().when(waive()).rejected("no_hearing_right")


@pytest.mark.parametrize("command", [offer(), request(), waive(), schedule(), hold()])
def test_a_decided_review_hears_nobody(command: object) -> None:
    fold(opened(CHECKED), approve()).when(command).rejected("already_decided")
