"""How an item is reviewed, as it comes in and goes out: the schemas of a review plan."""

from __future__ import annotations

import marshmallow as ma

from services.intake.registry.parts import LimitBody, TextBody, a_code, flag, several, words
from shared.web.fields import Choice, Count, Day, Line, Strict


def _limit() -> ma.fields.Nested:
    return ma.fields.Nested(LimitBody, load_default=None, allow_none=True)


class StepBody(Strict):
    """A step of the review: who does it, in what time, looking at what."""

    code = a_code(required=True)
    name = ma.fields.Nested(TextBody, required=True)
    post = Choice(("reviewer", "approver"), load_default="reviewer")
    limit = _limit()
    points = several(a_code(), 60)
    field_check = flag()


class CertificateBody(Strict):
    """What an approval gives into the applicant's hands."""

    name = ma.fields.Nested(TextBody, required=True)
    kind = Line(load_default="ZS", most=2, pattern=r"[A-Z]{2}")
    validity_months = Count(load_default=0, most=1200)
    specimen = several(Line(most=200), 40)


class PlanBody(Strict):
    """How an item is reviewed."""

    steps = several(ma.fields.Nested(StepBody), 20)
    separate_acceptance = flag()
    consulted = several(a_code(), 20)
    joint = flag()
    extension = _limit()
    superior = words(40)
    initial_limit = _limit()
    superior_limit = _limit()
    delegated_by = words(100)
    delegated_until = Day(load_default=None, allow_none=True)
    certificate = ma.fields.Nested(CertificateBody, load_default=None, allow_none=True)
