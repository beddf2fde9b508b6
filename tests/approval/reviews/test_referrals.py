"""Rules of the way to the superior unit and back, on both streams (S2.7d; Licensing Law art. 35)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.approval.reviews.clock import clocks
from services.approval.reviews.procedures import ChooseRoute, Forward, TakeAnswer
from services.approval.reviews.referrals import clock
from services.approval.superiors.commands import Answer, AskMaterials, CloseReferral, Receive
from services.approval.superiors.decider import SUPERIORS
from services.approval.superiors.state import AtSuperior
from shared.contracts import Actor
from shared.contracts.approval import ReviewDecided
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.contracts.superiors import (
    MaterialAsked,
    ReferralClosed,
    ReferralDecided,
    ReferralReceived,
    ReviewForwarded,
    RouteChosen,
    SuperiorAnswered,
)
from shared.testing.spec import Spec, spec
from tests.approval.reviews.cases import (
    CALENDAR,
    CHECKED,
    OPENED,
    REVIEWER,
    REVIEWS,
    TEN,
    approve,
    at,
    fold,
    opened,
    refuse,
    step,
)

OFFICER = Actor("officer-pd-zr", "superior_officer", "dep-pd-zr")
ABOVE: dict[str, Any] = {"superior": "dep-pd-zr", "superior_limit": TEN}
A23 = date(2026, 9, 21)


def route(day: str = "2026-09-22", how: str = "window") -> ChooseRoute:
    return ChooseRoute(meta=at(day, REVIEWER), route=how)  # type: ignore[arg-type]


def forward(day: str = "2026-10-09") -> Forward:
    return Forward(meta=at(day, REVIEWER), calendar=CALENDAR, opinion="初审符合规划")


def answer(outcome: str = "approved", round_: int = 1) -> TakeAnswer:
    return TakeAnswer(
        meta=at("2026-10-20", Actor("take-answer", "system")),
        superior="dep-pd-zr",
        outcome=outcome,  # type: ignore[arg-type]
        document_no="XF1",
        reasons="",
        basis="城乡规划法41",
        decided_at=datetime.fromisoformat("2026-10-20T09:00:00+08:00"),
        round=round_,
    )


def examined() -> Spec[Any]:
    return opened(CHECKED, **ABOVE)


def test_a23_the_limits_of_the_initial_review_and_of_the_superior_unit() -> None:
    begun = replace(OPENED, accepted_on=A23, promised=TimeLimit(25, "working_days"), plan=ReviewPlan(**ABOVE))
    sent = fold(spec(REVIEWS).given(begun, CHECKED), route(), forward())
    told = clock(sent.state(), CALENDAR, date(2026, 10, 9))
    assert told == {
        "initial_due": date(2026, 10, 26),
        "initial_late": False,
        "forwarded_on": date(2026, 10, 9),
        "superior_due": date(2026, 10, 22),
        "superior_late": False,
    }
    assert clocks(sent.state(), CALENDAR, date(2026, 10, 9)).promised.deadline.due == date(2026, 11, 2)
    assert clock(opened().state(), CALENDAR, date(2026, 10, 9)) is None


def test_an_initial_review_that_took_too_long_still_goes_up_and_shows() -> None:
    begun = spec(REVIEWS).given(replace(OPENED, accepted_on=A23, plan=ReviewPlan(**ABOVE)), CHECKED)
    for day, late in ((date(2026, 10, 26), False), (date(2026, 10, 27), True)):
        told = clock(begun.state(), CALENDAR, day)
        assert told is not None
        assert told["initial_late"] is late, day
    sent = fold(begun, route(), forward("2026-10-27"))
    for day, late in ((date(2026, 11, 9), False), (date(2026, 11, 10), False), (date(2026, 11, 11), True)):
        told = clock(sent.state(), CALENDAR, day)
        assert told is not None
        assert (told["initial_late"], told["superior_late"]) == (True, late), day


def test_the_applicant_chooses_the_route_before_anything_goes_up() -> None:
    examined().when(forward()).rejected("route_not_chosen", "S2.7d")
    examined().when(route()).then(RouteChosen(route="window", chosen_on=date(2026, 9, 22)))
    chosen = fold(examined(), route())
    chosen.when(route()).then()
    chosen.when(route(how="self")).then_types("review.route_chosen")
    opened().when(route()).rejected("no_superior")


def test_the_whole_file_goes_up_once_after_the_initial_review() -> None:
    fold(opened(**ABOVE), route()).when(forward()).rejected("checklist_incomplete")
    sent = fold(examined(), route()).when(forward())
    sent.then(
        ReviewForwarded(
            superior="dep-pd-zr",
            route="window",
            opinion="初审符合规划",
            passed=True,
            materials=("form", "papers"),
            points=("one-house", "farmland"),
            forwarded_on=date(2026, 10, 9),
            initial_due=date(2026, 10, 21),
            limit=TEN,
            superior_due=date(2026, 10, 22),
        )
    )
    away = fold(examined(), route()).given(*sent.events)
    away.when(forward()).rejected("file_away", "许可法35")
    away.when(route(how="self")).rejected("already_forwarded")
    away.when(step("review", "farmland")).rejected("file_away")
    away.when(approve("2026-10-20")).rejected("file_away")


def test_the_superior_units_word_changes_the_state_once_however_often_it_arrives() -> None:
    away = fold(examined(), route(), forward())
    (fact,) = away.when(answer()).then_types("review.superior_answered")
    assert isinstance(fact, SuperiorAnswered)
    away.given(fact).when(answer()).then()
    away.when(answer(round_=2)).then()
    opened().when(answer()).then()


def test_the_decision_says_what_the_superior_unit_decided() -> None:
    examined().when(approve()).rejected("superior_pending", "许可法35")
    answered = fold(examined(), route(), forward(), answer())
    answered.when(refuse("2026-10-20")).rejected("superior_differs")
    answered.when(forward("2026-10-21")).rejected("already_forwarded")
    (fact,) = answered.when(approve("2026-10-20")).then_types("review.decided")
    assert isinstance(fact, ReviewDecided)


def test_a_returned_file_goes_up_a_second_time() -> None:
    back = fold(examined(), route(), forward(), answer("returned"))
    back.when(approve("2026-10-20")).rejected("superior_pending")
    again = fold(back, forward("2026-10-22"))
    assert again.state().referral.rounds == 2
    again.when(answer("approved", 1)).then()
    fold(again, answer("approved", 2), approve("2026-10-23"))


RECEIVED = ReferralReceived(
    superior="dep-pd-zr",
    department="dep-zr",
    division="520422103",
    item="LOCAL-14",
    item_version=1,
    opinion="初审符合规划",
    passed=True,
    materials=("form", "title"),
    guide=("form", "title", "design"),
    points=("plan",),
    received_on=date(2026, 10, 9),
    limit=TEN,
    due=date(2026, 10, 22),
    round=1,
)


def receive(round_: int = 1) -> Receive:
    return Receive(
        meta=at("2026-10-09", Actor("receive-referral", "system")),
        superior="dep-pd-zr",
        department="dep-zr",
        division="520422103",
        item="LOCAL-14",
        item_version=1,
        opinion="初审符合规划",
        passed=True,
        materials=("form", "title"),
        guide=("form", "title", "design"),
        points=("plan",),
        received_on=date(2026, 10, 9),
        limit=TEN,
        round=round_,
        calendar=CALENDAR,
    )


def ask(*materials: str, actor: Actor = OFFICER) -> AskMaterials:
    return AskMaterials(meta=at("2026-10-12", actor), materials=materials, reason="卷内缺图集")


def word(outcome: str = "approved", reasons: str = "", basis: str = "", actor: Actor = OFFICER) -> Answer:
    meta = at("2026-10-20", actor)
    return Answer(meta=meta, outcome=outcome, reasons=reasons, basis=basis, document_no="XF1")  # type: ignore[arg-type]


def above(*more: Any) -> Spec[AtSuperior]:
    return spec(SUPERIORS).given(RECEIVED, *more)


def test_a_forwarding_that_arrives_twice_is_received_once() -> None:
    spec(SUPERIORS).when(receive()).then(RECEIVED)
    above().when(receive()).then()
    above().when(receive(2)).then_types("superior.received")


def test_the_superior_unit_counts_its_own_clock() -> None:
    deadline = above().state().deadline(CALENDAR)
    assert deadline is not None
    assert deadline.due == date(2026, 10, 22)


def test_no_material_is_asked_for_twice() -> None:
    above().when(ask("design")).then(MaterialAsked(materials=("design",), reason="卷内缺图集"))
    above().when(ask("form")).rejected("material_asked_twice", "许可法35")
    above().when(ask("design", "title")).rejected("material_asked_twice", "许可法35")
    above(MaterialAsked(materials=("design",), reason="x")).when(ask("design")).rejected("material_asked_twice")
    above().when(ask("bank-statement")).rejected("outside_guide", "许可法31")
    above().when(ask()).rejected("no_materials")


def test_the_superior_unit_decides_once_and_tells_why() -> None:
    (fact,) = above().when(word()).then_types("superior.decided")
    assert isinstance(fact, ReferralDecided)
    above(fact).when(word("refused", "占用永久基本农田120平方米", "规划法41")).rejected("referral_closed")
    above().when(word("refused", "不符合条件", "规划法41")).rejected("reasons_hollow", "S2.5f")
    above().when(word("refused", "占用永久基本农田120平方米")).rejected("reasons_hollow")
    above().when(word("returned", "请补充邻地权属核查记录")).then_types("superior.decided")


@pytest.mark.parametrize("command", [ask("design", actor=REVIEWER), word(actor=REVIEWER)])
def test_no_other_unit_speaks_for_it(command: Any) -> None:
    above().when(command).rejected("other_unit")
    spec(SUPERIORS).when(command).rejected("no_referral")


def test_a_withdrawn_case_is_closed_above_too() -> None:
    close = CloseReferral(meta=at("2026-10-12"))
    above().when(close).then(ReferralClosed())
    above(ReferralClosed()).when(word()).rejected("referral_closed")
    spec(SUPERIORS).when(close).then()
