"""Reading statements of limits: the packaged one, and those an operator adds. What is not sound is refused whole.

An operator's file says only what changes; everything else goes on from the statement before:

    {"statements": [{"version": "1.1.0", "effective_from": "2027-01-01",
                     "rules": {"complaint_close": {"value": 3, "basis": "中心内部规定（2027年）"}}}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

import msgspec

from services.complaints.limits.statements import Rule, Statement, changes
from shared.config import BadSettings
from shared.contracts.limits import TimeLimit, Unit

SETTING = "YIZHAN_COMPLAINT_LIMITS_FILE"
PACKAGED = "limits-1.0.0.json"
CHANGEABLE = ("internal", "unverified")
"""Forces that an operator may change; law is changed by the law."""

MOST = 1000
"""No limit of ours is longer, in whatever unit: more is a slip of the pen."""

Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$")]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class BadLimits(BadSettings):
    """A file of statements cannot be used. `code` is stable; `faults` tells every one as (code, reason)."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        self.faults, self.code = faults, faults[0][0]
        super().__init__(f"settings: {SETTING}: " + "; ".join(f"{code}: {told}" for code, told in faults))


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an operator says of one rule; what is not said stays."""

    value: int
    unit: str = ""
    basis: Words | None = None
    note: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One statement of an operator."""

    version: Version
    effective_from: date
    rules: Annotated[dict[str, Said], msgspec.Meta(min_length=1)]


class LaterOnes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an operator."""

    statements: tuple[Later, ...]


class _Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The packaged file: every rule with everything that is told of it."""

    version: Version
    effective_from: date
    rules: dict[str, dict[str, str | int]]


@cache
def packaged() -> Statement:
    """Give the statement that comes with the product."""
    text = resources.files("services.complaints.limits").joinpath(PACKAGED).read_bytes()
    whole = msgspec.json.decode(text, type=_Whole)
    return Statement(whole.version, whole.effective_from, {key: _rule(told) for key, told in whole.rules.items()})


def _rule(told: Mapping[str, str | int]) -> Rule:
    rest = {name: value for name, value in told.items() if name not in ("value", "unit")}
    limit = TimeLimit(msgspec.convert(told["value"], int), msgspec.convert(told["unit"], Unit))
    return msgspec.convert({"limit": limit, **rest}, Rule)


def read(path: str) -> tuple[Statement, ...]:
    """Give the packaged statement and those that a file adds, in the order of their days; no path: the packaged one.

    Raises:
        BadLimits: `limits_unreadable`, `limits_malformed`, or what `added` refuses.
    """
    if not path:
        return (packaged(),)
    try:
        return added(packaged(), Path(path).read_bytes())
    except OSError as fault:
        raise BadLimits(("limits_unreadable", f"{path}: {fault.strerror}")) from fault


def added(first: Statement, text: bytes) -> tuple[Statement, ...]:
    """Give a statement and those that go on from it.

    Raises:
        BadLimits: `limits_malformed`, `limits_version_twice`, `limits_order`, `limits_unknown_key`,
            `limits_statutory`, `limits_unit`, `limits_length`, `limits_unchanged`.
    """
    try:
        said = msgspec.json.decode(text, type=LaterOnes)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BadLimits(("limits_malformed", str(fault))) from fault
    held = [first]
    for each in said.statements:
        if faults := tuple(_faults(held, each)):
            raise BadLimits(*faults)
        held.append(_after(held[-1], each))
        if not changes(held[-2], held[-1]):
            raise BadLimits(("limits_unchanged", f"{each.version} says nothing new"))
    return tuple(held)


def _faults(held: list[Statement], later: Later) -> Iterator[tuple[str, str]]:
    before = held[-1]
    if later.version in [each.version for each in held]:
        yield "limits_version_twice", f"{later.version} is named twice"
    if later.effective_from <= before.effective_from:
        yield "limits_order", f"{later.version} does not begin later than {before.version} ({before.effective_from})"
    for key, said in later.rules.items():
        yield from _faults_of(before.rules.get(key), f"{later.version} {key}", said)


def _faults_of(rule: Rule | None, where: str, said: Said) -> Iterator[tuple[str, str]]:
    if rule is None:
        yield "limits_unknown_key", f"{where}: there is no such rule"
        return
    if rule.force not in CHANGEABLE:
        yield "limits_statutory", f"{where}: the law sets it ({rule.basis})"
    if said.unit not in ("", rule.limit.unit):
        yield "limits_unit", f"{where}: it counts in {rule.limit.unit}, not in {said.unit}"
    if not 1 <= said.value <= MOST:
        yield "limits_length", f"{where}: {said.value} is not between 1 and {MOST}"


def _after(before: Statement, later: Later) -> Statement:
    changed = {key: _changed(before.rules[key], said) for key, said in later.rules.items()}
    return Statement(later.version, later.effective_from, {**before.rules, **changed})


def _changed(rule: Rule, said: Said) -> Rule:
    return replace(
        rule,
        limit=replace(rule.limit, value=said.value),
        basis=rule.basis if said.basis is None else said.basis,
        note=rule.note if said.note is None else said.note,
    )
