"""The present person before the present terminal: the session's cookie, and the guard that every page begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.cases.standing import Standing, hall_of
from services.intake.portal.applying import Applying
from services.intake.service import Intake
from services.intake.terminal.sessions import owner_of
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity.access import require_identity
from shared.web.kit import current, kit
from shared.web.meta import request_now

COOKIE = "yizhan_terminal"
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def in_session(view: View) -> View:
    """Go on with the session, or lead back to the start where it is over or what is asked for is not theirs."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        token = request.cookies.get(COOKIE, "")
        found = current(Intake).sessions.touch(token, require_identity().id, request_now()) if token else None
        if found is None:
            return redirect(url_for("terminal_pages.start", over="1"), 303)
        g.terminal = found
        try:
            return view(*args, **kwargs)
        except Rejected as lost:
            if lost.status != 404:
                raise
            return redirect(url_for("terminal_pages.start", over="1"), 303)  # no page here leads out of the terminal

    return guarded  # type: ignore[return-value]


def token() -> str:
    """Give the present session's token."""
    return str(g.terminal["_id"])


def may_look(case_no: str) -> bool:
    """Tell whether number and code of a case were right in this session."""
    return case_no in g.terminal["opened"]


def begun(answer: ResponseReturnValue) -> Response:
    """Give an answer that ends the session of whoever was there, and begins the next one's."""
    response = ended(answer)
    fresh = current(Intake).sessions.begin(require_identity().id, request_now())
    response.set_cookie(COOKIE, fresh, httponly=True, samesite="Strict", secure=kit().secure)
    return response


def ended(answer: ResponseReturnValue) -> Response:
    """Give an answer that ends the session of whoever was there, if anybody was."""
    if token := request.cookies.get(COOKIE, ""):
        current(Intake).sessions.end(token[:100])
    response = make_response(answer)
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=kit().secure)
    return response


def own_hall() -> VenueRegistered:
    """Give the hall the terminal stands in.

    Raises:
        Rejected: `unknown_hall` (404): the account stands in none.
    """
    replica = current(Intake).replica
    return venues.hall(replica, hall_of(require_identity().hall, replica) or "-")


def applying() -> Applying:
    """Give the flow of the present session: in this hall, for whoever stands before it."""
    hall = own_hall().id
    return Applying(owner_of(token()), Standing(desk=hall), "terminal", _address, "terminal", (hall,))


def _address(draft: str, step: str) -> str:
    return url_for("terminal_pages.step", draft=draft, step=step)
