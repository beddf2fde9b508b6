"""What comes in and goes out over HTTP about mandates."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.cases.answers import ApplicantSchema
from services.intake.cases.schemas import ApplicantBody
from shared.contracts.people import Act, Evidence, Reason
from shared.web.fields import Choice, Day, Line, Moment, Strict

ACTS: tuple[str, ...] = get_args(Act)
EVIDENCES: tuple[str, ...] = get_args(Evidence)
REASONS: tuple[str, ...] = get_args(Reason)
STANDINGS = ("in_force", "not_yet", "expired", "revoked")
_MOST = 40


class MandateForm(Strict):
    """A mandate: who lets whom do what, for which items, from when until when; a body names its representative.

    `agent_account`: the agent's account, who may then act online. `account`: the principal's, where a window enters it;
    people at home give a mandate from their own. `hall`: where people at home mean it to be used, so that its windows
    see the mandate; a window's own hall needs no saying.
    """

    principal = ma.fields.Nested(ApplicantBody, required=True)
    agent = ma.fields.Nested(ApplicantBody, required=True)
    representative = ma.fields.Nested(ApplicantBody, load_default=None, allow_none=True)
    items = ma.fields.List(Line(most=40), required=True, validate=ma.validate.Length(max=_MOST))
    acts = ma.fields.List(Choice(ACTS), required=True, validate=ma.validate.Length(max=len(ACTS)))
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    evidence = Choice(EVIDENCES, load_default="written")
    account = Line(load_default="", least=0, most=60, pattern=r"[A-Za-z0-9._:@-]*")
    agent_account = Line(load_default="", least=0, most=60, pattern=r"[A-Za-z0-9._:@-]*")
    hall = Line(load_default="", least=0, most=40)


class MandateBody(MandateForm):
    """The same over the API."""

    occurred_at = Moment()


class RevocationForm(Strict):
    """Why it is taken back."""

    reason = Choice(REASONS, load_default="changed_mind")


class RevocationBody(RevocationForm):
    """The same over the API."""

    occurred_at = Moment()


class MandateSchema(ma.Schema):
    """A mandate; people masked for those who need not know. `tries`: acts beyond it, refused."""

    mandate_no = ma.fields.String()
    version = ma.fields.Integer()
    standing = ma.fields.String(metadata={"enum": list(STANDINGS)})
    principal = ma.fields.Nested(ApplicantSchema)
    agent = ma.fields.Nested(ApplicantSchema)
    representative = ma.fields.Nested(ApplicantSchema, allow_none=True)
    items = ma.fields.List(ma.fields.String())
    acts = ma.fields.List(ma.fields.String(metadata={"enum": list(ACTS)}))
    valid_from = ma.fields.String(metadata={"format": "date"})
    valid_to = ma.fields.String(metadata={"format": "date"})
    evidence = ma.fields.String(metadata={"enum": list(EVIDENCES)})
    document_no = ma.fields.String()
    hall = ma.fields.String()
    division = ma.fields.String()
    revoked_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    uses = ma.fields.Integer()
    tries = ma.fields.Integer()
