"""The shapes of the JSON documents of assessments, for the OpenAPI document."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from services.metrics.facts import LISTS
from services.metrics.facts.sums import COUNTS
from services.metrics.scoring import KINDS
from shared.web.fields import Choice, Day


def figure() -> fields.Raw:
    """Give a field for a count that may be a fraction; whole ones stay whole."""
    return fields.Raw(required=True, metadata={"type": "number"})


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


class AboutOut(ma.Schema):
    """What the figures rest on."""

    period = fields.String(required=True, metadata={"example": "2026Q4"})
    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    first_day = fields.String(required=True)
    last_day = fields.String(required=True)
    register_day = fields.String(required=True, metadata={"description": "the day on which the register was read"})
    as_of = fields.String(required=True, metadata={"description": "the day from which overdue is counted"})
    live = fields.Boolean(required=True, metadata={"description": "the period has not ended"})
    policy_version = fields.String(required=True)
    policy_hash = fields.String(required=True)
    fold = fields.String(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 over all sums of the fold"})


class DeductionOut(PenaltyOut):
    """What one kind of fault cost."""

    count = fields.Integer(required=True)
    deducted = fields.String(required=True)


class TotalOut(ma.Schema):
    """A total: the base without what is deducted; `reason` says why it is not ranked."""

    total = fields.String(allow_none=True, required=True)
    base = fields.String(allow_none=True, required=True)
    raw = fields.String(required=True)
    applicable_weight = figure()
    deducted = fields.String(required=True)
    deductions = fields.List(fields.Nested(DeductionOut), required=True)
    vetoes = fields.List(fields.Nested(VetoOut), required=True)
    grade = fields.String(required=True, metadata={"enum": ["", "excellent", "good", "pass", "fail"]})
    cases = figure()
    ranked = fields.Boolean(required=True)
    reason = fields.String(required=True)


class ListOut(ma.Schema):
    """A list of cases behind a number."""

    list = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)


class ExactOut(ma.Schema):
    """Exact fractions."""

    ratio = fields.String(allow_none=True, required=True)
    shrunk = fields.String(allow_none=True, required=True)
    score = fields.String(allow_none=True, required=True)


class ComponentOut(ma.Schema):
    """An indicator's outcome; not applicable where the denominator is 0."""

    id = fields.String(required=True)
    group = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    applicable = fields.Boolean(required=True)
    numerator = figure()
    denominator = figure()
    ratio = fields.String(allow_none=True, required=True)
    shrunk = fields.String(allow_none=True, required=True)
    score = fields.String(allow_none=True, required=True)
    weight = figure()
    exact = fields.Nested(ExactOut, required=True)
    lists = fields.List(fields.Nested(ListOut), required=True)


CountsOut = ma.Schema.from_dict({name: fields.Integer(required=True) for name in COUNTS}, name="Counts")
"""Plain counts of acts."""


class DayOut(ma.Schema):
    """The sums of one day."""

    day = fields.String(required=True)
    sums = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class AssessmentOut(AboutOut, TotalOut):
    """One unit's assessment."""

    unit = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    rank = fields.Integer(allow_none=True, required=True)
    components = fields.List(fields.Nested(ComponentOut), required=True)
    counts = fields.Nested(CountsOut, required=True)
    cohort = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    facts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "every named fact the score rests on; those that are not here are 0"},
    )
    days = fields.List(fields.Nested(DayOut), required=True)


class PlaceOut(TotalOut):
    """A unit's place."""

    unit = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    rank = fields.Integer(allow_none=True, required=True)


class RankingOut(AboutOut):
    """A period's ranking, best first, the unranked last."""

    places = fields.List(fields.Nested(PlaceOut), required=True)


class AssessmentsOut(AboutOut):
    """All units' assessments of a period."""

    items = fields.List(fields.Nested(AssessmentOut), required=True)


class PeriodQuery(ma.Schema):
    """Which period; the latest with cases where none is named."""

    period = fields.String(load_default="", metadata={"example": "2026Q4"})
    kind = Choice(list(KINDS), load_default="department")


class KindQuery(ma.Schema):
    """Which sheet."""

    kind = Choice(list(KINDS), load_default="department")


class DaysQuery(ma.Schema):
    """Between which days, both included; all where none is named."""

    first = Day(load_default=None, data_key="from")
    last = Day(load_default=None, data_key="to")


class UnitCountsOut(CountsOut):  # type: ignore[misc, valid-type]
    """One department's counts."""

    unit = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)


class AllCountsOut(ma.Schema):
    """Counts of all departments, and of all together."""

    departments = fields.List(fields.Nested(UnitCountsOut), required=True)
    total = fields.Nested(CountsOut, required=True)


class ListQuery(ma.Schema):
    """Which list of cases."""

    list = Choice(list(LISTS), required=True)


class CaseRowOut(ma.Schema):
    """A case on a list."""

    case = fields.String(required=True)
    department = fields.String(allow_none=True)
    item = fields.String(allow_none=True)
    kind = fields.String(allow_none=True)
    received = fields.String(allow_none=True)
    due = fields.String(allow_none=True)
    done = fields.String(allow_none=True)
    delivered = fields.String(allow_none=True)
    standing = fields.String(allow_none=True, metadata={"description": "on_time, late, open, or none"})
    grade = fields.Integer(allow_none=True)
    complaints = fields.Integer()
