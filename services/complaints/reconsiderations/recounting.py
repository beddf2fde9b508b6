"""A calendar was published: the last days of remedies counted again, both results kept (B-3.2, B-3.3). Pure.

What is over rests. An authority's last day follows the calendar; an applicant's moves on where the calendar gives them
more, and stays where it gives less: whoever was told a day may rely on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from services.complaints.limits import LITIGATION_MONTHS, UNTOLD_MONTHS, counted
from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations.state import LastDay, Litigation, Reconsideration
from shared.contracts import Event
from shared.contracts import remedies as told
from shared.contracts.remedies import Limit
from shared.timekeeping import Calendar, Deadline, recounted

DUTIES: Mapping[Limit, Literal["authority", "applicant"]] = {
    "apply": "applicant",
    "examine": "authority",
    "supply": "applicant",
    "decide": "authority",
    "sue": "applicant",
}
"""Whose last day it is."""


def until_apply(known_on: date, rights_known_on: date | None, calendar: Calendar) -> Deadline:
    """Count sixty days from knowing of the act; untold, from knowing one's rights, a year at most (art. 20).

    `rights_known_on`: None where they were told with the act.
    """
    if rights_known_on is None:
        return counted("reconsideration_apply", known_on, calendar)
    own = counted("reconsideration_apply", rights_known_on, calendar)
    most = calendar.month_due(known_on, UNTOLD_MONTHS)
    return min(own, most, key=lambda each: each.due)


def until_decide(accepted_on: date, calendar: Calendar, *, simplified: bool) -> Deadline:
    """Count sixty days to decide, thirty in simplified procedure (art. 62)."""
    return counted("reconsideration_simplified" if simplified else "reconsideration_decide", accepted_on, calendar)


def until_sue(start: date, calendar: Calendar, *, after: bool) -> Deadline:
    """Count six months to sue directly, or fifteen days after a reconsideration (L15)."""
    return counted("litigation_after", start, calendar) if after else calendar.month_due(start, LITIGATION_MONTHS)


def recalculate(state: Reconsideration, command: ask.RecalculateRemedy) -> list[Event]:
    """Count anew what still runs; nothing follows where every last day stays what it was."""
    if state.registered is None:
        return []
    fresh = _running(state, state.registered, command.calendar)
    return [fact for what, until in fresh.items() for fact in _moved(state, command.cause, what, until)]


def _running(
    state: Reconsideration, registered: told.ReconsiderationRegistered, calendar: Calendar
) -> dict[Limit, Deadline]:
    """Count what may still matter: of a decided one only until when to sue."""
    if state.decided:
        served = state.served_on
        return {"sue": until_sue(served, calendar, after=True)} if served and state.sue else {}
    untold = None if registered.told else registered.rights_known_on
    running: dict[Limit, Deadline] = {"apply": until_apply(registered.known_on, untold, calendar)}
    if state.accepted:
        until = until_decide(state.accepted.accepted_on, calendar, simplified=state.accepted.simplified)
        more = counted("reconsideration_extension", until.due, calendar) if state.extended else until
        running["decide"] = more
    elif state.status == "correcting" and state.correction:
        running["supply"] = counted("reconsideration_supply", state.correction.asked_on, calendar)
    else:
        began = state.corrected.corrected_on if state.corrected else registered.received_on
        running["examine"] = counted("reconsideration_examine", began, calendar)
    return running


def _moved(state: Reconsideration, cause: str, what: Limit, fresh: Deadline) -> list[Event]:
    held: LastDay | None = getattr(state, what)
    assert state.registered is not None, "what runs was registered"
    if held is None:
        return []
    holds = recounted(DUTIES[what], held.due, fresh.due).holds
    if holds == held.due and fresh.provisional == held.provisional:
        return []
    return [
        told.ReconsiderationRecalculated(
            cause=cause,
            what=what,
            before=held.due,
            due=holds,
            provisional=fresh.provisional,
            in_time=state.registered.received_on <= holds if what == "apply" else None,
        )
    ]


def recalculate_litigation(state: Litigation, command: ask.RecalculateRemedy) -> list[Event]:
    """Whether a suit came in time follows the calendar while the court has it; what is not known is not counted."""
    filed, held = state.registered, state.sue
    if filed is None or held is None or state.decided or (filed.after and filed.direct is None):
        return []
    fresh = until_sue(filed.counted_from or filed.known_on, command.calendar, after=filed.direct is False)
    holds = recounted("applicant", held.due, fresh.due).holds
    if holds == held.due and fresh.provisional == held.provisional:
        return []
    return [
        told.LitigationRecalculated(
            cause=command.cause,
            before=held.due,
            due=holds,
            in_time=filed.filed_on <= holds,
            provisional=fresh.provisional,
        )
    ]
