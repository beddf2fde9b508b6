"""What comes in and goes out over HTTP about the special channel."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.cases.schemas import ApplicantBody
from shared.contracts.convenience import SpecialGround
from shared.web.fields import Choice, Day, Line, Passage, Strict

GROUNDS: tuple[str, ...] = get_args(SpecialGround)


class SpecialRequestBody(Strict):
    """Who asks, for which item, on which of the three grounds, and what it is about."""

    hall = Line(required=True, most=40)
    item = Line(required=True, most=40)
    ground = Choice(GROUNDS, required=True)
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    project = Passage(required=True, least=4, most=1000)


class SpecialAnswerBody(Strict):
    """The approver's answer; what becomes simpler is of the white list."""

    granted = ma.fields.Boolean(required=True, truthy={True, "yes"}, falsy={False, "no"})
    simplified = ma.fields.List(Line(most=40), load_default=list, validate=ma.validate.Length(max=20))
    reasons = Passage(required=True, most=1000)


class SpecialCodeBody(Strict):
    """The query code; it travels in the body, so that no log keeps it."""

    query_code = Line(load_default="", least=0, most=20)


class SpecialGrantSchema(ma.Schema):
    """A request for the special channel; the person masked. `query_code` is given once, to whoever asked."""

    number = ma.fields.String()
    hall = ma.fields.String()
    item = ma.fields.String()
    ground = ma.fields.String(metadata={"enum": list(GROUNDS)})
    status = ma.fields.String(metadata={"enum": ["open", "granted", "refused"]})
    requested_at = ma.fields.String()
    answer_due = ma.fields.String()
    answered_at = ma.fields.String(allow_none=True)
    in_time = ma.fields.Boolean(allow_none=True)
    missed = ma.fields.Boolean()
    approver = ma.fields.String(allow_none=True)
    reasons = ma.fields.String(allow_none=True)
    simplified = ma.fields.List(ma.fields.String())
    valid_until = Day(allow_none=True)
    name = ma.fields.String()
    phone = ma.fields.String()
    project = ma.fields.String()
    query_code = ma.fields.String()


class SpecialGrantsSchema(ma.Schema):
    """Requests of a hall."""

    items = ma.fields.List(ma.fields.Nested(SpecialGrantSchema))


class SimplificationSchema(ma.Schema):
    """One thing, with its basis."""

    code = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()
    basis = ma.fields.String()
    mark = ma.fields.String()


class WhiteListSchema(ma.Schema):
    """What may become simpler, and the steps of law that stay."""

    allowed = ma.fields.List(ma.fields.Nested(SimplificationSchema))
    steps_of_law = ma.fields.List(ma.fields.Nested(SimplificationSchema))
