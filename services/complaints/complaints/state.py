"""A complaint as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.contracts import Event
from shared.contracts.complaints import (
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintFiled,
    ComplaintRecalculated,
    ComplaintReplied,
)


class Status(StrEnum):
    """Where a complaint stands."""

    NEW = "new"
    FILED = "filed"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. `reply` is sealed; `outcome` is empty until it is closed.

    `due`: the last day to close it, as it was counted last; `due_before`: another day it was counted to before that.
    """

    status: Status = Status.NEW
    filed: ComplaintFiled | None = None
    handler: str = ""
    reply: str = ""
    outcome: str = ""
    due: date | None = None
    provisional: bool = False
    due_before: date | None = None

    @property
    def department(self) -> str:
        """The department complained of, or empty before it was filed."""
        return self.filed.department if self.filed else ""


def evolve(complaint: Complaint, event: Event) -> Complaint:
    """Give the complaint after an event."""
    match event:
        case ComplaintFiled():
            return replace(complaint, status=Status.FILED, filed=event, due=event.due, provisional=event.provisional)
        case ComplaintRecalculated():
            before = complaint.due_before if event.before == event.due else event.before
            return replace(complaint, due=event.due, provisional=event.provisional, due_before=before)
        case ComplaintAssigned():
            return replace(complaint, status=Status.ASSIGNED, handler=event.handler)
        case ComplaintReplied():
            return replace(complaint, status=Status.REPLIED, reply=event.reply)
        case ComplaintClosed():
            return replace(complaint, status=Status.CLOSED, outcome=event.outcome)
    return complaint
