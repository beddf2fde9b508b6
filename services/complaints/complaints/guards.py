"""What several rules of a complaint ask first. Pure."""

from __future__ import annotations

from datetime import date, datetime

from services.complaints.complaints.state import Complaint, Status, keys_of
from services.complaints.limits import counted, held_on
from shared.contracts import Command, Rejected
from shared.contracts.complaints import Kind
from shared.timekeeping import Calendar, Deadline


def last_days(
    kind: Kind, start: date, calendar: Calendar, since: date | None = None, named: str = ""
) -> tuple[Deadline, Deadline, Deadline]:
    """Count until when to begin with it, to say whether it is taken on, and to close it."""
    close = "hotline_close" if kind == "hotline" else "complaint_close"
    accept, settle, end = (
        counted(key, start, calendar, since, named) for key in ("complaint_accept", "complaint_decide", close)
    )
    return accept, settle, end


def counted_for(complaint: Complaint, key: str, start: date | datetime, calendar: Calendar) -> Deadline:
    """Count a limit of a complaint by the statement it was filed under, however late it is counted."""
    assert complaint.filed is not None, "what was never filed has no last day"
    return counted(key, start, calendar, complaint.filed.filed_on, complaint.filed.limits)


def limits_of(complaint: Complaint) -> str:
    """Name the statement it goes by, as the basis of a refusal."""
    assert complaint.filed is not None, "what was never filed goes by none"
    began = complaint.filed.filed_on or complaint.counted_from
    return held_on(began, complaint.filed.limits).name if began else complaint.filed.limits


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
