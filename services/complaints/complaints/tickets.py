"""Whose it is: sending a matter on, returning a hotline ticket, and the centre's ruling (G13). Pure."""

from __future__ import annotations

from services.complaints.complaints import commands as ask
from services.complaints.complaints.guards import be_open, counted_for, deny_own_unit
from services.complaints.complaints.state import Complaint, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.complaints import ComplaintTransferred, HotlineEscalated, HotlineReturned
from shared.timekeeping import in_shanghai

ENOUGH = 2
"""So many returns, and the centre rules by itself whose it is (G13)."""


def decide(complaint: Complaint, command: Command) -> list[Event]:
    """Tell which facts follow from a command.

    Raises:
        Rejected: `not_a_ticket`, `not_your_ticket`, `decided_by_centre`, `already_replied`, `already_returned`,
            `same_unit`, `own_unit`.
    """
    if isinstance(command, ask.ReturnTicket):
        return _return(complaint, command)
    assert isinstance(command, ask.TransferComplaint)
    return _transfer(complaint, command)


def _return(complaint: Complaint, command: ask.ReturnTicket) -> list[Event]:
    """Back within 24 hours, with a reason and the right unit; a second time the centre rules (G13).

    A later return is taken as well, and counts against the unit: a ticket that lies with the wrong one helps nobody.
    """
    be_open(complaint)
    assert complaint.filed is not None, "an open one was filed"
    if complaint.filed.kind != "hotline":
        raise Rejected("not_a_ticket", "only hotline tickets are returned", "S2.8d")
    if command.meta.actor.unit != complaint.department or not complaint.department:
        raise Rejected("not_your_ticket", "it was not sent to your unit", "S2.8d", status=403)
    _may_return(complaint)
    if command.suggested_unit == complaint.department:
        told = "suggest another unit than your own"
        raise Rejected("same_unit", told, "G13", status=422, errors={"suggested_unit": told})
    return _returned(complaint, command)


def _may_return(complaint: Complaint) -> None:
    if complaint.ruled:
        raise Rejected("decided_by_centre", "the centre has ruled that it is yours", "G13")
    if complaint.status is Status.RETURNED:
        raise Rejected("already_returned", "it was returned, and waits for the centre", "G13")
    if complaint.status is Status.REPLIED:
        raise Rejected("already_replied", "whoever called has had a reply", "G13")


def _returned(complaint: Complaint, command: ask.ReturnTicket) -> list[Event]:
    times, now = complaint.returns + 1, in_shanghai(command.meta.now)
    until = counted_for(complaint, "hotline_return", complaint.sent_at or now, command.calendar).expires_at
    back = HotlineReturned(
        returned_at=now,
        in_time=now <= until,
        reason=command.reason,
        suggested_unit=command.suggested_unit,
        times=times,
        department=complaint.department,
        division=complaint.division,
        due=until,
    )
    if times < ENOUGH:
        return [back]
    units = tuple(dict.fromkeys((*complaint.returned_by, complaint.department)))
    return [back, HotlineEscalated(times=times, departments=units, division=complaint.division)]


def _transfer(complaint: Complaint, command: ask.TransferComplaint) -> list[Event]:
    """The centre sends it to the unit it belongs to; after two returns its word is final (G13)."""
    be_open(complaint)
    deny_own_unit(complaint, command)
    if complaint.status is Status.REPLIED:
        raise Rejected("already_replied", "the complainant has had a reply; close it instead", "S2.1c")
    if command.department == complaint.department and complaint.status is not Status.RETURNED:
        told = "it lies with this unit already"
        raise Rejected("same_unit", told, "S2.8d", status=422, errors={"department": told})
    return [
        ComplaintTransferred(
            department=command.department,
            before=complaint.department,
            division=command.division,
            transferred_at=in_shanghai(command.meta.now),
            reason=command.reason,
            hall=command.hall,
            final=complaint.escalated,
        )
    ]
