"""What comes in and goes out about what village points do for others. A statement has the shape of its event."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import a_code, note, several
from shared.web.fields import Day, Line, Strict


class EntryBody(Strict):
    """Something a village point does for others: the item it comes down to."""

    item = a_code(required=True)
    note = note()


class CatalogBody(Strict):
    """What the village points of a township do for others."""

    division = Line(required=True, pattern=r"[0-9]{9}", most=9)
    entries = several(ma.fields.Nested(EntryBody))
    document_no = Line(required=True)
    effective_from = Day(required=True)


class CatalogListSchema(ma.Schema):
    """The catalogues of all townships."""

    items = ma.fields.List(ma.fields.Nested(CatalogBody))
