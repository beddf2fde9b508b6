"""What comes in and goes out over HTTP about escorts."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from services.intake.cases.answers import ApplicantSchema
from services.intake.cases.schemas import ApplicantBody
from services.intake.escorts.state import Status
from shared.contracts.people import Node, Project, Reason
from shared.web.fields import Choice, Line, Moment, Strict

GROUNDS: tuple[str, ...] = get_args(Project)
NODES: tuple[str, ...] = get_args(Node)
REASONS: tuple[str, ...] = get_args(Reason)
STATUSES = tuple(status.value for status in Status if status is not Status.NEW)


class EscortForm(Strict):
    """A project that asks for an escort: its name, why, the items it needs, whose it is, at which hall."""

    project = Line(required=True, most=100)
    ground = Choice(GROUNDS, required=True)
    items = ma.fields.List(Line(most=40), required=True, validate=ma.validate.Length(min=1, max=40))
    applicant = ma.fields.Nested(ApplicantBody, required=True)
    hall = Line(load_default="", least=0, most=40)


class EscortBody(EscortForm):
    """The same over the API."""

    occurred_at = Moment()


class EscortStartForm(Strict):
    """The mandate letter without which there is no start; `officer`: oneself unless named."""

    mandate = Line(load_default="", least=0, most=40)
    officer = Line(load_default="", least=0, most=60)


class EscortCaseForm(Strict):
    """A case that goes along."""

    case_no = Line(required=True, most=23)


class EscortStepForm(Strict):
    """A node that is done, for one case or for all."""

    node = Choice(NODES, required=True)
    case_no = Line(load_default="", least=0, most=23)


class EscortStepBody(EscortStepForm):
    """The same over the API."""

    occurred_at = Moment()


class EscortTakenBackForm(Strict):
    """Why the applicant goes on alone."""

    reason = Choice(REASONS, load_default="changed_mind")


class EscortEndBody(Strict):
    """Nothing else is asked."""

    occurred_at = Moment()


class EscortStepSchema(ma.Schema):
    """A node that is done."""

    node = ma.fields.String(metadata={"enum": list(NODES)})
    done_on = ma.fields.String(metadata={"format": "date"})
    officer = ma.fields.String()
    case_no = ma.fields.String()


class EscortSchema(ma.Schema):
    """An escort; applicant and project masked for those who need not know."""

    escort_no = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    project = ma.fields.String()
    ground = ma.fields.String(metadata={"enum": list(GROUNDS)})
    items = ma.fields.List(ma.fields.String())
    applicant = ma.fields.Nested(ApplicantSchema)
    hall = ma.fields.String()
    division = ma.fields.String()
    requested_at = ma.fields.String(metadata={"format": "date-time"})
    officer = ma.fields.String()
    mandate = ma.fields.String()
    valid_to = ma.fields.String(allow_none=True, metadata={"format": "date"})
    case_nos = ma.fields.List(ma.fields.String())
    steps = ma.fields.List(ma.fields.Nested(EscortStepSchema))
