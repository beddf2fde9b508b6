"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.fields import Choice, Count, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

CHANNELS = ("window", "online", "phone", "terminal")


class RatingForm(Strict):
    """A rating of a case, by whoever knows its query code, applied for it, or stands at the hall's terminal."""

    case_no = Line(required=True, most=23, pattern=r"[0-9]{22}[0-9Xx]")
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


class RatingQuery(PagingQuery):
    """Which ratings are asked for; loads to `{"paging": ..., filters}`."""

    department = Line(most=40, load_default="")
    grade = Count(least=1, most=5, load_default=None)
    rated = ma.fields.Boolean(load_default=None)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("department", "grade", "rated")}
        return {"paging": super().paging(data), **filters}


class RatingSchema(ma.Schema):
    """A rating; `grade` is null until somebody rated, and no grade is ever assumed."""

    case_no = ma.fields.String()
    version = ma.fields.Integer()
    department = ma.fields.String()
    item = ma.fields.String()
    division = ma.fields.String()
    delivered_on = ma.fields.String(metadata={"format": "date"})
    grade = ma.fields.Integer(allow_none=True)
    channel = ma.fields.String()


class RatingListSchema(RatingSchema):
    """A rating as those read it who may; the comment is masked for all but handlers."""

    comment = ma.fields.String()
