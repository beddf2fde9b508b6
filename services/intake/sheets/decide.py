"""When a notice sheet may be handed out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.sheets.commands import Issue
from services.intake.sheets.state import Sheet
from shared.contracts import Event, Rejected
from shared.contracts.abilities import takes
from shared.contracts.intake import SheetIssued
from shared.timekeeping import local_day

BASIS = "S2.5b; 优化营商环境条例36"


def decide(sheet: Sheet, command: Issue) -> Sequence[Event]:
    """A window hands out the sheets of the items it takes, at the version in force; each sheet once (S2.5b)."""
    if sheet.issued is not None:
        raise Rejected("number_taken", "a sheet of this number was handed out", BASIS)
    if command.desk != command.hall.id:
        raise Rejected("wrong_hall_for_clerk", "sheets are handed out in one's own hall", BASIS, status=403)
    window = next((each for each in command.hall.windows if each.id == command.window), None)
    day = local_day(command.meta.occurred_at)
    if window is None or not takes(window, command.item.code, day):
        told = {"window": "does not take this item"}
        raise Rejected("wrong_window", "this window does not take the item", BASIS, status=422, errors=told)
    if day < command.item.effective_from:
        told = {"item": f"takes effect on {command.item.effective_from.isoformat()}"}
        raise Rejected("item_not_in_force", "the item is not yet in force", BASIS, status=422, errors=told)
    return [_issued(command)]


def _issued(command: Issue) -> SheetIssued:
    return SheetIssued(
        item=command.item.code,
        item_version=command.item_version,
        item_name=command.item.name.zh,
        hall=command.hall.id,
        window=command.window,
        department=command.item.department,
        division=command.hall.division,
        given_at=command.meta.occurred_at,
    )
