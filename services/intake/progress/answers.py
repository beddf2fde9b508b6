"""What goes out over HTTP about a case's progress: no personal data."""

from __future__ import annotations

import marshmallow as ma

from services.intake.cases.answers import MovedSchema, NoticeSchema
from services.intake.cases.schemas import STATUSES

_DAY = {"format": "date"}


class ProgressStepSchema(ma.Schema):
    """A step in plain words, in the reader's language."""

    at = ma.fields.String(metadata={"format": "date-time"})
    title = ma.fields.String()
    text = ma.fields.String()
    tone = ma.fields.String()


class ContactSchema(ma.Schema):
    """The one contact (S1.3c)."""

    hall = ma.fields.String()
    window = ma.fields.String()
    phone = ma.fields.String()
    open_hours = ma.fields.String()
    venue = ma.fields.String()


class TodoSchema(ma.Schema):
    """What the applicant has to do next."""

    text = ma.fields.String()
    by = ma.fields.Date(allow_none=True)
    act = ma.fields.String()


class CaseDateSchema(ma.Schema):
    """A last day: `reply` before acceptance, then `promised` and `statutory`."""

    name = ma.fields.String(metadata={"enum": ["supply", "reply", "promised", "statutory"]})
    due = ma.fields.Date()
    provisional = ma.fields.Boolean()


class CaseProgressSchema(ma.Schema):
    """What an applicant sees of a case without signing in: no personal data."""

    case_no = ma.fields.String()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    item_name = ma.fields.String()
    kind = ma.fields.String()
    department = ma.fields.String()
    hall = ma.fields.String()
    received_at = ma.fields.String(metadata={"format": "date-time"})
    accepted_on = ma.fields.String(allow_none=True, metadata=_DAY)
    promised_due = ma.fields.String(allow_none=True, metadata=_DAY)
    statutory_due = ma.fields.String(allow_none=True, metadata=_DAY)
    provisional = ma.fields.Boolean()
    moved = ma.fields.Nested(MovedSchema, allow_none=True)
    notice = ma.fields.Nested(NoticeSchema, allow_none=True)
    outcome = ma.fields.String()
    decided_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    completed_on = ma.fields.String(allow_none=True, metadata=_DAY)
    delivered_on = ma.fields.String(allow_none=True, metadata=_DAY)
    where = ma.fields.String(metadata={"description": "with whom the case lies"})
    contact = ma.fields.Nested(ContactSchema)
    todo = ma.fields.List(ma.fields.Nested(TodoSchema))
    steps = ma.fields.List(ma.fields.Nested(ProgressStepSchema))
    dates = ma.fields.List(ma.fields.Nested(CaseDateSchema))


class WhyDaySchema(ma.Schema):
    """A day of a period: its number in the count, or null where it was left out, and why."""

    date = ma.fields.String(metadata=_DAY)
    weekday = ma.fields.Integer(metadata={"description": "1 Monday to 7 Sunday"})
    counted = ma.fields.Integer(allow_none=True)
    reason = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()


class WhyClockSchema(ma.Schema):
    """A clock with every day behind its last one."""

    name = ma.fields.String(metadata={"enum": ["reply", "promised", "statutory"]})
    limit = ma.fields.Dict(keys=ma.fields.String())
    added = ma.fields.Integer()
    start = ma.fields.String(metadata=_DAY)
    due = ma.fields.String(metadata=_DAY)
    provisional = ma.fields.Boolean()
    moved_from = ma.fields.String(allow_none=True, metadata=_DAY)
    calendar = ma.fields.List(ma.fields.String())
    days = ma.fields.List(ma.fields.Nested(WhyDaySchema))


class RecountSchema(ma.Schema):
    """A recount on a published calendar: the promised day before and after."""

    at = ma.fields.String(metadata={"format": "date-time"})
    cause = ma.fields.String()
    before = ma.fields.String(metadata=_DAY)
    after = ma.fields.String(metadata=_DAY)


class WhySchema(ma.Schema):
    """Why the last days are these days."""

    case_no = ma.fields.String()
    accepted_on = ma.fields.String(allow_none=True, metadata=_DAY)
    stated = ma.fields.Dict(keys=ma.fields.String())
    clocks = ma.fields.List(ma.fields.Nested(WhyClockSchema))
    recounts = ma.fields.List(ma.fields.Nested(RecountSchema))
