"""Running numbers: of the cases a division received on a day, of its documents in a year.

Case numbers are taken in blocks, so that giving one costs no round trip: they may have gaps and come out of order
between processes. That no case is missing is proved by the journal, not by its number.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import date

from shared.numbers import case_number, document_number
from shared.sequences import Sequences

BLOCK = 20
"""How many case numbers a process takes at once."""

RECENT = 50
"""How many blocks a process holds; those of days long past are let go."""

RECEIPT, NOTICE, REFUSAL, SHEET = "SL", "BZ", "BL", "GZ"
PROXY, MANDATE, ESCORT, ERASURE = "DB", "WT", "QC", "XC"
"""Kinds of documents: 受理 (receipt), 补正 (supplement notice), 不予受理 (refusal), 告知 (notice sheet); 代办 (proxy),
委托 (mandate), 全程代办 (escort), 消除 (erasure certificate)."""

REDIRECTION, NOT_NEEDED, PROMISE, DELIVERY = "ZG", "WX", "RQ", "SD"
"""转告 (redirect slip), 无需 (no permission needed), 容缺 (promise to hand in what is missing), 送达 (delivery)."""

LETTERS: Mapping[str, str] = {
    "receipt": RECEIPT,
    "notice": NOTICE,
    "refusal": REFUSAL,
    "not_needed": NOT_NEEDED,
    "redirect": REDIRECTION,
    "mandate": MANDATE,
    "delivery": DELIVERY,
    "promise": PROMISE,
}
"""The letters in the number of each kind of a case's documents (C-2)."""


class Numbering:
    """Gives numbers that nobody else gets."""

    def __init__(self, sequences: Sequences, block: int = BLOCK) -> None:
        self._sequences = sequences
        self._block = block
        self._taken: dict[str, Iterator[int]] = {}
        self._lock = threading.Lock()

    def case(self, division: str, day: date) -> str:
        """Give the number of a case received in a township division on a local day."""
        return case_number(division, day, self._from_block(f"case/{division}/{day.isoformat()}"))

    def document(self, division: str, kind: str, day: date) -> str:
        """Give the number of a document of the year in which the day lies."""
        return document_number(division, kind, day.year, self._sequences.next(f"{kind}/{division}/{day.year}"))

    def ahead(self, division: str, kind: str, day: date, count: int) -> range:
        """Take a block of sequences of a kind of document, to be used up somewhere without a line."""
        return self._sequences.take(f"{kind}/{division}/{day.year}", count)

    def _from_block(self, name: str) -> int:
        with self._lock:
            number = next(self._taken.get(name, iter(())), 0)
            if number:
                return number
            block = iter(self._sequences.take(name, self._block))
            recent = [pair for pair in self._taken.items() if pair[0] != name]
            self._taken = dict([(name, block), *recent[:RECENT]])
            return next(block)
