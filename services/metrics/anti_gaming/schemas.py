"""The shapes of findings, for the OpenAPI document."""

from __future__ import annotations

import marshmallow as ma

from services.metrics.anti_gaming.findings import NAMES


class DetectorOut(ma.Schema):
    """A detector's names."""

    id = ma.fields.String(metadata={"enum": list(NAMES)})
    zh = ma.fields.String()
    en = ma.fields.String()


class FindingOut(ma.Schema):
    """One line of a detector's list: a reason to look, and no judgement."""

    detector = ma.fields.String(metadata={"enum": list(NAMES)})
    unit = ma.fields.String()
    pattern = ma.fields.String()
    flagged = ma.fields.Boolean()
    cases = ma.fields.List(ma.fields.String())
    figures = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String())


class FindingsOut(ma.Schema):
    """All findings of a period."""

    period = ma.fields.String()
    detectors = ma.fields.List(ma.fields.Nested(DetectorOut))
    items = ma.fields.List(ma.fields.Nested(FindingOut))
