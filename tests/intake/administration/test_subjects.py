"""Every kind of subject is described, and every field of every statement has words."""

from __future__ import annotations

import pytest

from services.intake.administration import tables
from services.intake.administration.describing import Description
from services.intake.administration.shapes import every, leaves, shape
from services.intake.administration.subjects import ELSEWHERE, GROUPS, SUBJECTS
from services.intake.registry.deciders import RULES
from shared.contracts.statements import KEYS, category_of_kind

each_subject = pytest.mark.parametrize("description", SUBJECTS, ids=lambda each: str(each.category))


def test_every_kind_of_the_register_is_kept_by_pages_or_says_where_it_is_kept() -> None:
    described = {each.category for each in SUBJECTS} | set(ELSEWHERE)
    assert described == {category_of_kind(kind) for kind in RULES}


@each_subject
def test_every_field_has_words_in_both_languages(description: Description) -> None:
    for each in every(shape(description)):
        label = each.label
        assert label.zh != each.name, f"{each.path} has no words: services/intake/administration/subjects"
        assert label.zh, each.path
        assert label.en, each.path
        assert bool(label.help[0]) == bool(label.help[1]), each.path


@each_subject
def test_every_choice_has_words(description: Description) -> None:
    for each in leaves(shape(description)):
        if each.kind == "choice":
            assert each.label.options, each.path


@each_subject
def test_headings_tell_columns_apart(description: Description) -> None:
    for english in (False, True):
        titles = list(tables.titles(description, english).values())
        assert len(set(titles)) == len(titles)


@each_subject
def test_a_list_shows_fields_that_are_there_under_a_heading_that_is_there(description: Description) -> None:
    names = {each.name for each in shape(description)}
    assert set(description.listed) <= names
    assert description.group in GROUPS


@each_subject
def test_its_schema_takes_every_field_that_is_entered(description: Description) -> None:
    taken = set(description.schema().fields)
    entered = {each.name for each in shape(description) if each.entered}
    assert entered == taken
    assert set(KEYS[description.kind]) <= entered
