"""Histories for people: a search, and a case's timeline with its chains checked."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import marshmallow as ma
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.metrics.audit.history import SHORT, Chain, History, Line
from services.metrics.audit.names import Names, names_of
from services.metrics.audit.views import history_of
from services.metrics.service import Metrics
from shared.identity.access import requires
from shared.web.errors import Problem
from shared.web.fields import Moment
from shared.web.kit import current
from shared.web.locale import language

pages = Blueprint("audit_pages", __name__, template_folder="templates")

CASE = re.compile(r"[A-Za-z0-9/-]{3,80}")

TONES = {
    "case.received": "good",
    "case.delivered": "good",
    "case.refused": "bad",
    "case.supplement_requested": "warn",
    "complaint.filed": "warn",
}
"""Marks on the timeline; all others are plain."""

SUMMARY = (
    ("case.received", ("item", "department", "hall", "received_at")),
    ("complaint.filed", ("department", "conduct")),
    ("case.accepted", ("promised_due", "statutory_due")),
    ("review.decided", ("outcome", "decided_at")),
    ("case.completed", ("result", "completed_on")),
    ("case.delivered", ("delivered_on",)),
    ("rating.submitted", ("grade",)),
)
"""What stands above a history: the fields of these events."""


@pages.get("/history")
@requires("history.read")
def search() -> ResponseReturnValue:
    """Ask for a case number and lead to its history."""
    asked = request.args.get("case", "").strip()
    if CASE.fullmatch(asked):
        return redirect(url_for("audit_pages.history", case=asked), 303)
    errors = [_("办件编号由数字和字母组成")] if asked else []
    return render_template("audit/search.html", asked=asked, errors=errors), 422 if errors else 200


@pages.get("/history/<path:case>")
@requires("history.read")
def history(case: str) -> ResponseReturnValue:
    """Show a case's timeline, or what was known of it at a moment."""
    told = history_of(current(Metrics), case, asked_moment())
    names = names_of(current(Metrics), language())
    return render_template(
        "audit/history.html",
        case=case,
        told=told,
        summary=summary(told, names),
        entries=[entry(line, told, names) for line in told.lines],
        chains=[{"chain": chain, "last": chain.last[:SHORT]} for chain in told.chains],
        asked=request.args.get("at", ""),
    )


def asked_moment() -> datetime | None:
    """Give the moment of the query string; without an offset it is local time."""
    told = request.args.get("at", "").strip()
    try:
        return Moment(local=True).deserialize(told) if told else None
    except ma.ValidationError as error:
        raise Problem(422, "invalid", "at is a time", errors={"at": [str(m) for m in error.messages]}) from error


def summary(told: History, names: Names) -> list[tuple[str, str]]:
    """Give the facts that stand above a history."""
    lines = {line.type: line for line in reversed(told.lines)}
    shown = [(lines[kind].data, fields) for kind, fields in SUMMARY if kind in lines]
    found = {name: data[name] for data, fields in shown for name in fields if name in data}
    return [(names.field(name), names.value(name, value)) for name, value in found.items()]


def entry(line: Line, told: History, names: Names) -> dict[str, Any]:
    """Give a line as an entry of the timeline."""
    return {
        "title": line.en if names.language == "en" else line.zh,
        "type": line.type,
        "service": line.source,
        "stream": line.stream,
        "version": line.version,
        "occurred_at": line.occurred_at,
        "recorded_at": line.recorded_at,
        "actor": names.actor(line.actor),
        "tone": TONES.get(line.type, ""),
        "facts": [(names.field(name), names.value(name, value)) for name, value in line.data.items()],
        "hash": line.hash,
        "sound": holds(line, told.chains),
        "simulated": line.simulated,
    }


def holds(line: Line, chains: tuple[Chain, ...]) -> bool:
    """Tell whether a line's commit stands in the sound part of its chain."""
    return any(chain.stream == line.stream and line.version <= chain.commits for chain in chains)
