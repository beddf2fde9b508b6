"""Rules of an item's way into a hall, and what follows from it for a day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.contracts.abilities import Ability, ability
from shared.contracts.duties import AdmissionStated
from shared.contracts.registry import Authorisation
from tests.intake.duties import HALL, LICENCE, day, hall_with, stating

DUE = AdmissionStated(
    hall=HALL.id, item=LICENCE.code, stage="due", due_from=day("2025-01-01"), basis="马府发〔2025〕4号"
)
ENTERED = replace(DUE, stage="entered", entered_on=day("2025-02-01"))
WITHDRAWN = replace(
    ENTERED,
    stage="withdrawn",
    announced_on=day("2026-09-01"),
    withdrawn_from=day("2026-10-01"),
    reason="改由社区就地办理",
)
FULL = hall_with(authorised=(Authorisation(LICENCE.code, day("2025-03-01"), day("2026-08-01")),))


def test_an_item_is_due_then_enters_then_is_withdrawn_then_may_come_back() -> None:
    stating(DUE).then(DUE)
    stating(ENTERED, before=DUE).then(ENTERED)
    stating(WITHDRAWN, before=ENTERED).then(WITHDRAWN)
    stating(ENTERED, before=WITHDRAWN).then(ENTERED)


def test_what_has_entered_does_not_fall_back_to_due() -> None:
    refusal = stating(DUE, before=ENTERED).rejected("wrong_stage", "S1.1")
    assert refusal.status == 409


def test_what_was_never_there_is_not_withdrawn() -> None:
    stating(WITHDRAWN).rejected("wrong_stage")


def test_entering_tells_since_when() -> None:
    stating(replace(DUE, stage="entered")).rejected("date_missing", "S1.1")
    stating(replace(DUE, entered_on=day("2025-02-01"))).rejected("wrong_stage")


def test_a_withdrawal_has_a_reason_and_a_months_notice() -> None:
    stating(replace(WITHDRAWN, reason=" "), before=ENTERED).rejected("reason_missing", "S2.3c")
    stating(replace(WITHDRAWN, announced_on=None), before=ENTERED).rejected("date_missing", "S2.3c")
    short = replace(WITHDRAWN, withdrawn_from=day("2026-09-30"))
    refusal = stating(short, before=ENTERED).rejected("notice_too_short", "S2.3c")
    assert "2026-10-01" in refusal.message
    stating(replace(WITHDRAWN, announced_on=day("2026-09-18")), before=ENTERED).rejected("future_date")


def test_nothing_is_withdrawn_for_days_that_are_over() -> None:
    past = replace(WITHDRAWN, announced_on=day("2026-07-01"), withdrawn_from=day("2026-09-16"))
    stating(past, before=ENTERED).rejected("withdrawn_backwards", "S2.3c")


def test_an_admission_rests_on_a_list_or_decision() -> None:
    stating(replace(DUE, basis=" ")).rejected("basis_missing", "P0")


STATIONS = [
    (None, "2026-01-01", Ability.UNLISTED),
    (DUE, "2024-12-31", Ability.UNLISTED),
    (DUE, "2025-01-01", Ability.DUE),
    (ENTERED, "2025-01-31", Ability.DUE),
    (ENTERED, "2025-02-01", Ability.ENTERED),
    (replace(ENTERED, due_from=day("2026-01-01"), entered_on=day("2026-01-01")), "2026-01-01", Ability.DOABLE),
    (ENTERED, "2026-07-31", Ability.DOABLE),
    (ENTERED, "2026-08-01", Ability.ENTERED),
    (WITHDRAWN, "2026-09-30", Ability.ENTERED),
    (WITHDRAWN, "2026-10-01", Ability.WITHDRAWN),
]


@pytest.mark.parametrize(("stated", "on", "expected"), STATIONS)
def test_where_an_item_stands_follows_from_statements_and_day(
    stated: AdmissionStated | None, on: str, expected: Ability
) -> None:
    assert ability(FULL, LICENCE, stated, day(on)) is expected


def test_a_window_that_only_takes_papers_in_does_not_make_an_item_doable() -> None:
    papers = hall_with(authorised=(Authorisation(LICENCE.code, day("2025-01-01"), complete=False),))
    assert ability(papers, LICENCE, ENTERED, day("2026-03-01")) is Ability.ENTERED


def test_an_item_listed_without_authority_or_without_a_guide_in_force_is_not_doable() -> None:
    assert ability(HALL, LICENCE, ENTERED, day("2026-03-01")) is Ability.ENTERED
    later = replace(LICENCE, effective_from=day("2026-06-01"))
    assert ability(FULL, later, ENTERED, day("2026-03-01")) is Ability.ENTERED
