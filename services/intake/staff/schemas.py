"""What comes in and goes out about who answers for a township, and about accounts. Names stay elsewhere."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import TextBody, a_code, several
from services.intake.stationing.schemas import FIRST_DAY, LAST_DAY
from shared.web.fields import Choice, Day, Line, Strict


class PrincipalBody(Strict):
    """Who answers for a township's service: the office held, and the account of its holder."""

    part = Choice(("first", "deputy"), required=True)
    office = ma.fields.Nested(TextBody, required=True)
    account = a_code(required=True)
    effective_from = Day(required=True, metadata=FIRST_DAY)
    effective_to = Day(load_default=None, allow_none=True, metadata=LAST_DAY)


class PrincipalsBody(Strict):
    """The first person responsible and the deputy in charge of a township, over all terms."""

    division = Line(required=True, pattern=r"[0-9]{9}([0-9]{3})?", most=12)
    principals = several(ma.fields.Nested(PrincipalBody))


class PrincipalsRowSchema(PrincipalsBody):
    """Whether both are named on the day asked for (S3.1b)."""

    first = ma.fields.String(metadata={"description": "the account of the first person responsible; empty: none"})
    deputy = ma.fields.String()
    compliant = ma.fields.Boolean()


class PrincipalsListSchema(ma.Schema):
    """Who answers for every township, on a day."""

    day = Day()
    items = ma.fields.List(ma.fields.Nested(PrincipalsRowSchema))
