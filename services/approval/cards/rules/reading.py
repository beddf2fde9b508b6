"""Reading statements of card rules: the packaged one, and those an operator adds. What is not sound is refused whole.

An operator's file says only what changes; everything else goes on from the statement before:

    {"statements": [{"version": "1.3.0", "effective_from": "2027-01-01",
                     "rules": {"warn_before": {"value": 2, "basis": "县监察规定（2027年）"}}}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

import msgspec

from services.approval.cards.rules.statements import CardRules, Number, changes
from shared.config import BadSettings

SETTING = "YIZHAN_CARD_RULES_FILE"
PACKAGED = "cards-1.2.0.json"
MOST = 250
"""No number here is larger: a year of working days."""

Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$")]


class BadCardRules(BadSettings):
    """A file of statements cannot be used. `code` is stable; `faults` tells every one as (code, reason)."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        self.faults, self.code = faults, faults[0][0]
        super().__init__(f"settings: {SETTING}: " + "; ".join(f"{code}: {told}" for code, told in faults))


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an operator says of one number; what is not said stays."""

    value: int
    unit: str = ""
    basis: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None


class Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One statement of an operator."""

    version: Version
    effective_from: date
    rules: Annotated[dict[str, Said], msgspec.Meta(min_length=1)]


class LaterOnes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an operator."""

    statements: tuple[Later, ...]


class _Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The packaged file: every number with everything that is told of it."""

    version: Version
    effective_from: date
    rules: dict[str, Number]


@cache
def packaged() -> CardRules:
    """Give the statement that comes with the product: the default of D-6."""
    text = resources.files("services.approval.cards.rules").joinpath(PACKAGED).read_bytes()
    whole = msgspec.json.decode(text, type=_Whole)
    return CardRules(whole.version, whole.effective_from, whole.rules)


def read(path: str) -> tuple[CardRules, ...]:
    """Give the packaged statement and those that a file adds, in the order of their days; no path: the packaged one.

    Raises:
        BadCardRules: `cards_unreadable`, `cards_malformed`, or what `added` refuses.
    """
    if not path:
        return (packaged(),)
    try:
        return added(packaged(), Path(path).read_bytes())
    except OSError as fault:
        raise BadCardRules(("cards_unreadable", f"{path}: {fault.strerror}")) from fault


def added(first: CardRules, text: bytes) -> tuple[CardRules, ...]:
    """Give a statement and those that go on from it.

    Raises:
        BadCardRules: `cards_malformed`, `cards_version_twice`, `cards_order`, `cards_unknown_key`, `cards_statutory`,
            `cards_unit`, `cards_number`, `cards_unchanged`.
    """
    try:
        said = msgspec.json.decode(text, type=LaterOnes)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BadCardRules(("cards_malformed", str(fault))) from fault
    held = [first]
    for each in said.statements:
        if faults := tuple(_faults(held, each)):
            raise BadCardRules(*faults)
        held.append(_after(held[-1], each))
        if not changes(held[-2], held[-1]):
            raise BadCardRules(("cards_unchanged", f"{each.version} says nothing new"))
    return tuple(held)


def _faults(held: list[CardRules], later: Later) -> Iterator[tuple[str, str]]:
    before = held[-1]
    if later.version in [each.version for each in held]:
        yield "cards_version_twice", f"{later.version} is named twice"
    if later.effective_from <= before.effective_from:
        yield "cards_order", f"{later.version} does not begin later than {before.version} ({before.effective_from})"
    for key, said in later.rules.items():
        yield from _faults_of(before.numbers.get(key), f"{later.version} {key}", said)


def _faults_of(number: Number | None, where: str, said: Said) -> Iterator[tuple[str, str]]:
    if number is None:
        yield "cards_unknown_key", f"{where}: there is no such number"
        return
    if number.force == "statutory":
        yield "cards_statutory", f"{where}: the law sets it ({number.basis})"
    if said.unit not in ("", number.unit):
        yield "cards_unit", f"{where}: it counts in {number.unit}, not in {said.unit}"
    if not 1 <= said.value <= MOST:
        yield "cards_number", f"{where}: {said.value} is not between 1 and {MOST}"


def _after(before: CardRules, later: Later) -> CardRules:
    told = {key: _changed(before.numbers[key], said) for key, said in later.rules.items()}
    return CardRules(later.version, later.effective_from, {**before.numbers, **told})


def _changed(number: Number, said: Said) -> Number:
    return replace(number, value=said.value, basis=number.basis if said.basis is None else said.basis)
