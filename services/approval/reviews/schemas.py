"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.approval.reviews.bodies import OUTCOMES, account
from services.approval.reviews.part_schemas import (
    CertificateEndSchema,
    ExplanationSchema,
    ExtensionSchema,
    HearingSchema,
    InterestedSchema,
    LimitSchema,
    OpinionSchema,
    SaidSchema,
    TextSchema,
    WayUpSchema,
)
from shared.web.fields import Choice, Day, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = ("open", "decided", "ended")


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
    officers = ma.fields.List(account(), load_default=list, validate=ma.validate.Length(max=10))
    occurred_at = Moment()


class StepForm(Strict):
    """The page's form of a step: the one step of the plan."""

    points = ma.fields.List(Line(most=60), load_default=list, validate=ma.validate.Length(max=100))
    passed = ma.fields.Boolean(required=True, truthy={"yes"}, falsy={"no"})
    finding = Passage(required=True)


class PointSchema(ma.Schema):
    """A point of the checklist; `holds` is null until somebody examined it."""

    code = ma.fields.String()
    holds = ma.fields.Boolean(allow_none=True)


class FindingSchema(ma.Schema):
    """What was found about some points."""

    points = ma.fields.List(ma.fields.String())
    passed = ma.fields.Boolean()
    text = ma.fields.String()


class CertificateSchema(ma.Schema):
    """What an approval gives; `valid_until` is null where it holds without end."""

    name = ma.fields.String()
    number = ma.fields.String()
    valid_from = ma.fields.String(metadata={"format": "date"})
    valid_until = ma.fields.String(metadata={"format": "date"}, allow_none=True)


class DecisionSchema(ma.Schema):
    """A decision as its document tells it."""

    outcome = ma.fields.String(metadata={"enum": list(OUTCOMES)})
    document_no = ma.fields.String()
    decided_at = ma.fields.String(metadata={"format": "date-time"})
    reasons = ma.fields.String()
    basis = ma.fields.String()
    review_authority = ma.fields.String()
    signed_as = ma.fields.String()
    delegated = ma.fields.Boolean()
    ground = ma.fields.String()
    failed_points = ma.fields.List(ma.fields.String())
    hearing_record = ma.fields.String()
    court = ma.fields.String()
    certificate = ma.fields.Nested(CertificateSchema, allow_none=True)


class StepSchema(ma.Schema):
    """A step of the plan, and who has it."""

    code = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    post = ma.fields.String(metadata={"enum": ["reviewer", "approver"]})
    points = ma.fields.List(ma.fields.String())
    field_check = ma.fields.Boolean()
    done = ma.fields.Boolean()
    officer = ma.fields.String()
    deputy = ma.fields.String()


class ServedSchema(ma.Schema):
    """The service of a decision, with the last days of the remedies as they were told."""

    manner = ma.fields.String()
    served_on = ma.fields.String(metadata={"format": "date"})
    receipt_no = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    reconsideration_by = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    litigation_by = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    provisional = ma.fields.Boolean()


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
    steps = ma.fields.List(ma.fields.Nested(StepSchema))
    consulted = ma.fields.List(ma.fields.String())
    unanswered = ma.fields.List(ma.fields.String())
    opinions = ma.fields.List(ma.fields.Nested(OpinionSchema))
    interested = ma.fields.List(ma.fields.Nested(InterestedSchema))
    statements = ma.fields.List(ma.fields.Nested(SaidSchema))
    suspended = ma.fields.String(metadata={"description": "the special procedure whose result is awaited"})
    extension = ma.fields.Nested(ExtensionSchema, allow_none=True)
    hearing = ma.fields.Nested(HearingSchema)
    referral = ma.fields.Nested(WayUpSchema)
    served = ma.fields.Nested(ServedSchema, allow_none=True)
    certificate_end = ma.fields.Nested(CertificateEndSchema, allow_none=True)
    lateness = ma.fields.List(ma.fields.Nested(ExplanationSchema))


class SkippedSchema(ma.Schema):
    """A day that was left out of the count, and why."""

    date = ma.fields.String(metadata={"format": "date"})
    reason = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()


class OneClockSchema(ma.Schema):
    """One clock: its limit, its last day, and every day behind it."""

    limit = ma.fields.Nested(LimitSchema)
    added = ma.fields.Integer(metadata={"description": "what an extension added to the limit"})
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


class StandingSchema(ma.Schema):
    """A suspension: whether it counts (`result`, `awaited`) or not (`void`), and for how many working days."""

    procedure = ma.fields.String()
    notice_no = ma.fields.String()
    started_on = ma.fields.Date()
    resumes_by = ma.fields.Date()
    ended_on = ma.fields.Date(allow_none=True)
    result_document = ma.fields.String()
    standing = ma.fields.String(metadata={"enum": ["result", "awaited", "void"]})
    working_days = ma.fields.Integer()


class AddedSchema(ma.Schema):
    """The one extension."""

    added = ma.fields.Nested(LimitSchema)
    office = ma.fields.String(metadata={"enum": ["agency_head", "government_head"]})
    document_no = ma.fields.String()
    told_on = ma.fields.Date()


class StepClockSchema(ma.Schema):
    """The limit of a step, running from the end of the step before it."""

    step = ma.fields.String()
    due = ma.fields.Date()
    done_on = ma.fields.Date(allow_none=True)
    late = ma.fields.Boolean()


class ReferralClockSchema(ma.Schema):
    """The initial review's limit, and what the superior unit promises, where one decides."""

    initial_due = ma.fields.Date()
    initial_late = ma.fields.Boolean(metadata={"description": "the file went up, or is still here, after that day"})
    forwarded_on = ma.fields.Date(allow_none=True)
    superior_due = ma.fields.Date(allow_none=True)
    superior_late = ma.fields.Boolean(metadata={"description": "the superior unit's word came, or is out, after it"})


class ClockSchema(ma.Schema):
    """Both clocks, counted anew at this look."""

    case = ma.fields.String()
    accepted_on = ma.fields.Date()
    as_of = ma.fields.Date()
    provisional = ma.fields.Boolean()
    promised = ma.fields.Nested(OneClockSchema)
    statutory = ma.fields.Nested(OneClockSchema, allow_none=True)
    stated = ma.fields.Nested(StatedSchema)
    waiting = ma.fields.String(metadata={"description": "the procedure whose result the dates suppose to come in time"})
    suspensions = ma.fields.List(ma.fields.Nested(StandingSchema))
    extension = ma.fields.Nested(AddedSchema, allow_none=True)
    steps = ma.fields.List(ma.fields.Nested(StepClockSchema))
    initial_review = ma.fields.Nested(ReferralClockSchema, allow_none=True)
