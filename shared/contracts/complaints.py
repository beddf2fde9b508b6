"""Events of complaints, reports, hotline tickets, suggestions and failed errands. Owner: complaints; topic: `journal`.

Streams `complaint/<number>`; the number holds the day it was filed. Whatever people or handlers wrote is sealed under
the key of `person`. Where a reporter must stay unknown (`confidential`), no event names an account, and `case_no` is
sealed as well: the number of a case leads to its applicant.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from shared.contracts.events import Event, event
from shared.contracts.ratings import RatingInvited as RatingInvited  # noqa: PLC0414 - where others look for it
from shared.contracts.ratings import RatingSubmitted as RatingSubmitted  # noqa: PLC0414

Kind = Literal["complaint", "report", "hotline", "suggestion", "cannot_do"]
Nature = Literal["", "consultation", "request", "complaint", "report", "suggestion"]
Conduct = Literal[
    "attitude",
    "delay",
    "extra_materials",
    "fees",
    "absence",
    "other",
    "evasion",
    "bribe",
    "retaliation",
    "leak",
    "false_data",
]
Outcome = Literal["substantiated", "partly", "unsubstantiated", "resolved", "explained", "adopted", "not_adopted"]
Integrity = Literal["", "bribe", "retaliation", "leak", "illegal_fee", "false_data"]

KINDS: tuple[Kind, ...] = get_args(Kind)
NATURES: tuple[Nature, ...] = get_args(Nature)
CONDUCTS: tuple[Conduct, ...] = get_args(Conduct)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
INTEGRITY: tuple[Integrity, ...] = get_args(Integrity)

STYLE: tuple[Conduct, ...] = ("attitude", "delay", "evasion", "absence", "extra_materials")
"""Conduct that tells of the style of work (作风, S3.2b)."""


@event("complaint.filed")
class ComplaintFiled(Event):
    """Somebody has something to say. `case_no` links it to a case where there is one.

    Attributes:
        department: the one complained of; of a hotline ticket the one it was sent to; empty where it is the hall's.
        hall, staff: the place and the account complained of, where they are named.
        due: the last day to close it; `decide_due`: the last day to say whether it is taken on.
        provisional: a last day was counted on a year without an official calendar.
        filed_on, filed_at: the local day, and the moment, that limits are counted from.
        nature: what a hotline ticket is about; `ticket_no`: the hotline's own number.
        confidential: the reporter must stay unknown; `sealed_case`: the case's number, sealed.
        lead: the event this came from, where nobody complained: `proxy/<id>@<version>`.
        limits: the version of the limits it was counted by.
        staff_unit, staff_hall: the unit of the account complained of, or its hall where it has no unit: concerned too.
    """

    case_no: str
    department: str
    division: str
    item: str
    conduct: Conduct
    person: str
    text: str
    contact: str
    due: date
    provisional: bool = False
    filed_on: date | None = None
    kind: Kind = "complaint"
    hall: str = ""
    staff: str = ""
    filed_at: datetime | None = None
    accept_due: date | None = None
    decide_due: date | None = None
    nature: Nature = ""
    ticket_no: str = ""
    confidential: bool = False
    sealed_case: str = ""
    lead: str = ""
    limits: str = ""
    staff_unit: str = ""
    staff_hall: str = ""


@event("complaint.recalculated")
class ComplaintRecalculated(Event):
    """A calendar was published and the last day of an open complaint changed, or became certain; both are kept.

    `cause`: the publication, for example `calendar/2027@1`. `accept_due`, `decide_due`: the days of the decision
    whether it is taken on, where that still stands out.
    """

    cause: str
    before: date
    due: date
    provisional: bool = False
    accept_due: date | None = None
    decide_due: date | None = None


@event("complaint.accepted")
class ComplaintAccepted(Event):
    """Taken on. `in_time`: by `due`, the last day for that decision."""

    accepted_on: date
    in_time: bool
    due: date


@event("complaint.not_accepted")
class ComplaintNotAccepted(Event):
    """Not taken on, with the reasons (sealed) and their basis; the complainant is told where else to go."""

    reasons: str
    basis: str
    decided_on: date
    in_time: bool


@event("complaint.assigned")
class ComplaintAssigned(Event):
    """Given to a handler, who is not of the unit complained of."""

    handler: str


@event("complaint.transferred")
class ComplaintTransferred(Event):
    """Sent to another unit. `final`: the centre ruled after a second return, and it is not sent back again (G13)."""

    department: str
    before: str
    division: str
    transferred_at: datetime
    reason: str
    hall: str = ""
    final: bool = False


@event("complaint.investigated")
class ComplaintInvestigated(Event):
    """What an inquiry found, and what the unit said to it; both sealed. There may be several.

    `investigated_on`: the day on which `by`, an account, looked into it; empty in those of earlier versions.
    """

    finding: str
    statement: str
    investigated_on: date
    by: str = ""


@event("complaint.extension_asked")
class ComplaintExtensionAsked(Event):
    """The handler asks for more time; the head decides."""

    reason: str


@event("complaint.extended")
class ComplaintExtended(Event):
    """The head gave more time, once and before the last day; `before` and `due` are the last days before and after."""

    before: date
    due: date
    approver: str
    reason: str
    provisional: bool = False


@event("complaint.extension_refused")
class ComplaintExtensionRefused(Event):
    """The head gave no more time."""

    approver: str
    reason: str


@event("complaint.replied")
class ComplaintReplied(Event):
    """What was found and done, sealed, told to the complainant."""

    reply: str
    replied_on: date | None = None


@event("complaint.closed")
class ComplaintClosed(Event):
    """Closed with an outcome; only substantiated ones count against the department (D09).

    `conduct`, `staff`: as the inquiry found them; `staff_unit`, `staff_hall`: whose that account is. `integrity`: a
    finding that vetoes a grade (D-3). `due`: the last day it had.
    """

    outcome: Outcome
    department: str
    in_time: bool = True
    kind: Kind = "complaint"
    conduct: Conduct = "other"
    hall: str = ""
    division: str = ""
    item: str = ""
    staff: str = ""
    integrity: Integrity = ""
    nature: Nature = ""
    closed_on: date | None = None
    due: date | None = None
    staff_unit: str = ""
    staff_hall: str = ""


@event("complaint.reopened")
class ComplaintReopened(Event):
    """Taken up again: the complainant was not satisfied, or an inspector was not. `due`: the new last day."""

    reason: str
    by: Literal["complainant", "handler", "auditor"]
    reopened_on: date
    due: date
    provisional: bool = False


@event("complaint.overdue")
class ComplaintOverdue(Event):
    """A day passed on which something was due: to begin with it, to decide whether it is taken on, to close it."""

    what: Literal["acceptance", "decision", "closing"]
    due: date
    department: str
    division: str
    handler: str = ""


@event("hotline.returned")
class HotlineReturned(Event):
    """The unit a ticket was sent to says it is another's: within 24 hours, with the reason and that unit (G13)."""

    returned_at: datetime
    in_time: bool
    reason: str
    suggested_unit: str
    times: int
    department: str
    division: str = ""
    due: datetime | None = None


@event("hotline.escalated")
class HotlineEscalated(Event):
    """Returned a second time: from now on the centre rules whose it is."""

    times: int
    departments: tuple[str, ...]
    division: str = ""
