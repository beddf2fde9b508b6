"""Histories for people: a search, and a case's timeline with its chains checked."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.metrics.audit.api import AtQuery
from services.metrics.audit.history import SHORT, Chain, History, Line
from services.metrics.audit.terms import FIELDS, in_words
from services.metrics.audit.views import history_of
from services.metrics.service import Metrics
from shared.identity.access import requires
from shared.identity.roles import ROLES
from shared.web.fields import Moment
from shared.web.kit import current
from shared.web.locale import language, text

pages = Blueprint("audit_pages", __name__, template_folder="templates")

CASE = re.compile(r"[A-Za-z0-9-]{3,64}")
TONES = {"case.received": "good", "case.delivered": "good", "case.refused": "bad", "complaint.filed": "warn"}


@pages.get("/history")
@requires("history.read")
def search() -> ResponseReturnValue:
    """Ask for a case number and lead to its history."""
    asked = request.args.get("case", "").strip()
    if asked and CASE.fullmatch(asked):
        return redirect(url_for("audit_pages.history", case=asked), 303)
    errors = [_("办件编号由数字和字母组成")] if asked else []
    return render_template("audit/search.html", asked=asked, errors=errors), 422 if errors else 200


@pages.get("/history/<case>")
@requires("history.read")
def history(case: str) -> ResponseReturnValue:
    """Show a case's timeline, or what was known of it at a moment."""
    told = history_of(current(Metrics), case, _asked_moment())
    names = {d.code: text(d.name) for d in current(Metrics).replica.departments()}
    return render_template(
        "audit/history.html",
        case=case,
        told=told,
        entries=[entry(line, told, names) for line in told.lines],
        chains=[{"chain": chain, "last": chain.last[:SHORT]} for chain in told.chains],
        asked=request.args.get("at", ""),
    )


def _asked_moment() -> Any:
    told = request.args.get("at", "").strip()
    if not told:
        return None
    try:
        return Moment(local=True).deserialize(told)
    except ma.ValidationError:
        return AtQuery().load({"at": told})["at"]


def entry(line: Line, told: History, names: dict[str, str]) -> dict[str, Any]:
    """Give a line as an entry of the kit's timeline."""
    pick = 1 if language() == "en" else 0
    return {
        "title": line.en if pick else line.zh,
        "occurred_at": line.occurred_at,
        "recorded_at": line.recorded_at,
        "actor": actor(line, names),
        "tone": TONES.get(line.type, ""),
        "facts": [(FIELDS[n][pick], in_words(n, value, language())) for n, value in line.data.items()],
        "version": line.version,
        "hash": line.hash,
        "sound": holds(line, told.chains),
        "simulated": line.simulated,
        "stream": line.stream,
    }


def actor(line: Line, names: dict[str, str]) -> str:
    """Say who acted: account, role, unit."""
    told = line.actor
    role = text(ROLES[told["role"]]) if told["role"] in ROLES else _("系统") if told["role"] == "system" else ""
    return " · ".join(part for part in (told["id"], role, names.get(told["unit"], told["unit"])) if part)


def holds(line: Line, chains: tuple[Chain, ...]) -> bool:
    """Tell whether a line's commit stands in the sound part of its chain."""
    return any(chain.stream == line.stream and line.version <= chain.commits for chain in chains)
