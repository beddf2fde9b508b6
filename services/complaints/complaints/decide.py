"""Every rule of a complaint: what goes in and who has it is here, what is done about it in `handling`. Pure."""

from __future__ import annotations

from services.complaints.complaints import commands as ask
from services.complaints.complaints import handling, tickets
from services.complaints.complaints.guards import be_open, counted_for, deny_own_unit, last_days
from services.complaints.complaints.state import Complaint, Status, keys_of
from services.complaints.limits import held_on
from shared.contracts import Command, Event, Rejected
from shared.contracts.complaints import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintFiled,
    ComplaintNotAccepted,
    ComplaintOverdue,
    ComplaintRecalculated,
)
from shared.timekeeping import local_day, recounted


def decide(complaint: Complaint, command: Command) -> list[Event]:  # noqa: PLR0911 - a line for each command
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `already_filed`, `no_complaint`, `complaint_closed`, `already_accepted`, `already_replied`,
            `own_unit`, `not_a_handler`, `send_on_first`, and what `handling` and `tickets` refuse.
    """
    match command:
        case ask.FileComplaint():
            return _file(complaint, command)
        case ask.RecalculateComplaint():
            return _recalculate(complaint, command)
        case ask.NoteOverdue():
            return _overdue(complaint, command)
        case ask.AcceptComplaint():
            return _accept(complaint, command)
        case ask.DeclineComplaint():
            return _decline(complaint, command)
        case ask.AssignComplaint():
            return _assign(complaint, command)
        case ask.TransferComplaint() | ask.ReturnTicket():
            return tickets.decide(complaint, command)
    return handling.decide(complaint, command)


def _file(complaint: Complaint, command: ask.FileComplaint) -> list[Event]:
    """It is registered whoever brings it (S2.1c); limits run from the day after it came."""
    if complaint.status is not Status.NEW:
        raise Rejected("already_filed", "a complaint with this number exists")
    _be_named(command)
    filed_on = local_day(command.meta.now)
    accept, settle, close = last_days(command.kind, filed_on, command.calendar)
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
            due=close.due,
            provisional=any(each.provisional for each in (accept, settle, close)),
            filed_on=filed_on,
            kind=command.kind,
            hall=command.hall,
            staff=command.staff,
            filed_at=command.meta.now,
            accept_due=accept.due,
            decide_due=settle.due,
            nature=command.nature,
            ticket_no=command.ticket_no,
            confidential=command.confidential,
            sealed_case=command.sealed_case,
            lead=command.lead,
            staff_unit=command.staff_unit,
            staff_hall=command.staff_hall,
            limits=held_on(filed_on).name,
        )
    ]


def _be_named(command: ask.FileComplaint) -> None:
    """A case's number leads to its applicant, so an event that keeps a reporter unknown may not hold it (S2.9b)."""
    if command.confidential and (command.case_no or command.meta.actor.role != "public"):
        raise Rejected("reporter_named", "an event may not lead to whoever reported", "S2.9b")
    if (command.kind == "hotline") != bool(command.nature):
        told = "a hotline ticket, and only one, says what it is about"
        raise Rejected("nature_required", told, "S2.8d", status=422, errors={"nature": told})


def _recalculate(complaint: Complaint, command: ask.RecalculateComplaint) -> list[Event]:
    """The authority's duty follows the official calendar; both results are kept, and a closed file rests (B-3.2)."""
    if complaint.filed is None or complaint.counted_from is None or not complaint.open:
        return []
    assert complaint.due is not None, "a filed complaint has its last day"
    filed = complaint.filed
    accept, settle, close = last_days(
        filed.kind, complaint.counted_from, command.calendar, filed.filed_on, filed.limits
    )
    if complaint.added:
        close = counted_for(complaint, "complaint_extension", close.due, command.calendar)
    waiting = complaint.status is Status.FILED and complaint.decide_due is not None
    first, second = (accept.due, settle.due) if waiting else (complaint.accept_due, complaint.decide_due)
    recount = recounted("authority", complaint.due, close.due)
    same = (first, second) == (complaint.accept_due, complaint.decide_due)
    if not recount.changed and same and close.provisional == complaint.provisional:
        return []
    return [
        ComplaintRecalculated(
            cause=command.cause,
            before=recount.before,
            due=recount.holds,
            provisional=close.provisional,
            accept_due=first,
            decide_due=second,
        )
    ]


def _overdue(complaint: Complaint, command: ask.NoteOverdue) -> list[Event]:
    """What was due and was not done is put on record once, and only where it still holds."""
    waiting = complaint.status is Status.FILED
    day = {
        "acceptance": complaint.accept_due if waiting else None,
        "decision": complaint.decide_due if waiting else None,
        "closing": complaint.due if complaint.open else None,
    }[command.what]
    if day != command.due or command.today <= command.due or (command.what, command.due) in complaint.noted:
        return []
    return [
        ComplaintOverdue(
            what=command.what,
            due=command.due,
            department=complaint.department,
            division=complaint.division,
            handler=complaint.handler,
        )
    ]


def _accept(complaint: Complaint, command: ask.AcceptComplaint) -> list[Event]:
    be_open(complaint)
    deny_own_unit(complaint, command)
    if complaint.status is Status.RETURNED:
        raise Rejected("send_on_first", "say first which unit the ticket goes to", "S2.8d; G13")
    if complaint.accepted:
        raise Rejected("already_accepted", "it was taken on already", "S2.1c")
    return [accepted(complaint, command)]


def accepted(complaint: Complaint, command: Command) -> ComplaintAccepted:
    """Give the fact that it was taken on today; old ones have no last day for it, and are in time."""
    today = local_day(command.meta.now)
    due = complaint.decide_due or today
    return ComplaintAccepted(accepted_on=today, in_time=today <= due, due=due)


def _decline(complaint: Complaint, command: ask.DeclineComplaint) -> list[Event]:
    """What is not taken on is told with its reasons and basis (S2.1c); what was taken on is dealt with."""
    be_open(complaint)
    deny_own_unit(complaint, command)
    if complaint.status not in (Status.FILED, Status.RETURNED) or complaint.accepted:
        raise Rejected("already_accepted", "it was taken on; answer and close it", "S2.1c")
    today = local_day(command.meta.now)
    in_time = complaint.decide_due is None or today <= complaint.decide_due
    return [
        ComplaintNotAccepted(reasons=command.reasons, basis=command.basis, decided_on=today, in_time=in_time),
    ]


def _assign(complaint: Complaint, command: ask.AssignComplaint) -> list[Event]:
    """Nobody handles a complaint about their own unit, and nobody of that unit says who does (S2.9b; GB/T 36113).

    Giving it to a handler takes it on.
    """
    be_open(complaint)
    deny_own_unit(complaint, command)
    if set(keys_of(command.handler, command.handler_unit, command.handler_hall)) & set(complaint.concerned):
        told = "a complaint is not handled by the unit complained of"
        raise Rejected("own_unit", told, "S2.9b; GB/T 36113", errors={"handler": told})
    if command.handler_role != "complaint_handler":
        told = f"{command.handler} is no complaint handler"
        raise Rejected("not_a_handler", told, "S2.1c", status=422, errors={"handler": told})
    if complaint.status is Status.REPLIED:
        raise Rejected("already_replied", "the complainant has had a reply; close it instead", "S2.1c")
    if complaint.status is Status.RETURNED:
        raise Rejected("send_on_first", "say first which unit the ticket goes to", "S2.8d; G13")
    if complaint.handler == command.handler:
        return []
    given = ComplaintAssigned(handler=command.handler)
    return [given] if complaint.accepted else [accepted(complaint, command), given]
