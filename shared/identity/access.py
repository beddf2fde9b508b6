"""Access to endpoints: declared on each view, denied where nothing is declared.

    @blueprint.get("/cases")
    @requires("case.read")
    def cases(): ...

    @blueprint.get("/guide")
    @public("guides are public by law (S1.5a)")
    def guide(): ...

The declaration is an attribute of the view (`view.access`), so a test can walk all routes and name the bare ones.
Identity comes from `Authorization: Bearer`, or else from the session cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from shared.contracts import Rejected
from shared.identity.identity import Identity, division_allowed
from shared.identity.permissions import PERMISSIONS
from shared.identity.standing import Standings
from shared.identity.tokens import BadToken, Tokens

SESSION_COOKIE = "yizhan_session"
"""The cookie that carries the token for pages: HttpOnly, SameSite=Lax; one host's ports share it."""

_IDENTITY = "yizhan.identity"

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declared: the permissions of which one is needed, or why it is open to all."""

    permissions: tuple[str, ...] = ()
    public: str = ""


def requires(*permissions: str) -> Callable[[F], F]:
    """Declare that a view needs an identity whose role holds one of these permissions.

    Raises:
        TypeError: at import, for a permission that is not in the table, or for none at all.
    """
    unknown = [name for name in permissions if name not in PERMISSIONS]
    if unknown or not permissions:
        raise TypeError(f"unknown permissions: {unknown or 'none given'}")
    return _declaring(Access(permissions=permissions))


def public(reason: str) -> Callable[[F], F]:
    """Declare that a view is open to everyone, and why."""
    if not reason.strip():
        raise TypeError("a public view says why it is public")
    return _declaring(Access(public=reason))


def _declaring(access: Access) -> Callable[[F], F]:
    def mark(view: F) -> F:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def install_access(app: Flask, tokens: Tokens, standings: Standings | None = None) -> None:
    """Guard every request of an app; `standings` tells what the register says of accounts by now."""
    app.extensions["yizhan.tokens"] = tokens
    app.extensions["yizhan.standings"] = standings
    app.before_request(_guard)


def declared_access(app: Flask, endpoint: str, method: str) -> Access | None:
    """Give what the view of an endpoint declared for a method, or None."""
    view = app.view_functions[endpoint]
    handler = getattr(view, "view_class", None)
    if handler is not None:
        view = getattr(handler, "get" if method == "HEAD" else method.lower(), handler)
    access = getattr(view, "access", None) or getattr(handler, "access", None)
    return access if isinstance(access, Access) else None


def _guard() -> None:
    if request.routing_exception is not None or request.endpoint is None or _answers_options():
        return
    access = declared_access(current_app, request.endpoint, request.method)
    if access is None:
        raise Rejected("access_undeclared", "this endpoint declares no access rule", status=403)
    identity = current_identity()
    if access.public:
        return
    if identity is None:
        raise Rejected("unauthenticated", "sign in, or send a bearer token", status=401)
    if not any(identity.can(permission) for permission in access.permissions):
        raise Rejected("forbidden", f"the role {identity.role} may not do this", status=403)


def _answers_options() -> bool:
    rule = request.url_rule
    return request.method == "OPTIONS" and bool(getattr(rule, "provide_automatic_options", False))


def current_identity() -> Identity | None:
    """Give the identity of the current request, or None for an anonymous one.

    A bearer token that does not hold is refused (401 `bad_token`), and so is one of an account that has ended
    (`account_ended`); a session cookie that does not hold, or no longer, counts as signed out.
    """
    if _IDENTITY not in request.environ:
        request.environ[_IDENTITY] = _identify()
    identity: Identity | None = request.environ[_IDENTITY]
    return identity


def require_identity() -> Identity:
    """Give the identity of the current request; 401 for an anonymous one."""
    identity = current_identity()
    if identity is None:
        raise Rejected("unauthenticated", "sign in, or send a bearer token", status=401)
    return identity


def require_division(code: str) -> None:
    """Refuse (403 `other_division`) where a division code lies outside the identity's jurisdiction."""
    if not division_allowed(require_identity(), code):
        raise Rejected("other_division", "this lies outside your jurisdiction", status=403)


def require_unit(unit: str) -> None:
    """Refuse (403 `other_unit`) where the identity acts for another department."""
    if require_identity().unit != unit:
        raise Rejected("other_unit", "this belongs to another department", status=403)


def by_bearer() -> bool:
    """Tell whether the request brings its own `Authorization` header (then no cookie speaks for it)."""
    return "Authorization" in request.headers


def _identify() -> Identity | None:
    tokens: Tokens = current_app.extensions["yizhan.tokens"]
    if by_bearer():
        scheme, _, token = request.headers["Authorization"].partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise BadToken("only bearer tokens are understood")
            identity = _standing(tokens.verify(token.strip()))
        except BadToken as error:
            raise Rejected("bad_token", str(error), status=401) from error
        if identity is None:
            raise Rejected("account_ended", "this account may no longer act, or not yet", "S2.1d", status=401)
        return identity
    try:
        return _standing(tokens.verify(request.cookies[SESSION_COOKIE]))
    except (BadToken, KeyError):
        return None


def _standing(identity: Identity) -> Identity | None:
    standings: Standings | None = current_app.extensions["yizhan.standings"]
    return standings.current(identity) if standings else identity
