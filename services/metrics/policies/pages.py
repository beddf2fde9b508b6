"""Pages of scoring policies: which holds when, who signed and published it, what it changed; publication, taking back.

Drafts are written and tried on the page of what-if; from there they leave as a file to be signed.
"""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.metrics.assessments import what_if
from services.metrics.policies import acts, told
from services.metrics.policies.api import OPEN
from services.metrics.policies.in_force import withdrawn
from services.metrics.policies.schemas import PolicyDraftForm, PolicyWithdrawalBody
from services.metrics.scoring.signing import office_keys, shipped_keys
from services.metrics.scoring.signing import refused as policy_refused
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.identity.access import public, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("policy_pages", __name__, template_folder="templates")


@pages.get("/policies")
@public(OPEN)
def listed() -> ResponseReturnValue:
    """Show every policy: from when until when it holds, who signed and published it, what it changed."""
    return _listed()


@pages.post("/policies")
@requires("policy.publish")
def publish() -> ResponseReturnValue:
    """Take a signed policy, as a file or pasted."""
    try:
        acts.publish(current(Metrics), _given(), request_meta())
    except Rejected as refusal:
        return _listed(refused(refusal), request.form.get("policy", ""), _faults(refusal))
    flash(gettext("已公布"), "good")
    return redirect(url_for("policy_pages.listed"), 303)


@pages.post("/policies/draft")
@requires("score.read")
def draft() -> ResponseReturnValue:
    """Give a draft as a file to be signed, under the version and day asked for; nothing is recorded."""
    try:
        asked = PolicyDraftForm().load({k: v for k, v in form_fields().items() if k in ("version", "effective_from")})
        document = dict(what_if.parsed(request.form.get("policy", "").encode()).document)
    except (ValidationError, Rejected) as refusal:
        told_so = refused(refusal)
        return _listed(told_so, request.form.get("policy", ""))
    document |= {name: value for name, value in asked.items() if value}
    name = f'attachment; filename="draft-{document["version"]}.json"'.replace("\n", "")
    body = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    return Response(body, mimetype="application/json", headers={"Content-Disposition": name})


@pages.get("/policies/<version>")
@public(OPEN)
def one(version: str) -> ResponseReturnValue:
    """Show a policy whole."""
    return _one(version)


@pages.post("/policies/<version>/withdrawal")
@requires("policy.publish")
def withdraw(version: str) -> ResponseReturnValue:
    """Take the form that takes a policy back."""
    try:
        form = PolicyWithdrawalBody().load(form_fields())
        acts.withdraw(current(Metrics), version, form["reason"], request_meta())
    except (ValidationError, Rejected) as refusal:
        return _one(version, refused(refusal))
    flash(gettext("已撤回"), "good")
    return redirect(url_for("policy_pages.listed"), 303)


def _given() -> bytes:
    """Give the signed document of a form: the file, or else the text."""
    file = request.files.get("file")
    raw = file.read(acts.MOST_BYTES + 1) if file and file.filename else request.form.get("policy", "").encode()
    if not raw.strip():
        raise policy_refused("unreadable_policy", "choose the signed file, or paste it")
    return raw


def _faults(refusal: Rejected) -> list[str]:
    """Give what the checks found, where by where; the sentences are the programs', in English."""
    return [f"{where}: {said}" for where, said in (refusal.errors or {}).items()]


def _listed(refusal: Refusal | None = None, text: str = "", faults: list[str] | None = None) -> ResponseReturnValue:
    metrics = current(Metrics)
    body = render_template(
        "policies/policies.html",
        rows=list(reversed(told.listed(metrics))),
        withdrawn=withdrawn(metrics),
        keys=_keys(metrics),
        text=text,
        faults=faults or [],
        refusal=refusal,
        today=request_now().date().isoformat(),
    )
    return body, refusal.status if refusal else 200


def _keys(metrics: Metrics) -> list[tuple[str, str, str, bool]]:
    """Give every trusted key: id, holder, public half, and whether it is the office's own."""
    try:
        own = office_keys(metrics.settings.policy_keys)
    except Rejected:
        own = {}
    both = [(own, True), (shipped_keys(), False)]
    return [(name, key.holder, key.public, mine) for keys, mine in both for name, key in keys.items()]


def _one(version: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics = current(Metrics)
    body = render_template(
        "policies/policy.html",
        policy=told.detail(metrics, version),
        newest=told.listed(metrics)[-1]["version"] == version,
        refusal=refusal,
    )
    return body, refusal.status if refusal else 200
