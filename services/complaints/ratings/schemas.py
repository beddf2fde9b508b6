"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.fields import Choice, Count, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

CHANNELS = ("window", "online", "phone", "terminal")
SHOWN = ("", "bad", "open", "flagged", "flags_open", "excluded", "recheck", "barred", "call")
_DAY = {"format": "date"}
_BEFORE = {**_DAY, "description": "counted before a calendar was published"}


NUMBER = r"[0-9]{22}[0-9Xx]|[0-9]{9}[A-Za-z]{2}[0-9]{10,13}"
"""A case's number; or that of a question or a complaint."""


class RatingForm(Strict):
    """A rating of a service, by whoever knows its query code, applied for it, or stands at the hall's terminal."""

    case_no = Line(required=True, most=24, pattern=NUMBER)
    query_code = Line(least=0, most=20, load_default="")
    grade = Count(
        least=1,
        most=5,
        required=True,
        metadata={"description": "GB/T 39046 A.8: 1 very satisfied … 5 very dissatisfied"},
    )
    comment = Passage(least=0, most=500, load_default="")


class RatingBody(RatingForm):
    """The same over the API, with the channel it came through."""

    channel = Choice(CHANNELS, load_default="online")
    occurred_at = Moment()


class ContactForm(Strict):
    """What the call to whoever gave a bad rating told."""

    finding = Passage(required=True, least=2)
    complex_matter = Choice(("yes", "no"), load_default="no")


class ContactBody(ContactForm):
    """The same over the API."""

    occurred_at = Moment()


class RectificationForm(Strict):
    """What was put right."""

    measures = Passage(required=True, least=2)


class RectificationBody(RectificationForm):
    """The same over the API."""

    occurred_at = Moment()


class FeedbackForm(Strict):
    """What whoever rated was told."""

    answer = Passage(required=True, least=2)


class FeedbackBody(FeedbackForm):
    """The same over the API."""

    occurred_at = Moment()


class ExclusionForm(Strict):
    """Why it is left out."""

    reason = Choice(("mistaken", "malicious"), required=True)
    reasons = Passage(required=True, least=5)


class ExclusionBody(ExclusionForm):
    """The same over the API."""

    occurred_at = Moment()


class FlagReviewForm(Strict):
    """Why a flagged rating is genuine."""

    reasons = Passage(required=True, least=5)


class FlagReviewBody(FlagReviewForm):
    """The same over the API."""

    occurred_at = Moment()


class RecheckForm(Strict):
    """Whether the exclusion stands, and why."""

    upheld = Choice(("yes", "no"), required=True)
    reasons = Passage(required=True, least=5)


class RecheckBody(RecheckForm):
    """The same over the API."""

    occurred_at = Moment()


class RatingQuery(PagingQuery):
    """Which ratings are asked for; loads to `{"paging": ..., filters}`."""

    department = Line(most=40, load_default="")
    grade = Count(least=1, most=5, load_default=None)
    rated = ma.fields.Boolean(load_default=None)
    show = Choice(SHOWN, load_default="")

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("department", "grade", "rated", "show")}
        return {"paging": super().paging(data), **filters}


class RatingSchema(ma.Schema):
    """A rating; `grade` is null until somebody rated, and no grade is ever assumed."""

    case_no = ma.fields.String()
    version = ma.fields.Integer()
    department = ma.fields.String()
    item = ma.fields.String()
    division = ma.fields.String()
    hall = ma.fields.String()
    point = ma.fields.String()
    occasion = ma.fields.String()
    delivered_on = ma.fields.String(metadata=_DAY)
    grade = ma.fields.Integer(allow_none=True)
    channel = ma.fields.String()
    contact_due = ma.fields.String(allow_none=True, metadata=_DAY)
    fix_due = ma.fields.String(allow_none=True, metadata=_DAY)
    contact_due_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    fix_due_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    uncertain = ma.fields.List(
        ma.fields.String(metadata={"enum": ["contact", "fix"]}),
        metadata={"description": "last days counted on a year without an official calendar"},
    )


class RatingFlagSchema(ma.Schema):
    """A pattern, with the other ratings in it."""

    pattern = ma.fields.String(metadata={"enum": ["terminal_burst", "same_device", "same_network"]})
    others = ma.fields.List(ma.fields.String())


class RatingListSchema(RatingSchema):
    """A rating as those read it who may; texts are masked for all but those who see to bad ratings."""

    comment = ma.fields.String()
    step = ma.fields.String(metadata={"enum": ["", "contact", "fix", "feedback", "done"]})
    rated_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    at_staff_device = ma.fields.Boolean()
    reminded = ma.fields.List(ma.fields.String())
    flags = ma.fields.List(ma.fields.Nested(RatingFlagSchema))
    barred = ma.fields.Integer()
    contacted_on = ma.fields.String(allow_none=True, metadata=_DAY)
    contact_in_time = ma.fields.Boolean(allow_none=True)
    rectified_on = ma.fields.String(allow_none=True, metadata=_DAY)
    fix_in_time = ma.fields.Boolean(allow_none=True)
    fed_back_on = ma.fields.String(allow_none=True, metadata=_DAY)
    finding = ma.fields.String()
    measures = ma.fields.String()
    answer = ma.fields.String()
    excluded = ma.fields.Boolean()
    exclusions = ma.fields.Integer()
    recheck_due = ma.fields.Boolean()
    exclusion_reason = ma.fields.String()
    exclusion_by = ma.fields.String()
    draw = ma.fields.Integer(
        allow_none=True, metadata={"description": "0 to 4, from the event's id; 0 is looked at again"}
    )
    overturned = ma.fields.Boolean()
    overdue = ma.fields.List(ma.fields.String())


class ExclusionRateSchema(ma.Schema):
    """Of a department: bad ratings, those left out, looked at again, and overturned (G8)."""

    department = ma.fields.String()
    bad = ma.fields.Integer()
    excluded = ma.fields.Integer()
    ever = ma.fields.Integer()
    rechecked = ma.fields.Integer()
    overturned = ma.fields.Integer()


class ExclusionRatesSchema(ma.Schema):
    """By department."""

    items = ma.fields.List(ma.fields.Nested(ExclusionRateSchema))
