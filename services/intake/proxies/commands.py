"""What may be asked of a proxy. Register, calendar and limits arrive with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command
from shared.contracts.duties import ProxyCatalogPublished
from shared.contracts.intake import Applicant
from shared.contracts.limits import TimeLimit
from shared.contracts.people import Outcome, Reported
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.timekeeping import Calendar

ONE_DAY = TimeLimit(1, "working_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyLimits:
    """How long a point may take: to hand over after it was entrusted, and to report back after the result (B-5)."""

    version: str = "limits@1.0.0"
    handover: TimeLimit = ONE_DAY
    report: TimeLimit = ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyCommand(Command):
    """Base of a proxy's commands.

    Attributes:
        place: where whoever asks works, a point or a hall; empty for the system.
        fee_cents: what is asked of the applicant for it; anything above nothing is refused and reported (S2.4b).
    """

    place: str = ""
    fee_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrust(ProxyCommand):
    """Take an application along for somebody; `applicant` is sealed already.

    `catalog`: the township's list, None where it has published none; `where`: where to go for what is not on it.
    `case_no`: the case it was registered as already, where the point took it down without a line; the papers follow.
    """

    item: ItemPublished
    item_version: int
    point: VenueRegistered
    catalog: ProxyCatalogPublished | None
    where: str
    applicant: Applicant
    materials: tuple[str, ...]
    calendar: Calendar
    limits: ProxyLimits = ProxyLimits()
    case_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(ProxyCommand):
    """The hall has the papers."""

    calendar: Calendar
    limits: ProxyLimits = ProxyLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCase(ProxyCommand):
    """The hall has registered the papers as the case `case_no`."""

    case_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp(ProxyCommand):
    """Whoever entrusted the point wants the papers back before they were handed over."""

    calendar: Calendar
    limits: ProxyLimits = ProxyLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReady(ProxyCommand):
    """The matter came out on a day."""

    outcome: Outcome
    ready_on: date
    calendar: Calendar
    limits: ProxyLimits = ProxyLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBack(ProxyCommand):
    """Tell the result; `ends`: nothing more is to be done, so the proxy ends with it."""

    manner: Reported
    ends: bool
    calendar: Calendar
    limits: ProxyLimits = ProxyLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class End(ProxyCommand):
    """End the proxy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMissed(ProxyCommand):
    """A last day has passed: of handing over, or of reporting back."""

    duty: Literal["handover", "report"]
