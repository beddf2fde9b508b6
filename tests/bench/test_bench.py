"""What the bench rests on: its arithmetic, its journals, its processes. Figures themselves are no tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from shared.contracts.streams import category_of
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.memory_bus import MemoryBus
from shared.numbers import check_identity_number
from shared.simulation.people import EVERYBODY, somebody_else
from tests.bench.apart import Go, together
from tests.bench.figures import Figure, at_least, at_most, keep, percentile, show
from tests.bench.journals import journal, many, put_on_log, topic_name
from tests.bench.load import TODAY, applications
from tests.bench.remembering import peak


@pytest.fixture(scope="module")
def commits() -> list[Commit]:
    return journal(1_000)


def test_every_figure_has_what_measures_it() -> None:
    """Nothing else imports what measures, and one that cannot be begun would be found by whoever wants to know."""
    from tests.bench.__main__ import _measures

    ids = [each for ids in _measures(1_000, 1_000, 100, 1.0, 1) for each in ids]
    assert sorted(ids) == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q8", "Q9"]


def test_a_journal_is_of_about_the_size_asked_for(commits: list[Commit]) -> None:
    assert 1_000 <= len(commits) < 3_500


def test_a_journal_holds_sound_chains_of_every_matter(commits: list[Commit]) -> None:
    streams: dict[str, list[Commit]] = {}
    for commit in commits:
        streams.setdefault(commit.stream, []).append(commit)
    for of_stream in streams.values():
        verify_stream(of_stream)
    assert {category_of(stream) for stream in streams} == {"case", "review", "superior", "rating", "complaint"}


def test_a_journal_goes_on_the_log_in_its_order(commits: list[Commit]) -> None:
    bus, topic = MemoryBus(), topic_name()
    put_on_log(bus, topic, commits)
    assert sum(map(len, bus.logs.values())) == len(commits)
    for stream in {commit.stream for commit in commits[:50]}:
        sealed = [bytes.fromhex(commit.hash) for commit in commits if commit.stream == stream]
        assert [r.hash for log in bus.logs.values() for r in log if r.hash in sealed] == sealed


def test_the_same_lives_some_weeks_later_are_sound_chains_of_their_own(commits: list[Commit]) -> None:
    more = list(many(commits, 3 * len(commits) - 5))
    assert len(more) == 3 * len(commits) - 5
    assert more[: len(commits)] == commits
    streams: dict[str, list[Commit]] = {}
    for commit in more:
        streams.setdefault(commit.stream, []).append(commit)
        assert len(commit.case) == 23
    for of_stream in streams.values():
        assert [c.version for c in of_stream] == list(range(1, len(of_stream) + 1))
        assert len({c.case for c in of_stream}) == 1
        verify_stream([replace(c, command_id=c.envelope().command_id) for c in of_stream])
    cases = {commit.case for commit in commits}
    assert len({commit.case for commit in more}) > 2.9 * len(cases)
    assert len({commit.case[9:17] for commit in more}) > 2.9 * len({case[9:17] for case in cases})


def test_the_peak_of_memory_is_this_process_own() -> None:
    before = peak()
    held = bytearray(64 * 1024 * 1024)
    held[::4096] = b"x" * len(held[::4096])
    assert peak() - before > 30 * 1024 * 1024 or before > 64 * 1024 * 1024


def test_percentiles_are_nearest_ranks() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7.0], 0.99)) == (51.0, 100.0, 7.0)


def test_goals_that_are_not_met_say_so(tmp_path: Path) -> None:
    figures = [
        Figure("Q2", "a rate", "60/s", "100/s", *at_least(0.6, 0.7)),
        Figure("Q9", "a time", "3 s", "", *at_most(3, 15, " s")),
    ]
    with (tmp_path / "table").open("w") as out:
        show(figures, Console(file=out, width=120))
    told = (tmp_path / "table").read_text()
    assert ("not met" in told, "at least 0.7" in told, "at most 15 s" in told) == (True, True, True)
    kept = orjson.loads(keep(figures, {"seconds": 1}, tmp_path / "results").read_bytes())
    assert [figure["met"] for figure in kept["figures"]] == [False, True]


def squared(go: Go, *, number: int) -> int:
    """Something to measure."""
    go()
    return number * number


def test_measured_functions_run_in_processes_of_their_own_and_give_back_what_they_return() -> None:
    assert together([(squared, {"number": 3}), (squared, {"number": 4})]) == [9, 16]


def test_no_applicant_of_the_load_comes_twice() -> None:
    lots = [applications(500, lot * 500, "token") for lot in range(3)]
    people = [orjson.loads(body)["applicant"]["id_number"] for lot in lots for _, body, _ in lot]
    assert len(set(people)) == len(people)
    assert all(check_identity_number(number, TODAY) == number for number in people[:50])
    everybody = {somebody_else(number, TODAY).id_number for number in range(EVERYBODY)}
    assert len(everybody) == EVERYBODY
    with pytest.raises(ValueError, match="all there are"):
        applications(2, EVERYBODY - 1, "token")
