"""What goes out over HTTP after a decision, and what everybody may read; nothing behind the edge knows these."""

from __future__ import annotations

import marshmallow as ma

from services.approval.reviews.schemas import OneClockSchema


class StatementSchema(ma.Schema):
    """A statement, opened for the officers of the department."""

    party = ma.fields.String()
    heard_on = ma.fields.Date()
    adopted = ma.fields.Boolean()
    answer = ma.fields.String()
    text = ma.fields.String()


class StatementsSchema(ma.Schema):
    """All statements of a review, the oldest first."""

    statements = ma.fields.List(ma.fields.Nested(StatementSchema))


class RemedySchema(OneClockSchema):
    """One remedy: where, and until when; `by` is the later of what was told and what the calendar gives now."""

    at = ma.fields.String()
    by = ma.fields.Date()
    moved_from = ma.fields.String(metadata={"format": "date"}, allow_none=True)


class RemediesSchema(ma.Schema):
    """Both remedies against a decision."""

    served_on = ma.fields.Date()
    provisional = ma.fields.Boolean()
    reconsideration = ma.fields.Nested(RemedySchema(exclude=("limit", "added")))
    litigation = ma.fields.Nested(RemedySchema(exclude=("limit", "added")))


class CertificateViewSchema(ma.Schema):
    """A certificate, its specimen, and whether it holds."""

    name = ma.fields.String()
    number = ma.fields.String()
    valid_from = ma.fields.Date()
    valid_until = ma.fields.Date(allow_none=True)
    holds = ma.fields.Boolean()
    specimen = ma.fields.List(ma.fields.String())
    ended = ma.fields.Dict(allow_none=True)


class ApprovalSchema(ma.Schema):
    """An approval as everybody may read it."""

    item = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    document_no = ma.fields.String()
    decided_on = ma.fields.String(metadata={"format": "date"})
    signed_as = ma.fields.String()
    certificate_no = ma.fields.String()
    valid_from = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    valid_until = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    ended_on = ma.fields.String(metadata={"format": "date"}, allow_none=True)


class LatenessSchema(ma.Schema):
    """A broken promise as everybody may read it; `reasons` is empty where none were told yet."""

    item = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    accepted_on = ma.fields.String(metadata={"format": "date"})
    promised_due = ma.fields.String(metadata={"format": "date"})
    statutory_due = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    decided_on = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    reasons = ma.fields.String()
    explained_on = ma.fields.String(metadata={"format": "date"}, allow_none=True)
    review_authority = ma.fields.String()
