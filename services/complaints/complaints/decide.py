"""Every rule of a complaint. Pure; raises `Rejected`."""

from __future__ import annotations

from services.complaints.complaints.commands import (
    AssignComplaint,
    CloseComplaint,
    FileComplaint,
    RecalculateComplaint,
    ReplyToComplaint,
)
from services.complaints.complaints.state import Complaint, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.complaints import (
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintFiled,
    ComplaintRecalculated,
    ComplaintReplied,
)
from shared.timekeeping import local_day, recounted

CLOSE_WITHIN = 5
"""Working days from filing to closing (policy limits@1.0.0, `complaint_close`; internal)."""


def decide(complaint: Complaint, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `already_filed`, `no_complaint`, `complaint_closed`, `already_replied`, `own_unit`,
            `not_a_handler`, `not_assigned`, `not_the_handler`, `reply_first`.
    """
    match command:
        case FileComplaint():
            return _file(complaint, command)
        case RecalculateComplaint():
            return _recalculate(complaint, command)
        case AssignComplaint():
            return _assign(complaint, command)
        case ReplyToComplaint():
            _be_the_handler(complaint, command)
            return [ComplaintReplied(reply=command.reply)]
        case CloseComplaint():
            return _close(complaint, command)
    raise Rejected("unknown_command", f"a complaint takes no {command.name}")


def _file(complaint: Complaint, command: FileComplaint) -> list[Event]:
    """A complaint is registered whoever brings it (S2.1c); it is due so many working days after the day it came."""
    if complaint.status is not Status.NEW:
        raise Rejected("already_filed", "a complaint with this number exists")
    filed_on = local_day(command.meta.now)
    deadline = command.calendar.due(filed_on, CLOSE_WITHIN)
    return [
        ComplaintFiled(
            case_no=command.case_no,
            department=command.department,
            division=command.division,
            item=command.item,
            conduct=command.conduct,
            person=command.person,
            text=command.text,
            contact=command.contact,
            due=deadline.due,
            provisional=deadline.provisional,
            filed_on=filed_on,
        )
    ]


def _recalculate(complaint: Complaint, command: RecalculateComplaint) -> list[Event]:
    """The authority's duty follows the official calendar; both results are kept, and a closed file rests (B-3.2)."""
    if complaint.filed is None or complaint.filed.filed_on is None or complaint.status is Status.CLOSED:
        return []
    assert complaint.due is not None, "a filed complaint has its last day"
    deadline = command.calendar.due(complaint.filed.filed_on, CLOSE_WITHIN)
    recount = recounted("authority", complaint.due, deadline.due)
    if not recount.changed and deadline.provisional == complaint.provisional:
        return []
    return [
        ComplaintRecalculated(
            cause=command.cause, before=recount.before, due=recount.holds, provisional=deadline.provisional
        )
    ]


def _assign(complaint: Complaint, command: AssignComplaint) -> list[Event]:
    """Nobody handles a complaint about their own unit, and nobody of that unit says who does (S2.9b; GB/T 36113)."""
    _be_open(complaint)
    if complaint.department in {command.handler_unit, command.meta.actor.unit}:
        told = "a complaint is not handled by the unit complained of"
        raise Rejected("own_unit", told, "S2.9b; GB/T 36113", errors={"handler": told})
    if command.handler_role != "complaint_handler":
        told = f"{command.handler} is no complaint handler"
        raise Rejected("not_a_handler", told, "S2.1c", status=422, errors={"handler": told})
    if complaint.status is Status.REPLIED:
        raise Rejected("already_replied", "the complainant has had a reply; close it instead", "S2.1c")
    if complaint.handler == command.handler:
        return []
    return [ComplaintAssigned(handler=command.handler)]


def _close(complaint: Complaint, command: CloseComplaint) -> list[Event]:
    """The complainant is told before the file is closed (S2.1c: every one has a handler and an explanation)."""
    _be_the_handler(complaint, command)
    if complaint.status is not Status.REPLIED:
        raise Rejected("reply_first", "reply to the complainant before closing", "S2.1c")
    return [ComplaintClosed(outcome=command.outcome, department=complaint.department)]


def _be_the_handler(complaint: Complaint, command: Command) -> None:
    _be_open(complaint)
    if not complaint.handler:
        raise Rejected("not_assigned", "assign the complaint first", "S2.1c")
    if command.meta.actor.id != complaint.handler:
        raise Rejected("not_the_handler", "this complaint was given to another handler", "S2.1c", status=403)


def _be_open(complaint: Complaint) -> None:
    if complaint.status is Status.NEW:
        raise Rejected("no_complaint", "there is no such complaint", status=404)
    if complaint.status is Status.CLOSED:
        raise Rejected("complaint_closed", "this complaint is closed")
