"""What comes in and goes out of the register over HTTP."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from shared.contracts.remedies import Ground, Ruling
from shared.web.fields import Choice, Day, Line, Moment, Strict
from shared.web.paging import PagingQuery

GROUNDS: tuple[str, ...] = get_args(Ground)
RULINGS: tuple[str, ...] = get_args(Ruling)
_DAY = {"format": "date"}
_BEFORE = {**_DAY, "description": "counted before a calendar was published"}


class RemedyQuery(PagingQuery):
    """Which files are asked for; loads to `{"paging": ..., filters}`."""

    department = Line(most=40, least=0, load_default="")

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        filters = {name: data[name] for name in ("department", "status")}
        return {"paging": super().paging(data), **filters}


class ReconsiderationQuery(RemedyQuery):
    """Which reconsiderations."""

    status = Choice(("", "received", "correcting", "accepted", "decided"), load_default="")


class LitigationQuery(RemedyQuery):
    """Which lawsuits."""

    status = Choice(("", "filed", "decided"), load_default="")


class ReconsiderationForm(Strict):
    """An application: about a case, or about a department and an item; the authority comes from the register."""

    case_no = Line(least=0, most=23, load_default="", pattern=r"[0-9]{22}[0-9Xx]")
    department = Line(least=0, most=40, load_default="")
    item = Line(least=0, most=60, load_default="")
    authority = Line(least=0, most=100, load_default="", metadata={"description": "checked against the register"})
    ground = Choice(GROUNDS, required=True)
    received_on = Day(required=True)
    known_on = Day(required=True)
    told = Choice(("yes", "no"), load_default="yes")
    rights_known_on = Day(load_default=None, allow_none=True)
    document_no = Line(least=0, most=60, load_default="")
    simplified = Choice(("yes", "no"), load_default="no")


class ReconsiderationBody(ReconsiderationForm):
    """The same over the API."""

    occurred_at = Moment()


class LitigationForm(Strict):
    """A lawsuit: about a case, a department, or what a reconsideration was about (`after`)."""

    case_no = Line(least=0, most=23, load_default="", pattern=r"[0-9]{22}[0-9Xx]")
    department = Line(least=0, most=40, load_default="")
    item = Line(least=0, most=60, load_default="")
    after = Line(least=0, most=30, load_default="")
    court = Line(least=0, most=100, load_default="")
    court_no = Line(least=0, most=60, load_default="")
    ground = Choice(GROUNDS, load_default="decision")
    filed_on = Day(required=True)
    known_on = Day(required=True)


class LitigationBody(LitigationForm):
    """The same over the API."""

    occurred_at = Moment()


class DayForm(Strict):
    """The day on which something happened at the authority."""

    on = Day(required=True)


class DayBody(DayForm):
    """The same over the API."""

    occurred_at = Moment()


class NoForm(Strict):
    """Nothing more is needed."""


class NoBody(NoForm):
    """The same over the API."""

    occurred_at = Moment()


class RulingForm(Strict):
    """What was decided, when, and when it was served."""

    outcome = Choice(RULINGS, required=True)
    decided_on = Day(required=True)
    served_on = Day(load_default=None, allow_none=True)
    document_no = Line(least=0, most=60, load_default="")


class RulingBody(RulingForm):
    """The same over the API."""

    occurred_at = Moment()


class JudgmentForm(Strict):
    """What the court decided; `final`: nothing more can be raised against it."""

    outcome = Choice(RULINGS, required=True)
    decided_on = Day(required=True)
    document_no = Line(least=0, most=60, load_default="")
    final = Choice(("yes", "no"), load_default="no")


class JudgmentBody(JudgmentForm):
    """The same over the API."""

    occurred_at = Moment()


class RemedySchema(ma.Schema):
    """What reconsiderations and lawsuits have in common."""

    number = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String()
    case_no = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    item = ma.fields.String()
    ground = ma.fields.String(metadata={"enum": list(GROUNDS)})
    known_on = ma.fields.String(metadata=_DAY)
    in_time = ma.fields.Boolean()
    provisional = ma.fields.Boolean()
    outcome = ma.fields.String()
    decided_on = ma.fields.String(allow_none=True, metadata=_DAY)
    ruling_no = ma.fields.String()
    sue_by = ma.fields.String(allow_none=True, metadata=_DAY)
    sue_before = ma.fields.String(allow_none=True, metadata=_BEFORE)


class ReconsiderationSchema(RemedySchema):
    """A reconsideration with every last day."""

    authority = ma.fields.String()
    received_on = ma.fields.String(metadata=_DAY)
    told = ma.fields.Boolean()
    apply_by = ma.fields.String(metadata=_DAY)
    asked_on = ma.fields.String(allow_none=True, metadata=_DAY)
    corrected_on = ma.fields.String(allow_none=True, metadata=_DAY)
    apply_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    examine_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    supply_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    decide_before = ma.fields.String(allow_none=True, metadata=_BEFORE)
    examine_by = ma.fields.String(allow_none=True, metadata=_DAY)
    supply_by = ma.fields.String(allow_none=True, metadata=_DAY)
    accepted_on = ma.fields.String(allow_none=True, metadata=_DAY)
    manner = ma.fields.String(metadata={"enum": ["", "decided", "deemed"]})
    simplified = ma.fields.Boolean()
    decide_by = ma.fields.String(allow_none=True, metadata=_DAY)
    extended = ma.fields.Boolean()
    overdue = ma.fields.Boolean()
    decided_in_time = ma.fields.Boolean(allow_none=True)
    served_on = ma.fields.String(allow_none=True, metadata=_DAY)


class LitigationSchema(RemedySchema):
    """A lawsuit."""

    court = ma.fields.String()
    court_no = ma.fields.String()
    filed_on = ma.fields.String(metadata=_DAY)
    after = ma.fields.String()
    final = ma.fields.Boolean()
