"""The JSON endpoint of channels."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.complaints.channels.views import channels
from services.complaints.service import Complaints
from shared.identity.access import public
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import request_now

api = Blueprint("channels", __name__, url_prefix="/api/v1/channels", description="投诉、举报、监督、复议渠道")


class TextSchema(ma.Schema):
    """A text for people."""

    zh = ma.fields.String()
    en = ma.fields.String()


class EntrySchema(ma.Schema):
    """One door."""

    name = ma.fields.Nested(TextSchema)
    contact = ma.fields.String()
    asks = ma.fields.Nested(TextSchema)


class ChannelSchema(ma.Schema):
    """One channel; `missing` names the doors whose contact is not published."""

    kind = ma.fields.String(metadata={"enum": ["complaint", "report", "supervision", "reconsideration"]})
    name = ma.fields.Nested(TextSchema)
    asks = ma.fields.Nested(TextSchema)
    entries = ma.fields.List(ma.fields.Nested(EntrySchema))
    missing = ma.fields.List(ma.fields.String())


class ChannelsSchema(ma.Schema):
    """All four."""

    items = ma.fields.List(ma.fields.Nested(ChannelSchema))


@api.route("", methods=["GET"])
@public("channels are published by duty (S2.9b)")
@api.response(200, ChannelsSchema)
def list_channels() -> Any:
    """Give the four channels, complete or with what is missing."""
    return {"items": channels(current(Complaints).replica, request_now().date())}
