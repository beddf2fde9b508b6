"""What comes in and goes out about delegations. A statement has the shape of its event."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import TextBody, a_code, several, words
from shared.web.fields import Day, Line, Strict


class DelegationBody(Strict):
    """An authority entrusts a body with items."""

    id = a_code(required=True)
    authority = Line(required=True)
    authority_department = words(40)
    entrusted = a_code(required=True)
    items = several(a_code())
    content = ma.fields.Nested(TextBody, required=True)
    notice = Line(required=True, most=300)
    announced_on = Day(required=True)
    valid_from = Day(required=True)
    valid_until = Day(required=True, metadata={"description": "the last day on which it holds"})
    basis = several(Line(most=300), 20)


class DelegationRowSchema(DelegationBody):
    """A delegation, and whether it holds on the day asked for."""

    holds = ma.fields.Boolean()


class DelegationListSchema(ma.Schema):
    """Delegations on a day."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(DelegationRowSchema))
