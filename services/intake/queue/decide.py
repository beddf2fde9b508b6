"""Rules of a number of the queue. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from services.intake.queue.commands import Call, GiveBack, PassOver, Return, Serve, Take, TicketCommand
from services.intake.queue.state import Ticket
from shared.contracts import Event, Rejected
from shared.contracts.abilities import taken_in, takes
from shared.contracts.hall_day import TicketCalled, TicketLeft, TicketReturned, TicketServed, TicketTaken
from shared.contracts.registry import VenueRegistered, Window
from shared.timekeeping import local_day

BASIS = "S2.2b"
MINUTE = timedelta(minutes=1)


def decide(ticket: Ticket, command: TicketCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `hall_shut`, `no_items`, `too_many_items`, `no_window_for_item`, `unknown_ticket`,
            `wrong_window`, `called_elsewhere`, `not_called`, `not_on_ticket`, `call_again_first`, `ticket_over`.
    """
    match command:
        case Take():
            return [_taken(ticket, command)]
        case Call():
            return [_called(ticket, command)]
        case Serve():
            return [_served(ticket, command)]
        case PassOver():
            return [_passed(ticket, command)]
        case GiveBack():
            _must(ticket, "waiting")
            return [TicketLeft(hall=_hall(ticket), left_at=command.meta.now)]
        case Return():
            return [_returned(ticket, command)]


def _taken(ticket: Ticket, command: Take) -> TicketTaken:
    if ticket.taken is not None:
        raise Rejected("number_taken", "this number was given to somebody", BASIS)
    items = tuple(dict.fromkeys(command.items))
    now, day = command.meta.now, local_day(command.meta.now)
    if command.opens is None or command.closes is None or now >= command.closes:
        raise Rejected("hall_shut", "the hall gives no more numbers today", BASIS)
    if now < command.opens - command.early_minutes * MINUTE:
        raise Rejected("hall_shut", f"numbers are given from {command.early_minutes} minutes before opening", BASIS)
    if not items:
        raise Rejected("no_items", "say what the number is for", BASIS, status=422, errors={"items": "none named"})
    if len(items) > command.most_items:
        told = {"items": f"{command.most_items} at most"}
        raise Rejected("too_many_items", "one number is for so many items at most", BASIS, status=422, errors=told)
    for item in items:
        if not taken_in(command.hall, item, day):
            told = {"items": f"no window of this hall takes {item}"}
            raise Rejected("no_window_for_item", "no window of this hall takes it", BASIS, status=422, errors=told)
    return TicketTaken(
        hall=command.hall.id,
        day=day,
        number=command.number,
        items=items,
        taken_at=now,
        special=bool(command.priority),
        priority=command.priority,
        appointment=command.appointment,
        appointed_for=command.appointed_for,
        taken_at_point=command.taken_at_point,
    )


def _called(ticket: Ticket, command: Call) -> TicketCalled:
    """A window calls whoever has an item it takes; it may call again, another window may not."""
    _must(ticket, "waiting", "called")
    if ticket.status == "called" and ticket.window != command.window:
        raise Rejected("called_elsewhere", "another window has called this number", BASIS)
    if not servable(command.hall, command.window, ticket):
        raise Rejected("wrong_window", "this window takes none of the number's items", BASIS, status=422)
    now = command.meta.now
    waited = int((now - (ticket.since or now)) / MINUTE)
    times = ticket.times + 1 if ticket.status == "called" else 1
    return TicketCalled(
        hall=command.hall.id, window=command.window, called_at=now, times=times, waited_minutes=max(waited, 0)
    )


def _served(ticket: Ticket, command: Serve) -> TicketServed:
    _at_window(ticket, command.window)
    done = command.items or servable(command.hall, command.window, ticket)
    if not done or not set(done) <= set(ticket.remaining):
        raise Rejected(
            "not_on_ticket", "the number is not for this", BASIS, status=422, errors={"items": "not on this number"}
        )
    rest = tuple(item for item in ticket.remaining if item not in done)
    return TicketServed(
        hall=command.hall.id, window=command.window, items=tuple(done), remaining=rest, served_at=command.meta.now
    )


def _passed(ticket: Ticket, command: PassOver) -> TicketLeft:
    _at_window(ticket, command.window)
    if ticket.times < command.least_calls:
        raise Rejected("call_again_first", f"call {command.least_calls} times before a number is passed", BASIS)
    return TicketLeft(hall=_hall(ticket), left_at=command.meta.now, called=ticket.times)


def _returned(ticket: Ticket, command: Return) -> TicketReturned:
    _must(ticket, "left")
    assert ticket.taken is not None
    if ticket.taken.day != local_day(command.meta.now):
        raise Rejected("ticket_over", "a number counts on its own day only", BASIS)
    return TicketReturned(hall=ticket.taken.hall, returned_at=command.meta.now)


def servable(hall: VenueRegistered, window: str, ticket: Ticket) -> tuple[str, ...]:
    """Give those of a number's items that are left and that a window takes: its own, or a comprehensive one's."""
    counter = window_of(hall, window)
    if counter is None or ticket.taken is None:
        return ()
    return tuple(item for item in ticket.remaining if takes(counter, item, ticket.taken.day))


def window_of(hall: VenueRegistered, window: str) -> Window | None:
    """Give a window of a hall, or None."""
    return next((each for each in hall.windows if each.id == window), None)


def _at_window(ticket: Ticket, window: str) -> None:
    _must(ticket, "called", "waiting")
    if ticket.status != "called" or ticket.window != window:
        raise Rejected("not_called", "this window has not called the number", BASIS)


def _must(ticket: Ticket, *statuses: str) -> None:
    if ticket.taken is None:
        raise Rejected("unknown_ticket", "there is no such number", BASIS, status=404)
    if ticket.status not in statuses:
        raise Rejected("ticket_over", f"this number is {ticket.status}", BASIS)


def _hall(ticket: Ticket) -> str:
    assert ticket.taken is not None
    return ticket.taken.hall
