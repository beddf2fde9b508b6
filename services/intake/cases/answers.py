"""What goes out over HTTP about a case; personal data masked where the reader need not know it."""

from __future__ import annotations

import marshmallow as ma

from services.intake.cases.schemas import CHANNELS, KINDS, RELATIONS, STATUSES


def _day() -> ma.fields.String:
    return ma.fields.String(allow_none=True, metadata={"format": "date"})


def _time() -> ma.fields.String:
    return ma.fields.String(allow_none=True, metadata={"format": "date-time"})


class ApplicantSchema(ma.Schema):
    """An applicant; masked for those who need not know."""

    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    name = ma.fields.String()
    id_number = ma.fields.String()
    phone = ma.fields.String()


class CaseGuardianSchema(ma.Schema):
    """The guardian of an applicant under age; without name and number for those who need not know."""

    name = ma.fields.String()
    id_number = ma.fields.String()
    relation = ma.fields.String(metadata={"enum": list(RELATIONS)})
    acts = ma.fields.String(metadata={"enum": ["present", "consent"]})


class DefectSchema(ma.Schema):
    """One thing to put right, with the material's name where the guide tells it."""

    material = ma.fields.String()
    name = ma.fields.String()
    problem = ma.fields.String()


class NoticeSchema(ma.Schema):
    """The one notice; `due` is the last day on which it could be given, `supply_by` the applicant's last day."""

    notice_no = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    in_time = ma.fields.Boolean()
    noticed_on = _day()
    supply_by = _day()
    unsupplied = ma.fields.String(
        allow_none=True, metadata={"format": "date", "description": "the last day that passed with papers missing"}
    )
    defects = ma.fields.List(ma.fields.Nested(DefectSchema))
    outstanding = ma.fields.List(ma.fields.String())
    lapse_basis = ma.fields.String(metadata={"description": "the article by which lateness counts as a withdrawal"})


class CaseRowSchema(ma.Schema):
    """A case in a list."""

    case_no = ma.fields.String()
    version = ma.fields.Integer()
    status = ma.fields.String(metadata={"enum": list(STATUSES)})
    item = ma.fields.String()
    item_version = ma.fields.Integer()
    item_name = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": ["instant", "promised"]})
    department = ma.fields.String()
    hall = ma.fields.String()
    window = ma.fields.String()
    division = ma.fields.String()
    channel = ma.fields.String(metadata={"enum": list(CHANNELS)})
    received_at = _time()
    accepted_on = _day()
    promised_due = _day()
    statutory_due = _day()
    provisional = ma.fields.Boolean()
    outcome = ma.fields.String()
    delivered_on = _day()


class MovedSchema(ma.Schema):
    """Last days as they were told last, where they moved after acceptance."""

    promised_due = _day()
    statutory_due = _day()
    provisional = ma.fields.Boolean()
    calendar = ma.fields.List(ma.fields.String())
    because = ma.fields.String(metadata={"description": "the step of the review that moved them"})


class ReferencesSchema(ma.Schema):
    """What a case rests on, by id; empty where it rests on nothing of the kind."""

    ticket = ma.fields.String()
    scan = ma.fields.String()
    appointment = ma.fields.String()
    proxy = ma.fields.String()
    mandate = ma.fields.String()
    special = ma.fields.String()
    home_visit = ma.fields.String()


class SettledCaseSchema(ma.Schema):
    """A case, and what the passing of time made of it."""

    case_no = ma.fields.String()
    what = ma.fields.String(metadata={"enum": ["deemed", "silent", "whole", "lapsed", "near", "unsupplied"]})


class SettledCasesSchema(ma.Schema):
    """What the passing of time made of the cases looked at."""

    now = _time()
    settled = ma.fields.List(ma.fields.Nested(SettledCaseSchema))


class CaseSchema(CaseRowSchema):
    """A case."""

    applicant = ma.fields.Nested(ApplicantSchema)
    guardian = ma.fields.Nested(CaseGuardianSchema, allow_none=True)
    alone = ma.fields.String(metadata={"description": "why an applicant under age needs no guardian"})
    materials = ma.fields.List(ma.fields.String())
    notice = ma.fields.Nested(NoticeSchema, allow_none=True)
    receipt_no = ma.fields.String()
    document_no = ma.fields.String()
    decided_at = _time()
    completed_on = _day()
    ending = ma.fields.String()
    manner = ma.fields.String(metadata={"enum": ["", "clerk", "deemed", "automatic"]})
    evidence = ma.fields.String(metadata={"description": "what shows when the application came"})
    registered_at = _time()
    late_days = ma.fields.Integer(metadata={"description": "working days late registered"})
    references = ma.fields.Nested(ReferencesSchema)
    paper_no = ma.fields.String()
    follows = ma.fields.String(metadata={"description": "the case withdrawn before, whose clock goes on"})
    assessed_due = _day()
    besides = ma.fields.String(metadata={"description": "the case of a moment before that this one stands beside"})
    corrected = ma.fields.Boolean()
    blocked = ma.fields.Integer(metadata={"description": "attempts at a second notice, or at papers beyond the list"})
    due_passed = _day()
    tolerated = ma.fields.List(ma.fields.String())
    tolerated_due = _day()
    promise_no = ma.fields.String()
    still_tolerated = ma.fields.List(ma.fields.String())
    promise_broken = ma.fields.Boolean()
    withdrawn_on = _day()
    withdrawal_confirmed = ma.fields.Boolean()
    confirmed_by = ma.fields.String()
    near_due = ma.fields.Boolean()
    false_materials = ma.fields.List(ma.fields.String())
    barred_until = _day()
    collected_under = ma.fields.String(metadata={"description": "the mandate of the agent who collected the result"})
    simulated = ma.fields.Boolean()
    moved = ma.fields.Nested(MovedSchema, allow_none=True)
    query_code = ma.fields.String(metadata={"description": "for the applicant, printed on every paper"})


class ReceiptSchema(ma.Schema):
    """What the acceptance receipt says (S2.5c)."""

    receipt_no = ma.fields.String()
    case_no = ma.fields.String()
    query_code = ma.fields.String()
    item_name = ma.fields.String()
    department = ma.fields.String()
    hall = ma.fields.String()
    applicant = ma.fields.Nested(ApplicantSchema)
    materials = ma.fields.List(ma.fields.String())
    received_at = _time()
    accepted_on = _day()
    promised_due = _day()
    statutory_due = _day()
    provisional = ma.fields.Boolean()
    progress_url = ma.fields.String()


class OneTimeNoticeSchema(ma.Schema):
    """What the one-time notice says (S2.5e)."""

    notice_no = ma.fields.String()
    case_no = ma.fields.String()
    query_code = ma.fields.String()
    item_name = ma.fields.String()
    department = ma.fields.String()
    hall = ma.fields.String()
    applicant = ma.fields.Nested(ApplicantSchema)
    received_at = _time()
    defects = ma.fields.List(ma.fields.Nested(DefectSchema))
    supply_by = _day()
    lapse_basis = ma.fields.String()
    basis = ma.fields.String()
    progress_url = ma.fields.String()


class ActorSchema(ma.Schema):
    """Who did it."""

    id = ma.fields.String()
    role = ma.fields.String()
    unit = ma.fields.String()


class StepSchema(ma.Schema):
    """One event of the case, in the order of its journal; sealed texts are left out."""

    version = ma.fields.Integer()
    type = ma.fields.String()
    occurred_at = _time()
    recorded_at = _time()
    simulated = ma.fields.Boolean()
    actor = ma.fields.Nested(ActorSchema)
    data = ma.fields.Dict(keys=ma.fields.String())
    hash = ma.fields.String()


class TimelineSchema(ma.Schema):
    """A case's own stream; `sound`: its hash chain holds, or `fault` says where it does not."""

    case_no = ma.fields.String()
    sound = ma.fields.Boolean()
    fault = ma.fields.String()
    steps = ma.fields.List(ma.fields.Nested(StepSchema))
