"""What comes in and goes out over HTTP about home visits."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.cases.schemas import ApplicantBody
from shared.contracts.convenience import VisitGround
from shared.web.fields import Choice, Day, Line, Moment, Passage, Strict

GROUNDS: tuple[str, ...] = get_args(VisitGround)


class VisitBody(Strict):
    """Who is to be visited, where, why, and for what."""

    hall = Line(required=True, most=40)
    item = Line(required=True, most=40)
    ground = Choice(GROUNDS, required=True)
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    address = Line(required=True, least=4, most=200)


class VisitApprovalBody(Strict):
    """Whether the hall may come on another ground than the rulebook's, and why."""

    granted = ma.fields.Boolean(required=True, truthy={True, "yes"}, falsy={False, "no"})
    reasons = Passage(required=True, most=500)


class VisitScheduleBody(Strict):
    """The day and the people who go; `wished`: the person wants a day after the last one."""

    day = Day(required=True)
    staff = ma.fields.List(Line(most=60), required=True, validate=ma.validate.Length(min=1, max=6))
    wished = ma.fields.Boolean(load_default=False, truthy={True, "yes"}, falsy={False})


class VisitDoneBody(Strict):
    """Who was there (those who were sent, unless said otherwise), when, and the case taken in there."""

    staff = ma.fields.List(Line(most=60), load_default=list, validate=ma.validate.Length(max=6))
    case_no = Line(load_default="", least=0, most=40)
    occurred_at = Moment()


class VisitCodeBody(Strict):
    """The query code; it travels in the body, so that no log keeps it."""

    query_code = Line(load_default="", least=0, most=20)


class VisitWithdrawBody(VisitCodeBody):
    """Why, if somebody wants to say."""

    reason = Passage(load_default="", least=0, most=300)


class VisitSchema(ma.Schema):
    """A home visit; person and address masked. `query_code` is given once, to whoever asked."""

    number = ma.fields.String()
    hall = ma.fields.String()
    item = ma.fields.String()
    ground = ma.fields.String(metadata={"enum": list(GROUNDS)})
    status = ma.fields.String(metadata={"enum": ["to_approve", "open", "scheduled", "done", "refused", "withdrawn"]})
    requested_at = ma.fields.String()
    due = Day(allow_none=True)
    day = Day(allow_none=True)
    staff = ma.fields.List(ma.fields.String())
    missed = ma.fields.Boolean()
    reasons = ma.fields.String()
    done_at = ma.fields.String(allow_none=True)
    in_time = ma.fields.Boolean(allow_none=True)
    receipt_no = ma.fields.String()
    case_no = ma.fields.String()
    name = ma.fields.String()
    phone = ma.fields.String()
    address = ma.fields.String()
    query_code = ma.fields.String()


class VisitsSchema(ma.Schema):
    """Home visits of a hall."""

    items = ma.fields.List(ma.fields.Nested(VisitSchema))
