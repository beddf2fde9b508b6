"""A command is done once, whole, and in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from shared.contracts import Rejected
from shared.journal.commit import Commit
from shared.journal.errors import CommitTooLarge, Conflict, KeyReused
from shared.journal.handle import Journal
from shared.journal.memory_store import MemoryStore
from tests.journal.samples import OTHER, TALLY, TOO_MUCH, Grow, Grown, grow, grown


def test_the_same_command_gives_the_first_answer_again(journal: Journal) -> None:
    first = journal.execute(TALLY, "A", grow(3, "once"))
    journal.execute(TALLY, "A", grow(4, "later"))
    again = journal.execute(TALLY, "A", grow(3, "once"))
    assert (again.state, again.version, again.commit, again.events) == (3, 1, first.commit, first.events)
    assert (first.replayed, again.replayed) == (False, True)


def test_the_same_id_with_another_request_is_refused(journal: Journal) -> None:
    journal.execute(TALLY, "A", grow(3, "once", fingerprint="x"))
    with pytest.raises(KeyReused):
        journal.execute(TALLY, "A", grow(4, "once", fingerprint="y"))
    assert journal.load(TALLY, "A").state == 3


def test_a_refused_command_appends_nothing(journal: Journal) -> None:
    with pytest.raises(Rejected) as refused:
        journal.execute(TALLY, "A", grow(-1, "down"))
    assert refused.value.code == "shrinking"
    assert list(journal.store.scan()) == []


def test_an_attempt_that_counts_is_on_record_and_still_refused(journal: Journal) -> None:
    grown(journal, "A", 1)
    with pytest.raises(Rejected, match="overreaching"):
        journal.execute(TALLY, "A", grow(TOO_MUCH + 1, "greedy"))
    last = list(journal.store.stream("case/A"))[-1]
    assert (last.version, [e.type for e in last.envelope().events]) == (2, ["tally.overreached"])
    assert journal.load(TALLY, "A").state == 1


def test_an_attempt_repeated_is_refused_again_and_counted_once(journal: Journal) -> None:
    for _ in range(3):
        with pytest.raises(Rejected, match="overreaching"):
            journal.execute(TALLY, "A", grow(TOO_MUCH + 1, "greedy"))
    assert len(list(journal.store.scan())) == 1


def test_an_attempt_is_recorded_though_others_take_its_version(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, raced = journal.store.append, []

    def overtaken(commit: Commit, claims: Sequence[str] = ()) -> None:
        if not raced:
            raced.append(True)
            grown(journal, "A", 1)
        append(commit, claims)

    monkeypatch.setattr(journal.store, "append", overtaken)
    with pytest.raises(Rejected, match="overreaching"):
        journal.execute(TALLY, "A", grow(TOO_MUCH + 1, "greedy"))
    assert [c.version for c in journal.store.stream("case/A")] == [1, 2]


def test_a_command_that_finds_nothing_to_do_appends_nothing(journal: Journal) -> None:
    outcome = journal.execute(TALLY, "A", grow(0, "nothing"))
    assert (outcome.commit, outcome.version) == (None, 0)


def test_a_stale_version_is_a_conflict(journal: Journal) -> None:
    grown(journal, "A", 2)
    with pytest.raises(Conflict):
        journal.execute(TALLY, "A", grow(1, "stale"), expected=1)
    assert journal.execute(TALLY, "A", grow(1, "fresh"), expected=2).version == 3


def test_recorded_times_never_run_backwards_along_a_stream(journal: Journal) -> None:
    first = journal.execute(TALLY, "A", grow(1, "a", seconds=60)).commit
    second = journal.execute(TALLY, "A", grow(1, "b", seconds=0)).commit
    assert first is not None
    assert second is not None
    assert second.recorded_at > first.recorded_at


def test_two_matters_of_one_case_share_its_key(journal: Journal) -> None:
    grown(journal, "A", 1)
    grown(journal, "A", 1, decider=OTHER)
    assert {c.case for c in journal.store.scan()} == {"A"}


def test_an_envelope_says_who_when_and_why(journal: Journal) -> None:
    commit = journal.execute(TALLY, "A", grow(1, "why")).commit
    assert commit is not None
    said = commit.envelope()
    assert said.actor == {"id": "clerk", "role": "window_clerk", "unit": "dep-zr"}
    assert (said.source, said.correlation, said.clock) == ("intake", commit.command_id, "server")
    assert said.recorded_at == "2026-09-17T09:00:00.000+08:00"
    assert said.events[0].occurred_at == "2026-09-17T09:00:00+08:00"


def test_a_commit_over_256_kib_is_refused(journal: Journal) -> None:

    command = grow(1, "large")
    large = replace(command, meta=replace(command.meta, correlation="x" * 300_000))
    with pytest.raises(CommitTooLarge):
        journal.execute(TALLY, "A", large)
    assert list(journal.store.scan()) == []


def test_a_command_done_before_is_answered_even_where_the_rules_would_refuse_it_now(journal: Journal) -> None:
    def only_once(total: int, command: Grow) -> list[Grown]:
        if total:
            raise Rejected("grown_already", "it grows once", basis="test")
        return [Grown(by=command.by)]

    once = replace(TALLY, decide=only_once)
    first = journal.execute(once, "A", grow(2, "once"))
    again = journal.execute(once, "A", grow(2, "once"))
    assert (again.commit, again.replayed) == (first.commit, True)
    with pytest.raises(Rejected):
        journal.execute(once, "A", grow(2, "another"))


def test_a_command_done_before_is_answered_even_where_nothing_is_left_to_do(journal: Journal) -> None:
    at_most_one = replace(TALLY, decide=lambda total, command: [] if total else [Grown(by=command.by)])
    first = journal.execute(at_most_one, "A", grow(1, "once"))
    assert journal.execute(at_most_one, "A", grow(1, "once")).commit == first.commit
    assert journal.execute(at_most_one, "A", grow(1, "another")).commit is None


def test_a_command_done_before_is_answered_even_at_a_stale_version(journal: Journal) -> None:
    first = journal.execute(TALLY, "A", grow(1, "once"), expected=0)
    assert journal.execute(TALLY, "A", grow(1, "once"), expected=0).commit == first.commit


def test_a_stream_taken_for_new_is_read_where_it_is_not(journal: Journal) -> None:
    grown(journal, "A", 2)
    outcome = journal.execute(TALLY, "A", grow(1, "fresh"), fresh=True)
    assert (outcome.version, outcome.state) == (3, 3)


def test_a_command_id_of_another_matter_is_not_taken_for_done(journal: Journal) -> None:
    journal.execute(TALLY, "A", grow(1, "one id"))
    with pytest.raises(KeyReused):
        journal.execute(OTHER, "A", grow(1, "one id"))
    assert journal.load(OTHER, "A").version == 0


def test_an_insert_that_the_driver_repeated_after_a_lost_answer_is_this_commands_own() -> None:
    class Repeating(MemoryStore):
        def append(self, commit: Commit, claims: Sequence[str] = ()) -> None:
            super().append(commit, claims)
            super().append(commit, claims)

    journal = Journal(Repeating(), "intake")
    outcome = journal.execute(TALLY, "A", grow(2, "once"))
    assert (outcome.version, outcome.state, outcome.commit) == (1, 2, journal.store.stream("case/A")[0])
    assert len(journal.store.stream("case/A")) == 1
