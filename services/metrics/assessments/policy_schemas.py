"""The shape of a scoring policy as a JSON document, for the OpenAPI document."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from services.metrics.scoring import KINDS


class NamesOut(ma.Schema):
    """A text in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class PriorOut(ma.Schema):
    """A prior: `m` cases at `p0`."""

    m = fields.String(required=True)
    p0 = fields.String(required=True)


class RatioOut(ma.Schema):
    """A numerator over a denominator: named facts, each with its factor."""

    numerator = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    denominator = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class IndicatorOut(ma.Schema):
    """An indicator's formula; numbers are exact, as text: `0.97`, or `2/3` where decimals cannot say it.

    Of several ratios the smallest that applies counts.
    """

    id = fields.String(required=True)
    group = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    rule = fields.Nested(NamesOut, required=True)
    ratios = fields.List(fields.Nested(RatioOut), required=True)
    prior = fields.Nested(PriorOut, allow_none=True, required=True)
    floor = fields.String(required=True)
    target = fields.String(required=True)
    weight = fields.String(required=True)
    unit = fields.String(required=True)


class PenaltyOut(ma.Schema):
    """So many points off for every so many."""

    kind = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    points = fields.String(required=True)
    each = fields.Integer(required=True)


class VetoOut(ma.Schema):
    """A finding that lets a unit have no better grade than this."""

    fact = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    grade = fields.String(required=True)


class GradeOut(ma.Schema):
    """A grade, from so many points on."""

    id = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    least = fields.String(required=True)


class SheetOut(ma.Schema):
    """The sheet of one kind of unit."""

    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    title = fields.Nested(NamesOut, required=True)
    cases = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    indicators = fields.List(fields.Nested(IndicatorOut), required=True)
    penalties = fields.List(fields.Nested(PenaltyOut), required=True)
    vetoes = fields.List(fields.Nested(VetoOut), required=True)
    grades = fields.List(fields.Nested(GradeOut), required=True)


class PolicyOut(ma.Schema):
    """A scoring policy at one version."""

    version = fields.String(required=True)
    effective_from = fields.String(required=True)
    hash = fields.String(required=True, metadata={"description": "SHA-256 of the signed canonical JSON"})
    key = fields.String(required=True, metadata={"description": "the key it is signed with; empty: a draft"})
    title = fields.Nested(NamesOut, required=True)
    note = fields.Nested(NamesOut, required=True)
    least_cases = fields.Integer(required=True)
    least_weight = fields.String(required=True)
    cap = fields.String(required=True)
    sheets = fields.List(fields.Nested(SheetOut), required=True)


class PoliciesOut(ma.Schema):
    """All policies."""

    items = fields.List(fields.Nested(PolicyOut), required=True)
