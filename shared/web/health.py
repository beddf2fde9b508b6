"""Alive, ready, measured: `/healthz`, `/readyz` with the reason, `/metrics` for Prometheus."""

from __future__ import annotations

import time

from flask import Blueprint, Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from structlog.contextvars import bind_contextvars, clear_contextvars

from shared.identity.access import public
from shared.observability import registry
from shared.web.errors import Problem
from shared.web.kit import kit
from shared.web.meta import correlation

REQUESTS = Counter(
    "yizhan_http_requests_total",
    "Requests answered, by route, method and status.",
    ["service", "route", "method", "status"],
)
SECONDS = Histogram(
    "yizhan_http_request_seconds", "Time from request to answer, by route.", ["service", "route", "method"]
)

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public("asked by launchers and load balancers")
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify({"service": kit().name, "status": "alive"})


@blueprint.get("/readyz")
@public("asked by launchers and load balancers")
def readyz() -> ResponseReturnValue:
    """Say whether the service can do its work, and if not, what is missing (503)."""
    missing = {name: [reason] for name, reason in _missing()}
    if missing:
        raise Problem(
            503, "not_ready", f"not ready: {', '.join(missing)}", errors=missing, headers={"Retry-After": "3"}
        )
    return jsonify({"service": kit().name, "status": "ready", "checks": sorted(kit().ready)})


def _missing() -> list[tuple[str, str]]:
    found = []
    for name, check in kit().ready.items():
        try:
            check()
        except Exception as error:  # whatever a store raises is the reason
            found.append((name, f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}"))
    return found


@blueprint.get("/metrics")
@public("scraped by Prometheus; holds counts only")
def metrics() -> ResponseReturnValue:
    """Give the measures in Prometheus' text format, of all processes where several share a folder."""
    return Response(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


def install_measures(app: Flask) -> None:
    """Count and time every request of an app, and put its correlation id on every log line."""

    @app.before_request
    def begin() -> None:
        request.environ["yizhan.began"] = time.perf_counter()
        clear_contextvars()
        bind_contextvars(correlation=correlation())

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        labels = (kit().name, route, request.method if request.url_rule else "none")
        REQUESTS.labels(*labels, str(response.status_code)).inc()
        if "yizhan.began" in request.environ:
            SECONDS.labels(*labels).observe(time.perf_counter() - request.environ["yizhan.began"])
        return response
