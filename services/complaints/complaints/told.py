"""What goes out over HTTP of complaints and tickets."""

from __future__ import annotations

import marshmallow as ma

from services.complaints.complaints.schemas import STATUSES
from shared.contracts.complaints import CONDUCTS, KINDS, NATURES

_DAY = {"format": "date"}
_BEFORE = {**_DAY, "description": "counted before a calendar was published"}


class ReceiptSchema(ma.Schema):
    """What the complainant takes home."""

    number = ma.fields.String()
    query_code = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    department = ma.fields.String()
    hall = ma.fields.String()
    case_no = ma.fields.String()
    due = ma.fields.String(metadata=_DAY)
    decide_due = ma.fields.String(metadata=_DAY)
    provisional = ma.fields.Boolean()
    version = ma.fields.Integer()


class ProgressSchema(ma.Schema):
    """A complaint as whoever filed it sees it."""

    number = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    department = ma.fields.String()
    hall = ma.fields.String()
    conduct = ma.fields.String(metadata={"enum": list(CONDUCTS)})
    text = ma.fields.String()
    contact = ma.fields.String()
    reply = ma.fields.String()
    outcome = ma.fields.String()
    decline_reasons = ma.fields.String()
    decline_basis = ma.fields.String()
    accepted_on = ma.fields.String(allow_none=True, metadata=_DAY)
    extended = ma.fields.Boolean()
    reopened = ma.fields.Integer()
    due = ma.fields.String(metadata=_DAY)
    decide_due = ma.fields.String(allow_none=True, metadata=_DAY)
    due_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    provisional = ma.fields.Boolean()


class ComplaintSchema(ProgressSchema):
    """A complaint as handlers read it; for all others texts and contact are masked, and a reporter stays unknown."""

    version = ma.fields.Integer()
    case_no = ma.fields.String()
    sealed_case = ma.fields.String(metadata={"description": "the case a report is about; handlers only"})
    division = ma.fields.String()
    item = ma.fields.String()
    staff = ma.fields.String()
    nature = ma.fields.String(metadata={"enum": list(NATURES)})
    ticket_no = ma.fields.String()
    confidential = ma.fields.Boolean()
    lead = ma.fields.String()
    handler = ma.fields.String()
    finding = ma.fields.String()
    statement = ma.fields.String()
    investigations = ma.fields.Integer()
    looked_into = ma.fields.Boolean(metadata={"description": "since it was filed, or taken up again"})
    investigated_on = ma.fields.String(allow_none=True, metadata=_DAY)
    investigated_by = ma.fields.String()
    asked = ma.fields.Boolean()
    ask_reason = ma.fields.String()
    reopen_reason = ma.fields.String()
    returns = ma.fields.Integer()
    suggested = ma.fields.String()
    return_reason = ma.fields.String()
    escalated = ma.fields.Boolean()
    integrity = ma.fields.String()
    found_conduct = ma.fields.String()
    found_staff = ma.fields.String()
    closed_on = ma.fields.String(allow_none=True, metadata=_DAY)
    in_time = ma.fields.Boolean(allow_none=True)
    accept_due = ma.fields.String(allow_none=True, metadata=_DAY)
    overdue = ma.fields.List(ma.fields.String(metadata={"enum": ["acceptance", "decision", "closing"]}))


class UnitTicketSchema(ma.Schema):
    """A hotline ticket as the unit it was sent to sees it: no caller, and no words where somebody complains of it."""

    number = ma.fields.String()
    version = ma.fields.Integer()
    ticket_no = ma.fields.String()
    nature = ma.fields.String(metadata={"enum": list(NATURES)})
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    department = ma.fields.String()
    text = ma.fields.String()
    due = ma.fields.String(metadata=_DAY)
    return_by = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    returns = ma.fields.Integer()
    ruled = ma.fields.Boolean()


class DeadlineSchema(ma.Schema):
    """One limit of a complaint, with every day behind it."""

    limit = ma.fields.String()
    force = ma.fields.String(metadata={"enum": ["statutory", "internal", "unverified"]})
    basis = ma.fields.String()
    note = ma.fields.String()
    due = ma.fields.String(metadata=_DAY)
    provisional = ma.fields.Boolean()
    days = ma.fields.List(ma.fields.Dict(keys=ma.fields.String()))
    calendar = ma.fields.List(ma.fields.String())


class DeadlinesSchema(ma.Schema):
    """All limits that ran, or run."""

    items = ma.fields.List(ma.fields.Nested(DeadlineSchema))


class StatisticSchema(ma.Schema):
    """What was filed of one department, item, member of staff, conduct or kind, and what became of it."""

    key = ma.fields.String()
    filed = ma.fields.Integer()
    closed = ma.fields.Integer()
    substantiated = ma.fields.Integer()
    partly = ma.fields.Integer()
    unsubstantiated = ma.fields.Integer()
    style = ma.fields.Integer(metadata={"description": "found true and about the style of work (S3.2b)"})
    integrity = ma.fields.Integer()
    late = ma.fields.Integer()


class StatisticsSchema(ma.Schema):
    """The most first."""

    items = ma.fields.List(ma.fields.Nested(StatisticSchema))
