"""What comes in and goes out about who does what for an item. A statement has the shape of its event."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.registry.parts import a_code, several
from shared.contracts.duties import Part
from shared.web.fields import Choice, Day, Line, Strict

PARTS: tuple[str, ...] = get_args(Part)


class ShareBody(Strict):
    """A department's part in an item, at a level of GB/T 39046 A.2."""

    department = a_code(required=True)
    part = Choice(PARTS, required=True)
    level = Line(required=True, pattern="[1-6]", most=1)


class ResponsibilityBody(Strict):
    """Who does what for an item; exactly one department leads."""

    item = a_code(required=True)
    shares = several(ma.fields.Nested(ShareBody), 60)
    document_no = Line(required=True)
    effective_from = Day(required=True)


class ResponsibilityListSchema(ma.Schema):
    """The responsibility matrix."""

    items = ma.fields.List(ma.fields.Nested(ResponsibilityBody))
