"""Signing in and out with a page: the session is a token in an HttpOnly cookie that all four services accept.

The page stands in intake; the other services lead there with `next`, which may only point back to a page of one of
the four configured services.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from shared.contracts import Rejected
from shared.identity.access import SESSION_COOKIE, current_identity, public
from shared.identity.identity import Identity
from shared.identity.roles import ROLES, Role
from shared.identity.tokens import LIFETIME
from shared.web.headers import origin_of
from shared.web.kit import kit

Authenticate = Callable[[str, str], Identity | None]
"""Account id and password to the identity, or None; may raise `Rejected` (`password_change_needed` and others)."""

CHANGE_NEEDED = "password_change_needed"
"""The refusal of a temporary password; its holder is led to `/password` to choose another."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demonstration account, shown on the login page of profile demo so that a visitor may choose a role."""

    id: str
    password: str
    role: str
    note: str = ""

    @property
    def role_name(self) -> Role | str:
        """The role's names, for the page."""
        return ROLES.get(self.role, self.role)


def session_pages(authenticate: Authenticate, demo_accounts: Callable[[], Sequence[DemoAccount]] = tuple) -> Blueprint:
    """Make the blueprint with `/login`; it belongs to the one service that knows the accounts.

    Args:
        authenticate: checks an account's password.
        demo_accounts: what the login page lists in profile demo.
    """
    blueprint = Blueprint("session", __name__)

    def page(status: int = 200, account: str = "", failed: bool = False) -> ResponseReturnValue:
        shown = demo_accounts() if kit().demo else ()
        body = render_template("web/login.html", account=account, failed=failed, demo_accounts=shown, next=asked_next())
        return body, status

    @blueprint.get("/login")
    @public("the way in")
    def login() -> ResponseReturnValue:
        if current_identity() is not None and "next" in request.args:
            return redirect(asked_next() or "/", 303)
        return page()

    @blueprint.post("/login")
    @public("the way in")
    def sign_in() -> ResponseReturnValue:
        account = request.form.get("account", "").strip()[:100]
        try:
            identity = authenticate(account, request.form.get("password", "")[:1000])
        except Rejected as refusal:
            if refusal.code != CHANGE_NEEDED:
                raise
            return redirect(f"/password?{urlencode({'account': account, 'next': asked_next()})}", 303)
        if identity is None:
            return page(401, account, failed=True)
        response = make_response(redirect(asked_next() or "/", 303))
        set_session(response, identity)
        return response

    return blueprint


logout_pages = Blueprint("logout", __name__)
"""`POST /logout`, in every service."""


@logout_pages.post("/logout")
@public("signing out needs no permission")
def logout() -> ResponseReturnValue:
    """End the session of this browser."""
    response = make_response(redirect("/", 303))
    response.delete_cookie(SESSION_COOKIE, samesite="Lax", httponly=True, secure=kit().secure)
    return response


def set_session(response: Response, identity: Identity) -> None:
    """Put an identity's token into the session cookie of an answer."""
    response.set_cookie(
        SESSION_COOKIE,
        kit().tokens.issue(identity),
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=kit().secure,
    )


def asked_next() -> str:
    """Give where the visitor wants to go after signing in, or empty where that is none of our pages."""
    return safe_next(request.values.get("next", ""))


def safe_next(target: str) -> str:
    """Give a target back if it is a path of this service or a page of one of the four; else an empty text."""
    if not target or any(character <= " " or character == "\\" for character in target):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if not parts.scheme and not parts.netloc:
        return target if target.startswith("/") and not target.startswith("//") else ""
    ours = {origin_of(url) for url in kit().settings.service_urls.values()}
    return target if origin_of(target) in ours else ""


def login_address() -> str:
    """Give the address of the login page that comes back to the present page."""
    here = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else "/"
    if "session.login" in current_app.view_functions:
        return f"/login?{urlencode({'next': here})}"
    urls = kit().settings.service_urls
    return f"{urls['intake'].rstrip('/')}/login?{urlencode({'next': urls[kit().name].rstrip('/') + here})}"
