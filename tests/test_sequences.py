"""Running numbers are given once, however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pymongo.database import Database

from shared.sequences import Sequences


def test_numbers_begin_with_one_and_run_on(database: Database[dict[str, Any]]) -> None:
    sequences = Sequences(database)
    assert [sequences.next("document/2026") for _ in range(3)] == [1, 2, 3]
    assert sequences.take("document/2026", 5) == range(4, 9)
    assert sequences.next("document/2027") == 1


def test_no_number_is_given_twice_to_those_who_ask_at_once(database: Database[dict[str, Any]]) -> None:
    sequences = Sequences(database)
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: sequences.next("race"), range(40)))
    assert len(set(given)) == 40
