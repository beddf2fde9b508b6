"""What comes in and goes out over HTTP about appointments."""

from __future__ import annotations

import marshmallow as ma

from services.intake.cases.schemas import ApplicantBody
from shared.web.fields import Choice, Day, Line, Moment, Passage, Strict


class BookingBody(Strict):
    """A time that is asked for: for what, where, when, and for whom. `by` is for clerks; others book online."""

    hall = Line(required=True, most=40)
    item = Line(required=True, most=40)
    begins = Moment(required=True)
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    by = Choice(("online", "phone", "window"), load_default="online")


class SlotQuery(ma.Schema):
    """Which times are asked for: of a hall, for an item, on one day or on all days times are given for."""

    hall = Line(required=True, most=40)
    item = Line(required=True, most=40)
    day = Day(load_default=None)


class CodeBody(Strict):
    """The query code, for whoever has no account here; it travels in the body, so that no log keeps it."""

    query_code = Line(load_default="", least=0, most=20)


class AppointmentChangeBody(CodeBody):
    """The other time."""

    begins = Moment(required=True)


class AppointmentCancelBody(CodeBody):
    """Why; a hall must say it, an applicant need not."""

    reason = Passage(load_default="", least=0, most=300)


class DayQueryOfHall(ma.Schema):
    """Which day of one's hall; today unless given."""

    day = Day(load_default=None)


class SlotSchema(ma.Schema):
    """A time and its places."""

    begins = ma.fields.String()
    ends = ma.fields.String()
    places = ma.fields.Integer()
    free = ma.fields.Integer()


class SlotDaySchema(ma.Schema):
    """A day with its times; one without times is left out."""

    day = Day()
    market_day = ma.fields.Boolean()
    slots = ma.fields.List(ma.fields.Nested(SlotSchema))


class SlotsSchema(ma.Schema):
    """The times of a hall for an item."""

    hall = ma.fields.String()
    item = ma.fields.String()
    department = ma.fields.String()
    days = ma.fields.List(ma.fields.Nested(SlotDaySchema))


class AppointmentPersonSchema(ma.Schema):
    """Who it is for, masked."""

    kind = ma.fields.String()
    name = ma.fields.String()
    id_number = ma.fields.String()
    phone = ma.fields.String()


class AppointmentSchema(ma.Schema):
    """An appointment. `query_code` is given once, to whoever booked it."""

    number = ma.fields.String()
    hall = ma.fields.String()
    department = ma.fields.String()
    item = ma.fields.String()
    day = Day()
    begins = ma.fields.String()
    ends = ma.fields.String()
    market_day = ma.fields.Boolean()
    by = ma.fields.String(metadata={"enum": ["online", "phone", "window"]})
    status = ma.fields.String(metadata={"enum": ["booked", "arrived", "kept", "missed", "cancelled"]})
    ended_by = ma.fields.String(metadata={"enum": ["", "applicant", "hall"]})
    reason = ma.fields.String()
    changes = ma.fields.Integer()
    ticket = ma.fields.String()
    applicant = ma.fields.Nested(AppointmentPersonSchema)
    query_code = ma.fields.String()


class AppointmentsSchema(ma.Schema):
    """Appointments of a day, or one's own."""

    items = ma.fields.List(ma.fields.Nested(AppointmentSchema))
