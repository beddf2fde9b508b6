"""Texts cut up for the search: Chinese into single characters and pairs, Latin words into their beginnings. Pure.

Pinyin initials (`zjd` for 宅基地) come from the order of GB 2312, whose first level is sorted by pronunciation; of a
character with two readings only one counts, and rare characters have none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]")

_FIRST_OF = (
    (0xB0A1, "a"),
    (0xB0C5, "b"),
    (0xB2C1, "c"),
    (0xB4EE, "d"),
    (0xB6EA, "e"),
    (0xB7A2, "f"),
    (0xB8C1, "g"),
    (0xB9FE, "h"),
    (0xBBF7, "j"),
    (0xBFA6, "k"),
    (0xC0AC, "l"),
    (0xC2E8, "m"),
    (0xC4C3, "n"),
    (0xC5B6, "o"),
    (0xC5BE, "p"),
    (0xC6DA, "q"),
    (0xC8BB, "r"),
    (0xC8F6, "s"),
    (0xCBFA, "t"),
    (0xCDDA, "w"),
    (0xCEF4, "x"),
    (0xD1B9, "y"),
    (0xD4D1, "z"),
)
_STARTS = [start for start, _ in _FIRST_OF]
_LAST = 0xD7F9


def initials(text: str) -> str:
    """Give the pinyin initials of a text's Chinese characters; what has none is left out."""
    return "".join(map(_initial, _HAN.findall(text)))


def _initial(character: str) -> str:
    try:
        code = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return ""
    at = bisect_right(_STARTS, code) - 1
    return _FIRST_OF[at][1] if at >= 0 and code <= _LAST else ""


def index_grams(texts: Iterable[str]) -> set[str]:
    """Give everything under which texts are found: characters, pairs, and beginnings of Latin words."""
    found: set[str] = set()
    for run in _runs(texts):
        if _HAN.match(run):
            found |= {*run, *_pairs(run)}
        else:
            found |= {run[:end] for end in range(1, len(run) + 1)}
    return found


def initial_grams(texts: Iterable[str]) -> set[str]:
    """Give every stretch of two to eight initials, marked so that they meet no Latin word."""
    found: set[str] = set()
    for letters in map(initials, texts):
        ends = ((start, start + length) for start in range(len(letters)) for length in range(2, 9))
        found |= {f"~{letters[start:end]}" for start, end in ends if end <= len(letters)}
    return found


def query_grams(words: str) -> list[list[str]]:
    """Give the grams asked for, one list for each word; the pairs of a longer Chinese word, a short one as it is."""
    return [_pairs(run) if _HAN.match(run) and len(run) > 1 else [run] for run in _runs([words])]


def _runs(texts: Iterable[str]) -> list[str]:
    return [run for text in texts for run in _RUN.findall(text.casefold())]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
