"""What comes in and goes out over HTTP about venues. A statement has the shape of its event, names still readable."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import TextBody, a_code, flag, several, words
from services.intake.registry.schemas import TextSchema
from shared.contracts.venues import CHANNEL_KINDS, DIVISION_KINDS
from shared.gazetteer import NAMING_RULES
from shared.web.fields import Choice, Count, Day, Line, Strict

DIVISION_CODE = r"[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{4}[A-Z][0-9]"
EQUIPMENT = ("pc", "printer", "fax", "scanner", "copier", "terminal", "camera", "other")
TENURES = ("", "owned", "shared", "rented", "lent")
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"


class SpanBody(Strict):
    """From one time of day to another, `HH:MM`."""

    opens = Line(required=True, most=5, pattern=TIME)
    closes = Line(required=True, most=5, pattern=TIME)


class OpeningDayBody(Strict):
    """Hours of one day of the week, 1 Monday to 7 Sunday."""

    weekday = Count(required=True, least=1, most=7)
    spans = several(ma.fields.Nested(SpanBody), 6)


class EquipmentBody(Strict):
    """So many machines of a kind."""

    kind = Choice(EQUIPMENT, required=True)
    count = Count(required=True, most=10_000)


class AuthorisationBody(Strict):
    """A window's authority for an item, from a day until (not including) another."""

    item = a_code(required=True)
    effective_from = Day(required=True)
    effective_to = Day(allow_none=True, load_default=None)
    complete = flag(unless_told=True)
    document = words(200)


class WindowBody(Strict):
    """A counter of a hall."""

    id = a_code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    department = a_code(required=True)
    items = several(a_code())
    internet = flag()
    comprehensive = flag()
    authorised = several(ma.fields.Nested(AuthorisationBody))


class VenueBody(Strict):
    """A hall or village point; `area_dm`: tenths of a square metre."""

    id = a_code(required=True)
    kind = Choice(("hall", "point"), required=True)
    name = ma.fields.Nested(TextBody, required=True)
    division = Line(required=True, pattern=r"[0-9]{9}([0-9]{3})?", most=12)
    area_dm = Count(required=True)
    phone = words(40)
    open_hours = words(200)
    windows = several(ma.fields.Nested(WindowBody))
    hall = words(40)
    market_rule = ma.fields.Dict(keys=ma.fields.String(), allow_none=True, load_default=None)
    market_rules = several(ma.fields.Dict(keys=ma.fields.String()), 20)
    market_hours = several(ma.fields.Nested(SpanBody), 6)
    open_on_public_holiday = flag()
    naming_rule = Choice(tuple(NAMING_RULES), load_default="anshun-2016")
    opening = several(ma.fields.Nested(OpeningDayBody), 7)
    opened_on = Day(allow_none=True, load_default=None)
    tenure = Choice(TENURES, load_default="")
    reuse_existing = flag()
    equipment = several(ma.fields.Nested(EquipmentBody), 20)
    self_service_area = flag()
    guide_desk = flag()
    hotline_aliases = several(Line(most=40), 10)
    proxy_enabled = flag(unless_told=True)


class DatedNameBody(Strict):
    """An official name from a day until (not including) another."""

    name = ma.fields.Nested(TextBody, required=True)
    effective_from = Day(required=True)
    effective_to = Day(allow_none=True, load_default=None)


class DivisionBody(Strict):
    """A division with its dated names; a management committee has a pseudo code such as `5204A1`."""

    code = Line(required=True, most=12, pattern=DIVISION_CODE)
    kind = Choice(DIVISION_KINDS, required=True)
    parent = Line(required=True, most=12, pattern=DIVISION_CODE)
    names = ma.fields.List(ma.fields.Nested(DatedNameBody), required=True, validate=ma.validate.Length(max=30))
    aliases = several(Line(most=60), 20)
    source = words(200)
    verified = flag(unless_told=True)


class PrincipalBody(Strict):
    """An office-holder's term, with the name as people read it; it is sealed before it is kept."""

    part = Choice(("first", "deputy"), required=True)
    office = ma.fields.Nested(TextBody, required=True)
    name = Line(required=True, most=60)
    account = words(40)
    effective_from = Day(required=True)
    effective_to = Day(allow_none=True, load_default=None)


class PrincipalsBody(Strict):
    """Who answers for a venue, whole: every term that is to be kept; a successor ends the term before."""

    principals = several(ma.fields.Nested(PrincipalBody), 60)


class RemedyChannelBody(Strict):
    """One way to be heard."""

    kind = Choice(CHANNEL_KINDS, required=True)
    authority = ma.fields.Nested(TextBody, required=True)
    contact = Line(required=True, most=200)
    asks = ma.fields.Nested(TextBody, required=True)
    hours = words(200)


class RemedyChannelsBody(Strict):
    """The channels a venue publishes, whole."""

    channels = several(ma.fields.Nested(RemedyChannelBody), 20)


class VenueListSchema(ma.Schema):
    """Halls and village points."""

    items = ma.fields.List(ma.fields.Nested(VenueBody))


class DivisionRowSchema(ma.Schema):
    """A division in force, by the name it bears on the day asked about."""

    code = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(DIVISION_KINDS)})
    parent = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    full_name = ma.fields.String(metadata={"description": "with the county's and the township's name before it"})
    aliases = ma.fields.List(ma.fields.String())
    effective_from = Day()
    effective_to = Day(allow_none=True)
    source = ma.fields.String()
    verified = ma.fields.Boolean()


class DivisionListSchema(ma.Schema):
    """Divisions in force on a day."""

    items = ma.fields.List(ma.fields.Nested(DivisionRowSchema))
    on = Day()


class ComplianceFindingSchema(ma.Schema):
    """One thing looked at."""

    subject = ma.fields.String()
    ok = ma.fields.Boolean()
    numerator = ma.fields.Integer()
    denominator = ma.fields.Integer()
    missing = ma.fields.List(ma.fields.String())
    basis = ma.fields.String()


class ComplianceSchema(ma.Schema):
    """A place and what was looked at."""

    venue = ma.fields.String()
    name = ma.fields.Nested(TextSchema)
    complies = ma.fields.Boolean()
    findings = ma.fields.List(ma.fields.Nested(ComplianceFindingSchema))


class ComplianceListSchema(ma.Schema):
    """Every place with what it lacks."""

    items = ma.fields.List(ma.fields.Nested(ComplianceSchema))


class HolderSchema(ma.Schema):
    """Somebody who answers for a place."""

    part = ma.fields.String(metadata={"enum": ["first", "deputy"]})
    name = ma.fields.String()
    office = ma.fields.Nested(TextSchema)
    effective_from = Day()
    effective_to = Day(allow_none=True)


class RecordSchema(ma.Schema):
    """The public record of a place besides its registration: who answers, which channels, what is missing of both."""

    venue = ma.fields.String()
    full_name = ma.fields.String(metadata={"description": "with the county's name before it"})
    principals = ma.fields.List(ma.fields.Nested(HolderSchema))
    principals_missing = ma.fields.List(ma.fields.String())
    channels = ma.fields.List(ma.fields.Nested(RemedyChannelBody))
    channels_missing = ma.fields.List(ma.fields.String())
