"""The shapes of bundles and of what-if, for the OpenAPI document."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from services.metrics.policies.schemas import NamesOut
from services.metrics.scoring import KINDS
from shared.web.fields import Choice, Strict


class AddsOut(ma.Schema):
    """What one case, or another key, adds to a unit: `day|name` -> integer."""

    case = fields.String(required=True)
    adds = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class BundleScoreOut(ma.Schema):
    """The score as the bundle holds it; points as exact fractions."""

    total = fields.String(allow_none=True, required=True)
    ranked = fields.Boolean(required=True)
    reason = fields.String(required=True)
    grade = fields.String(required=True)
    components = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True)


class BundleOut(ma.Schema):
    """All that a unit's score follows from."""

    format = fields.String(required=True)
    period = fields.String(required=True)
    kind = fields.String(required=True)
    first_day = fields.String(required=True)
    last_day = fields.String(required=True)
    register_day = fields.String(required=True)
    as_of = fields.String(required=True)
    live = fields.Boolean(required=True)
    policy_version = fields.String(required=True)
    policy_hash = fields.String(required=True)
    unit = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    policy = fields.Dict(required=True, metadata={"description": "the signed policy"})
    keys = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    rules = fields.Dict(required=True, metadata={"description": "how named facts follow from what cases add"})
    cases = fields.List(fields.Nested(AddsOut), required=True)
    register = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    facts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    score = fields.Nested(BundleScoreOut, required=True)
    hash = fields.String(required=True, metadata={"description": "SHA-256 over canonical JSON of all the rest"})


class WhatIfIn(Strict):
    """A draft policy, signed or not, and the period and sheet to try it on."""

    policy = fields.Dict(required=True, metadata={"description": "a policy, or a signed policy"})
    period = fields.String(required=True, metadata={"example": "2026Q4"})
    kind = Choice(list(KINDS), load_default="department")


class SideOut(ma.Schema):
    """A unit's place by one policy."""

    total = fields.String(allow_none=True, required=True)
    grade = fields.String(required=True)
    rank = fields.Integer(allow_none=True, required=True)
    reason = fields.String(required=True)


class ComparedOut(ma.Schema):
    """A unit by both policies; `moved` is how many places it goes up (negative: down), null where it has none."""

    unit = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    now = fields.Nested(SideOut, required=True)
    draft = fields.Nested(SideOut, required=True)
    moved = fields.Integer(allow_none=True, required=True)
    differs = fields.List(fields.String(), required=True, metadata={"description": "indicators that score otherwise"})


class WhatIfOut(ma.Schema):
    """What a draft would come to."""

    period = fields.String(required=True)
    kind = fields.String(required=True)
    policy_version = fields.String(required=True)
    policy_hash = fields.String(required=True)
    draft_version = fields.String(required=True)
    draft_hash = fields.String(required=True)
    items = fields.List(fields.Nested(ComparedOut), required=True)
