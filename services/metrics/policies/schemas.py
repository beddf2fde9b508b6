"""The shape of a scoring policy and of its life as JSON documents."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from services.metrics.scoring import KINDS
from shared.web.fields import Line, Passage, Strict


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


class PolicyLifeOut(ma.Schema):
    """Who signed and published a policy, when, and from when until when it holds."""

    version = fields.String(required=True)
    effective_from = fields.String(required=True)
    effective_until = fields.String(metadata={"description": "from here on the next one holds; empty: not known yet"})
    holder = fields.String(metadata={"description": "whose key it is signed with"})
    public_key = fields.String()
    published_by = fields.String(metadata={"description": "empty: it comes with the program"})
    published_at = fields.String()
    late = fields.Boolean(metadata={"description": "published after its first day"})
    shipped = fields.Boolean()
    differences = fields.List(fields.Nested(NamesOut), metadata={"description": "against the one before"})
    broken = fields.String(metadata={"description": "why it does not verify; then nothing is scored by it"})


class PolicyOut(PolicyLifeOut):
    """A scoring policy at one version; where it does not verify, only its life is told."""

    hash = fields.String(metadata={"description": "SHA-256 of the signed canonical JSON"})
    key = fields.String(metadata={"description": "the key it is signed with; empty: a draft"})
    title = fields.Nested(NamesOut)
    note = fields.Nested(NamesOut)
    least_cases = fields.Integer()
    least_weight = fields.String()
    cap = fields.String()
    sheets = fields.List(fields.Nested(SheetOut))


class PoliciesOut(ma.Schema):
    """All policies."""

    items = fields.List(fields.Nested(PolicyOut), required=True)


class WithdrawnOut(ma.Schema):
    """A policy that was taken back."""

    version = fields.String()
    effective_from = fields.String()
    reason = fields.String()
    withdrawn_by = fields.String()
    withdrawn_at = fields.String()


class PoliciesListOut(PoliciesOut):
    """All policies, oldest first, and those that were taken back."""

    withdrawn = fields.List(fields.Nested(WithdrawnOut))


class PolicyPublicationBody(Strict):
    """A signed policy, as `yizhan policy sign` gives it."""

    signed = fields.Dict(keys=fields.String(), required=True)
    signature = fields.Dict(keys=fields.String(), load_default=dict)


class PolicyWithdrawalBody(Strict):
    """Why a policy is taken back."""

    reason = Passage(most=1000, required=True)


class PolicyDraftForm(Strict):
    """What a draft is to be called and from when it is to hold; empty: as it says itself."""

    version = Line(most=20, pattern=r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", load_default="")
    effective_from = Line(most=10, pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", load_default="")
