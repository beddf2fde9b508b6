"""Pages of erasures: asking for one, the list, the certificate as it is printed, and its check for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording as common
from services.intake.erasures import views, wording
from services.intake.erasures.acts import erase as erase_person
from services.intake.erasures.api import OPEN, certificate_of, checked, checked_certificate
from services.intake.erasures.schemas import CertificateCheck, ErasureBody
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta
from shared.web.paging import request_paging

pages = Blueprint("erasure_pages", __name__, template_folder="templates")


@pages.get("/erasures")
@requires("person.erase", "access.read")
def erasures() -> ResponseReturnValue:
    """List erasures, with the form for whoever may erase."""
    return _list()


@pages.post("/erasures")
@requires("person.erase")
def erase() -> ResponseReturnValue:
    """Take the form."""
    try:
        number, _ = erase_person(current(Intake), request_meta(), checked(ErasureBody().load(_said())))
    except (ValidationError, Rejected) as refusal:
        held = list(refusal.errors) if isinstance(refusal, Rejected) and refusal.code == "legal_hold" else []
        return _list(refused(refusal), held)
    flash(gettext("个人信息已删除，证明编号 %(number)s", number=number), "good")
    return redirect(url_for("erasure_pages.certificate", number=number), 303)


def _said() -> dict[str, Any]:
    """Read the form: further matters stand one a line, number and query code."""
    fields: dict[str, Any] = form_fields()
    lines = [line.split() for line in fields.pop("matters", "").splitlines() if line.strip()]
    pairs = [{"number": line[0], "code": "".join(line[1:])} for line in lines]
    return {**fields, "matters": pairs}


def _list(problem: Refusal | None = None, held: list[str] | None = None) -> ResponseReturnValue:
    intake, paging = current(Intake), request_paging()
    rows = views.newest(intake.erasures, paging.after, paging.fetch)
    page = paging.page(rows, lambda row: [row["last"]])
    body = render_template(
        "erasures/list.html",
        rows=[row["erasures"][-1] for row in page["items"]],
        next=page["next"],
        may=require_identity().can("person.erase"),
        held=[wording.HOLDS[each] for each in held or () if each in wording.HOLDS],
        refusal=common.told(problem),
        form=request.form,
        months=intake.settings.retention_months,
        kinds=common.APPLICANTS,
        words=wording,
    )
    return body, problem.status if problem else 200


@pages.get("/erasures/<number>")
@requires("person.erase", "access.read")
def certificate(number: str) -> ResponseReturnValue:
    """Show a certificate, ready to be printed."""
    intake = current(Intake)
    address = f"{intake.settings.url('intake')}{url_for('erasure_pages.check')}"
    told = certificate_of(intake, number.upper()[:40])
    return render_template("erasures/certificate.html", certificate=told, address=address, words=wording)


@pages.route("/erasures/check", methods=["GET", "POST"])
@public(OPEN)
def check() -> ResponseReturnValue:
    """Ask for number and code, or tell whether the certificate is genuine."""
    answer, problem = None, None
    if request.method == "POST":
        try:
            said = CertificateCheck().load(form_fields())
            answer = checked_certificate(current(Intake), said["certificate_no"], said["check_code"])
        except ValidationError as error:
            problem = refused(error)
    body = render_template("erasures/check.html", answer=answer, refusal=problem, form=request.form, words=wording)
    return body, problem.status if problem else 200
