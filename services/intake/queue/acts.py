"""What is done to the queue, as the JSON endpoints and the pages ask for it. It needs the store and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from services.intake.queue import views
from services.intake.queue.commands import Call, GiveBack, PassOver, Return, Serve, Take, TicketCommand
from services.intake.queue.decide import decide
from services.intake.queue.decider import TICKETS
from services.intake.queue.order import Estimate, estimate, order
from services.intake.queue.state import Ticket
from services.intake.rosters import views as rosters
from services.intake.service import Intake
from services.intake.special_channel.acts import grant_of
from services.intake.venues.hours import at, hours_on
from shared.contracts import Meta, Rejected
from shared.contracts.abilities import takes
from shared.contracts.hall_day import Priority
from shared.contracts.registry import VenueRegistered, Window
from shared.contracts.streams import key_of
from shared.identity import Identity
from shared.journal.errors import Conflict
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

BASIS = "S2.2b"
Point = Literal["terminal", "desk", "check_in"]


def ticket_key(hall: str, day: date, number: int) -> str:
    """Give the key of a number: `H-520402109-20260917-007`."""
    return f"{hall}-{day:%Y%m%d}-{number:03d}"


def open_on(intake: Intake, venue: VenueRegistered, day: date) -> tuple[datetime, datetime] | None:
    """Tell from when to when a hall is open on a day; None where it is shut."""
    calendar = intake.calendar(venue.division)
    spans = hours_on(venue, day, calendar, duty=rosters.is_duty(venue, calendar, day))
    return (at(day, spans[0].opens), at(day, spans[-1].closes)) if spans else None


def take(
    intake: Intake,
    meta: Meta,
    venue: VenueRegistered,
    items: list[str],
    *,
    priority: Priority = "",
    point: Point = "terminal",
    appointment: str = "",
    appointed_for: datetime | None = None,
) -> tuple[str, Outcome[Ticket]]:
    """Take a number of today; no number is used up where the rules refuse. Gives its key.

    Raises:
        Rejected: by rule.
    """
    day = local_day(meta.now)
    hours = open_on(intake, venue, day)
    command = Take(
        meta=meta,
        hall=venue,
        number=0,
        items=tuple(items),
        opens=hours[0] if hours else None,
        closes=hours[1] if hours else None,
        early_minutes=intake.limits["number_early_minutes"],
        most_items=intake.limits["ticket_items"],
        priority=priority,
        appointment=appointment,
        appointed_for=appointed_for,
        taken_at_point=point,
    )
    if intake.journal.store.by_command(meta.command_id) is None:
        decide(Ticket(), command)
        command = replace(command, number=intake.sequences.next(f"ticket/{venue.id}/{day.isoformat()}"))
    return done(intake, ticket_key(venue.id, day, command.number), command)


def right_of_way(intake: Intake, venue: VenueRegistered, said: Mapping[str, Any], day: date) -> Priority:
    """Tell by what right somebody goes first: what they say of themselves, or a grant of the special channel.

    Raises:
        Rejected: 422 as `grant_of`; `special_waits`: the grant is not about the queue, or for something else.
    """
    if not said["special"]:
        claimed: Priority = said["priority"]
        return claimed
    grant = grant_of(intake, said["special"], hall=venue.id, day=day)
    if "queue_first" not in grant.simplified or grant.item not in said["items"]:
        told = {"special": "it lets nobody go first for this"}
        raise Rejected("special_waits", "this grant lets nobody go first for this", "S2.6f", status=422, errors=told)
    return "special"


def done(intake: Intake, key: str, command: TicketCommand) -> tuple[str, Outcome[Ticket]]:
    """Do a command to a number once, and bring the line up to it. Gives the key it was done to.

    Raises:
        Rejected, Conflict, KeyReused: as `Journal.execute`.
    """
    outcome = intake.journal.execute(TICKETS, key, command, fresh=isinstance(command, Take))
    key = key_of(outcome.commit.stream) if outcome.commit else key
    intake.tickets.refresh(key, outcome)
    return key, outcome


def call_next(intake: Intake, meta: Meta, venue: VenueRegistered, window: Window) -> tuple[str, Outcome[Ticket]]:
    """Call whoever is next for a window. Two windows that ask at once get different people.

    Raises:
        Rejected: `still_serving`: the window has somebody called already; `nobody_waits`.
    """
    day = local_day(meta.now)
    call = Call(meta=meta, hall=venue, window=window.id)
    first = intake.journal.store.by_command(meta.command_id)
    if first is not None:
        return done(intake, key_of(first.stream), call)
    rows = views.of_day(intake.tickets, venue.id, day, "waiting", "called")
    if any(row["status"] == "called" and row["window"] == window.id for row in rows):
        raise Rejected("still_serving", "end with the number you called before you call the next", BASIS)
    for key in _in_order(intake, rows, window, meta.now):
        try:
            return done(intake, key, call)
        except (Rejected, Conflict):
            continue  # another window was quicker
    raise Rejected("nobody_waits", "nobody waits for this window", BASIS)


def _in_order(intake: Intake, rows: list[dict[str, Any]], window: Window, now: datetime) -> list[str]:
    line = [row for row in views.for_window(rows, window, local_day(now)) if row["status"] == "waiting"]
    ordered = order(map(views.waiting, line), now, intake.limits["passed_over_minutes"])
    return [one.key for one in ordered]


def call(intake: Intake, meta: Meta, venue: VenueRegistered, window: Window, key: str) -> Outcome[Ticket]:
    """Call a certain number, or call it again."""
    return done(intake, key, Call(meta=meta, hall=venue, window=window.id))[1]


def serve(
    intake: Intake, meta: Meta, venue: VenueRegistered, window: Window, key: str, items: list[str]
) -> Outcome[Ticket]:
    """Say that the window has done these items of a number, or all it can do."""
    return done(intake, key, Serve(meta=meta, hall=venue, window=window.id, items=tuple(items)))[1]


def pass_over(intake: Intake, meta: Meta, window: Window, key: str) -> Outcome[Ticket]:
    """Say that nobody came."""
    command = PassOver(meta=meta, window=window.id, least_calls=intake.limits["calls_before_absence"])
    return done(intake, key, command)[1]


def give_back(intake: Intake, meta: Meta, key: str) -> Outcome[Ticket]:
    """Give a waiting number back."""
    return done(intake, key, GiveBack(meta=meta))[1]


def take_back(intake: Intake, meta: Meta, key: str) -> Outcome[Ticket]:
    """Put somebody who missed their call back into the queue."""
    return done(intake, key, Return(meta=meta))[1]


def own_windows(venue: VenueRegistered, identity: Identity) -> list[Window]:
    """Give the windows a clerk may call to: their department's and the comprehensive ones of their hall."""
    if identity.hall != venue.id:
        return []
    return [each for each in venue.windows if each.department == identity.unit or each.comprehensive]


def own_window(venue: VenueRegistered, identity: Identity, window: str) -> Window:
    """Give a window a clerk may call to; the only one, where none is named.

    Raises:
        Rejected: `which_window` (422) where several are one's own and none is named; `other_window` (403).
    """
    ours = own_windows(venue, identity)
    if not window and len(ours) > 1:
        told = {"window": "、".join(each.id for each in ours)}
        raise Rejected("which_window", "you may call to several windows: name one", BASIS, status=422, errors=told)
    found = next((each for each in ours if each.id == window or (not window and len(ours) == 1)), None)
    if found is None:
        raise Rejected("other_window", "you do not work at this window", BASIS, status=403)
    return found


def standing(intake: Intake, venue: VenueRegistered, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Tell how many are called before a waiting number and, as measured, how long that takes."""
    day = date.fromisoformat(row["day"])
    windows = {each.id for each in venue.windows if any(takes(each, item, day) for item in row["remaining"])}
    rows = views.of_day(intake.tickets, venue.id, day)
    line = [other for other in rows if other["status"] == "waiting" and _shares(venue, other, windows, day)]
    keys = [one.key for one in order(map(views.waiting, line), now, intake.limits["passed_over_minutes"])]
    ahead = keys.index(row["_id"]) if row["_id"] in keys else 0
    busy = sum(other["status"] == "called" and other["window"] in windows for other in rows)
    calling = views.at_work(rows, now) & windows
    told = estimate(
        ahead + busy,
        views.seconds_lately(intake.tickets, venue.id, windows),
        len(calling),
        intake.limits["estimate_services"],
    )
    return {"ahead": ahead, "windows": len(calling), "estimate": _estimate(told)}


def _estimate(told: Estimate | None) -> dict[str, int] | None:
    return {"least": told.least, "most": told.most, "measured": told.measured} if told else None


def _shares(venue: VenueRegistered, row: dict[str, Any], windows: set[str], day: date) -> bool:
    ours = [each for each in venue.windows if each.id in windows]
    return any(takes(each, item, day) for each in ours for item in row["remaining"])
