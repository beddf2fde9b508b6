"""Reading statements of card rules: the packaged one, and those an operator adds (`shared.amendments`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

import msgspec

from services.approval.cards.rules.statements import SERIES, CardRules, Number
from shared.amendments import BadStatements, Fault, LaterOnes, Reading, Said, Whole

PACKAGED = "cards-1.2.0.json"
MOST = 250
"""No number here is larger: a year of working days."""


class BadCardRules(BadStatements):
    """A file of card rules cannot be used."""


@cache
def packaged() -> CardRules:
    """Give the statement that comes with the product: the default of D-6."""
    text = resources.files("services.approval.cards.rules").joinpath(PACKAGED).read_bytes()
    whole = msgspec.json.decode(text, type=Whole[Number])
    return CardRules(whole.version, whole.effective_from, whole.rules)


def read(path: str) -> tuple[CardRules, ...]:
    """Give the packaged statement and those that a file adds, in the order of their days; no path: the packaged one.

    Raises:
        BadCardRules: `cards_unreadable`, or what `added` refuses.
    """
    return _READING.read(packaged(), path)


def added(first: CardRules, text: bytes) -> tuple[CardRules, ...]:
    """Give a statement and those that go on from it.

    Raises:
        BadCardRules: `cards_malformed`, `cards_version_twice`, `cards_order`, `cards_unknown_key`, `cards_statutory`,
            `cards_unit`, `cards_number`, `cards_unchanged`.
    """
    return _READING.added(first, text)


def _unsound(number: Number, where: str, said: Said) -> Iterator[Fault]:
    if number.force == "statutory":
        yield "statutory", f"{where}: the law sets it ({number.basis})"
    if said.unit not in ("", number.unit):
        yield "unit", f"{where}: it counts in {number.unit}, not in {said.unit}"
    if not 1 <= said.value <= MOST:
        yield "number", f"{where}: {said.value} is not between 1 and {MOST}"


def _changed(number: Number, said: Said) -> Number:
    return replace(number, value=said.value, basis=number.basis if said.basis is None else said.basis)


_READING: Reading[CardRules, Number, Said] = Reading(
    "YIZHAN_CARD_RULES_FILE", SERIES, "number", LaterOnes[Said], _unsound, _changed, BadCardRules
)
