"""What comes in and goes out over HTTP about erasures."""

from __future__ import annotations

import marshmallow as ma

from services.intake.cases.schemas import KINDS
from shared.web.fields import Choice, Line, Strict

REASONS = ("on_request", "retention_over")


class MatterBody(Strict):
    """A complaint or question of the same person that no account leads to: its number and the query code they hold."""

    number = Line(required=True, most=40)
    code = Line(required=True, most=40)


class ErasureBody(Strict):
    """Whose data: the applicant of a case, or whoever has this identity number or credit code; and why.

    `matters`: complaints and questions of theirs besides; what their account wrote, and ratings, are found without.
    """

    case_no = Line(load_default="", least=0, most=23, pattern=r"([0-9]{22}[0-9Xx])?")
    kind = Choice(KINDS, load_default="1")
    id_number = Line(load_default="", least=0, most=18)
    reason = Choice(REASONS, load_default="on_request")
    matters = ma.fields.List(ma.fields.Nested(MatterBody), load_default=list, validate=ma.validate.Length(max=20))


class CertificateCheck(Strict):
    """A certificate's number and its check code."""

    certificate_no = Line(required=True, most=30)
    check_code = Line(required=True, most=20)


class CertificateSchema(ma.Schema):
    """A certificate of erasure: it names nobody. `hash`: of the commit behind it."""

    certificate_no = ma.fields.String()
    erased_on = ma.fields.String(metadata={"format": "date"})
    reason = ma.fields.String(metadata={"enum": list(REASONS)})
    cases = ma.fields.Integer(metadata={"description": "cases whose personal data cannot be read any more"})
    recorded_at = ma.fields.String(metadata={"format": "date-time"})
    hash = ma.fields.String()
    check_code = ma.fields.String()


class ErasureRowSchema(ma.Schema):
    """An erasure in the list."""

    certificate_no = ma.fields.String()
    erased_on = ma.fields.String(metadata={"format": "date"})
    reason = ma.fields.String(metadata={"enum": list(REASONS)})
    cases = ma.fields.Integer()


class CertificateAnswerSchema(ma.Schema):
    """Whether a certificate is genuine, and what it says."""

    genuine = ma.fields.Boolean()
    certificate = ma.fields.Nested(CertificateSchema, allow_none=True)
