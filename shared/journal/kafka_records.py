"""Kafka's record batches read straight into our records.

kafka-python reads a record through nine calls and three objects, and a rebuild would spend most of its time there.
This takes the place of its inner class: same batches, same checksums, same offsets, a third of the time. It knows
format v2, which every broker since 2017 writes; control batches (of transactions) carry nothing and are passed over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError

from shared.journal.bus import Record

ONE_HASH = b"\x02\x08hash\x40"
"""How the headers of our own records begin: one header, named hash, of 32 bytes."""


PIECE = 1_000
"""Records read at once: a batch may hold ten thousands, and its bytes weigh less than its records."""


class QuickRecords(Fetcher.PartitionRecords):  # type: ignore[misc]
    """The records of one partition in one answer of the broker; read and handed on by pieces of a batch."""

    _piece: Sequence[Record] = ()
    _given = 0
    """How many records of the piece read last were given."""

    _behind: int | None = None
    """The offset behind that piece, once there was one."""

    def take(self, n: int | None = None) -> list[Record]:
        """Give so many records, or all that are left; what is wrong behind them is raised by the next call."""
        self._maybe_raise_next_inline_exception()
        most, found = sys.maxsize if n is None else n, list[Record]()
        try:
            while len(found) < most and self._has_more():
                part = self._piece[self._given : self._given + most - len(found)]
                self._given += len(part)
                found += part
        except Exception as error:
            if not found:
                raise
            self._next_inline_exception = error
        self.records_read += len(found)
        if self._given < len(self._piece):
            self.next_fetch_offset = found[-1].offset + 1
        elif self._behind is not None:
            self.next_fetch_offset = self._behind
        return found

    def _has_more(self) -> bool:
        """Read the next piece that has records at or behind the place asked for, where none is begun."""
        while self._given == len(self._piece):
            if self.record_iterator is None:
                return False
            self._piece, self._given = next(self.record_iterator, ()), 0
            if self._piece and self._piece[0].offset < self.fetch_offset:
                # Asked for a place within a batch, a broker gives the whole of it.
                self._piece = [record for record in self._piece if record.offset >= self.fetch_offset]
        return True

    def _maybe_skip_record(self, _: list[Record]) -> bool:
        return False

    def _unpack_records(self, tp: Any, records: Any, *_: Any) -> Iterator[list[Record]]:
        while (batch := records.next_batch()) is not None:
            if batch.magic < 2:
                raise CorruptRecordError(f"{tp} holds a batch in the old format v{batch.magic}")
            if self.check_crcs and not batch.validate_crc():
                raise CorruptRecordError(f"{tp} at {batch.base_offset} failed the checksum")
            self.leader_epoch = batch.leader_epoch
            self.bytes_read += batch.size_in_bytes
            for piece in _pieces(tp.topic, tp.partition, batch):
                self._behind = piece[-1].offset + 1
                yield piece
            self._behind = batch.next_offset
        self.drain()


def _pieces(topic: str, partition: int, batch: Any) -> Iterator[list[Record]]:
    """Read a batch's records by pieces, in their order; a control batch has none."""
    if batch.is_control_batch:
        return
    batch._maybe_uncompress()
    data, at, left = bytes(batch._buffer), batch._pos, batch.records_count
    batch._buffer = b""  # nobody reads it again, and a large batch is held long enough once
    place = f"{topic}/{partition} at {batch.base_offset}"
    while left:
        try:
            piece, at = _read(topic, partition, batch.base_offset, min(left, PIECE), data, at)
        except (IndexError, UnicodeDecodeError) as error:
            raise CorruptRecordError(f"{place} cannot be read: {error}") from error
        left -= len(piece)
        if not left and at != len(data):
            raise CorruptRecordError(f"{place}: {len(data) - at} bytes behind the last record")
        yield piece


def _read(topic: str, partition: int, base: int, count: int, data: bytes, at: int) -> tuple[list[Record], int]:
    """Read so many records of an uncompressed batch; give them, and where the last of them ends.

    Varints of one or two bytes, which nearly all are, are read in place: a call for each would cost a third more.
    """
    found = []
    for _ in range(count):
        if data[at] > 0x7F > data[at + 1] and not data[at] & 1:
            length, at = (data[at] & 0x7F | data[at + 1] << 7) >> 1, at + 2
        else:
            length, at = _varint(data, at)
        end = at + length
        at += 1  # attributes
        while data[at] > 0x7F:  # the time, which nobody asks for
            at += 1
        offset, at = _varint(data, at + 1)
        size, at = _varint(data, at)
        key, at = (data[at : at + size].decode(errors="replace"), at + size) if size > 0 else ("", at)
        if data[at] > 0x7F > data[at + 1] and not data[at] & 1:
            size, at = (data[at] & 0x7F | data[at + 1] << 7) >> 1, at + 2
        else:
            size, at = _varint(data, at)
        value, at = (data[at : at + size], at + size) if size > 0 else (b"", at)
        if data.startswith(ONE_HASH, at) and at + len(ONE_HASH) + 32 == end:
            digest = data[end - 32 : end]
        else:
            digest, at = _headers(data, at)
            if at != end:
                raise CorruptRecordError(f"a record of {topic}/{partition} has {length} bytes, but ends elsewhere")
        found.append(Record(topic, partition, base + offset, key, value, digest))
        at = end
    return found, at


def _headers(data: bytes, at: int) -> tuple[bytes, int]:
    """Read headers; give the value of the first `hash` among them, and where they end."""
    headers = []
    count, at = _varint(data, at)
    for _ in range(count):
        size, at = _varint(data, at)
        name, at = data[at : at + size].decode(), at + size
        size, at = _varint(data, at)
        value, at = (data[at : at + size], at + size) if size > 0 else (b"", at)
        headers.append((name, value))
    return next((value for name, value in headers if name == "hash"), b""), at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a zigzag number; give it, and where it ends."""
    byte = data[at]
    if byte < 0x80:
        return (byte >> 1) ^ -(byte & 1), at + 1
    number, shift = byte & 0x7F, 7
    while True:
        at += 1
        byte = data[at]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return (number >> 1) ^ -(number & 1), at + 1
        shift += 7
