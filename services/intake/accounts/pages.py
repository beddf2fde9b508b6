"""The page on which somebody chooses a password of their own."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public
from shared.web.kit import current
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


def _page(account: str, fault: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/password.html", account=account, fault=fault, next=asked_next()), status
