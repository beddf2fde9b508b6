"""Errors to answers: one mapping to problem details (RFC 9457), and their two faces, JSON and HTML."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from pymongo.errors import ConnectionFailure, PyMongoError, WriteConcernError
from werkzeug.exceptions import HTTPException

from shared.contracts import Rejected
from shared.journal.errors import CommitTooLarge, Conflict, JournalError, KeyReused, StoreDown
from shared.observability import REFUSED, log, redacted
from shared.web.errors import HTTP_CODES, Problem
from shared.web.kit import kit
from shared.web.session import login_address
from shared.web.titles import HELP, TITLES

MEDIA_TYPE = "application/problem+json"
DETAILS = {404: "there is nothing under this address", 405: "this method is not allowed here"}
TRY_AGAIN = {"Retry-After": "3"}
"""Seconds after which a store that was away is worth another try."""


def install_problems(app: Flask) -> None:
    """Answer every error of an app with a problem."""
    for kind in (HTTPException, Exception):
        app.register_error_handler(kind, answer_error)


def answer_error(error: Exception) -> Response:
    """Answer an error; redirects that Flask raises pass unchanged."""
    if isinstance(error, HTTPException) and (error.response is not None or (error.code or 500) < 400):
        return make_response(error.get_response())
    problem = problem_of(error)
    if isinstance(error, Rejected):
        REFUSED.labels(kit().name, problem.code).inc()
    return problem_response(problem)


def problem_of(error: Exception) -> Problem:
    """Map an error of the tree in `shared.web.errors` to its problem."""
    if isinstance(error, HTTPException):
        return _of_http(error)
    match error:
        case Problem():
            return error
        case Rejected():
            # What was asked for may be told in the refusal, and in turn end in somebody's log.
            fields = {name: [redacted(message, error.public)] for name, message in error.errors.items()}
            detail = redacted(error.message, error.public)
            return Problem(error.status, error.code, detail, error.basis, fields, _challenge(error.status))
        case JournalError():
            return _of_journal(error)
        case ConnectionFailure() | WriteConcernError():
            return Problem(503, "store_down", "the database does not answer; try again", headers=TRY_AGAIN)
    return _unexpected(error)


def _of_journal(error: JournalError) -> Problem:
    match error:
        case KeyReused():
            return Problem(422, "key_reused", "this Idempotency-Key was used for another request")
        case Conflict() if "If-Match" in request.headers:
            return Problem(412, "version_conflict", "the version you saw is no longer the newest; load it again")
        case Conflict():
            return Problem(409, "contended", "others were changing this; try again", headers={"Retry-After": "1"})
        case CommitTooLarge():
            return Problem(413, "too_large", "what this would record is too large")
        case StoreDown():
            return Problem(503, "store_down", "the database does not answer; try again", headers=TRY_AGAIN)
    return _unexpected(error)


def _challenge(status: int) -> dict[str, str]:
    return {"WWW-Authenticate": "Bearer"} if status == 401 else {}


def _of_http(error: HTTPException) -> Problem:
    if isinstance(error, CSRFError):
        return Problem(403, "csrf", str(error.description))
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    told: Mapping[str, Any] = getattr(error, "data", None) or {}
    fields = _by_location(told.get("messages") or told.get("errors") or {})
    detail = "some fields are missing or wrong" if fields else DETAILS.get(status, str(error.description or ""))
    return Problem(status, HTTP_CODES.get(status, "error"), detail, errors=fields, headers=headers)


def _by_location(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    """Leave out where the parser looked (json, query, form); what counts is the field."""
    found: dict[str, list[str]] = {}
    for told in messages.values():
        found.update(flat_errors(told))
    return found


def flat_errors(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Give marshmallow's nested messages as one level: `{"applicant.name": ["..."], "materials.0": ["..."]}`."""
    if isinstance(messages, Mapping):
        found: dict[str, list[str]] = {}
        for name, inner in messages.items():
            found.update(flat_errors(inner, path if name == "_schema" else f"{path}.{name}".lstrip(".")))
        return found
    told: Sequence[Any] = messages if isinstance(messages, list | tuple) else [messages]
    return {path or "body": [str(message) for message in told]}


def _unexpected(error: Exception) -> Problem:
    incident = uuid.uuid4().hex[:12]
    log().error("unexpected_error", incident=incident, kind=type(error).__name__, exc_info=error)
    status, code = (503, "store_down") if isinstance(error, PyMongoError) and _timed_out(error) else (500, "internal")
    return Problem(status, code, f"something went wrong here; name {incident} when you report it")


def _timed_out(error: PyMongoError) -> bool:
    return bool(getattr(error, "timeout", False))


def title_of(code: str, status: int) -> str:
    """Give a code's title in the reader's language: the service's own, the kit's, or the status phrase."""
    titles = {**TITLES, **kit().problem_titles}
    return str(titles.get(code) or HTTPStatus(status).phrase)


def problem_body(problem: Problem) -> dict[str, Any]:
    """Give the members of a problem document; empty ones are left out."""
    body: dict[str, Any] = {
        "type": f"urn:yizhan:problem:{problem.code}",
        "title": title_of(problem.code, problem.status),
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "basis": problem.basis,
        "errors": {name: list(messages) for name, messages in problem.errors.items()},
    }
    return {name: value for name, value in body.items() if value or name in {"title", "status", "code"}}


def problem_response(problem: Problem) -> Response:
    """Answer a problem as JSON, or as a page (for 401: the way to the login page) where HTML is preferred."""
    if not prefers_html():
        text = current_app.json.dumps(problem_body(problem))
        response = Response(text, problem.status, content_type=MEDIA_TYPE)
    elif problem.status == 401 and request.method in {"GET", "HEAD"}:
        return _to_login()
    else:
        title, help_ = title_of(problem.code, problem.status), HELP.get(problem.code, "")
        page = render_template("web/problem.html", problem=problem, title=title, help=help_)
        response = make_response(page, problem.status)
    response.headers.extend(dict(problem.headers))
    return response


def prefers_html() -> bool:
    """Tell whether the client would rather read a page: a browser, and not a call of the API."""
    if request.path.startswith("/api/"):
        return False
    accepted = request.accept_mimetypes
    return accepted.best_match([MEDIA_TYPE, "application/json", "text/html"]) == "text/html"


def _to_login() -> Response:
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Redirect": login_address()})
    return make_response(redirect(login_address(), 303))
