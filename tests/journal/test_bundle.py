"""A bundle proves itself: whatever is changed in it, cut from it or put into it is named."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from shared.journal.bundle import FORMAT, written, wrong
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal
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
