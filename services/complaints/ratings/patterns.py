"""Patterns in which ratings come that are worth a look (G7): rules over neighbours. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.contracts.ratings import Pattern

VERSION = "rating-patterns@1.0.0"

TERMINAL_SECONDS = 60
"""Two people do not rate at one terminal within so many seconds (D-7 G7)."""

DEVICE_HOURS, DEVICE_MOST = 24, 2
"""From one phone at most so many services are rated within so many hours: a family may well have two (own default)."""

NETWORK_MINUTES, NETWORK_MOST = 60, 5
"""From one network at most so many within so many minutes: a village shares one (own default)."""


@dataclass(frozen=True, slots=True)
class Given:
    """One rating as far as patterns go: of which service, when, and from where (salted hashes)."""

    case_no: str
    at: datetime
    terminal: str = ""
    device: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, and the other ratings in it, the earliest first."""

    pattern: Pattern
    others: tuple[str, ...]


def found(one: Given, neighbours: Iterable[Given]) -> list[Found]:
    """Tell the patterns a rating completes, looking back from it."""
    before = sorted((each for each in neighbours if each.case_no != one.case_no and each.at <= one.at), key=_order)
    return list(_patterns(one, before))


def _order(given: Given) -> tuple[datetime, str]:
    return given.at, given.case_no


def _patterns(one: Given, before: Sequence[Given]) -> Iterator[Found]:
    if one.terminal:
        near = _since(before, one, timedelta(seconds=TERMINAL_SECONDS))
        others = [each.case_no for each in near if each.terminal == one.terminal]
        if others:
            yield Found("terminal_burst", tuple(others))
        return
    day = _since(before, one, timedelta(hours=DEVICE_HOURS))
    same = [each.case_no for each in day if one.device and each.device == one.device]
    if len(same) >= DEVICE_MOST:
        yield Found("same_device", tuple(same))
    hour = _since(before, one, timedelta(minutes=NETWORK_MINUTES))
    near_by = [each.case_no for each in hour if one.network and each.network == one.network and not each.terminal]
    if len(near_by) >= NETWORK_MOST:
        yield Found("same_network", tuple(near_by))


def _since(before: Sequence[Given], one: Given, span: timedelta) -> list[Given]:
    return [each for each in before if one.at - each.at < span]
