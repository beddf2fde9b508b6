"""Where Chinese lines break: no closing mark begins one, no opening one ends it, numbers and words stay whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_NEVER_FIRST = "，。；：、！？）》】”’％%,.;:!?)]}〉…"
_NEVER_LAST = "（《【“‘([{〈"
_PIECES = re.compile(
    rf"[{re.escape(_NEVER_LAST)}]*(?:[A-Za-z0-9@#&_\-./:+~*=]+|.)[{re.escape(_NEVER_FIRST)}]*", re.DOTALL
)


def broken(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Give a text with line ends where it has to break.

    Args:
        text: may hold line ends of its own.
        width: the room of a line.
        measure: the width of a text, in the same unit.
    """
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width, measure))


def _lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for piece in _fitting(text, width, measure):
        if line and measure(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Give the pieces that stay together; one that is longer than a line comes character by character."""
    for piece in _PIECES.findall(text):
        if measure(piece) > width:
            yield from piece
        else:
            yield piece
