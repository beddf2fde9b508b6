"""Scans of papers, made up: a white page with grey lines on it, as a PNG. Pure."""

from __future__ import annotations

import struct
import zlib
from random import Random

WIDTH, HEIGHT, MARGIN = 180, 250, 18
PAPER, INK = 255, 96


def scan(dice: Random) -> bytes:
    """Draw a page with lines of text that cannot be read; the same dice draw the same page."""
    rows = []
    for y in range(HEIGHT):
        ends = MARGIN + dice.randrange(WIDTH - 2 * MARGIN) if MARGIN < y < HEIGHT - MARGIN and y % 8 < 3 else MARGIN
        rows.append(bytes(INK if MARGIN <= x < ends else PAPER for x in range(WIDTH)))
    grey = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", grey) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
