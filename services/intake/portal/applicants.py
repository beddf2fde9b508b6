"""Who applies, as a draft keeps it: the step that asks, and the guardian of whoever is under age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from services.intake.cases import guarding
from services.intake.cases.applicants import checked_number
from services.intake.cases.minors import looked_after
from services.intake.cases.schemas import ApplicantBody, GuardianBody
from services.intake.portal.drafts import Owner
from services.intake.service import Intake
from shared.timekeeping import local_day
from shared.web.kit import current
from shared.web.meta import request_now

Document = dict[str, Any]
WHO = ("kind", "name", "id_number", "phone")
SEALED = ("guardian.name", "guardian.id_number")
PLAIN = ("guardian.relation", "guardian.acts", "alone")
CARE = (*SEALED, *PLAIN)


def kept(owner: Owner, found: Mapping[str, Any]) -> Document:
    """Give what a draft keeps of who applies, in clear, by the names of the form's fields."""
    return {"kind": found["kind"], **found.get("care", {}), **current(Intake).drafts.opened(owner, found)}


def who_of(told: Mapping[str, Any]) -> Document:
    """Give the applicant alone, as a body has it."""
    return {name: told[name] for name in WHO}


def care_of(told: Mapping[str, Any]) -> Document:
    """Give the guardian and why none is needed, as a body has them; nothing where nothing was said."""
    guardian = {name.removeprefix("guardian."): told[name] for name in CARE if "." in name and told.get(name)}
    named = guardian.get("name") or guardian.get("id_number")
    return {**({"guardian": guardian} if named else {}), "alone": told.get("alone", "")}


def said(owner: Owner, found: Mapping[str, Any], form: Mapping[str, Any]) -> Document:
    """Check what the step says, and give what the draft keeps of it.

    Raises:
        ValidationError, Rejected: a field is wrong; somebody under age names nobody.
    """
    fields = {name: str(value) for name, value in form.items() if name in CARE}
    rest = {name.removeprefix("applicant."): value for name, value in form.items() if name not in CARE}
    who, care = _loaded("applicant", ApplicantBody, rest), care_of(fields)
    if "guardian" in care:
        care["guardian"] = _loaded("guardian", GuardianBody, care["guardian"])
    today = local_day(request_now())
    who["id_number"] = checked_number(who["kind"], who["id_number"], today)
    looked_after(guarding.care_of(current(Intake), {"applicant": who, **care}, today), "")
    texts = {**who, **{name: fields.get(name, "") for name in SEALED}}
    sealed = current(Intake).drafts.seal(owner, found["_id"], texts)
    return {"kind": who["kind"], "sealed": sealed, "care": {name: fields.get(name, "") for name in PLAIN}}


def _loaded(part: str, schema: type[Any], fields: Mapping[str, Any]) -> Document:
    try:
        loaded: Document = schema().load(fields)
    except ValidationError as error:
        raise ValidationError({part: error.messages}) from None
    return loaded
