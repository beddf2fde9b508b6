"""Reading statements of limits: the packaged one, and those an operator adds (`shared.amendments`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Annotated

import msgspec

from services.complaints.limits.statements import SERIES, Limits, Rule
from shared.amendments import BadStatements, Fault, LaterOnes, Reading, Said, Whole
from shared.contracts.limits import TimeLimit, Unit

PACKAGED = "limits-1.0.0.json"
CHANGEABLE = ("internal", "unverified")
"""Forces that an operator may change; law is changed by the law."""

MOST = 1000
"""No limit of ours is longer, in whatever unit: more is a slip of the pen."""


class BadLimits(BadStatements):
    """A file of limits cannot be used."""


class SaidOfLimit(Said, frozen=True, forbid_unknown_fields=True):
    """What an operator says of one limit: its note besides."""

    note: Annotated[str, msgspec.Meta(max_length=200)] | None = None


@cache
def packaged() -> Limits:
    """Give the statement that comes with the product."""
    text = resources.files("services.complaints.limits").joinpath(PACKAGED).read_bytes()
    whole = msgspec.json.decode(text, type=Whole[dict[str, str | int]])
    return Limits(whole.version, whole.effective_from, {key: _rule(told) for key, told in whole.rules.items()})


def _rule(told: Mapping[str, str | int]) -> Rule:
    rest = {name: value for name, value in told.items() if name not in ("value", "unit")}
    limit = TimeLimit(msgspec.convert(told["value"], int), msgspec.convert(told["unit"], Unit))
    return msgspec.convert({"limit": limit, **rest}, Rule)


def read(path: str) -> tuple[Limits, ...]:
    """Give the packaged statement and those that a file adds, in the order of their days; no path: the packaged one.

    Raises:
        BadLimits: `limits_unreadable`, or what `added` refuses.
    """
    return _READING.read(packaged(), path)


def added(first: Limits, text: bytes) -> tuple[Limits, ...]:
    """Give a statement and those that go on from it.

    Raises:
        BadLimits: `limits_malformed`, `limits_version_twice`, `limits_order`, `limits_unknown_key`,
            `limits_statutory`, `limits_unit`, `limits_length`, `limits_unchanged`.
    """
    return _READING.added(first, text)


def _unsound(rule: Rule, where: str, said: Said) -> Iterator[Fault]:
    if rule.force not in CHANGEABLE:
        yield "statutory", f"{where}: the law sets it ({rule.basis})"
    if said.unit not in ("", rule.limit.unit):
        yield "unit", f"{where}: it counts in {rule.limit.unit}, not in {said.unit}"
    if not 1 <= said.value <= MOST:
        yield "length", f"{where}: {said.value} is not between 1 and {MOST}"


def _changed(rule: Rule, said: SaidOfLimit) -> Rule:
    return replace(
        rule,
        limit=replace(rule.limit, value=said.value),
        basis=rule.basis if said.basis is None else said.basis,
        note=rule.note if said.note is None else said.note,
    )


_READING: Reading[Limits, Rule, SaidOfLimit] = Reading(
    "YIZHAN_COMPLAINT_LIMITS_FILE", SERIES, "rule", LaterOnes[SaidOfLimit], _unsound, _changed, BadLimits
)
