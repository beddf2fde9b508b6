"""The JSON endpoint of channels."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.complaints.channels.views import channels
from services.complaints.limits import RULES, VERSION
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


limits_api = Blueprint("limits", __name__, url_prefix="/api/v1/limits", description="诉求、评价、救济的时限")


class LimitSchema(ma.Schema):
    """A limit with its force and what it rests on."""

    key = ma.fields.String()
    value = ma.fields.Integer()
    unit = ma.fields.String(metadata={"enum": ["working_days", "natural_days", "hours"]})
    force = ma.fields.String(metadata={"enum": ["statutory", "internal", "unverified"]})
    basis = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    note = ma.fields.String()


class LimitsSchema(ma.Schema):
    """All of one version."""

    version = ma.fields.String()
    items = ma.fields.List(ma.fields.Nested(LimitSchema))


@limits_api.route("", methods=["GET"])
@public("people may know how long it may take, and whether law says so (S1.5a)")
@limits_api.response(200, LimitsSchema)
def list_limits() -> Any:
    """Give the limits of complaints, ratings and remedies: by law, by house rule, or still to be verified."""
    items = [
        {
            "key": key,
            "value": rule.limit.value,
            "unit": rule.limit.unit,
            "force": rule.force,
            "basis": rule.basis,
            "name": {"zh": rule.zh, "en": rule.en},
            "note": rule.note,
        }
        for key, rule in RULES.items()
    ]
    return {"version": VERSION, "items": items}


@api.route("", methods=["GET"])
@public("channels are published by duty (S2.9b)")
@api.response(200, ChannelsSchema)
def list_channels() -> Any:
    """Give the four channels, complete or with what is missing."""
    return {"items": channels(current(Complaints).replica, request_now().date())}
