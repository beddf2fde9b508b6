"""The register remembered for a moment: fresh enough, forgotten when something is stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.intake.registry.recent import Recent
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered

DAY = date(2026, 9, 17)


def test_an_answer_is_kept_for_a_second_and_then_looked_up_again(intake: Intake) -> None:
    now = [0.0]
    recent = Recent(intake.replica, 1.0, lambda: now[0])
    item, version = recent.item("LOCAL-12", DAY)
    intake.replica.apply("item/LOCAL-12", version + 1, replace(item, fee_cents=1))
    now[0] = 0.9
    assert recent.item("LOCAL-12", DAY) == (item, version)
    now[0] = 1.0
    assert recent.item("LOCAL-12", DAY) == (replace(item, fee_cents=1), version + 1)
    recent.forget()
    assert recent.venue("H-520422103").division == "520422103"


def test_what_is_not_there_is_looked_up_each_time(intake: Intake) -> None:
    recent = Recent(intake.replica)
    for _ in range(2):
        with pytest.raises(Rejected, match="unknown_item"):
            recent.item("LOCAL-99", DAY)


def test_a_version_is_in_force_from_its_day(intake: Intake) -> None:
    recent = Recent(intake.replica)
    item, version = recent.item("LOCAL-12", DAY)
    later = replace(item, fee_cents=1, effective_from=date(2026, 10, 1))
    intake.replica.apply("item/LOCAL-12", version + 1, later)
    recent.forget()
    assert recent.item("LOCAL-12", DAY) == (item, version)
    assert recent.item("LOCAL-12", date(2026, 10, 1)) == (later, version + 1)


def test_while_one_request_looks_again_others_are_answered_from_memory_and_a_failed_look_is_not_remembered(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, looks = [0.0], [0]
    recent, real = Recent(intake.replica, 1.0, lambda: now[0]), intake.replica.venue

    def venue(name: str) -> VenueRegistered:
        looks[0] += 1
        if looks[0] == 2:
            assert recent.venue(name) == hall, "another request, meanwhile"
            raise ConnectionError("the database is away")
        return real(name)

    monkeypatch.setattr(intake.replica, "venue", venue)
    hall = recent.venue("H-520422103")
    now[0] = 1.0
    with pytest.raises(ConnectionError):
        recent.venue("H-520422103")
    assert looks[0] == 2
    assert recent.venue("H-520422103") == hall
    assert looks[0] == 3
