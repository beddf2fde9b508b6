"""What comes in and goes out over HTTP; nothing behind the edge knows these."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from shared.contracts.complaints import Conduct
from shared.web.fields import Choice, Line, Moment, Passage, Strict
from shared.web.paging import PagingQuery

CONDUCTS: tuple[str, ...] = get_args(Conduct)
STATUSES = ("filed", "assigned", "replied", "closed")
OUTCOMES = ("substantiated", "partly", "unsubstantiated")


class FilingForm(Strict):
    """A complaint: about a case (`case_no` with its `query_code`), or about a department."""

    conduct = Choice(CONDUCTS, required=True)
    text = Passage(required=True, least=5)
    contact = Line(least=0, most=60, load_default="")
    department = Line(least=0, most=40, load_default="")
    case_no = Line(least=0, most=23, load_default="", pattern=r"[0-9]{22}[0-9Xx]")
    query_code = Line(least=0, most=20, load_default="")


class FilingBody(FilingForm):
    """The same over the API."""

    occurred_at = Moment()


class AssignmentForm(Strict):
    """To whom the complaint goes; to oneself where nobody is named."""

    handler = Line(least=0, most=60, load_default="")


class AssignmentBody(AssignmentForm):
    """The same over the API."""

    occurred_at = Moment()


class ReplyForm(Strict):
    """What was found and done."""

    reply = Passage(required=True, least=5)


class ReplyBody(ReplyForm):
    """The same over the API."""

    occurred_at = Moment()


class ClosureForm(Strict):
    """With which outcome the complaint is closed."""

    outcome = Choice(OUTCOMES, required=True)


class ClosureBody(ClosureForm):
    """The same over the API."""

    occurred_at = Moment()


class ProgressBody(Strict):
    """The query code of a complaint."""

    query_code = Line(required=True, most=20)


class ProgressForm(ProgressBody):
    """The page's form: the number beside the code."""

    number = Line(required=True, most=30)


class ComplaintQuery(PagingQuery):
    """Which complaints are asked for; loads to `{"paging": ..., filters}`."""

    status = Choice(("open", *STATUSES), load_default="")
    department = Line(most=40, load_default="")
    mine = ma.fields.Boolean(load_default=False)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("status", "department", "mine")}
        return {"paging": super().paging(data), **filters}


class ReceiptSchema(ma.Schema):
    """What the complainant takes home."""

    number = ma.fields.String()
    query_code = ma.fields.String()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    department = ma.fields.String()
    case_no = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    provisional = ma.fields.Boolean()
    version = ma.fields.Integer()


class ComplaintSchema(ma.Schema):
    """A complaint; `text`, `contact` and `reply` are masked for those who do not handle complaints."""

    number = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    case_no = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    item = ma.fields.String()
    conduct = ma.fields.String(metadata={"enum": list(CONDUCTS)})
    text = ma.fields.String()
    contact = ma.fields.String()
    handler = ma.fields.String()
    reply = ma.fields.String()
    outcome = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    due_before = ma.fields.String(
        allow_none=True, metadata={"format": "date", "description": "counted before a calendar was published"}
    )
    provisional = ma.fields.Boolean()


class ProgressSchema(ma.Schema):
    """A complaint as whoever filed it sees it."""

    number = ma.fields.String()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    department = ma.fields.String()
    conduct = ma.fields.String(metadata={"enum": list(CONDUCTS)})
    text = ma.fields.String()
    contact = ma.fields.String()
    reply = ma.fields.String()
    outcome = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    due_before = ma.fields.String(
        allow_none=True, metadata={"format": "date", "description": "counted before a calendar was published"}
    )
    provisional = ma.fields.Boolean()
