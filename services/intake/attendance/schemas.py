"""What comes in and goes out over HTTP about a venue's day."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import a_code
from shared.contracts.attendance import PURPOSES
from shared.web.fields import Choice, Count, Day, Passage, Strict


class CheckInBody(Strict):
    """Where one begins work; who and when are the server's word."""

    post = a_code(required=True)


class InspectionBody(Strict):
    """What an inspector found."""

    open = ma.fields.Boolean(required=True, truthy={True}, falsy={False})
    present = Count(required=True, most=500)
    purpose = Choice(PURPOSES, load_default="check")
    note = Passage(least=0, most=500, load_default="")


class QuarterQuery(ma.Schema):
    """Any day of the quarter asked about; this one unless given."""

    day = Day(load_default=None)


class LookedAfterSchema(ma.Schema):
    """A village point in a quarter: how often somebody came, for what, and when last."""

    point = ma.fields.String()
    division = ma.fields.String()
    check = ma.fields.Integer()
    guidance = ma.fields.Integer()
    training = ma.fields.Integer()
    last = Day(allow_none=True)
    unchecked = ma.fields.Boolean(metadata={"description": "not checked once in the quarter (S2.1f)"})


class LookedAfterListSchema(ma.Schema):
    """Every point of one's jurisdiction, those nobody checked first."""

    first = Day()
    following = Day(metadata={"description": "the first day of the next quarter"})
    items = ma.fields.List(ma.fields.Nested(LookedAfterSchema))


class DayDueBody(Strict):
    """Which day is settled; today unless given."""

    day = Day(load_default=None)


class PresenceSchema(ma.Schema):
    """One shift, or one check-in without a shift."""

    half = ma.fields.String(metadata={"enum": ["am", "pm"]})
    post = ma.fields.String()
    a = ma.fields.String()
    b = ma.fields.String()
    acting = ma.fields.String(metadata={"description": "who holds it as leave stands; empty: nobody"})
    due_at = ma.fields.String(allow_none=True)
    state = ma.fields.String(metadata={"enum": ["coming", "here", "left", "late", "empty", "gap"]})
    staff = ma.fields.String(metadata={"description": "who checked in"})
    since = ma.fields.String(allow_none=True)
    until = ma.fields.String(allow_none=True)
    late_minutes = ma.fields.Integer()


class VenueDaySchema(ma.Schema):
    """A venue's day."""

    venue = ma.fields.String()
    day = Day()
    duty = ma.fields.Boolean(metadata={"description": "a market-day weekend on which it must open"})
    verdict = ma.fields.String(metadata={"enum": ["", "opened", "missed"]})
    shifts = ma.fields.List(ma.fields.Nested(PresenceSchema))
    inspections = ma.fields.Integer()


class AtWorkSchema(ma.Schema):
    """What the day holds of whoever asked, after a check-in or check-out."""

    venue = ma.fields.String()
    day = Day()
    post = ma.fields.String()
    half = ma.fields.String()
    standing = ma.fields.String(metadata={"enum": ["a", "b", "other"]})
    since = ma.fields.String()
    until = ma.fields.String(allow_none=True)
    late_minutes = ma.fields.Integer()
