"""The clock of cases: does what the passing of time alone demands, once, with its true times.

What was done is in the journal under a command id made of the case and the day, so that a tick that is missed,
repeated or run twice at once changes nothing; after a downtime every case that waits is found. Cases of a virtual
calendar are left alone here: their clock is the one of whoever demonstrates with them (`settle_all`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.intake.cases.acceptance import whole
from services.intake.cases.commands import Accept, CaseCommand, Lapse, LapseSupplement, NoteDuePassed, RemindToSupply
from services.intake.cases.decider import CASES
from services.intake.cases.overdue import Overdue, look_after, overdue
from services.intake.cases.state import Case, Status
from services.intake.documents.issuing import follow
from services.intake.numbering import RECEIPT, REFUSAL
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import ItemPublished
from shared.filters import all_of
from shared.journal.errors import Conflict
from shared.journal.ids import derived_command_id
from shared.observability import log
from shared.timekeeping import Calendar, TimekeepingError, local_day
from shared.worker import Timer

EVERY_SECONDS = 30.0


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""

    def tick() -> None:
        settle_all(intake, intake.clock.now())

    return Timer("cases", EVERY_SECONDS, tick)


def settle_all(
    intake: Intake, now: datetime, *, simulated: bool = False, narrowed: dict[str, Any] | None = None
) -> list[tuple[str, str]]:
    """Do what is due for every case that waits; give each case's number with what was done.

    A case that cannot be settled keeps no other waiting: it says so, and is looked at again.

    Args:
        intake: the service.
        now: the present; of the virtual calendar where `simulated`.
        simulated: look at the cases of virtual calendars instead of the real ones.
        narrowed: a filter of the read model, to look at some of the cases only.
    """
    done: list[tuple[str, str]] = []
    for case_no in list(_waiting(intake, now, simulated, narrowed or {})):
        try:
            found = settle(intake, case_no, now, simulated=simulated)
            done += [(case_no, found.what)] if found else []
        except (Rejected, Conflict, TimekeepingError) as fault:
            log().error("case_waits", case=case_no, reason=str(fault)[:300])
    return done


def _waiting(intake: Intake, now: datetime, simulated: bool, narrowed: dict[str, Any]) -> Iterator[str]:
    wanted = {"look_after": {"$gt": "", "$lt": local_day(now).isoformat()}, "simulated": simulated}
    for row in intake.cases.collection.find(all_of(wanted, narrowed), {"_id": 1}).sort("look_after"):
        yield row["_id"]


def settle(intake: Intake, case_no: str, now: datetime, *, simulated: bool = False) -> Overdue | None:
    """Do what is due for one case by now; None where nothing is."""
    case = intake.journal.load(CASES, case_no).state
    if not waits(case, now) or case.simulated != simulated:
        return None
    item, calendar = intake.replica.item(case.item, case.item_version)[0], intake.calendar(case.division)
    found = overdue(case, now, item, calendar)
    if found is not None:
        follow(intake, case_no, intake.do(case_no, _command(intake, case_no, case, found, item, calendar, now)))
    return found


def waits(case: Case, now: datetime) -> bool:
    """Tell whether time alone may have made something of a case by now, without a calendar."""
    day = look_after(case)
    return day is not None and local_day(now) > day


def accept_whole(intake: Intake, case_no: str, asked: Meta) -> None:
    """Accept a case at once in which everything that a notice named is in hand; nothing where it is not so (B03)."""
    case = intake.journal.load(CASES, case_no).state
    item, calendar = intake.replica.item(case.item, case.item_version)[0], intake.calendar(case.division)
    if case.supplied_on is None or not whole(case, item):
        return
    meta = _meta(case_no, "whole", case.supplied_on.isoformat(), asked.now, asked.now, simulated=asked.simulated)
    number = intake.numbering.document(case.division, RECEIPT, local_day(asked.now))
    command = Accept(meta=meta, receipt_no=number, item=item, calendar=calendar)
    follow(intake, case_no, intake.do(case_no, command))


def _command(
    intake: Intake, case_no: str, case: Case, found: Overdue, item: ItemPublished, calendar: Calendar, now: datetime
) -> CaseCommand:
    meta = _meta(case_no, found.what, found.day.isoformat(), now, found.at, simulated=case.simulated)
    match found.what:
        case "silent":
            return NoteDuePassed(meta=meta, due=found.day)
        case "near":
            return RemindToSupply(meta=meta)
        case "unsupplied":
            return LapseSupplement(meta=meta, item=item, calendar=calendar)
        case "lapsed":
            refuses = item.tolerance_lapse == "refused" and case.status is Status.ACCEPTED
            number = intake.numbering.document(case.division, REFUSAL, local_day(now)) if refuses else ""
            authority = intake.replica.department(case.department).review_authority
            return Lapse(meta=meta, document_no=number, item=item, review_authority=authority)
    number = intake.numbering.document(case.division, RECEIPT, local_day(now))
    return Accept(meta=meta, receipt_no=number, item=item, calendar=calendar)


def _meta(case_no: str, what: str, day: str, now: datetime, at: datetime, *, simulated: bool) -> Meta:
    name = derived_command_id("case-clock", f"{what}/{case_no}/{day}")
    return Meta(command_id=name, actor=SYSTEM, now=now, occurred_at=at, simulated=simulated)
