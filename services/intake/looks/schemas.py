"""What comes in and goes out over HTTP about looks."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.cases.schemas import KINDS
from shared.web.fields import Choice, Line, Strict
from shared.web.paging import PagingQuery


class LookQuery(PagingQuery):
    """Which looks are asked for: at a case, or by a reader."""

    case_no = Line(most=40, load_default="", least=0)
    reader = Line(most=60, load_default="", least=0)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        return {"paging": super().paging(data), "case_no": data["case_no"], "reader": data["reader"]}


class OwnBody(Strict):
    """Who asks for themselves: the number of a case or proxy of theirs, and their identity number or credit code."""

    number = Line(required=True, most=40)
    kind = Choice(KINDS, load_default="1")
    id_number = Line(required=True, most=18)


class LookSchema(ma.Schema):
    """One look: who saw which fields, in which role, for what, when."""

    reader = ma.fields.String()
    role = ma.fields.String()
    purpose = ma.fields.String()
    fields_seen = ma.fields.List(ma.fields.String(), attribute="fields", data_key="fields")
    case_no = ma.fields.String()
    seen_at = ma.fields.String(metadata={"format": "date-time"})
    hash = ma.fields.String(metadata={"description": "of the commit behind it"})


class OwnMatterSchema(ma.Schema):
    """What somebody sees of their own matter without an account: where it stands, and who looked at their data."""

    number = ma.fields.String()
    case_no = ma.fields.String()
    status = ma.fields.String()
    item_name = ma.fields.String()
    received_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    promised_due = ma.fields.String(allow_none=True, metadata={"format": "date"})
    looks = ma.fields.List(ma.fields.Nested(LookSchema))
