"""Where people are served: halls and points with their windows, rooms, hours and market rules. Part of the register.

Owner: intake; topic: `registry`. Whoever speaks of the register takes these from `shared.contracts.registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.contracts.events import Event, event
from shared.contracts.offices import Authorisation
from shared.contracts.statements import subject
from shared.contracts.texts import Text


@dataclass(frozen=True, slots=True)
class Window:
    """A counter in a hall: the department that stands behind it and the items it takes.

    `comprehensive`: it serves items of other departments too (综合窗口). An item without an authorisation of its own is
    taken for as long as it is listed, and does not count as authorised (A-2).
    `internet`: the counter has a connection of its own (S2.8a); whether it is up, its heartbeat tells.
    """

    id: str
    name: Text
    department: str
    items: tuple[str, ...]
    comprehensive: bool = False
    authorised: tuple[Authorisation, ...] = ()
    internet: bool = False


@dataclass(frozen=True, slots=True)
class Equipment:
    """So many machines of a kind; the first five kinds are asked of every hall and point (S2.8b)."""

    kind: Literal["pc", "printer", "fax", "scanner", "copier", "terminal", "camera", "other"]
    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of day to another, `HH:MM` in Asia/Shanghai; `closes` is the first minute it is shut."""

    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class OpeningDay:
    """When a place is open on one day of the week (1 Monday to 7 Sunday), the earliest span first."""

    weekday: int
    spans: tuple[Span, ...]


@subject("id")
@event("venue.registered")
class VenueRegistered(Event):
    """A township hall or a village point (stream `venue/<id>`); area in tenths of a square metre.

    Attributes:
        id: never changes, whatever the place is called.
        kind: `hall` (S2.2c) or `point` (S2.2d).
        name: composed by `naming_rule` from the gazetteer's names of `division`, and compared exactly.
        division: nine digits for a hall (its township), twelve for a point (its village).
        area_dm: compared with 800 and 400 square metres, shown and scored; it never keeps a place from working.
        open_hours: hours in words; `opening` has them as data.
        hall: the hall that guides a point; empty: none.
        market_rule: one rule for good; `market_rules` follow one another by `valid_from` and `valid_to` (both days
            included) and take its place. `shared.contracts.venues.market_rule_of` gives what holds.
        market_hours: hours of a market-day weekend; empty: the longest weekday's.
        open_on_public_holiday: a market day within an official holiday must be kept too (B-3.4: off unless said).
        tenure: on what footing the rooms are held; `reuse_existing`: rooms that were there already (S2.2a).
        hotline_aliases: local numbers that lead to 12345 (S2.8d).
        proxy_enabled: a point whose agent takes applications along (A-0 2).
    """

    id: str
    kind: Literal["hall", "point"]
    name: Text
    division: str
    area_dm: int
    phone: str = ""
    open_hours: str = ""
    windows: tuple[Window, ...] = ()
    hall: str = ""
    market_rule: dict[str, Any] | None = None
    market_rules: tuple[dict[str, Any], ...] = ()
    market_hours: tuple[Span, ...] = ()
    open_on_public_holiday: bool = False
    naming_rule: Literal["anshun-2016", "guofa-2022-5"] = "anshun-2016"
    opening: tuple[OpeningDay, ...] = ()
    opened_on: date | None = None
    tenure: Literal["", "owned", "shared", "rented", "lent"] = ""
    reuse_existing: bool = False
    equipment: tuple[Equipment, ...] = ()
    self_service_area: bool = False
    guide_desk: bool = False
    hotline_aliases: tuple[str, ...] = ()
    proxy_enabled: bool = True
