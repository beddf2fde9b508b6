"""What comes in and goes out over HTTP about frozen and published results."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, get_args

import marshmallow as ma
from flask_babel import lazy_gettext as _l

from shared.contracts.assessments import UnitKind
from shared.web.fields import Choice, Line, Passage, Strict

UNIT_KINDS = get_args(UnitKind)
_WEIGHT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


class ResultAppealBody(Strict):
    """Which figure is wrong (an indicator's id, `penalties` or `total`), and why; facts, and nobody's name."""

    figure = Line(required=True, most=20)
    reasons = Passage(required=True, least=4)


class ResultAnswerBody(Strict):
    """Whether the appeal is followed, and why."""

    followed = ma.fields.Boolean(required=True)
    reasons = Passage(required=True, least=4)


class RecomputationBody(Strict):
    """Why the result is taken anew."""

    cause = Choice(("appeal", "late_fact"), required=True)


class YearBody(Strict):
    """Weights of the periods, as decimals; a period that is not named weighs 1."""

    weights = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), load_default=dict)

    @ma.validates("weights")
    def _sane(self, told: dict[str, str], **_: Any) -> None:
        for period, weight in told.items():
            if not re.fullmatch(r"20[0-9]{2}Q[1-4]", period) or not _WEIGHT.fullmatch(weight):
                raise ma.ValidationError(str(_l('写成 {"2026Q1": "1.5"} 的样子')))
        if told and not any(Fraction(each) for each in told.values()) and len(told) >= 4:
            raise ma.ValidationError(str(_l("权重不能全为零")))


class DifferenceOut(ma.Schema):
    """A figure that changed."""

    figure = ma.fields.String()
    before = ma.fields.String()
    after = ma.fields.String()


class AnswerOut(ma.Schema):
    """An answer to an appeal."""

    followed = ma.fields.Boolean()
    reasons = ma.fields.String()


class ResultAppealOut(ma.Schema):
    """An appeal, with its answer."""

    appeal = ma.fields.Integer()
    figure = ma.fields.String()
    reasons = ma.fields.String()
    answer = ma.fields.Nested(AnswerOut, allow_none=True)


class ChangeOut(ma.Schema):
    """A recomputation or a correction."""

    number = ma.fields.Integer()
    hash = ma.fields.String()
    digest = ma.fields.String()
    fold = ma.fields.String()
    cause = ma.fields.String()
    corrected_on = ma.fields.String(metadata={"format": "date"})
    differences = ma.fields.List(ma.fields.Nested(DifferenceOut))


class ResultOut(ma.Schema):
    """A unit's frozen or published result of a period."""

    period = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(UNIT_KINDS)})
    unit = ma.fields.String()
    version = ma.fields.Integer(metadata={"description": "of the stream"})
    status = ma.fields.String(metadata={"enum": ["frozen", "published"]})
    result = ma.fields.Dict()
    hash = ma.fields.String(metadata={"description": "SHA-256 over the result's canonical JSON"})
    digest = ma.fields.String(metadata={"description": "SHA-256 over the sums it was computed from"})
    policy = ma.fields.String()
    policy_hash = ma.fields.String()
    frozen_on = ma.fields.String(metadata={"format": "date"})
    appeal_until = ma.fields.String(metadata={"format": "date"})
    publish_from = ma.fields.String(metadata={"format": "date"})
    provisional = ma.fields.Boolean()
    appeals = ma.fields.List(ma.fields.Nested(ResultAppealOut))
    recomputed = ma.fields.List(ma.fields.Nested(ChangeOut))
    published = ma.fields.Dict(allow_none=True)
    corrections = ma.fields.List(ma.fields.Nested(ChangeOut))
    versions = ma.fields.List(ma.fields.Dict())


class RoundOut(ma.Schema):
    """A period and kind."""

    period = ma.fields.String()
    kind = ma.fields.String()
    units = ma.fields.Integer()
    published = ma.fields.Integer()
    open_appeals = ma.fields.Integer()
    frozen_on = ma.fields.String(metadata={"format": "date"})
    publish_from = ma.fields.String(metadata={"format": "date"})


class RoundsOut(ma.Schema):
    """All frozen periods."""

    items = ma.fields.List(ma.fields.Nested(RoundOut))


class ResultsOut(ma.Schema):
    """The results of a period and kind."""

    items = ma.fields.List(ma.fields.Nested(ResultOut))


class FrozenOut(ma.Schema):
    """How many units were frozen now."""

    frozen = ma.fields.Integer()


class PublishedPlaceOut(ma.Schema):
    """A unit's published place."""

    unit = ma.fields.String()
    total = ma.fields.String()
    grade = ma.fields.String()
    rank = ma.fields.Integer(allow_none=True)
    reason = ma.fields.String()
    hash = ma.fields.String()


class PublishedRankingOut(ma.Schema):
    """A published ranking; `hash` covers every place."""

    period = ma.fields.String()
    kind = ma.fields.String()
    policy = ma.fields.String()
    policy_hash = ma.fields.String()
    published_on = ma.fields.String(metadata={"format": "date"})
    places = ma.fields.List(ma.fields.Nested(PublishedPlaceOut))
    hash = ma.fields.String()


class CorrectedOut(ma.Schema):
    """Which units were corrected now."""

    corrected = ma.fields.List(ma.fields.String())


class AnnualRowOut(ma.Schema):
    """A unit's year: `[period, total, hash]` each, and the mean."""

    unit = ma.fields.String()
    totals = ma.fields.List(ma.fields.List(ma.fields.String()))
    mean = ma.fields.String()


class AnnualOut(ma.Schema):
    """The annual scores as exported."""

    year = ma.fields.Integer()
    kind = ma.fields.String()
    weights = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String())
    policies = ma.fields.List(ma.fields.String(), metadata={"description": "version#hash"})
    rows = ma.fields.List(ma.fields.Nested(AnnualRowOut))
    hash = ma.fields.String()
