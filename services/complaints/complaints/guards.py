"""What several rules of a complaint ask first. Pure."""

from __future__ import annotations

from datetime import date

from services.complaints.complaints.state import Complaint, Status, keys_of
from services.complaints.limits import counted
from shared.contracts import Command, Rejected
from shared.contracts.complaints import Kind
from shared.timekeeping import Calendar, Deadline


def last_days(kind: Kind, start: date, calendar: Calendar) -> tuple[Deadline, Deadline, Deadline]:
    """Count until when to begin with it, to say whether it is taken on, and to close it."""
    close = "hotline_close" if kind == "hotline" else "complaint_close"
    accept, settle = counted("complaint_accept", start, calendar), counted("complaint_decide", start, calendar)
    return accept, settle, counted(close, start, calendar)


def be_known(complaint: Complaint) -> None:
    """Refuse what was never filed."""
    if complaint.status is Status.NEW:
        raise Rejected("no_complaint", "there is no such complaint", status=404)


def be_open(complaint: Complaint) -> None:
    """Refuse what was never filed, or has ended."""
    be_known(complaint)
    if complaint.status is Status.CLOSED:
        raise Rejected("complaint_closed", "this complaint is closed")
    if complaint.status is Status.NOT_ACCEPTED:
        raise Rejected("not_taken_on", "this complaint was not taken on")


def deny_own_unit(complaint: Complaint, command: Command) -> None:
    """Nobody of the unit complained of has a say in it (S2.9b; GB/T 36113)."""
    actor = command.meta.actor
    if set(keys_of(actor.id, actor.unit, "")) & set(complaint.concerned):
        told = "nobody of the unit complained of has a say in it"
        raise Rejected("own_unit", told, "S2.9b; GB/T 36113", errors={"handler": told})


def be_the_handler(complaint: Complaint, command: Command) -> None:
    """Refuse whoever it was not given to."""
    be_open(complaint)
    if not complaint.handler:
        raise Rejected("not_assigned", "assign the complaint first", "S2.1c")
    if command.meta.actor.id != complaint.handler:
        raise Rejected("not_the_handler", "this complaint was given to another handler", "S2.1c", status=403)
