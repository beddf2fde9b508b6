"""A proxy as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.contracts import Event
from shared.contracts.people import (
    ProxyCaseReceived,
    ProxyEnded,
    ProxyEntrusted,
    ProxyFeeAttempted,
    ProxyHandedOver,
    ProxyHandoverMissed,
    ProxyReportedBack,
    ProxyReportMissed,
    ProxyResultReady,
)


class Status(StrEnum):
    """Where a proxy stands."""

    NEW = "new"
    ENTRUSTED = "entrusted"
    HANDED_OVER = "handed_over"
    READY = "ready"
    REPORTED = "reported"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Proxy:
    """One proxy. What has not happened yet is None or empty.

    `case_no`: the case that came of it. `fees`: every attempt to take money for it, refused; one may stand alone, where
    nothing was entrusted.
    """

    status: Status = Status.NEW
    entrusted: ProxyEntrusted | None = None
    handed: ProxyHandedOver | None = None
    case_no: str = ""
    ready: ProxyResultReady | None = None
    reported: ProxyReportedBack | None = None
    ended_on: date | None = None
    fees: tuple[ProxyFeeAttempted, ...] = ()
    missed: frozenset[str] = frozenset()


def evolve(proxy: Proxy, fact: Event) -> Proxy:  # noqa: PLR0911 - a line for each event
    """Give the proxy after an event."""
    match fact:
        case ProxyEntrusted():
            return replace(proxy, status=Status.ENTRUSTED, entrusted=fact, case_no=fact.case_no)
        case ProxyHandedOver():
            return replace(proxy, status=Status.HANDED_OVER, handed=fact, case_no=fact.case_no or proxy.case_no)
        case ProxyCaseReceived(case_no=case_no):
            return replace(proxy, case_no=case_no)
        case ProxyResultReady():
            return replace(proxy, status=Status.READY, ready=fact)
        case ProxyReportedBack():
            return replace(proxy, status=Status.REPORTED, reported=fact)
        case ProxyEnded(ended_on=day):
            return replace(proxy, status=Status.ENDED, ended_on=day)
        case ProxyFeeAttempted():
            return replace(proxy, fees=(*proxy.fees, fact))
        case ProxyHandoverMissed() | ProxyReportMissed():
            duty = "handover" if isinstance(fact, ProxyHandoverMissed) else "report"
            return replace(proxy, missed=proxy.missed | {duty})
    return proxy
