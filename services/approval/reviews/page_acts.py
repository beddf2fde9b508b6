"""What the forms of a case's page do: one address a form, all taken alike."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.approval.reviews.acts import Acts
from services.approval.reviews.page_forms import FORMS, Form
from services.approval.reviews.pages import case_page
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("review_acts", __name__)


def _route(name: str, form: Form) -> None:
    @requires(form.permission)
    def take(case: str) -> ResponseReturnValue:
        return _taken(case, name, form)

    take.__doc__ = f"Take the form `{name}` of a case's page."
    pages.add_url_rule(f"/reviews/<case>/{name}", name.replace("-", "_"), take, methods=["POST"])


for _name, _form in FORMS.items():
    _route(_name, _form)


def _taken(case: str, name: str, form: Form) -> ResponseReturnValue:
    try:
        said = form.schema().load({**form_fields(*form.several), **(form.fixed or {})})
        meta = request_meta(said.get("occurred_at"))
        form.act(Acts(current(Approval), case, meta, require_identity()), said)
    except (ValidationError, Rejected) as refusal:
        return case_page(case, name, refused(refusal))
    flash(str(form.told), "good")
    return redirect(url_for("review_pages.review", case=case, _anchor=request.args.get("at") or None), 303)
