"""What comes in and goes out over HTTP about the register. A statement has the shape of its event."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import marshmallow as ma

from shared.contracts import Event, decode
from shared.contracts.limits import Unit
from shared.identity import ROLES
from shared.web.fields import Choice, Count, Day, Line, Passage, Strict

UNITS: tuple[str, ...] = get_args(Unit)
CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"


def _code(**kwargs: Any) -> Line:
    return Line(most=40, pattern=CODE, **kwargs)


def _several(inner: ma.fields.Field[Any], most: int = 200) -> ma.fields.List[Any]:
    return ma.fields.List(inner, load_default=list, validate=ma.validate.Length(max=most))


def _flag() -> ma.fields.Boolean:
    return ma.fields.Boolean(load_default=False, truthy={True}, falsy={False})


class TextBody(Strict):
    """A text in Chinese, and in English where there is one."""

    zh = Passage(required=True)
    en = Passage(load_default="", least=0)


class LimitBody(Strict):
    """A limit: a number and its unit."""

    value = Count(required=True, most=1000)
    unit = Choice(UNITS, required=True)
    note = Line(load_default="", least=0, most=200)


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


class MaterialBody(Strict):
    """A paper the guide asks for."""

    code = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    required = ma.fields.Boolean(load_default=True, truthy={True}, falsy={False})
    tolerable = _flag()


class PointBody(Strict):
    """A point of the review checklist."""

    code = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)


class ItemBody(Strict):
    """An item with its guide, whole."""

    code = _code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    category = Line(required=True)
    department = _code(required=True)
    item_type = Line(required=True, pattern=r"[0-9]{2}", most=2)
    kind = Choice(("instant", "promised"), required=True)
    promised = ma.fields.Nested(LimitBody, required=True)
    statutory = ma.fields.Nested(LimitBody, required=True, allow_none=True)
    verified = _flag()
    materials = _several(ma.fields.Nested(MaterialBody), 60)
    review_points = _several(ma.fields.Nested(PointBody), 60)
    basis = _several(Line(most=300), 60)
    effective_from = Day(required=True)
    superior_approval = _flag()
    village_proxy = _flag()
    deemed_acceptance = _flag()
    fee_cents = Count(load_default=0, most=100_000_000)
    delegated_by = Line(load_default="", least=0)
    conditions = ma.fields.Nested(TextBody, load_default=lambda: {"zh": "", "en": ""})
    result = ma.fields.Nested(TextBody, load_default=lambda: {"zh": "", "en": ""})


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


class ItemRowSchema(ma.Schema):
    """An item in a list."""

    code = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    category = ma.fields.String()
    department = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": ["instant", "promised"]})
    halls = ma.fields.List(ma.fields.String(), metadata={"description": "the halls whose windows take it"})


class ItemListSchema(ma.Schema):
    """The items on the register."""

    items = ma.fields.List(ma.fields.Nested(ItemRowSchema))


class GuidePlaceSchema(ma.Schema):
    """A window that takes the item."""

    hall = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    window = ma.fields.String()
    window_name = ma.fields.Nested(TextSchema)
    phone = ma.fields.String()
    open_hours = ma.fields.String()


class GuideSchema(ma.Schema):
    """An item's guide: everything an applicant may rely on (S1.5a), at one version."""

    item = ma.fields.Nested(ItemBody)
    version = ma.fields.Integer()
    department = ma.fields.Nested(DepartmentBody)
    places = ma.fields.List(ma.fields.Nested(GuidePlaceSchema))


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
