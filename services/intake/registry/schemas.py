"""What comes in and goes out over HTTP about the register. A statement has the shape of its event."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import marshmallow as ma

from services.intake.registry.parts import TextBody
from services.intake.registry.parts import a_code as _code
from services.intake.registry.parts import flag as _flag
from services.intake.registry.parts import several as _several
from shared.contracts import Event, decode
from shared.contracts.offices import Standing
from shared.identity import ROLES
from shared.web.fields import Choice, Day, Line, Strict

STANDINGS: tuple[str, ...] = get_args(Standing)


class DepartmentBody(Strict):
    """A department or station that answers for items."""

    code = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    nature = Line(required=True)
    division = Line(required=True, pattern=r"[0-9]{6}([0-9]{3}([0-9]{3})?)?", most=12)
    credit_code = Line(required=True, most=18)
    synthetic = _flag()
    review_authority = Line(load_default="", least=0)
    body = Line(load_default="", least=0, most=1)
    standing = Choice(STANDINGS, load_default="")
    acts_for = Line(load_default="", least=0)
    level = Line(load_default="", least=0, most=1)
    vertical = _flag()
    superior = Line(load_default="", least=0)
    superior_code = Line(load_default="", least=0, most=40)
    phone = Line(load_default="", least=0, most=40)


class StaffBody(Strict):
    """An account; its password is set beside it and never here."""

    id = _code(required=True)
    role = Choice(tuple(ROLES), required=True)
    unit = Line(load_default="", least=0, most=40)
    hall = Line(load_default="", least=0, most=40)
    divisions = _several(Line(most=12, pattern=r"[0-9]{2,12}"))
    demo = _flag()
    partner = Line(load_default="", least=0, most=40)
    effective_from = Day(load_default=None, allow_none=True)
    effective_to = Day(load_default=None, allow_none=True)


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


class DepartmentListSchema(ma.Schema):
    """Departments and stations."""

    items = ma.fields.List(ma.fields.Nested(DepartmentBody))


class StatedSchema(ma.Schema):
    """A statement as the register holds it now."""

    type = ma.fields.String()
    version = ma.fields.Integer()
    data = ma.fields.Dict(keys=ma.fields.String())
