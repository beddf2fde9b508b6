"""What the endpoints of items answer, and the documents they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import marshmallow as ma

from services.intake.items.difference import Difference
from services.intake.items.gaps import Coverage
from services.intake.items.saved import Saved, saved, total
from services.intake.items.schemas import ItemBody
from services.intake.items.views import version_document
from services.intake.registry.parts import LimitBody
from services.intake.registry.schemas import DepartmentBody, TextSchema
from shared.contracts.registry import ItemPublished

Document = dict[str, Any]


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
    newest = ma.fields.Integer(metadata={"description": "the newest version; it may not be in force yet"})
    department = ma.fields.Nested(DepartmentBody)
    places = ma.fields.List(ma.fields.Nested(GuidePlaceSchema))


class ItemVersionSchema(ma.Schema):
    """One version of an item."""

    version = ma.fields.Integer()
    effective_from = ma.fields.Date()
    promised = ma.fields.Nested(LimitBody)
    steps = ma.fields.Integer()
    materials = ma.fields.Integer()


class ItemVersionListSchema(ma.Schema):
    """The versions of an item, the oldest first."""

    items = ma.fields.List(ma.fields.Nested(ItemVersionSchema))
    in_force = ma.fields.Integer(metadata={"description": "the version that cases of today begin with"})


class ItemEntrySchema(ma.Schema):
    """An entry that came or went."""

    code = ma.fields.String()
    name = ma.fields.Nested(TextSchema)


class ItemListedSchema(ma.Schema):
    """A list before and after."""

    before = ma.fields.Integer()
    after = ma.fields.Integer()
    added = ma.fields.List(ma.fields.Nested(ItemEntrySchema))
    removed = ma.fields.List(ma.fields.Nested(ItemEntrySchema))


class ItemChangeSchema(ma.Schema):
    """A value that differs."""

    field = ma.fields.String()
    before = ma.fields.Raw(allow_none=True)
    after = ma.fields.Raw(allow_none=True)


class ItemDifferenceSchema(ma.Schema):
    """What changed between two versions of an item."""

    before = ma.fields.Nested(ItemVersionSchema)
    after = ma.fields.Nested(ItemVersionSchema)
    steps = ma.fields.Nested(ItemListedSchema)
    materials = ma.fields.Nested(ItemListedSchema)
    review_points = ma.fields.Nested(ItemListedSchema)
    limits = ma.fields.List(ma.fields.Nested(ItemChangeSchema))
    changes = ma.fields.List(ma.fields.Nested(ItemChangeSchema))


def difference_document(
    told: Difference, number: int, other: int, before: ItemPublished, after: ItemPublished
) -> Document:
    """Give a difference with the two versions it lies between."""
    ends = {"before": version_document(number, before), "after": version_document(other, after)}
    return {**asdict(told), **ends}


class GuideFindingSchema(ma.Schema):
    """One thing that stands in the way of publication."""

    field = ma.fields.String(metadata={"description": "path in the statement, `materials.2.sample`"})
    code = ma.fields.String(metadata={"description": "`missing`, or what is wrong"})
    message = ma.fields.String()
    basis = ma.fields.String()


class GuideCheckSchema(ma.Schema):
    """Whether a guide could be published."""

    complete = ma.fields.Boolean()
    findings = ma.fields.List(ma.fields.Nested(GuideFindingSchema))


class StoredFileSchema(ma.Schema):
    """A stored file."""

    sha256 = ma.fields.String()
    name = ma.fields.String()
    media_type = ma.fields.String()
    size = ma.fields.Integer(metadata={"description": "bytes"})
    url = ma.fields.String()


class CategoryGapSchema(ma.Schema):
    """The categories of one hall, or of all together where `hall` is null."""

    hall = ma.fields.String(allow_none=True)
    name = ma.fields.Nested(TextSchema, allow_none=True)
    missing = ma.fields.List(ma.fields.String())
    current_names = ma.fields.List(ma.fields.String(), metadata={"description": "today's terms for what is missing"})
    of = ma.fields.Integer()
    counts = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer())


class CategoryGapsSchema(ma.Schema):
    """The gaps of all halls together, then of each."""

    items = ma.fields.List(ma.fields.Nested(CategoryGapSchema))


def gaps_document(known: Sequence[Coverage]) -> Document:
    """Give the gaps as JSON-ready data."""
    return {
        "items": [
            {
                "hall": each.hall.id if each.hall else None,
                "name": {"zh": each.hall.name.zh, "en": each.hall.name.en} if each.hall else None,
                "missing": [category.name.zh for category in each.missing],
                "current_names": [category.current_name for category in each.missing],
                "of": each.of,
                "counts": dict(each.counts),
            }
            for each in known
        ]
    }


class TimeSavedTotalSchema(ma.Schema):
    """Time saved out of time allowed, in one unit; nulls where the law sets no limit to compare with."""

    saved = ma.fields.Integer(allow_none=True)
    allowed = ma.fields.Integer(allow_none=True)
    unit = ma.fields.String(allow_none=True)


class TimeSavedRowSchema(TimeSavedTotalSchema):
    """What one item saves."""

    item = ma.fields.String()
    name = ma.fields.Nested(TextSchema)


class TimeSavedSchema(ma.Schema):
    """Time saved, item by item, and summed up unit by unit."""

    items = ma.fields.List(ma.fields.Nested(TimeSavedRowSchema))
    totals = ma.fields.List(ma.fields.Nested(TimeSavedTotalSchema))


def saved_document(items: Iterable[ItemPublished]) -> Document:
    """Give what items save as JSON-ready data: numerators and denominators, never a rounded rate."""
    known = list(items)
    rows = [{"item": item.code, "name": asdict(item.name), **_saved(saved(item))} for item in known]
    return {"items": rows, "totals": [asdict(each) for each in total(known).values()]}


def _saved(told: Saved | None) -> Document:
    return asdict(told) if told else dict.fromkeys(("saved", "allowed", "unit"))
