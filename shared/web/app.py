"""The app factory: everything a service's web process has in common, wired in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import flask
from flask import Flask
from flask_babel import LazyString

from shared.identity.access import Access, install_access
from shared.identity.standing import FindStaff, Standings
from shared.identity.tokens import Tokens
from shared.timekeeping.clock import Clock, RealClock, local_day
from shared.web import assets, health
from shared.web.compression import install_compression
from shared.web.csrf import install_csrf
from shared.web.headers import install_headers
from shared.web.jsons import OrjsonProvider
from shared.web.kit import Kit, NavItem, WebSettings
from shared.web.layout import install_layout
from shared.web.locale import install_locale
from shared.web.openapi import install_openapi
from shared.web.problems import install_problems
from shared.web.session import logout_pages

MAX_BODY = 256 * 1024
"""Bytes a request body may have; endpoints that take files raise it for themselves."""


def build_app(
    name: str,
    title_zh: str,
    title_en: str,
    settings: WebSettings,
    *,
    clock: Clock | None = None,
    tokens: Tokens | None = None,
    blueprints: Sequence[flask.Blueprint] = (),
    ready: Mapping[str, Callable[[], None]] | None = None,
    service: Any = None,
    nav: Sequence[NavItem] = (),
    translations: Sequence[Path] = (),
    problem_titles: Mapping[str, str | LazyString] | None = None,
    staff: FindStaff | None = None,
) -> Flask:
    """Make a service's Flask app.

    Args:
        name: the service, `intake`, `approval`, `complaints` or `metrics`.
        title_zh: its name for people, in Chinese.
        title_en: the same in English.
        settings: profile, secret key and service addresses.
        clock: tells the time of every command; the machine's clock unless told otherwise.
        tokens: issues and verifies tokens; made from the settings' keys unless given.
        blueprints: JSON endpoints (`shared.web.api.Blueprint`) and pages (`flask.Blueprint`).
        ready: checks by name that raise where something the service needs is missing; asked by `/readyz`.
        service: the service object that views reach with `shared.web.kit.current`.
        nav: the navigation, in order.
        translations: folders of the service's catalogues.
        problem_titles: titles for people of the codes its rules refuse with.
        staff: looks accounts up in the service's own copy of the register, so that one that has ended ends at once.
    """
    app = Flask(f"services.{name}", static_folder=None)
    app.json = OrjsonProvider(app)
    wiring = Kit(
        name=name,
        title_zh=title_zh,
        title_en=title_en,
        settings=settings,
        clock=clock or RealClock(),
        tokens=tokens or Tokens(settings.token_key, settings.older_token_keys),
        service=service,
        ready=dict(ready or {}),
        nav=tuple(nav),
        problem_titles=dict(problem_titles or {}),
    )
    app.extensions["yizhan"] = wiring
    _configure(app, wiring)
    _install(app, wiring, translations, staff)
    for each in (assets.blueprint, health.blueprint, logout_pages):
        app.register_blueprint(each)
    install_openapi(app, f"Yizhan {title_en}", blueprints)
    _open_static_files(app)
    return app


def _configure(app: Flask, kit: Kit) -> None:
    app.config.update(
        SECRET_KEY=kit.settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        SESSION_COOKIE_NAME=f"yizhan_{kit.name}",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=kit.secure,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _install(app: Flask, kit: Kit, translations: Sequence[Path], staff: FindStaff | None) -> None:
    """Install the hooks in the order in which requests pass them: measured, identified, checked against forgery."""
    install_compression(app)
    health.install_measures(app)
    standings = Standings(staff, lambda: local_day(kit.clock.now())) if staff else None
    install_access(app, kit.tokens, standings)
    install_csrf(app)
    install_problems(app)
    install_headers(app, kit)
    install_locale(app, translations)
    install_layout(app)


def _open_static_files(app: Flask) -> None:
    """Declare the blueprints' own static files public, as part of the published source; browsers keep them for good.

    Their addresses carry a content hash, as those of the kit's own do (`url_for("x.static", filename=...)`).
    """
    for endpoint, view in list(app.view_functions.items()):
        if endpoint.endswith(".static"):
            opened: Any = partial(_kept_file, view)  # a blueprint's own view is a bound method: it takes no attributes
            opened.access = Access(public="static files")
            app.view_functions[endpoint] = opened

    @app.url_defaults
    def stamped(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint.endswith(".static") and "v" not in values:
            folder = app.blueprints[endpoint.removesuffix(".static")].static_folder
            values["v"] = assets.file_hash(Path(str(folder)) / str(values["filename"]))


def _kept_file(view: Any, **asked: Any) -> flask.Response:
    response: flask.Response = view(**asked)
    if "v" in flask.request.args:
        response.headers["Cache-Control"] = assets.FOR_GOOD
    return response
