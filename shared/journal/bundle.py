"""A bundle: commits in one file that an auditor carries away, and that proves itself without the system it came from.

The first line says what the bundle is of, then one line a commit, its hash and its exact bytes, by stream and version;
the last line seals the rest: how many commits, where each stream begins and ends, SHA-256 over everything before it.

    {"case":"5204…","format":"yizhan-journal-bundle@1","from":"","made_at":"…","to":""}
    3f5a… {"actor":…}
    …
    {"commits":12,"sha256":"…","streams":{"case/5204…":[1,5,"3f5a…"]}}

Names and texts in it are as sealed as they are in the journal. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import orjson

from shared.journal.chain import GENESIS, link
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit

FORMAT = "yizhan-journal-bundle@1"

MOST_NAMED = 1_000
"""So many commits that are cut off are named for one stream; a forged seal may claim any number."""

Sealed = tuple[str, bytes]
"""A commit's hash and its exact bytes."""


class Head(NamedTuple):
    """Where a stream stands: its first and last version, the hash told with the last, and the hash of its bytes."""

    first: int
    last: int
    told: str
    computed: str


@dataclass(slots=True)
class Reading:
    """What was read of a bundle so far, or written: SHA-256 over its lines, and where each stream stands."""

    commits: int = 0
    heads: dict[str, Head] = field(default_factory=dict)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, said: Envelope, told: str, computed: str) -> None:
        """Note a commit."""
        self.commits += 1
        first = self.heads[said.stream].first if said.stream in self.heads else said.version
        self.heads[said.stream] = Head(first, said.version, told, computed)

    def seal(self) -> bytes:
        """Give the last line that belongs to what was read."""
        streams = {stream: [head.first, head.last, head.told] for stream, head in self.heads.items()}
        return _line({"commits": self.commits, "streams": streams, "sha256": self.digest.hexdigest()})


def written(
    commits: Iterable[Sealed], made_at: str, case: str = "", first: str = "", last: str = ""
) -> Iterator[bytes]:
    """Give a bundle's lines; commits come by stream and version. `first`, `last`: the days they were recorded on."""
    reading = Reading()
    head = _line({"format": FORMAT, "case": case, "from": first, "to": last, "made_at": made_at})
    reading.digest.update(head)
    yield head
    for told, body in commits:
        line = told.encode() + b" " + body + b"\n"
        reading.digest.update(line)
        reading.add(read_body(body), told, told)
        yield line
    yield reading.seal()


def wrong(lines: Iterable[bytes]) -> Iterator[str]:
    """Read a bundle and name whatever is not as it was sealed: the commit, or the line where none can be read."""
    reading, sound, ahead = Reading(), True, iter(lines)
    last = next(ahead, b"")
    for number, line in enumerate(ahead, 1):
        reading.digest.update(last)
        told = _in_the_header(last) if number == 1 else _in_a_commit(last, reading, number)
        if told:
            sound = False
            yield told
        last = line
    for told in _in_the_seal(last, reading):
        sound = False
        yield told
    if sound and last != reading.seal():
        yield "the first or the last line is not what was sealed"


def _line(told: object) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _in_the_header(line: bytes) -> str:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        told = None
    known = isinstance(told, dict) and told.get("format") == FORMAT
    return "" if known else f"line 1: this is no {FORMAT}"


def _in_a_commit(line: bytes, reading: Reading, number: int) -> str:
    """Check a commit against the one before it in its stream; tell what does not hold."""
    told, _, body = line.removesuffix(b"\n").partition(b" ")
    try:
        said = read_body(body)
        computed = link(said.prev, body)
    except (BadCommit, ValueError):
        return f"line {number}: no commit can be read here"
    before = reading.heads.get(said.stream)
    reading.add(said, told.decode(errors="replace"), computed)
    fault = _out_of_place(said, before)
    if not fault and computed.encode() != told:
        fault = f"{said.stream}@{said.version} is not what was sealed"
    return fault


def _out_of_place(said: Envelope, before: Head | None) -> str:
    """Tell where a commit does not follow; a bundle of some days may begin in the middle of a stream."""
    name = f"{said.stream}@{said.version}"
    if before is None:
        wrong_start = said.version < 1 or (said.version == 1 and said.prev != GENESIS)
        return f"{name} does not follow from the commit before it" if wrong_start else ""
    if said.version > before.last + 1:
        return f"{said.stream}@{before.last + 1} is missing"
    if said.version <= before.last:
        return f"{name} stands where it does not belong"
    return "" if said.prev in (before.told, before.computed) else f"{name} does not follow from the commit before it"


def _in_the_seal(line: bytes, reading: Reading) -> Iterator[str]:
    """Compare where the streams begin and end with where the seal says: what it knows and nobody read was left out."""
    try:
        spans = {stream: (int(span[0]), int(span[1])) for stream, span in orjson.loads(line)["streams"].items()}
    except (orjson.JSONDecodeError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        yield "the last line: no seal can be read here; the end of the bundle may be cut off"
        return
    for stream, (first, last) in spans.items():
        head = reading.heads.get(stream)
        lacking = [*range(first, head.first), *range(head.last + 1, last + 1)] if head else range(first, last + 1)
        yield from (f"{stream}@{version} is missing" for version in islice(lacking, MOST_NAMED))
    for stream, head in reading.heads.items():
        if stream not in spans or head.last > spans[stream][1] or head.first < spans[stream][0]:
            yield f"{stream}@{head.last} is no part of what was sealed"
