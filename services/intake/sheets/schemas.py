"""What comes in and goes out over HTTP about notice sheets."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.fields import Line, Moment, Strict
from shared.web.paging import PagingQuery


class IssueBody(Strict):
    """A sheet that is handed out: of which item, at which window of one's own hall."""

    item = Line(required=True, most=40)
    window = Line(required=True, most=40)
    occurred_at = Moment()


class SheetSchema(ma.Schema):
    """A sheet that was handed out. `check_code` proves the number; `url` is where the sheet stands."""

    sheet_no = ma.fields.String()
    item = ma.fields.String()
    item_version = ma.fields.Integer()
    item_name = ma.fields.String()
    hall = ma.fields.String()
    window = ma.fields.String()
    department = ma.fields.String()
    given_at = ma.fields.String()
    check_code = ma.fields.String()
    url = ma.fields.String()


class SheetQuery(PagingQuery):
    """Which sheets of one's hall are asked for."""

    item = Line(load_default="", least=0, most=40)
    window = Line(load_default="", least=0, most=40)

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Any:
        """Keep the filters beside the page."""
        return {"paging": super().paging(data), "item": data["item"], "window": data["window"]}
