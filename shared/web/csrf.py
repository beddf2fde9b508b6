"""Cross-site request forgery: whoever is recognised by a cookie, or sends a form, must show the page's token.

Bearer calls bring their own proof and need none; so do anonymous JSON calls, which no cookie speaks for. Pages put
the token into their forms (`ui.form_open`); scripts and htmx send it as `X-CSRFToken`.
"""

from __future__ import annotations

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

from shared.identity.access import by_bearer, current_identity

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""})
"""Media types another site's form can send without being asked."""


def install_csrf(app: Flask) -> None:
    """Protect an app; call it after `install_access`, so that identity is refused first."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    protection = CSRFProtect(app)

    @app.before_request
    def check() -> None:
        if request.routing_exception is None and needs_token():
            protection.protect()


def needs_token() -> bool:
    """Tell whether this request must show a CSRF token."""
    if request.method not in UNSAFE or by_bearer():
        return False
    return current_identity() is not None or request.mimetype in FORMS
