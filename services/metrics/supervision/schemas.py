"""What comes in and goes out over HTTP about supervision."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from services.metrics.supervision.state import Status
from shared.contracts.assessments import UnitKind
from shared.contracts.supervision import Ground, Step
from shared.web.fields import Choice, Day, Line, Passage, Strict
from shared.web.paging import PagingQuery

STATUSES = tuple(str(each) for each in Status if each is not Status.NEW)


class SupervisionQuery(PagingQuery):
    """Which orders and proposals; loads to `{"paging": ..., filters}`."""

    status = Choice(("", *STATUSES), load_default="")
    step = Choice(("", *get_args(Step)), load_default="")
    overdue = ma.fields.Boolean(load_default=False)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        return {"paging": super().paging(data), **{name: data[name] for name in ("status", "step", "overdue")}}


class StatementBody(Strict):
    """The unit's own words; facts, and nobody's name."""

    text = Passage(required=True, least=4)


class IssueBody(Strict):
    """What a signed proposal says."""

    source = Line(required=True, most=200)
    requirement = Passage(required=True, least=4)
    due = Day(required=True)


class OrderBody(IssueBody):
    """An order that no result proposed (S3.3b), guidance of a superior centre (S2.1e), or a task (S3.1a)."""

    step = Choice(("order", "guidance", "task"), load_default="order")
    kind = Choice(get_args(UnitKind), required=True)
    unit = Line(required=True, most=40)
    ground = Choice(("overdue_order", "inspection", "other"), required=True)
    evidence = ma.fields.List(Line(most=200), load_default=list, validate=ma.validate.Length(max=20))


class MinutesBody(Strict):
    """What was said and agreed."""

    minutes = Passage(required=True, least=4)


class ClosureBody(Strict):
    """How it ended."""

    outcome = Choice(("done", "not_done", "dropped"), required=True)
    reasons = Passage(required=True, least=4)


class SupervisionOut(ma.Schema):
    """An order or a proposal."""

    id = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    step = ma.fields.String(metadata={"enum": list(get_args(Step))})
    kind = ma.fields.String(metadata={"enum": list(get_args(UnitKind))})
    unit = ma.fields.String()
    period = ma.fields.String()
    ground = ma.fields.String(metadata={"enum": list(get_args(Ground))})
    evidence = ma.fields.List(
        ma.fields.String(),
        metadata={"description": "period#hash of the results it rests on, or the id of what was not answered"},
    )
    statement = ma.fields.String()
    issued = ma.fields.Dict(allow_none=True)
    due = ma.fields.String(allow_none=True, metadata={"format": "date"})
    answer = ma.fields.Dict(allow_none=True)
    held = ma.fields.Dict(allow_none=True)
    overdue = ma.fields.Boolean()
    closed = ma.fields.Dict(allow_none=True)
