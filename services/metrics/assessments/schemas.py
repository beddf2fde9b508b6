"""The shapes of the JSON documents of assessments, for the OpenAPI document."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from services.metrics.facts import LISTS
from services.metrics.facts.names import MEANINGS
from services.metrics.facts.sums import COUNTS
from services.metrics.policies.schemas import NamesOut, PenaltyOut, VetoOut
from services.metrics.scoring import KINDS
from shared.web.fields import Choice, Day


def figure() -> fields.Raw:
    """Give a field for a count that may be a fraction; whole ones stay whole."""
    return fields.Raw(required=True, metadata={"type": "number"})


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


class FactOut(ma.Schema):
    """A named fact in a formula; what `opens` to cases is a list by that name at `.../cases?list=`."""

    fact = fields.String(required=True)
    name = fields.Nested(NamesOut, required=True)
    factor = fields.String(required=True)
    value = fields.Integer(required=True)
    opens = fields.String(required=True, metadata={"enum": ["cases", "register"]})


class FactsOut(ma.Schema):
    """The facts in a ratio."""

    numerator = fields.List(fields.Nested(FactOut), required=True)
    denominator = fields.List(fields.Nested(FactOut), required=True)


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
    facts = fields.Nested(FactsOut, required=True)
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
    kept = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class PlaceCountsOut(ma.Schema):
    """What a hall or point kept and did not; what is nought is left out."""

    unit = fields.String(required=True)
    kept = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class AllCountsOut(ma.Schema):
    """Counts of all departments, and of all together; and what halls and points kept."""

    departments = fields.List(fields.Nested(UnitCountsOut), required=True)
    total = fields.Nested(CountsOut, required=True)
    places = fields.List(fields.Nested(PlaceCountsOut), required=True)


class ListQuery(ma.Schema):
    """Which list of cases."""

    list = Choice(sorted({*LISTS, *MEANINGS}), required=True)


class CaseRowOut(ma.Schema):
    """A case on a list."""

    case = fields.String(required=True, metadata={"description": "empty: a report, to people of the unit it is about"})
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
