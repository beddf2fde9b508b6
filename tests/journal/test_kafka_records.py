"""Our reading of Kafka's record batches gives what kafka-python's own gives, and refuses what it refuses."""

from __future__ import annotations

import struct
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kafka import TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError
from kafka.record import MemoryRecords, MemoryRecordsBuilder

from shared.journal import kafka_records
from shared.journal.bus import Record
from shared.journal.kafka_records import QuickRecords

SPOT = TopicPartition("journal", 3)
NONE, ZSTD = 0, 4

TEXTS = st.text(max_size=40)
HEADERS = st.lists(st.tuples(st.sampled_from(["hash", "traceparent", "类型"]), st.binary(max_size=40)), max_size=3)
RECORDS = st.tuples(
    st.integers(0, 2**40), st.one_of(st.none(), TEXTS), st.one_of(st.none(), st.binary(max_size=300)), HEADERS
)
OURS = st.tuples(st.integers(0, 2**40), TEXTS, st.binary(max_size=20_000), st.just([("hash", bytes(range(32)))]))


def batches(records: list[Any], first: int = 0, compression: int = NONE, per_batch: int = 3) -> bytes:
    """Write records as a producer would, several batches in a row."""
    written = b""
    for at in range(0, len(records), per_batch):
        builder = MemoryRecordsBuilder(magic=2, compression_type=compression, batch_size=2**24)
        for time, key, value, headers in records[at : at + per_batch]:
            builder.append(time, key.encode() if key is not None else None, value, headers)
        builder.close()
        written += struct.pack(">q", first + at) + bytes(builder.buffer())[8:]
    return written


def read(kind: type[Any], data: bytes, offset: int = 0) -> Any:
    """Read batches from an offset on."""
    return kind(offset, SPOT, MemoryRecords(data))


def as_ours(theirs: Any) -> Record:
    """What a record of kafka-python's is as one of ours."""
    key = theirs.key.decode() if theirs.key else ""
    digest = next((value for name, value in theirs.headers if name == "hash"), b"")
    return Record(theirs.topic, theirs.partition, theirs.offset, key, theirs.value or b"", digest)


@given(st.lists(st.one_of(RECORDS, OURS), min_size=1, max_size=12), st.sampled_from([NONE, ZSTD]), st.data())
@settings(deadline=None)
def test_reads_what_kafka_python_reads(records: list[Any], compression: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, 2**33))
    written = batches(records, first, compression)
    offset = first + data.draw(st.integers(0, len(records) - 1))
    theirs, ours = (read(kind, written, offset) for kind in (Fetcher.PartitionRecords, QuickRecords))
    most = data.draw(st.integers(1, 12))
    with patch.object(kafka_records, "PIECE", data.draw(st.integers(1, 4))):
        assert ours.take(most) == [as_ours(each) for each in theirs.take(most)]
        assert ours.next_fetch_offset == theirs.next_fetch_offset
        if theirs:
            assert ours.take() == [as_ours(each) for each in theirs.take()]
    assert (ours.next_fetch_offset, bool(ours)) == (theirs.next_fetch_offset, bool(theirs))


@pytest.mark.parametrize("kind", [Fetcher.PartitionRecords, QuickRecords])
def test_an_answer_without_a_batch_leaves_the_place(kind: type[Any]) -> None:
    nothing = read(kind, b"", 7)
    assert (nothing.take(3), nothing.next_fetch_offset, bool(nothing)) == ([], 7, False)


@pytest.mark.parametrize("kind", [Fetcher.PartitionRecords, QuickRecords])
def test_what_lies_before_a_broken_batch_is_given_first(kind: type[Any]) -> None:
    written = bytearray(batches([(1, "k", b"value", [("hash", bytes(32))])] * 5, per_batch=2))
    written[-40] ^= 1
    broken = read(kind, bytes(written), 1)
    assert [record.offset for record in broken.take()] == [1, 2, 3]
    assert broken.next_fetch_offset == 4
    with pytest.raises(CorruptRecordError):
        broken.take()


def test_a_flipped_byte_is_noticed() -> None:
    written = bytearray(batches([(1, "k", b"value", [("hash", bytes(32))])]))
    written[-40] ^= 1
    with pytest.raises(CorruptRecordError, match="checksum"):
        read(QuickRecords, bytes(written)).take()


@pytest.mark.parametrize("cut", [1, 5, 33])
def test_a_record_that_ends_too_early_is_no_record(cut: int) -> None:
    """A broker with a true checksum over nonsense: refused in plain words, never an endless loop."""
    from shared.journal.kafka_records import _pieces

    whole = MemoryRecords(batches([(1, "k", b"value", [("hash", bytes(32))])])).next_batch()
    whole._buffer = whole._buffer[:-cut]
    with pytest.raises(CorruptRecordError):
        list(_pieces("journal", 3, whole))


def test_the_old_format_is_refused() -> None:
    builder = MemoryRecordsBuilder(magic=1, compression_type=NONE, batch_size=2**16)
    builder.append(1, b"k", b"v", [])
    builder.close()
    with pytest.raises(CorruptRecordError, match="old format"):
        read(QuickRecords, bytes(builder.buffer())).take()


def test_half_a_batch_at_the_end_waits_for_the_next_answer() -> None:
    written = batches([(1, "a", b"1", []), (2, "b", b"2", [])], per_batch=1)
    ours = read(QuickRecords, written[:-10])
    assert [record.key for record in ours.take()] == ["a"]
    assert ours.next_fetch_offset == 1
