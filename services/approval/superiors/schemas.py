"""What comes in and goes out over HTTP at a superior unit."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.fields import Choice, Count, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = ("open", "decided", "returned", "closed")
OUTCOMES = ("approved", "refused", "returned")


class InboxQuery(PagingQuery):
    """Which files are asked for; loads to `{"paging": ..., "status": ...}`."""

    status = Choice(STATUSES, load_default="")

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filter beside the page."""
        return {"paging": super().paging(data), "status": data["status"]}


class MaterialsBody(Strict):
    """Materials that the file lacks."""

    materials = ma.fields.List(Line(most=60), required=True, validate=ma.validate.Length(max=100))
    reason = Passage(required=True, most=500)
    occurred_at = Moment()


class AnswerBody(Strict):
    """The superior unit's word. All but an approval tells `reasons`; a refusal its `basis` too."""

    outcome = Choice(OUTCOMES, required=True)
    reasons = Passage(least=0, load_default="")
    basis = Passage(least=0, most=500, load_default="")
    occurred_at = Moment()


class SuperiorLimitSchema(ma.Schema):
    """A limit as published."""

    value = Count(least=0, most=10_000)
    unit = ma.fields.String(metadata={"enum": ["working_days", "natural_days", "hours", "same_day"]})
    note = ma.fields.String()


class AnswerSchema(ma.Schema):
    """What the superior unit said."""

    outcome = ma.fields.String(metadata={"enum": list(OUTCOMES)})
    document_no = ma.fields.String()
    reasons = ma.fields.String()
    basis = ma.fields.String()
    decided_at = ma.fields.String(metadata={"format": "date-time"})


class ReferralSchema(ma.Schema):
    """A case at a superior unit, with the lead department's opinion and the list of its file."""

    case = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    superior = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    item = ma.fields.String()
    item_version = ma.fields.Integer()
    opinion = ma.fields.String()
    passed = ma.fields.Boolean()
    materials = ma.fields.List(ma.fields.String())
    guide = ma.fields.List(ma.fields.String())
    points = ma.fields.List(ma.fields.String())
    received_on = ma.fields.String(metadata={"format": "date"})
    limit = ma.fields.Nested(SuperiorLimitSchema, allow_none=True)
    due = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    round = ma.fields.Integer()
    asked = ma.fields.List(ma.fields.String())
    decision = ma.fields.Nested(AnswerSchema, allow_none=True)
    counted_due = ma.fields.Date(allow_none=True, metadata={"description": "counted anew at this look"})
    lead_due = ma.fields.Date(allow_none=True, metadata={"description": "the lead window's end-to-end promise"})
