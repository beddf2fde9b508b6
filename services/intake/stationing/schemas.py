"""What comes in and goes out about stays, exemptions, windows' authority and admissions. A statement's own shape."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.registry.parts import a_code, several, words
from shared.contracts.abilities import Ability
from shared.contracts.duties import Ground, Mode, Scope, Stage
from shared.web.fields import Choice, Count, Day, Line, Strict

MODES: tuple[str, ...] = get_args(Mode)
SCOPES: tuple[str, ...] = get_args(Scope)
GROUNDS: tuple[str, ...] = get_args(Ground)
STAGES: tuple[str, ...] = get_args(Stage)
HOW = ("inspection", "complaint", "self_report")
FIRST_DAY = {"description": "the first day on which it holds"}
LAST_DAY = {"description": "the first day on which it no longer holds; null: until further notice"}


class StayBody(Strict):
    """A time in which a department serves at a hall in one way."""

    mode = Choice(MODES, required=True)
    effective_from = Day(required=True, metadata=FIRST_DAY)
    effective_to = Day(load_default=None, allow_none=True, metadata=LAST_DAY)
    document = words()


class StationingBody(Strict):
    """How a department serves at a hall, over all times."""

    hall = a_code(required=True)
    department = a_code(required=True)
    stays = several(ma.fields.Nested(StayBody), 60)


class ExemptionBody(Strict):
    """A department need not serve at a hall, or an item need not be done there or online."""

    id = a_code(required=True)
    hall = a_code(required=True)
    department = words(40)
    item = words(40)
    scope = Choice(SCOPES, required=True)
    ground = Choice(GROUNDS, required=True)
    reason = Line(required=True, most=500)
    approved_by = Line(required=True)
    approver_level = Line(required=True, pattern="[1-7]", most=1)
    document_no = Line(required=True)
    approved_on = Day(required=True)
    effective_from = Day(required=True, metadata=FIRST_DAY)
    effective_to = Day(required=True, metadata={"description": "the day from which it counts again"})


class AdmissionBody(Strict):
    """Where an item stands on its way into a hall."""

    hall = a_code(required=True)
    item = a_code(required=True)
    stage = Choice(STAGES, required=True)
    due_from = Day(required=True)
    entered_on = Day(load_default=None, allow_none=True)
    announced_on = Day(load_default=None, allow_none=True)
    withdrawn_from = Day(load_default=None, allow_none=True)
    reason = words(500)
    basis = Line(required=True, most=300)


class OutsideBody(Strict):
    """An item was handled past the hall."""

    id = a_code(required=True)
    hall = a_code(required=True)
    item = a_code(required=True)
    department = a_code(required=True)
    handled_on = Day(required=True)
    found_on = Day(required=True)
    how = Choice(HOW, required=True)
    document_no = Line(required=True)
    count = Count(load_default=1, least=1, most=100_000)


class StationingListSchema(ma.Schema):
    """Which departments serve at which hall."""

    items = ma.fields.List(ma.fields.Nested(StationingBody))


class ExemptionRowSchema(ExemptionBody):
    """An exemption, and whether it holds on the day asked for."""

    holds = ma.fields.Boolean()


class ExemptionListSchema(ma.Schema):
    """Exemptions on a day."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(ExemptionRowSchema))


class AdmissionRowSchema(AdmissionBody):
    """An admission, and what follows from it on the day asked for."""

    ability = ma.fields.String(metadata={"enum": [each.value for each in Ability]})


class AdmissionListSchema(ma.Schema):
    """Items on their way into halls, on a day."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(AdmissionRowSchema))


class OutsideListSchema(ma.Schema):
    """What was found handled past the halls."""

    items = ma.fields.List(ma.fields.Nested(OutsideBody))
