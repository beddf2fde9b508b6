"""A bundle proves itself: whatever is changed in it, cut from it or put into it is named."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.journal.bundle import FORMAT, PROVED, Reading, written, wrong
from shared.journal.chain import GENESIS, link
from shared.journal.commit import Commit, seal
from shared.journal.merkle import inclusion, leaf, perfect, root
from shared.journal.notes import Head, signed, verifier_of
from tests.journal.samples import START, Grown, meta


def chain_of(stream: str, length: int) -> tuple[Commit, ...]:
    made: list[Commit] = []
    for version in range(1, length + 1):
        prev = made[-1].hash if made else GENESIS
        about: dict[str, Any] = {"stream": stream, "version": version, "case": "1", "source": "intake", "prev": prev}
        made.append(seal(**about, meta=meta(f"{stream}/{version}"), recorded_at=START, facts=[Grown(by=version)]))
    return tuple(made)


CASES = (*chain_of("case/1", 3), *chain_of("review/1", 2))


def made(commits: tuple[Commit, ...] = CASES) -> list[bytes]:
    return list(written(((each.hash, each.body) for each in commits), "2026-11-26T04:00:00+08:00", case="1"))


def named(lines: list[bytes]) -> list[str]:
    return list(wrong(BytesIO(b"".join(lines))))


def test_a_bundle_holds_what_was_sealed_and_says_what_it_is_of() -> None:
    lines = made()
    assert FORMAT.encode() in lines[0]
    assert [line.partition(b" ")[2] for line in lines[1:-1]] == [commit.body + b"\n" for commit in CASES]
    assert named(lines) == []


def test_every_changed_byte_is_named_by_its_commit() -> None:
    lines = made()
    whole = b"".join(lines)
    places = [number for number, line in enumerate(lines) for _ in line]
    for at, place in enumerate(places):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        told = list(wrong(BytesIO(changed)))
        assert told, f"byte {at} of line {place + 1}"
        if 0 < place <= len(CASES) and whole[at] != ord("\n"):
            assert any(CASES[place - 1].id in each for each in told), (at, told)


def dropped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:2], *lines[3:]]


def swapped(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1], lines[3], lines[2], *lines[4:]]


def cut_off(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], *lines[4:]]


def stream_taken_out(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[-1]]


def beginning_taken_out(lines: list[bytes]) -> list[bytes]:
    return [lines[0], *lines[2:]]


def twice(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[2], *lines[3:]]


@pytest.mark.parametrize(
    ("forge", "culprit"),
    [
        (dropped, "case/1@2 is missing"),
        (swapped, "case/1@2 is missing"),
        (cut_off, "case/1@3 is missing"),
        (stream_taken_out, "review/1@2 is missing"),
        (beginning_taken_out, "case/1@1 is missing"),
        (twice, "case/1@2 stands where it does not belong"),
    ],
)
def test_what_is_left_out_or_out_of_place_is_named(forge: Callable[[list[bytes]], list[bytes]], culprit: str) -> None:
    assert culprit in named(forge(made()))


def test_a_bundle_whose_end_is_cut_off_is_no_whole_one() -> None:
    assert named(made()[:-1])[-1].startswith("the last line")


def test_only_the_changed_commit_is_named_not_those_behind_it() -> None:
    lines = made()
    lines[2] = lines[2].replace(b"2026-", b"2025-", 1)
    assert named(lines) == ["case/1@2 is not what was sealed"]


def test_a_foreign_commit_is_told_though_its_chain_holds() -> None:
    lines = made()
    foreign = made(chain_of("case/2", 1))[1]
    assert named([*lines[:-1], foreign, lines[-1]]) == ["case/2@1 is no part of what was sealed"]


def test_a_bundle_of_some_days_may_begin_in_the_middle_of_a_stream() -> None:
    assert named(made(CASES[1:3])) == []


@pytest.mark.parametrize("text", [b"", b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"streams": 3}\n'])
def test_what_is_no_bundle_is_told(text: bytes) -> None:
    assert named([text])


KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LEAVES = [leaf(bytes.fromhex(each.hash)) for each in CASES[:-1]] + [leaf(b"another's")] * 3
HEAD = Head("yizhan/journal", len(LEAVES), root(lambda level, n: perfect(LEAVES[n << level : n + 1 << level]), 7))
CHECKPOINT = {"note": signed(HEAD, KEY, HEAD.origin), "key": verifier_of(KEY, HEAD.origin).text}


def path_of(told: str, _body: bytes) -> tuple[int, list[str]] | None:
    """All commits but the last have a leaf."""
    index = next((n for n, each in enumerate(CASES[:-1]) if each.hash == told), None)
    if index is None:
        return None
    path = inclusion(lambda level, n: perfect(LEAVES[n << level : n + 1 << level]), index, len(LEAVES))
    return index, [each.hex() for each in path]


def proved() -> list[bytes]:
    commits = ((each.hash, each.body) for each in CASES)
    return list(written(commits, "2026-11-26T04:00:00+08:00", case="1", checkpoint=CHECKPOINT, prove=path_of))


def test_a_bundle_with_a_checkpoint_proves_its_commits() -> None:
    lines, reading = proved(), Reading()
    assert PROVED.encode() in lines[0]
    assert list(wrong(lines, reading)) == []
    assert (reading.commits, reading.proofs, reading.checkpoint, reading.key) == (5, 4, HEAD, CHECKPOINT["key"])


def test_every_changed_byte_of_a_proved_bundle_is_named() -> None:
    whole = b"".join(proved())
    for at in range(0, len(whole), 11):
        assert list(wrong(BytesIO(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]))), at


def resealed(lines: list[bytes]) -> list[bytes]:
    """Give the bundle a new last line, as a forger would."""
    reading = Reading()
    list(wrong(lines, reading))
    return [*lines[:-1], reading.seal()]


def test_proofs_that_belong_to_others_are_named_even_under_a_new_seal() -> None:
    lines = proved()
    assert named(resealed([*lines[:2], lines[4], *lines[3:4], lines[2], *lines[5:]])) == [
        "case/1@1 is not in the checkpoint: its proof leads to another root",
        "case/1@2 is not in the checkpoint: its proof leads to another root",
    ]


def test_a_commit_forged_with_its_chain_and_seal_is_not_in_the_checkpoint() -> None:
    body = CASES[2].body.replace(b'"by":3', b'"by":9')
    line = link(CASES[2].prev, body).encode() + b" " + body + b"\n"
    lines = proved()
    forged = resealed([*lines[:5], line, *lines[6:]])
    assert named(forged) == ["case/1@3 is not in the checkpoint: its proof leads to another root"]
    stray = resealed([*lines[:7], lines[6], *lines[7:]])
    assert named(stray) == ["line 8: no proof can be read here"]


def test_a_checkpoint_that_nobody_signed_is_named() -> None:
    lines = proved()
    head = lines[0].replace(b"\\n7\\n", b"\\n8\\n")
    assert any("line 1: the checkpoint: the signature" in told for told in named(resealed([head, *lines[1:]])))
