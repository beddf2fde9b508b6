"""A hall's day as those who come see it: appointments, and the queue in front of the windows.

Owner: intake; topic: `journal`. Streams: `appointment/<number>` and `ticket/<hall>-<day>-<number>`. Who comes appears
sealed, or as a number on a screen. Times are tz-aware; a day is the local day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.intake import Applicant

BookedBy = Literal["online", "phone", "window"]
"""How an appointment was asked for: by oneself, or through a clerk by telephone or at the counter (S2.6d, S2.8c)."""

Priority = Literal["", "elder", "disabled", "expecting", "appointment", "special"]
"""Why a ticket is called before others; empty: it is not."""


@event("appointment.booked")
class AppointmentBooked(Event):
    """A time at a hall was promised to somebody (S2.6d).

    Attributes:
        begins, ends: the slot; whoever comes within it is called before the ordinary queue.
        market_day: a market-day weekend on which the hall must open.
        seat: which of the slot's places; no two open appointments hold the same.
        account: the applicant's own account, empty where there is none.
        case_no: the case it belongs to, where there is one already.
    """

    hall: str
    division: str
    department: str
    item: str
    day: date
    begins: datetime
    ends: datetime
    booked_at: datetime
    by: BookedBy
    seat: int
    applicant: Applicant
    market_day: bool = False
    window: str = ""
    account: str = ""
    case_no: str = ""


@event("appointment.changed")
class AppointmentChanged(Event):
    """The same appointment, at another time of the same hall; the earlier place is free again."""

    hall: str
    day: date
    begins: datetime
    ends: datetime
    seat: int
    market_day: bool = False


@event("appointment.arrived")
class AppointmentArrived(Event):
    """The applicant came and took a number of the queue with it."""

    hall: str
    day: date
    at: datetime
    ticket: str


@event("appointment.kept")
class AppointmentKept(Event):
    """The hall kept it: the applicant was called (H05).

    `waited_minutes`: how long after the slot began or, if that was later, after the arrival.
    """

    hall: str
    day: date
    at: datetime
    ticket: str = ""
    waited_minutes: int = 0


@event("appointment.missed")
class AppointmentMissed(Event):
    """Nobody was served: the applicant did not come, or the hall did not keep its word (S2.6d, H05).

    `reason`: the hall was shut at the time, or had taken the applicant's number and called nobody, or was open and the
    applicant stayed away. A hall that cannot show it was open counts as shut.
    """

    hall: str
    day: date
    by: Literal["applicant", "hall"]
    reason: Literal["no_show", "shut", "not_called"]


@event("appointment.cancelled")
class AppointmentCancelled(Event):
    """Given back before its time, by whom it was made for or by the hall; one the hall gives back is not kept."""

    hall: str
    day: date
    by: Literal["applicant", "hall"]
    reason: str = ""


@event("ticket.taken")
class TicketTaken(Event):
    """A number of a hall's day (S2.2b). One number serves several items: 一次取号可办多事项.

    Attributes:
        number: counts the hall's numbers of the day from 1.
        special: it is called before others; `priority` says why.
        appointment: the appointment it was taken with; `appointed_for` is when that begins.
        taken_at_point: where it was taken.
    """

    hall: str
    day: date
    number: int
    items: tuple[str, ...]
    taken_at: datetime
    special: bool = False
    priority: Priority = ""
    appointment: str = ""
    appointed_for: datetime | None = None
    taken_at_point: Literal["terminal", "desk", "check_in"] = "terminal"


@event("ticket.called")
class TicketCalled(Event):
    """A window called a number; `times` counts this window's calls. The first call is evidence of receipt (S2.5)."""

    hall: str
    window: str
    called_at: datetime
    times: int = 1
    waited_minutes: int = 0


@event("ticket.served")
class TicketServed(Event):
    """A window has done some of the number's items; with `remaining` ones it waits for another window, not anew."""

    hall: str
    window: str
    items: tuple[str, ...]
    remaining: tuple[str, ...]
    served_at: datetime


@event("ticket.left")
class TicketLeft(Event):
    """Nobody came to the window though called; or the person gave the number back (`called` is 0 then)."""

    hall: str
    left_at: datetime
    called: int = 0


@event("ticket.returned")
class TicketReturned(Event):
    """Somebody who had missed their call is back in the queue; they wait from now on."""

    hall: str
    returned_at: datetime
