"""Whoever takes a stream for new was never given the record that begins it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.journal.bus import Record
from shared.journal.follower import Move, Position
from shared.journal.lanes import CAUGHT_UP, NewRecords

SPOT = ("journal", 0)


def move(first: int, behind: int, stored: Position) -> Move:
    """What a reader brought from one offset to another."""
    records = [Record(*SPOT, offset, "case", b"", b"") for offset in range(first, behind)]
    return Move(SPOT, records, stored, Position(behind, "", stored.fence + 1))


READINGS = st.lists(
    st.tuples(
        st.sampled_from(["read", "read", "read", "fail", "begin again", "empty the log"]), st.integers(1, 2 * CAUGHT_UP)
    ),
    max_size=30,
)


@given(READINGS)
def test_no_record_that_was_given_before_is_ever_taken_for_new(readings: list[tuple[str, int]]) -> None:
    told, given_before = NewRecords(), set[int]()
    at = Position()
    told.opened({SPOT: at})
    for what, count in readings:
        if what == "begin again":  # somebody else behind the same reader has come less far
            told.opened({SPOT: at})
            at = Position(0, "", at.fence + 1)
        elif what == "empty the log":
            told.sure([Move(SPOT, [], at, Position(0, "", at.fence + 1))])
            at = Position(0, "", at.fence + 1)
        else:
            brought = move(at.offset, at.offset + count, at)
            sure = told.sure([brought])
            assert not (sure and given_before & {record.offset for record in brought.records})
            given_before |= {record.offset for record in brought.records}
            if what == "fail":
                told.opened({SPOT: at})
            else:
                at = brought.new


def test_who_has_been_at_the_end_of_the_log_looks_for_nothing() -> None:
    told, at = NewRecords(), Position()
    told.opened({SPOT: at})
    assert not told.sure([move(0, 5_000, at)])
    assert not told.sure([move(5_000, 5_003, at)])
    assert told.sure([move(5_003, 9_000, at)])


def test_who_reads_a_log_that_was_filled_again_looks_until_its_end() -> None:
    told, at = NewRecords(), Position()
    told.opened({SPOT: at})
    told.sure([move(0, 10, at)])
    assert told.sure([move(10, 20, at)])
    assert not told.sure([Move(SPOT, [], at, Position(0, "", 3))])
    assert not told.sure([move(0, 15, at)])
    assert not told.sure([move(15, 25, at)])
    assert not told.sure([move(25, 26, at)])
    assert told.sure([move(26, 27, at)])
