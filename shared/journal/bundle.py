"""A bundle: commits in one file that an auditor carries away, and that proves itself without the system it came from.

The first line says what the bundle is of, then one line a commit, its hash and its exact bytes, by stream and version;
the last line seals the rest: how many commits, where each stream begins and ends, SHA-256 over everything before it.

    {"case":"5204…","format":"yizhan-journal-bundle@1","from":"","made_at":"…","to":""}
    3f5a… {"actor":…}
    …
    {"commits":12,"sha256":"…","streams":{"case/5204…":[1,5,"3f5a…"]}}

Where the journal has a checkpoint, the bundle carries it (`yizhan-journal-bundle@2`): the first line holds the signed
note and the key that signed it, and behind a commit stands the proof that it is a leaf of that checkpoint's tree. So a
bundle shows not only that it is whole, but that this journal, as signed, had these commits in it.

    proof {"index":17,"path":["9ab0…", …]}

Where somebody outside countersigned a checkpoint (`shared/journal/notes.py`), the first line also holds the newest such
one under `witnessed`: its note with the witnesses' signatures, their keys, and the path that shows that the bundle's
checkpoint continues it.

A commit without a proof came after the checkpoint, or is of the register and the checkpoint of a time when that was no
part of the tree.
Names and texts in it are as sealed as they are in the journal. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import orjson

from shared.journal.chain import GENESIS, link
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit
from shared.journal.merkle import consistent, included, leaf
from shared.journal.notes import COSIGNER, BadNote, cosigned, opened, verifier
from shared.journal.notes import Head as Checkpoint

FORMAT = "yizhan-journal-bundle@1"
PROVED = "yizhan-journal-bundle@2"
PROOF = b"proof "

MOST_NAMED = 1_000
"""So many commits that are cut off are named for one stream; a forged seal may claim any number."""

Sealed = tuple[str, bytes]
"""A commit's hash and its exact bytes."""


Proofs = Callable[[str, bytes], tuple[int, list[str]] | None]
"""Gives the place of a commit, told by hash and bytes, and the path to the root in hex; nothing where it has none."""


class Head(NamedTuple):
    """Where a stream stands: its first and last version, the hash told with the last, and the hash of its bytes."""

    first: int
    last: int
    told: str
    computed: str


@dataclass(slots=True)
class Reading:
    """What was read of a bundle so far, or written: SHA-256 over its lines, and where each stream stands.

    Attributes:
        key: the key that signed the bundle's checkpoint, `name+id+key`; empty where it carries none.
        checkpoint: what the signed note says; none where there is none, or the signature does not hold.
        proofs: how many commits have a proof.
        witnesses: who countersigned: the key, over how many commits, and when (seconds of POSIX).
        newest: the name and the hash, of its bytes, of the commit read last; none where it was proved already.
    """

    commits: int = 0
    key: str = ""
    checkpoint: Checkpoint | None = None
    proofs: int = 0
    witnesses: list[tuple[str, int, int]] = field(default_factory=list)
    newest: tuple[str, str] | None = None
    heads: dict[str, Head] = field(default_factory=dict)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, said: Envelope, told: str, computed: str) -> None:
        """Note a commit."""
        self.commits += 1
        first = self.heads[said.stream].first if said.stream in self.heads else said.version
        self.heads[said.stream] = Head(first, said.version, told, computed)
        self.newest = f"{said.stream}@{said.version}", computed

    def seal(self) -> bytes:
        """Give the last line that belongs to what was read."""
        streams = {stream: [head.first, head.last, head.told] for stream, head in self.heads.items()}
        proofs = {"proofs": self.proofs} if self.key else {}
        return _line({"commits": self.commits, "streams": streams, "sha256": self.digest.hexdigest(), **proofs})


def written(
    commits: Iterable[Sealed],
    made_at: str,
    case: str = "",
    first: str = "",
    last: str = "",
    *,
    checkpoint: Mapping[str, Any] | None = None,
    prove: Proofs = lambda _told, _body: None,
) -> Iterator[bytes]:
    """Give a bundle's lines; commits come by stream and version.

    Args:
        first, last: the days they were recorded on.
        checkpoint: `note`, and the `key` that signed it; none where the journal has none. `witnessed` as told above.
        prove: the proof of a commit in that checkpoint.
    """
    reading = Reading(key=checkpoint["key"] if checkpoint else "")
    sealed = {"format": PROVED, "checkpoint": checkpoint} if checkpoint else {"format": FORMAT}
    head = _line({**sealed, "case": case, "from": first, "to": last, "made_at": made_at})
    reading.digest.update(head)
    yield head
    for told, body in commits:
        line = told.encode() + b" " + body + b"\n"
        reading.digest.update(line)
        reading.add(read_body(body), told, told)
        yield line
        if (proof := prove(told, body)) is not None:
            line = PROOF + _line({"index": proof[0], "path": proof[1]})
            reading.digest.update(line)
            reading.proofs += 1
            yield line
    yield reading.seal()


def wrong(lines: Iterable[bytes], reading: Reading | None = None) -> Iterator[str]:
    """Read a bundle and name whatever is not as it was sealed: the commit, or the line where none can be read.

    Args:
        lines: of the bundle.
        reading: a fresh one, for whoever wants to know afterwards what was read.
    """
    reading, sound, ahead = reading or Reading(), True, iter(lines)
    last = next(ahead, b"")
    for number, line in enumerate(ahead, 1):
        reading.digest.update(last)
        told = _in_the_header(last, reading) if number == 1 else _in_a_line(last, reading, number)
        if told:
            sound = False
            yield told
        last = line
    for told in _in_the_seal(last, reading):
        sound = False
        yield told
    if sound and last != reading.seal():
        yield "the first or the last line is not what was sealed"


def commits_in(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give the commits of a bundle that nothing is wrong with: hash and exact bytes."""
    for line in lines:
        told, _, body = line.removesuffix(b"\n").partition(b" ")
        if body and line[:1] != b"{" and not line.startswith(PROOF):
            yield bytes.fromhex(told.decode()), body


def _line(told: object) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _in_the_header(line: bytes, reading: Reading) -> str:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        told = None
    form = told.get("format") if isinstance(told, dict) else None
    if form == PROVED:
        return _in_the_checkpoint(told.get("checkpoint"), reading)
    return "" if form == FORMAT else f"line 1: this is no {FORMAT} and no {PROVED}"


def _in_the_checkpoint(told: object, reading: Reading) -> str:
    if not isinstance(told, dict):
        return "line 1: there is no checkpoint"
    reading.key = str(told.get("key"))
    try:
        reading.checkpoint = opened(str(told.get("note")), verifier(reading.key))
    except BadNote as fault:
        return f"line 1: the checkpoint: {fault}"
    return _in_the_witnessed(told["witnessed"], reading, reading.checkpoint) if "witnessed" in told else ""


def _in_the_witnessed(told: object, reading: Reading, new: Checkpoint) -> str:
    """Check every cosignature, and that what was countersigned is continued by the bundle's checkpoint."""
    if not isinstance(told, dict):
        return "line 1: what was countersigned cannot be read"
    key, note = "", str(told.get("note"))
    try:
        old = opened(note, verifier(reading.key))
        path = [bytes.fromhex(each) for each in told["path"]]
        for key in told["keys"]:
            reading.witnesses.append((key, old.size, cosigned(note, verifier(key, COSIGNER))))
    except BadNote as fault:
        return f"line 1: the cosignature of {key}: {fault}" if key else f"line 1: the countersigned checkpoint: {fault}"
    except (AttributeError, KeyError, TypeError, ValueError):
        return "line 1: what was countersigned cannot be read"
    if old.origin != new.origin or not consistent(old.size, old.root, new.size, new.root, path):
        return f"line 1: what was countersigned over {old.size} commits is not continued by the checkpoint"
    return ""


def _in_a_line(line: bytes, reading: Reading, number: int) -> str:
    proof = reading.key and line.startswith(PROOF)
    return _in_a_proof(line, reading, number) if proof else _in_a_commit(line, reading, number)


def _in_a_proof(line: bytes, reading: Reading, number: int) -> str:
    """Check that the commit before this line is a leaf of the checkpoint's tree."""
    newest, reading.newest = reading.newest, None
    try:
        told = orjson.loads(line.removeprefix(PROOF))
        index, path = int(told["index"]), [bytes.fromhex(each) for each in told["path"]]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        newest = None
    if newest is None:
        return f"line {number}: no proof can be read here"
    reading.proofs += 1
    sealed, hashed = reading.checkpoint, leaf(bytes.fromhex(newest[1]))
    if sealed and not included(hashed, index, sealed.size, path, sealed.root):
        return f"{newest[0]} is not in the checkpoint: its proof leads to another root"
    return ""


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
