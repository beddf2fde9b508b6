"""Differences between versions, as properties: nothing changes against itself, and every change is told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.intake.items.difference import difference
from services.intake.items.grams import index_grams, initials, query_grams
from services.intake.items.saved import Saved, saved, total
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import Text
from tests.intake.items.samples import ALLOWANCE, BEFORE, INSTANT, LICENCE


def test_nothing_differs_from_itself() -> None:
    told = difference(LICENCE, LICENCE)
    assert (told.limits, told.changes) == ((), ())
    assert not told.materials.added + told.materials.removed


@given(st.permutations(LICENCE.materials))
def test_the_order_of_papers_is_no_change(materials: list) -> None:  # type: ignore[type-arg]
    assert difference(LICENCE, replace(LICENCE, materials=tuple(materials))).changes == ()


@given(st.text(st.characters(categories=["Lo"]), min_size=1, max_size=20))
def test_a_changed_wording_is_told_with_both_wordings(words: str) -> None:
    other = replace(LICENCE, conditions=Text(words))
    (change,) = difference(LICENCE, other).changes
    assert (change.field, change.after["zh"]) == ("conditions", words)


def test_a_changed_paper_is_told_by_its_code_and_detail() -> None:
    first, *rest = LICENCE.materials
    other = replace(LICENCE, materials=(replace(first, copies=3), *rest))
    (change,) = difference(LICENCE, other).changes
    assert (change.field, change.before, change.after) == ("materials.form.copies", 0, 3)


def test_an_item_saves_what_its_promise_is_shorter_than_the_law() -> None:
    assert saved(BEFORE) == Saved(0, 20, "working_days")
    assert saved(ALLOWANCE) == Saved(10, 20, "working_days")
    assert saved(INSTANT) is None
    quick = replace(LICENCE, promised=TimeLimit(0, "same_day"))
    assert saved(quick) == Saved(20, 20, "working_days")
    natural = replace(LICENCE, promised=TimeLimit(5, "natural_days"), statutory=TimeLimit(15, "natural_days"))
    sums = total([BEFORE, ALLOWANCE, INSTANT, natural])
    assert sums == {"working_days": Saved(10, 40, "working_days"), "natural_days": Saved(10, 15, "natural_days")}


def test_pinyin_initials_come_from_the_order_of_the_standard_character_set() -> None:
    assert initials("农村宅基地批准") == "nczjdpz"
    assert initials("失业登记") == "sydj"
    assert initials("A1龘") == "", "a character beyond the first level has none"


@given(st.text(max_size=40))
def test_every_gram_of_a_text_finds_that_text(words: str) -> None:
    indexed = index_grams([words])
    assert all(gram in indexed for word in query_grams(words) for gram in word)
