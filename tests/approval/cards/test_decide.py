"""The rules of cards: one of a kind and cause, appeals in time, answers from outside, nothing deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.approval.cards.commands import AppealCard, CorrectCard, IssueCard, ReportFinding, UpholdCard
from services.approval.cards.decider import CARDS
from shared.contracts import Actor, Meta
from shared.contracts.cards import CardAppealed, CardCorrected, CardIssued, CardUpheld
from shared.testing.spec import Spec, meta_at, spec
from shared.timekeeping import official

OURS = Actor("reviewer-zr", "reviewer", "dep-zr")
OTHERS = Actor("reviewer-sh", "reviewer", "dep-sh")
AUDITOR = Actor("auditor", "auditor")
INSIDER = Actor("auditor-zr", "auditor", "dep-zr")
TIMER = Actor("cards", "system")
AT = datetime.fromisoformat("2026-10-13T00:00:00+08:00")
WRITTEN = datetime.fromisoformat("2026-10-13T00:00:01+08:00")


def by(actor: Actor, moment: str = "2026-10-14T09:00:00+08:00") -> Meta:
    return meta_at(moment, actor)


def issue(**changes: Any) -> IssueCard:
    made = IssueCard(
        meta=by(TIMER, "2026-10-13T00:00:01+08:00"), kind="yellow", cause="promised_overdue", department="dep-zr",
        division="520422103", item="LOCAL-13", triggered_at=AT, due=date(2026, 10, 12), rules="cards@1.0.0",
    )  # fmt: skip
    return replace(made, **changes)


def issued(card: int = 1, **changes: Any) -> CardIssued:
    made = CardIssued(
        card=card, kind="yellow", cause="promised_overdue", department="dep-zr", division="520422103",
        item="LOCAL-13", triggered_at=AT, issued_at=WRITTEN, due=date(2026, 10, 12), rules="cards@1.0.0",
    )  # fmt: skip
    return replace(made, **changes)


def appeal(actor: Actor = OURS, moment: str = "2026-10-14T09:00:00+08:00") -> AppealCard:
    return AppealCard(meta=by(actor, moment), card=1, reasons="系统故障当日无法登记", calendar=official())


APPEALED = CardAppealed(card=1, reasons="系统故障当日无法登记", until=date(2026, 10, 20))
UPHELD = CardUpheld(card=1, reasons="系统当日运行正常")
CORRECTED = CardCorrected(card=1, ground="appeal", reasons="经查属实")
LATE = CardCorrected(card=1, ground="late_fact", reasons="迟到")


def cards() -> Spec[Any]:
    return spec(CARDS).given(issued())


def correct(actor: Actor, ground: Any = "appeal") -> CorrectCard:
    return CorrectCard(meta=by(actor), card=1, ground=ground, reasons="经查属实")


def test_a_card_keeps_its_true_moment_beside_the_time_it_was_written() -> None:
    spec(CARDS).when(issue()).then(issued())


def test_one_card_of_a_kind_and_cause_stands_at_a_time() -> None:
    cards().when(issue()).then()


def test_another_cause_is_another_card() -> None:
    again = issued(2, kind="red", cause="statutory_overdue")
    cards().when(issue(kind="red", cause="statutory_overdue")).then(again)


def test_a_card_corrected_for_a_late_fact_may_come_again() -> None:
    cards().given(LATE).when(issue()).then(issued(2))


def test_the_department_appeals_within_five_working_days_of_the_writing() -> None:
    cards().when(appeal()).then(APPEALED)
    cards().when(appeal(moment="2026-10-20T23:59:59+08:00")).then(APPEALED)
    cards().when(appeal(moment="2026-10-21T00:00:00+08:00")).rejected("appeal_late", "D-2")


def test_the_window_runs_from_the_writing_and_not_from_the_trigger() -> None:
    found_late = issued(issued_at=datetime.fromisoformat("2026-10-19T08:00:00+08:00"))
    told = appeal(moment="2026-10-26T09:00:00+08:00")
    spec(CARDS).given(found_late).when(told).then(replace(APPEALED, until=date(2026, 10, 26)))


def test_another_department_does_not_appeal() -> None:
    cards().when(appeal(OTHERS)).rejected("other_unit")


def test_a_card_is_appealed_once() -> None:
    cards().given(APPEALED).when(appeal()).rejected("already_appealed")


def test_an_appeal_is_answered_from_outside_the_department_once() -> None:
    uphold = UpholdCard(meta=by(AUDITOR), card=1, reasons="系统当日运行正常")
    cards().given(APPEALED).when(uphold).then(UPHELD)
    cards().given(APPEALED, UPHELD).when(uphold).rejected("appeal_answered")
    cards().when(uphold).rejected("no_appeal")
    for inside in (OURS, INSIDER):
        cards().given(APPEALED).when(replace(uphold, meta=by(inside))).rejected("not_outside", "G8")


def test_a_correction_comes_from_outside_with_its_ground_and_leaves_the_card_to_be_seen() -> None:
    cards().given(APPEALED).when(correct(AUDITOR)).then(CORRECTED)
    cards().when(correct(AUDITOR)).rejected("no_appeal")
    cards().when(correct(AUDITOR, "error")).then(replace(CORRECTED, ground="error"))
    cards().when(correct(INSIDER, "error")).rejected("not_outside")
    state = cards().given(CORRECTED).state()
    assert (len(state.cards), state.cards[0].standing, state.counting) == (1, "corrected", {})


def test_what_was_corrected_is_neither_appealed_nor_corrected_again() -> None:
    for command in (appeal(), correct(AUDITOR, "error")):
        cards().given(CORRECTED).when(command).rejected("card_corrected")


def test_the_timer_corrects_once_what_a_late_fact_proves_wrong() -> None:
    command = replace(correct(TIMER, "late_fact"), reasons="迟到")
    cards().when(command).then(LATE)
    cards().given(LATE).when(command).then()


def test_there_is_no_card_of_another_number() -> None:
    assert cards().when(replace(appeal(), card=2)).rejected("no_card").status == 404
    assert cards().when(replace(appeal(), card=0)).rejected("no_card").status == 404


def test_what_was_handled_outside_the_hall_is_a_red_card_found_by_somebody_outside() -> None:
    found = ReportFinding(
        meta=by(AUDITOR), cause="outside_hall", found_at=AT, department="dep-zr", division="520422103",
        item="LOCAL-13", rules="cards@1.0.0", reasons="在科室收件，未经大厅登记",
    )  # fmt: skip
    (fact,) = spec(CARDS).when(found).then_types("card.issued")
    assert isinstance(fact, CardIssued)
    assert (fact.kind, fact.cause, fact.triggered_at, fact.reasons) == ("red", "outside_hall", AT, found.reasons)
    spec(CARDS).given(fact).when(found).rejected("already_found")
    spec(CARDS).when(replace(found, meta=by(INSIDER))).rejected("not_outside")
