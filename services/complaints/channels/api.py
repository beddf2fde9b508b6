"""The JSON endpoint of channels."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.complaints.channels.limits_view import Shown, shown
from services.complaints.channels.views import channels
from services.complaints.limits import Rule, held_on
from services.complaints.service import Complaints
from shared.identity.access import public
from shared.statements import Change
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


class LimitChangeSchema(ma.Schema):
    """One limit as the statement before had it, and as this one has it."""

    before = ma.fields.Nested(LimitSchema)
    after = ma.fields.Nested(LimitSchema)


class LimitStatementSchema(ma.Schema):
    """One statement; it holds for what begins on its first day or later, until the first day of the next."""

    version = ma.fields.String()
    effective_from = ma.fields.Date()
    followed_on = ma.fields.Date(allow_none=True)
    holds = ma.fields.Boolean(metadata={"description": "for what begins today"})
    changes = ma.fields.List(ma.fields.Nested(LimitChangeSchema))


class LimitsSchema(ma.Schema):
    """The limits that hold for what begins today, and every statement with its days."""

    version = ma.fields.String()
    items = ma.fields.List(ma.fields.Nested(LimitSchema))
    statements = ma.fields.List(ma.fields.Nested(LimitStatementSchema))


@limits_api.route("", methods=["GET"])
@public("people may know how long it may take, and whether law says so (S1.5a)")
@limits_api.response(200, LimitsSchema)
def list_limits() -> Any:
    """Give the limits of complaints, ratings and remedies: by law, by house rule, or still to be verified.

    `items` hold for what begins today; what began under an earlier statement keeps that one to its end.
    """
    today = request_now().date()
    held = held_on(today)
    items = [_limit(key, rule) for key, rule in held.rules.items()]
    return {"version": held.name, "items": items, "statements": [_statement(each) for each in shown(today)]}


def _statement(each: Shown) -> dict[str, Any]:
    return {
        "version": each.statement.name,
        "effective_from": each.statement.effective_from,
        "followed_on": each.followed_on,
        "holds": each.holds,
        "changes": [_change(one) for one in each.changes],
    }


def _change(one: Change[Rule]) -> dict[str, Any]:
    return {"before": _limit(one.key, one.before), "after": _limit(one.key, one.after)}


def _limit(key: str, rule: Rule) -> dict[str, Any]:
    return {
        "key": key,
        "value": rule.limit.value,
        "unit": rule.limit.unit,
        "force": rule.force,
        "basis": rule.basis,
        "name": {"zh": rule.zh, "en": rule.en},
        "note": rule.note,
    }


@api.route("", methods=["GET"])
@public("channels are published by duty (S2.9b)")
@api.response(200, ChannelsSchema)
def list_channels() -> Any:
    """Give the four channels, complete or with what is missing."""
    return {"items": channels(current(Complaints).replica, request_now().date())}
