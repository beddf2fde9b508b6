"""A complaint as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shared.contracts import Event
from shared.contracts import complaints as told


class Status(StrEnum):
    """Where a complaint stands. `returned`: a hotline ticket waits for the centre to send it elsewhere."""

    NEW = "new"
    FILED = "filed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    CLOSED = "closed"
    NOT_ACCEPTED = "not_accepted"


DONE = (Status.CLOSED, Status.NOT_ACCEPTED)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. Texts are sealed; `outcome` is empty until it is closed.

    Attributes:
        department, hall: of the unit it lies with now; `concerned`: every unit, place and account it was about.
        due: the last day to close it, as it was counted last; `due_before`: another day it was counted to before that.
        counted_from: the day that last day is counted from; `added`: whether the head gave more time.
        investigations: how often it was looked into; `looked_into`: since it was filed, or taken up again.
        asked: the head was asked for more time and has not answered.
        returns: how often a ticket came back; `ruled`: the centre has said whose it is.
        noted: what passed unseen, with its day.
    """

    status: Status = Status.NEW
    filed: told.ComplaintFiled | None = None
    department: str = ""
    hall: str = ""
    division: str = ""
    concerned: tuple[str, ...] = ()
    accepted: told.ComplaintAccepted | None = None
    declined: told.ComplaintNotAccepted | None = None
    handler: str = ""
    finding: str = ""
    statement: str = ""
    investigations: int = 0
    looked_into: bool = False
    investigated: told.ComplaintInvestigated | None = None
    reply: str = ""
    replied_on: date | None = None
    outcome: str = ""
    closed: told.ComplaintClosed | None = None
    due: date | None = None
    provisional: bool = False
    due_before: date | None = None
    counted_from: date | None = None
    accept_due: date | None = None
    decide_due: date | None = None
    added: bool = False
    asked: bool = False
    ask_reason: str = ""
    sent_at: datetime | None = None
    returns: int = 0
    returned_by: tuple[str, ...] = ()
    suggested: str = ""
    return_reason: str = ""
    escalated: bool = False
    ruled: bool = False
    reopened: int = 0
    reopen_reason: str = ""
    noted: frozenset[tuple[str, date]] = frozenset()

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status is not Status.NEW and self.status not in DONE


def against(filed: told.ComplaintFiled) -> bool:
    """Tell whether it is about somebody's conduct: then nobody of theirs handles it or reads it."""
    return filed.kind != "suggestion" and filed.nature in ("", "complaint", "report")


def keys(department: str, hall: str, staff: str) -> tuple[str, ...]:
    """Name the unit concerned: the department and the account named, or the whole hall where no department is."""
    named = [f"unit:{department}"] if department else [f"hall:{hall}"] if hall else []
    return (*named, *([f"staff:{staff}"] if staff else []))


def of_staff(told_of: told.ComplaintFiled | told.ComplaintClosed) -> tuple[str, ...]:
    """Name the account complained of and its own unit, which is concerned whatever unit the complaint names."""
    return (*keys("", "", told_of.staff), *keys(told_of.staff_unit, told_of.staff_hall, ""))


def keys_of(account: str, unit: str, hall: str) -> tuple[str, ...]:
    """Name what somebody belongs to, to be held against `Complaint.concerned`."""
    return tuple(
        key for key, value in ((f"staff:{account}", account), (f"unit:{unit}", unit), (f"hall:{hall}", hall)) if value
    )


def evolve(complaint: Complaint, event: Event) -> Complaint:  # noqa: PLR0911 - a line for each event
    """Give the complaint after an event."""
    match event:
        case told.ComplaintFiled():
            return _filed(complaint, event)
        case told.ComplaintRecalculated():
            return _recalculated(complaint, event)
        case told.ComplaintAccepted():
            return replace(complaint, status=Status.ACCEPTED, accepted=event)
        case told.ComplaintNotAccepted():
            return replace(complaint, status=Status.NOT_ACCEPTED, declined=event)
        case told.ComplaintAssigned():
            return replace(complaint, status=Status.ASSIGNED, handler=event.handler)
        case told.ComplaintTransferred():
            return _transferred(complaint, event)
        case told.HotlineReturned():
            return _returned(complaint, event)
        case told.HotlineEscalated():
            return replace(complaint, escalated=True)
    return _worked_on(complaint, event)


def _worked_on(complaint: Complaint, event: Event) -> Complaint:  # noqa: PLR0911 - a line for each event
    match event:
        case told.ComplaintInvestigated():
            return _investigated(complaint, event)
        case told.ComplaintExtensionAsked():
            return replace(complaint, asked=True, ask_reason=event.reason)
        case told.ComplaintExtensionRefused():
            return replace(complaint, asked=False)
        case told.ComplaintExtended():
            return replace(complaint, asked=False, added=True, due=event.due, provisional=event.provisional)
        case told.ComplaintReplied():
            return replace(complaint, status=Status.REPLIED, reply=event.reply, replied_on=event.replied_on)
        case told.ComplaintClosed():
            return _closed(complaint, event)
        case told.ComplaintReopened():
            return _reopened(complaint, event)
        case told.ComplaintOverdue():
            return replace(complaint, noted=complaint.noted | {(event.what, event.due)})
    return complaint


def _filed(complaint: Complaint, event: told.ComplaintFiled) -> Complaint:
    return replace(
        complaint,
        status=Status.FILED,
        filed=event,
        department=event.department,
        hall=event.hall,
        division=event.division,
        concerned=_all(keys(event.department, event.hall, ""), of_staff(event)) if against(event) else (),
        due=event.due,
        provisional=event.provisional,
        counted_from=event.filed_on,
        accept_due=event.accept_due,
        decide_due=event.decide_due,
        sent_at=event.filed_at,
    )


def _recalculated(complaint: Complaint, event: told.ComplaintRecalculated) -> Complaint:
    before = complaint.due_before if event.before == event.due else event.before
    return replace(
        complaint,
        due=event.due,
        provisional=event.provisional,
        due_before=before,
        accept_due=event.accept_due or complaint.accept_due,
        decide_due=event.decide_due or complaint.decide_due,
    )


def _transferred(complaint: Complaint, event: told.ComplaintTransferred) -> Complaint:
    """Whoever was concerned before stays so: what a unit was not to see it does not see because it was passed on."""
    assert complaint.filed is not None, "what was never filed is not sent on"
    more = keys(event.department, event.hall, "") if against(complaint.filed) else ()
    return replace(
        complaint,
        status=Status.ACCEPTED if complaint.accepted else Status.FILED,
        department=event.department,
        hall=event.hall,
        division=event.division,
        concerned=_all(complaint.concerned, more),
        handler="",
        sent_at=event.transferred_at,
        ruled=complaint.ruled or event.final,
        suggested="",
    )


def _returned(complaint: Complaint, event: told.HotlineReturned) -> Complaint:
    return replace(
        complaint,
        status=Status.RETURNED,
        returns=event.times,
        handler="",
        suggested=event.suggested_unit,
        return_reason=event.reason,
        returned_by=(*complaint.returned_by, event.department),
    )


def _investigated(complaint: Complaint, event: told.ComplaintInvestigated) -> Complaint:
    return replace(
        complaint,
        investigations=complaint.investigations + 1,
        looked_into=True,
        investigated=event,
        finding=event.finding,
        statement=event.statement,
    )


def _closed(complaint: Complaint, event: told.ComplaintClosed) -> Complaint:
    """Whom the inquiry found is concerned from now on, with their unit, though the complaint named somebody else."""
    assert complaint.filed is not None, "what was never filed is not closed"
    found = of_staff(event) if against(complaint.filed) else ()
    return replace(
        complaint,
        status=Status.CLOSED,
        outcome=event.outcome,
        closed=event,
        asked=False,
        concerned=_all(complaint.concerned, found),
    )


def _all(*named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for each in named for key in each))


def _reopened(complaint: Complaint, event: told.ComplaintReopened) -> Complaint:
    return replace(
        complaint,
        status=Status.ACCEPTED,
        handler="",
        outcome="",
        looked_into=False,
        reopened=complaint.reopened + 1,
        reopen_reason=event.reason,
        due=event.due,
        due_before=None,
        provisional=event.provisional,
        counted_from=event.reopened_on,
        added=False,
        asked=False,
    )
