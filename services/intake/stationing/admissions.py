"""An item's way into a hall: due, entered, withdrawn (S1.1, S2.3c). Pure.

Whether an entered item can also be done there is not stated by anybody: it follows from windows and guide
(`shared.contracts.abilities`).
A withdrawal is announced a month before it takes effect [design], and touches no case that has begun.
"""

from __future__ import annotations

from datetime import date

from shared.contracts import Event, Rejected
from shared.contracts.duties import AdmissionStated
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.contracts.statements import State, be_registered, wrong
from shared.timekeeping import local_day
from shared.timekeeping.working_days import corresponding_day

NOTICE_MONTHS = 1
"""How long before it takes effect a withdrawal is announced [design]; the founding document names no period (S2.3c)."""

STEPS = {
    "": {"due", "entered"},
    "due": {"due", "entered", "withdrawn"},
    "entered": {"entered", "withdrawn"},
    "withdrawn": {"withdrawn", "due", "entered"},
}
"""Which stage may follow which: nothing that has entered falls back to due without a withdrawal."""


def admission(before: Event | None, command: State) -> AdmissionStated:
    """Check what is stated about an item at a hall."""
    stated, known = command.statement, command.known
    assert isinstance(stated, AdmissionStated)
    halls = [key for key, venue in known.all(VenueRegistered).items() if venue.kind == "hall"]
    be_registered("hall", [stated.hall], halls, "S1.1")
    be_registered("item", [stated.item], known.keys(ItemPublished), "S1.1")
    if not stated.basis.strip():
        raise wrong("basis_missing", "basis", "name the list or decision this rests on", "P0; S1.1")
    _follows(before, stated)
    _entered(stated)
    _withdrawn(before, stated, local_day(command.meta.now))
    return stated


def _follows(before: Event | None, stated: AdmissionStated) -> None:
    stage = before.stage if isinstance(before, AdmissionStated) else ""
    if stated.stage not in STEPS[stage]:
        told = f"after {stage or 'nothing'} comes {' or '.join(sorted(STEPS[stage]))}"
        raise Rejected("wrong_stage", told, "S1.1; S2.3c", errors={"stage": told})


def _entered(stated: AdmissionStated) -> None:
    if stated.stage == "entered" and stated.entered_on is None:
        raise wrong("date_missing", "entered_on", "tell since when the item is done in the hall", "S1.1")
    if stated.stage == "due" and stated.entered_on is not None:
        raise wrong("wrong_stage", "entered_on", "what has entered is no longer due", "S1.1")
    if stated.stage != "withdrawn" and (stated.announced_on or stated.withdrawn_from):
        raise wrong("wrong_stage", "withdrawn_from", "only a withdrawal is announced and dated so", "S2.3c")


def _withdrawn(before: Event | None, stated: AdmissionStated, today: date) -> None:
    """A withdrawal has a reason, and the public hears of it in time (S2.3c)."""
    if stated.stage != "withdrawn":
        return
    if not stated.reason.strip():
        raise wrong("reason_missing", "reason", "a withdrawal says why", "S2.3c")
    if stated.announced_on is None or stated.withdrawn_from is None:
        raise wrong("date_missing", "announced_on", "tell when it was announced, and from when it holds", "S2.3c")
    if stated.announced_on > today:
        raise wrong("future_date", "announced_on", "this has not been announced yet", "S2.3c")
    earliest = corresponding_day(stated.announced_on, NOTICE_MONTHS)
    if stated.withdrawn_from < earliest:
        told = f"announced on {stated.announced_on}, it takes effect on {earliest} at the earliest"
        raise wrong("notice_too_short", "withdrawn_from", told, "S2.3c")
    first = isinstance(before, AdmissionStated) and before.stage != "withdrawn"
    if first and stated.withdrawn_from < today:
        raise wrong("withdrawn_backwards", "withdrawn_from", "nothing is withdrawn for days that are over", "S2.3c")
