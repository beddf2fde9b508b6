"""Bodies and answers about calendars, local days off and openings; the edge only."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import lazy_gettext as _l

from services.intake.registry.parts import note
from shared.web.fields import Choice, Count, Day, Line, Strict


def _days() -> ma.fields.List[Any]:
    """Give the field of a list of days, which may be empty and may not be left out."""
    told = dict.fromkeys(("required", "null"), _l("必须填写"))
    return ma.fields.List(Day(), required=True, validate=ma.validate.Length(max=366), error_messages=told)


class CalendarBody(Strict):
    """One year's working days. `hash`: SHA-256 of the content; where it is given it must fit."""

    year = Count(required=True, least=2000, most=2200)
    status = Choice(("official", "provisional"), required=True)
    doc_no = Line(load_default="", least=0, most=300)
    off_days = _days()
    work_weekends = _days()
    hash = Line(load_default="", least=0, pattern=r"[0-9a-f]{64}", most=64)
    source_url = Line(load_default="", least=0, pattern=r"https?://[^\s]+", most=500)
    published_on = Day(load_default=None, allow_none=True)


class LocalDaysBody(Strict):
    """A county's own days off in one year; none, where it has none any more."""

    division = Line(required=True, pattern=r"[0-9]{6}", most=6)
    year = Count(required=True, least=2000, most=2200)
    days = _days()
    doc_no = Line(required=True, most=300)
    occasion = note()


class CalendarYearSchema(ma.Schema):
    """One year as deadlines are counted on it."""

    year = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": ["official", "provisional"]})
    provisional = ma.fields.Boolean(metadata={"description": "no official notice is known yet"})
    doc_no = ma.fields.String()
    source_url = ma.fields.String()
    published_on = ma.fields.String(allow_none=True)
    off_days = ma.fields.List(ma.fields.String())
    work_weekends = ma.fields.List(ma.fields.String())
    hash = ma.fields.String()
    version = ma.fields.String(metadata={"description": "the name under which deadlines cite it"})


class CalendarListSchema(ma.Schema):
    """The years that are known, the packaged ones included."""

    items = ma.fields.List(ma.fields.Nested(CalendarYearSchema))


class LocalDaysSchema(LocalDaysBody):
    """A county's own days off in one year."""


class LocalDaysListSchema(ma.Schema):
    """Days off of jurisdictions; none unless published."""

    items = ma.fields.List(ma.fields.Nested(LocalDaysSchema))


class DivisionQuery(ma.Schema):
    """The jurisdiction asked about; all unless named."""

    division = Line(load_default="", least=0, most=12, pattern=r"[0-9]{2,12}")


class OpeningsQuery(ma.Schema):
    """The days asked about, both included."""

    first = Day(data_key="from", load_default=None)
    last = Day(data_key="to", load_default=None)


class WordsSchema(ma.Schema):
    """A reason, and its words in Chinese and English."""

    reason = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()


class MarketReasonSchema(ma.Schema):
    """Why a day is a market day."""

    type = ma.fields.String()
    zh = ma.fields.String()
    en = ma.fields.String()


class OpeningSchema(ma.Schema):
    """A market day of the venue."""

    date = ma.fields.String()
    market = ma.fields.List(ma.fields.Nested(MarketReasonSchema))
    duty = ma.fields.Boolean(metadata={"description": "a weekend on which the venue must be staffed (S2.6a)"})
    why_not = ma.fields.Nested(WordsSchema, allow_none=True)
    provisional = ma.fields.Boolean(metadata={"description": "the year has no official calendar yet"})


class OpeningsSchema(ma.Schema):
    """A venue's market days between two days, and which of them oblige it to open."""

    venue = ma.fields.String()
    first = ma.fields.String(data_key="from")
    last = ma.fields.String(data_key="to")
    market_rule = ma.fields.Dict(allow_none=True)
    days = ma.fields.List(ma.fields.Nested(OpeningSchema))
    opening_duties = ma.fields.List(ma.fields.String())
    provisional = ma.fields.Boolean()
    calendar = ma.fields.List(ma.fields.String())
