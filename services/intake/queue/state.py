"""A number of the queue: what it is for, what is left of it, who called it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.contracts import Event
from shared.contracts.hall_day import TicketCalled, TicketLeft, TicketReturned, TicketServed, TicketTaken

Status = Literal["none", "waiting", "called", "left", "done"]


@dataclass(frozen=True, slots=True)
class Service:
    """What a window did: from the call to the end."""

    window: str
    called_at: datetime
    served_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number.

    Attributes:
        since: from when it waits: taken, or back after a missed call.
        window, called_at, times: of the present or last call; the window's calls are counted.
        first_called_at: the earliest call: evidence of when an application arrived (S2.5).
    """

    status: Status = "none"
    taken: TicketTaken | None = None
    remaining: tuple[str, ...] = ()
    since: datetime | None = None
    window: str = ""
    called_at: datetime | None = None
    times: int = 0
    first_called_at: datetime | None = None
    services: tuple[Service, ...] = ()


def evolve(ticket: Ticket, fact: Event) -> Ticket:
    """Give the number after a fact."""
    match fact:
        case TicketTaken():
            return replace(ticket, status="waiting", taken=fact, remaining=fact.items, since=fact.taken_at)
        case TicketCalled():
            return _called(ticket, fact)
        case TicketServed():
            return _served(ticket, fact)
        case TicketLeft():
            return replace(ticket, status="left")
        case TicketReturned():
            return replace(ticket, status="waiting", since=fact.returned_at, window="", called_at=None, times=0)
    return ticket


def _called(ticket: Ticket, fact: TicketCalled) -> Ticket:
    first = ticket.first_called_at or fact.called_at
    called_at = ticket.called_at if fact.times > 1 else fact.called_at
    return replace(
        ticket, status="called", window=fact.window, called_at=called_at, times=fact.times, first_called_at=first
    )


def _served(ticket: Ticket, fact: TicketServed) -> Ticket:
    service = Service(fact.window, ticket.called_at or fact.served_at, fact.served_at)
    return replace(
        ticket,
        status="waiting" if fact.remaining else "done",
        remaining=fact.remaining,
        window="" if fact.remaining else ticket.window,
        called_at=None,
        times=0,
        services=(*ticket.services, service),
    )
