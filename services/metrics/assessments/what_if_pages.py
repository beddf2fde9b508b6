"""The page that tries a draft policy on a period: the policy in force to begin with, both rankings side by side."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.metrics.assessments import what_if
from services.metrics.assessments.pages import asked_period
from services.metrics.policies.checks import Fault, faults_of
from services.metrics.policies.difference import Words
from services.metrics.policies.in_force import policy_for
from services.metrics.policies.told import against
from services.metrics.scoring import KINDS, Policy
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.identity.access import requires
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.locale import language

pages = Blueprint("what_if_pages", __name__, template_folder="templates")


@pages.get("/what-if")
@requires("score.read")
def try_policy() -> ResponseReturnValue:
    """Show the form, filled with the policy in force."""
    policy = policy_for(current(Metrics), asked_period().first.isoformat())
    text = orjson.dumps(policy.document, option=orjson.OPT_INDENT_2).decode()
    return _page(text, policy, None, None)


@pages.post("/what-if")
@requires("score.read")
def tried_policy() -> ResponseReturnValue:
    """Score the period by the draft and show both rankings; nothing is recorded."""
    text, kind = request.form.get("policy", ""), asked_kind()
    policy = policy_for(current(Metrics), asked_period().first.isoformat())
    try:
        draft = what_if.parsed(text.encode())
        found = what_if.compared(current(Metrics), asked_period(), kind, draft)
    except Rejected as refusal:
        return _page(text, policy, None, refused(refusal)), refusal.status
    changed = against(current(Metrics), draft, asked_period().first.isoformat())
    return _page(text, policy, found, None, changed, faults_of(draft))


def asked_kind() -> str:
    """Give the sheet that is asked for; the departments' where none is known by that name."""
    kind = request.values.get("kind", "department")
    return kind if kind in KINDS else "department"


def _page(
    text: str,
    policy: Policy,
    found: what_if.Document | None,
    refusal: Refusal | None,
    changed: Sequence[Words] = (),
    faults: Sequence[Fault] = (),
) -> str:
    tongue = "en" if language() == "en" else "zh"
    return render_template(
        "assessments/what_if.html",
        text=text,
        sheets=[(each.kind, each.title[tongue]) for each in policy.sheets.values()],
        kind=asked_kind(),
        period=asked_period(),
        found=found,
        refusal=refusal,
        changed=changed,
        faults=faults,
    )
