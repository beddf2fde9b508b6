"""Pages for passwords: one's own, and the temporary one that an administrator gives an account."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.accounts import proving
from services.intake.accounts.api import IdentityBody
from services.intake.accounts.keeping import kept_account
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.session import asked_next, set_session

pages = Blueprint("account_pages", __name__, template_folder="templates")

OF_ONES_OWN = "whoever knows the old password may choose a new one"


@pages.get("/password")
@public(OF_ONES_OWN)
def password() -> ResponseReturnValue:
    """Ask for the old password and a new one."""
    return _page(request.args.get("account", "").strip()[:100])


@pages.post("/password")
@public(OF_ONES_OWN)
def change() -> ResponseReturnValue:
    """Put the new password in place and sign in with it."""
    account = request.form.get("account", "").strip()[:100]
    old, new, again = (request.form.get(name, "")[:1000] for name in ("old", "new", "again"))
    if new != again:
        return _page(account, "again", 422)
    try:
        identity = current(Intake).accounts.change_password(account, old, new)
    except Rejected as refusal:
        if refusal.code != "weak_password":
            raise
        return _page(account, "weak", 422)
    if identity is None:
        return _page(account, "wrong", 401)
    response = make_response(redirect(asked_next() or "/", 303))
    set_session(response, identity)
    return response


@pages.get("/admin/staff/at/<account_id>/password")
@requires("registry.write")
def ask_given(account_id: str) -> ResponseReturnValue:
    """Ask an administrator for an account's temporary password, and tell what kind it has now."""
    return _giving(account_id)


@pages.post("/admin/staff/at/<account_id>/password")
@requires("registry.write")
def give(account_id: str) -> ResponseReturnValue:
    """Give the temporary password; no page and no address ever shows it again."""
    intake = current(Intake)
    kept_account(intake, require_identity(), account_id)
    try:
        intake.accounts.give_password(account_id, request.form.get("password", "")[:1000])
    except Rejected as refusal:
        if refusal.code != "weak_password":
            raise
        return _giving(account_id, weak=True)
    flash(gettext("已为 %(account)s 设置临时密码，请当面告知本人", account=account_id), "good")
    return redirect(url_for("administration_pages.subject", category="staff", key=account_id), 303)


@pages.get("/account/identity")
@requires("case.read_own")
def ask_identity() -> ResponseReturnValue:
    """Ask whose account it is, or tell that it was proved."""
    return _identity(None)


@pages.post("/account/identity")
@requires("case.read_own")
def prove_identity() -> ResponseReturnValue:
    """Take name and number; the cases of that person then stand among one's own."""
    address = request.remote_addr or ""
    try:
        said = IdentityBody().load(form_fields())
        proving.prove(current(Intake), require_identity().id, said, address, request_now())
    except (ValidationError, Rejected) as refusal:
        return _identity(refused(refusal))
    flash(gettext("已核验（模拟核验，未连接实名认证服务）；您名下的办件都在下面"), "good")
    return redirect(url_for("applicant_pages.mine"), 303)


def _identity(problem: Refusal | None) -> ResponseReturnValue:
    proof = proving.proof_of(current(Intake).proofs, require_identity().id)
    body = render_template("accounts/identity.html", proof=proof, refusal=problem, name=request.form.get("name", ""))
    return body, problem.status if problem else 200


def _giving(account_id: str, *, weak: bool = False) -> ResponseReturnValue:
    intake = current(Intake)
    staff = kept_account(intake, require_identity(), account_id)
    kind = intake.accounts.kinds().get(account_id, "none")
    return render_template("accounts/given.html", staff=staff, kind=kind, weak=weak), 422 if weak else 200


def _page(account: str, fault: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/password.html", account=account, fault=fault, next=asked_next()), status
