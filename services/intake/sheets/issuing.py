"""Handing out a notice sheet, as the endpoint and the page ask for it, and what stands on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from services.intake.items.views import Guide, Place
from services.intake.numbering import SHEET
from services.intake.service import Intake
from services.intake.sheets.commands import Issue
from services.intake.sheets.decide import decide
from services.intake.sheets.decider import SHEETS
from services.intake.sheets.state import Sheet
from services.intake.sheets.views import project
from shared.contracts import Meta, Rejected
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

Document = dict[str, Any]


def issue(intake: Intake, meta: Meta, desk: str, code: str, window: str) -> tuple[str, Outcome[Sheet]]:
    """Hand out the sheet of an item at a window of one's own hall, at the version in force.

    No number is taken unless the rules would let the command pass.

    Raises:
        Rejected: by a rule, or where item or hall is unknown.
    """
    day = local_day(meta.occurred_at)
    item, version = intake.replica.item_on(code, day)
    hall = intake.replica.venue(desk)
    command = Issue(meta=meta, item=item, item_version=version, hall=hall, window=window, desk=desk)
    decide(Sheet(), command)
    number = intake.numbering.document(hall.division, SHEET, day)
    outcome = intake.journal.execute(SHEETS, number, command, fresh=True)
    assert outcome.commit is not None, "a sheet handed out is a commit"
    number = key_of(outcome.commit.stream)
    intake.sheets.refresh(number, outcome)
    return number, outcome


def sheet_document(intake: Intake, number: str, sheet: Sheet) -> Document:
    """Give a sheet that was handed out as JSON-ready data."""
    return with_proof(intake, project(number, sheet))


def with_proof(intake: Intake, found: Document) -> Document:
    """Give a sheet's document with the code that proves it and its address."""
    number = found["sheet_no"]
    return {**found, "check_code": intake.codes.of(number), "url": f"{intake.settings.url('intake')}/sheets/{number}"}


@dataclass(frozen=True, slots=True)
class Printed:
    """What a notice sheet is printed from. `number` is empty on one that was not handed out."""

    guide: Guide
    place: Place | None
    number: str
    given_at: str
    check_code: str
    address: str


def printed(intake: Intake, told: Guide, window: str, number: str = "", given_at: str = "") -> Printed:
    """Put together what is printed: the guide's version, its window, and an address that proves both.

    Raises:
        Rejected: `wrong_window` (404): no such window takes the item.
    """
    place = next((each for each in told.places if window in ("", each.window.id)), None)
    if place is None and window and not number:
        raise Rejected("wrong_window", "this window does not take the item", "S2.5b", status=404)
    code = intake.codes.of(proved(told.item.code, told.version))
    asked = urlencode({"version": told.version, "check": code})
    address = f"{intake.settings.url('intake')}/items/{told.item.code}?{asked}"
    return Printed(told, place, number, given_at, code, address)


def proved(code: str, version: int) -> str:
    """Give what a check code is computed from."""
    return f"guide {code}@{version}"
