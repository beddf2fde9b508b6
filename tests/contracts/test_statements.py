"""Statements of the register: each subject has a name, a topic, and a rule; a rule sees only what it asked for."""

from __future__ import annotations

import pytest

from services.intake.registry.deciders import RULES
from services.intake.registry.demo import statements
from shared.contracts.registry import CalendarPublished, DepartmentRegistered, StaffRegistered
from shared.contracts.statements import KEYS, category_of_kind, key_of_statement, kind_of_stream, known, stream_of
from shared.contracts.streams import REGISTRY, topic_of
from shared.timekeeping import official


@pytest.mark.parametrize("kind", KEYS, ids=lambda kind: kind.type)
def test_a_statement_travels_on_the_register_and_has_a_rule(kind: type) -> None:
    assert topic_of(f"{category_of_kind(kind)}/x") == REGISTRY
    assert kind in RULES
    assert kind_of_stream(f"{category_of_kind(kind)}/x") is kind


def test_no_two_kinds_share_a_category() -> None:
    assert len({category_of_kind(kind) for kind in KEYS}) == len(KEYS)


def test_a_subject_is_named_by_its_fields() -> None:
    assert stream_of(official().years[2026].publication()) == "calendar/2026"
    assert {stream_of(fact) for fact in statements() if isinstance(fact, CalendarPublished)} >= {"calendar/2026"}


def test_what_is_no_statement_has_no_subject() -> None:
    from shared.contracts.intake import CaseCompleted

    with pytest.raises(TypeError):
        key_of_statement(CaseCompleted(result="", completed_on=None, due=None))  # type: ignore[arg-type]


def test_a_rule_sees_only_the_kinds_it_asked_for() -> None:
    told = known(StaffRegistered(id="clerk-1", role="window_clerk"))
    assert told.keys(StaffRegistered) == {"clerk-1"}
    with pytest.raises(KeyError):
        told.all(DepartmentRegistered)
