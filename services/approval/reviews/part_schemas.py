"""What goes out of the parts of a review: opinions, statements, the hearing, the way up; nothing behind the edge knows
these. They name every field that the facts have (see `shared.contracts.approval`, `hearings` and `superiors`)."""

from __future__ import annotations

import marshmallow as ma

from services.approval.reviews.bodies import PARTIES
from shared.web.fields import Count


def day(*, none: bool = False) -> ma.fields.String:
    """A day as documents keep it, `YYYY-MM-DD`."""
    return ma.fields.String(allow_none=none, metadata={"format": "date"})


def party() -> ma.fields.String:
    """Who speaks."""
    return ma.fields.String(metadata={"enum": list(PARTIES)})


class LimitSchema(ma.Schema):
    """A limit as published."""

    value = Count(least=0, most=10_000)
    unit = ma.fields.String(metadata={"enum": ["working_days", "natural_days", "hours", "same_day"]})
    note = ma.fields.String()


class TextSchema(ma.Schema):
    """A text in both languages."""

    zh = ma.fields.String()
    en = ma.fields.String()


class OpinionSchema(ma.Schema):
    """The opinion of a consulted department."""

    department = ma.fields.String()
    opinion = ma.fields.String(metadata={"enum": ["agree", "disagree"]})
    text = ma.fields.String()


class InterestedSchema(ma.Schema):
    """How many interested parties were told, of what, and until when they may speak."""

    parties = ma.fields.Integer()
    matter = ma.fields.String()
    document_no = ma.fields.String()
    told_on = day()
    reply_by = day(none=True)


class SaidSchema(ma.Schema):
    """That a party was heard, and what became of it; what was said is read at `/statements`."""

    party = party()
    heard_on = day()
    adopted = ma.fields.Boolean()
    answer = ma.fields.String()


class DatesSchema(ma.Schema):
    """Both last days as they were told on one occasion, with the calendar versions they were counted on."""

    promised_due = day()
    statutory_due = day(none=True)
    provisional = ma.fields.Boolean()
    calendar = ma.fields.List(ma.fields.String())


class ExtensionSchema(ma.Schema):
    """The one extension of the limit by law."""

    added = ma.fields.Nested(LimitSchema)
    office = ma.fields.String(metadata={"enum": ["agency_head", "government_head"]})
    reasons = ma.fields.String()
    document_no = ma.fields.String()
    told_on = day()
    before = ma.fields.Nested(DatesSchema)
    dates = ma.fields.Nested(DatesSchema)


class OfferedSchema(ma.Schema):
    """A party was told of its right to a hearing."""

    party = party()
    matter = ma.fields.String()
    document_no = ma.fields.String()
    told_on = day()
    request_by = day()


class RequestedSchema(ma.Schema):
    """A party asked for the hearing."""

    party = party()
    requested_on = day()
    hold_by = day()


class WaivedSchema(ma.Schema):
    """A party gave the hearing up in writing."""

    party = party()
    document_no = ma.fields.String()
    waived_on = day()


class ScheduledSchema(ma.Schema):
    """When, where and under whom the hearing is held, and the notice that says so."""

    held_on = day()
    place = ma.fields.String()
    moderator = ma.fields.String()
    notice_no = ma.fields.String()
    noticed_on = day()


class HeldSchema(ma.Schema):
    """The record of the hearing."""

    record_no = ma.fields.String()
    held_on = day()
    summary = ma.fields.String()


class HearingSchema(ma.Schema):
    """The chain of the hearing, by party (art. 46 to 48)."""

    offered = ma.fields.List(ma.fields.Nested(OfferedSchema))
    requested = ma.fields.List(ma.fields.Nested(RequestedSchema))
    waived = ma.fields.List(ma.fields.Nested(WaivedSchema))
    scheduled = ma.fields.Nested(ScheduledSchema, allow_none=True)
    held = ma.fields.Nested(HeldSchema, allow_none=True)


class ForwardedSchema(ma.Schema):
    """What went up: the initial opinion, the list of the file, and the limits as they were counted then."""

    superior = ma.fields.String()
    route = ma.fields.String(metadata={"enum": ["self", "window"]})
    opinion = ma.fields.String()
    passed = ma.fields.Boolean()
    materials = ma.fields.List(ma.fields.String())
    points = ma.fields.List(ma.fields.String())
    forwarded_on = day()
    initial_due = day()
    limit = ma.fields.Nested(LimitSchema, allow_none=True)
    superior_due = day(none=True)


class AnsweredSchema(ma.Schema):
    """The superior unit's word."""

    superior = ma.fields.String()
    outcome = ma.fields.String(metadata={"enum": ["approved", "refused", "returned"]})
    document_no = ma.fields.String()
    reasons = ma.fields.String()
    basis = ma.fields.String()
    decided_at = ma.fields.String(metadata={"format": "date-time"})


class WayUpSchema(ma.Schema):
    """The way to the superior unit and back; `route` is empty until the applicant has chosen."""

    needed = ma.fields.Boolean()
    route = ma.fields.String(metadata={"enum": ["", "self", "window"]})
    forwarded = ma.fields.Nested(ForwardedSchema, allow_none=True)
    answer = ma.fields.Nested(AnsweredSchema, allow_none=True)


class CertificateEndSchema(ma.Schema):
    """Why and when a certificate ended."""

    number = ma.fields.String()
    manner = ma.fields.String(metadata={"enum": ["revoked", "withdrawn", "cancelled"]})
    document_no = ma.fields.String()
    reasons = ma.fields.String()
    basis = ma.fields.String()
    ended_on = day()


class ExplanationSchema(ma.Schema):
    """Why a promise was not kept, as everybody may read it."""

    reasons = ma.fields.String()
    due = day()
    explained_on = day()
