"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.fields import Choice, Count, Day, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = ("open", "decided", "ended")
OUTCOMES = ("approved", "refused")


class ReviewQuery(PagingQuery):
    """Which reviews are asked for; loads to `{"paging": ..., filters}`."""

    status = Choice(STATUSES, load_default="")
    department = Line(most=40, load_default="")
    due_by = Day(load_default=None, metadata={"description": "promised to be done on this day or before"})

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("status", "department", "due_by")}
        return {"paging": super().paging(data), **filters}


class StepBody(Strict):
    """One step of the review, done."""

    step = Line(most=40, load_default="review")
    points = ma.fields.List(Line(most=60), load_default=list, validate=ma.validate.Length(max=100))
    passed = ma.fields.Boolean(required=True, truthy={True}, falsy={False})
    finding = Passage(required=True)
    occurred_at = Moment()


class DecisionBody(Strict):
    """The decision. A refusal needs `reasons` (facts) and `basis` (articles); `review_authority` is the register's."""

    outcome = Choice(OUTCOMES, required=True)
    reasons = Passage(least=0, load_default="")
    basis = Passage(least=0, most=500, load_default="")
    review_authority = Line(least=0, load_default="")
    occurred_at = Moment()


class StepForm(Strict):
    """The page's form of a step: the one step of the plan."""

    points = ma.fields.List(Line(most=60), load_default=list, validate=ma.validate.Length(max=100))
    passed = ma.fields.Boolean(required=True, truthy={"yes"}, falsy={"no"})
    finding = Passage(required=True)


class DecisionForm(Strict):
    """The page's form of a decision."""

    outcome = Choice(OUTCOMES, required=True)
    reasons = Passage(least=0, load_default="")
    basis = Passage(least=0, most=500, load_default="")
    review_authority = Line(least=0, load_default="")


class LimitSchema(ma.Schema):
    """A limit as published."""

    value = Count(least=0, most=10_000)
    unit = ma.fields.String(metadata={"enum": ["working_days", "natural_days", "hours", "same_day"]})
    note = ma.fields.String()


class PointSchema(ma.Schema):
    """A point of the checklist; `holds` is null until somebody examined it."""

    code = ma.fields.String()
    holds = ma.fields.Boolean(allow_none=True)


class FindingSchema(ma.Schema):
    """What was found about some points."""

    points = ma.fields.List(ma.fields.String())
    passed = ma.fields.Boolean()
    text = ma.fields.String()


class DecisionSchema(ma.Schema):
    """A decision as its document tells it."""

    outcome = ma.fields.String(metadata={"enum": list(OUTCOMES)})
    document_no = ma.fields.String()
    decided_at = ma.fields.String(metadata={"format": "date-time"})
    reasons = ma.fields.String()
    basis = ma.fields.String()
    review_authority = ma.fields.String()


class ReviewSchema(ma.Schema):
    """A review."""

    case = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    item = ma.fields.String()
    item_version = ma.fields.Integer()
    department = ma.fields.String()
    division = ma.fields.String()
    accepted_on = ma.fields.String(metadata={"format": "date"})
    promised = ma.fields.Nested(LimitSchema)
    statutory = ma.fields.Nested(LimitSchema, allow_none=True)
    promised_due = ma.fields.String(metadata={"format": "date"})
    statutory_due = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    points = ma.fields.List(ma.fields.Nested(PointSchema))
    missing = ma.fields.List(ma.fields.String())
    complete = ma.fields.Boolean()
    findings = ma.fields.List(ma.fields.Nested(FindingSchema))
    decision = ma.fields.Nested(DecisionSchema, allow_none=True)


class SkippedSchema(ma.Schema):
    """A day that was left out of the count, and why."""

    date = ma.fields.String(metadata={"format": "date"})
    reason = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()


class OneClockSchema(ma.Schema):
    """One clock: its limit, its last day, and every day behind it."""

    limit = ma.fields.Nested(LimitSchema)
    start = ma.fields.String(metadata={"format": "date"})
    due = ma.fields.String(metadata={"format": "date"})
    expires_at = ma.fields.String(metadata={"format": "date-time"})
    provisional = ma.fields.Boolean()
    counted = ma.fields.List(ma.fields.String(metadata={"format": "date"}))
    skipped = ma.fields.List(ma.fields.Nested(SkippedSchema))
    calendar = ma.fields.List(ma.fields.String())


class StatedSchema(ma.Schema):
    """What the receipt told the applicant."""

    promised_due = ma.fields.Date()
    statutory_due = ma.fields.Date(allow_none=True)


class ClockSchema(ma.Schema):
    """Both clocks, counted anew at this look."""

    case = ma.fields.String()
    accepted_on = ma.fields.Date()
    provisional = ma.fields.Boolean()
    promised = ma.fields.Nested(OneClockSchema)
    statutory = ma.fields.Nested(OneClockSchema, allow_none=True)
    stated = ma.fields.Nested(StatedSchema)
