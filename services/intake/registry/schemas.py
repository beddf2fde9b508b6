"""What comes in and goes out over HTTP about the register. A statement has the shape of its event."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma

from services.intake.registry.parts import TextBody
from services.intake.registry.parts import a_code as _code
from services.intake.registry.parts import flag as _flag
from services.intake.registry.parts import several as _several
from shared.contracts import Event, decode
from shared.identity import ROLES
from shared.web.fields import Choice, Count, Day, Line, Strict


class DepartmentBody(Strict):
    """A department or station that answers for items."""

    code = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    nature = Line(required=True)
    division = Line(required=True, pattern=r"[0-9]{6}([0-9]{3}([0-9]{3})?)?", most=12)
    credit_code = Line(required=True, most=18)
    synthetic = _flag()
    review_authority = Line(load_default="", least=0)


class WindowBody(Strict):
    """A counter of a hall."""

    id = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    department = _code(required=True)
    items = _several(_code())


class VenueBody(Strict):
    """A hall or village point; `area_dm`: tenths of a square metre."""

    id = _code(required=True)
    kind = Choice(("hall", "point"), required=True)
    name = ma.fields.Nested(TextBody, required=True)
    division = Line(required=True, pattern=r"[0-9]{9}([0-9]{3})?", most=12)
    area_dm = Count(required=True)
    phone = Line(load_default="", least=0, most=40)
    open_hours = Line(load_default="", least=0, most=200)
    windows = _several(ma.fields.Nested(WindowBody))
    hall = Line(load_default="", least=0, most=40)
    market_rule = ma.fields.Dict(keys=ma.fields.String(), allow_none=True, load_default=None)


class CalendarBody(Strict):
    """One year's working days, with the hash of its content."""

    year = Count(required=True, least=2000, most=2200)
    status = Choice(("official", "provisional"), required=True)
    doc_no = Line(required=True, most=300)
    off_days = ma.fields.List(Day(), required=True, validate=ma.validate.Length(max=366))
    work_weekends = ma.fields.List(Day(), required=True, validate=ma.validate.Length(max=366))
    hash = Line(required=True, pattern=r"[0-9a-f]{64}", most=64)


class StaffBody(Strict):
    """An account; its password is set beside it and never here."""

    id = _code(required=True)
    role = Choice(tuple(ROLES), required=True)
    unit = Line(load_default="", least=0, most=40)
    hall = Line(load_default="", least=0, most=40)
    divisions = _several(Line(most=12, pattern=r"[0-9]{2,12}"))
    demo = _flag()


def statement(type_name: str, body: dict[str, Any]) -> Event:
    """Make the event that a checked body states."""
    return decode(type_name, _plain(body))


def _plain(value: Any) -> Any:
    """Write dates as text, as stored events have them."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
    return value


class TextSchema(ma.Schema):
    """A text in two languages."""

    zh = ma.fields.String()
    en = ma.fields.String()


class VenueListSchema(ma.Schema):
    """Halls and village points."""

    items = ma.fields.List(ma.fields.Nested(VenueBody))


class DepartmentListSchema(ma.Schema):
    """Departments and stations."""

    items = ma.fields.List(ma.fields.Nested(DepartmentBody))


class StatedSchema(ma.Schema):
    """A statement as the register holds it now."""

    type = ma.fields.String()
    version = ma.fields.Integer()
    data = ma.fields.Dict(keys=ma.fields.String())
