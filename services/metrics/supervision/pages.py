"""Pages of supervision: the list, and one order or proposal with what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.metrics.publishing.pages import KIND_NAMES, unit_names
from services.metrics.readers import speaks_for
from services.metrics.service import Metrics
from services.metrics.supervision import acts, views
from services.metrics.supervision.api import own_only
from services.metrics.supervision.schemas import ClosureBody, IssueBody, MinutesBody, OrderBody, StatementBody
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("supervision_pages", __name__, template_folder="templates")

STEPS = {
    "order": _l("督办单"),
    "interview": _l("约谈建议"),
    "notice": _l("通报建议"),
    "accountability": _l("问责建议"),
    "guidance": _l("业务指导意见"),
    "task": _l("任务"),
}
STATUSES = {
    "proposed": (_l("建议，未签发"), "info"),
    "issued": (_l("已签发，待答复"), "warn"),
    "answered": (_l("已答复"), "neutral"),
    "closed": (_l("已办结"), "good"),
}
GROUNDS = {
    "failed": _l("单季不合格"),
    "three_reds": _l("单季红牌三张以上"),
    "failed_twice": _l("连续两季不合格"),
    "failed_three_times": _l("连续三季不合格"),
    "overdue_order": _l("逾期未反馈"),
    "inspection": _l("督查发现"),
    "other": _l("其他"),
}
OUTCOMES = {"done": _l("已落实"), "not_done": _l("未落实"), "dropped": _l("不签发")}


@pages.get("/supervision")
@requires("supervision.read")
def listed() -> ResponseReturnValue:
    """Show orders and proposals; a unit sees its own."""
    return _list()


@pages.post("/supervision")
@requires("supervision.order")
def order() -> ResponseReturnValue:
    """Take the form of an order."""
    meta = request_meta()
    key = f"SO-{meta.command_id}"
    try:
        acts.order(current(Metrics), require_identity(), key, meta, OrderBody().load(_with_kind(form_fields())))
    except (ValidationError, Rejected) as refusal:
        return _list(refused(refusal))
    flash(gettext("已签发"), "good")
    return redirect(url_for("supervision_pages.one", key=key), 303)


def _with_kind(fields: dict[str, str]) -> dict[str, str]:
    """Say of which kind the chosen unit is, so that nobody has to."""
    venue = current(Metrics).replica.find(VenueRegistered, fields.get("unit", ""))
    return {**fields, "kind": venue.kind if venue else "department"}


@pages.get("/supervision/<key>")
@requires("supervision.read")
def one(key: str) -> ResponseReturnValue:
    """Show an order or proposal with what can be done next."""
    return _one(key)


@pages.post("/supervision/<key>/statement")
@requires("supervision.answer")
def statement(key: str) -> ResponseReturnValue:
    """Take the unit's statement."""
    return _taken(
        key,
        "statement",
        lambda m: acts.state(m, require_identity(), key, StatementBody().load(form_fields())["text"], request_meta()),
    )


@pages.post("/supervision/<key>/issue")
@requires("supervision.order")
def issue(key: str) -> ResponseReturnValue:
    """Take the signature under a proposal."""
    return _taken(
        key,
        "issue",
        lambda m: acts.issue(m, require_identity(), key, request_meta(), **IssueBody().load(form_fields())),
    )


@pages.post("/supervision/<key>/answer")
@requires("supervision.answer")
def report(key: str) -> ResponseReturnValue:
    """Take the unit's report."""
    return _taken(
        key,
        "answer",
        lambda m: acts.report(m, require_identity(), key, StatementBody().load(form_fields())["text"], request_meta()),
    )


@pages.post("/supervision/<key>/interview")
@requires("supervision.order")
def interview(key: str) -> ResponseReturnValue:
    """Take the minutes of an interview."""
    return _taken(
        key,
        "interview",
        lambda m: acts.hold(m, require_identity(), key, MinutesBody().load(form_fields())["minutes"], request_meta()),
    )


@pages.post("/supervision/<key>/closure")
@requires("supervision.order")
def close(key: str) -> ResponseReturnValue:
    """Take the form that ends it."""
    return _taken(
        key,
        "closure",
        lambda m: acts.close(m, require_identity(), key, request_meta(), ClosureBody().load(form_fields())),
    )


def _taken(key: str, form: str, act: Callable[[Metrics], object]) -> ResponseReturnValue:
    try:
        act(current(Metrics))
    except (ValidationError, Rejected) as refusal:
        return _one(key, form, refused(refusal))
    flash(gettext("已记录"), "good")
    return redirect(url_for("supervision_pages.one", key=key), 303)


def _list(refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics = current(Metrics)
    show = request.args.get("show", "")
    wanted = {"overdue": True} if show == "overdue" else {"step": show if show in STEPS else ""}
    rows = views.listed(metrics.supervision.collection, units=own_only(), most=500, **wanted)
    body = render_template(
        "supervision/list.html", rows=rows, show=show, refusal=refusal, form=request.form, **_words(metrics)
    )
    return body, refusal.status if refusal else 200


def _one(key: str, form: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics, identity = current(Metrics), require_identity()
    row = views.find(metrics.supervision.collection, key, own_only())
    own = identity.can("supervision.answer") and speaks_for(metrics, identity, row["kind"], row["unit"])
    body = render_template(
        "supervision/one.html",
        row=row,
        cited=_cited(metrics, row),
        own=own,
        signer=identity.can("supervision.order") and identity.unit != row["unit"],
        refused_form=form,
        refusal=refusal,
        form=request.form,
        **_words(metrics),
    )
    return body, refusal.status if refusal else 200


def _cited(metrics: Metrics, row: dict[str, Any]) -> dict[str, str]:
    """Name what a proposal says was not answered, by its id."""
    found = metrics.supervision.collection.find({"_id": {"$in": row["evidence"]}}, {"step": 1})
    return {each["_id"]: str(STEPS[each["step"]]) for each in found}


def _words(metrics: Metrics) -> dict[str, Any]:
    names = {**unit_names(metrics, "hall"), **unit_names(metrics, "department")}
    return {
        "names": names,
        "kinds": KIND_NAMES,
        "steps": STEPS,
        "statuses": STATUSES,
        "grounds": GROUNDS,
        "outcomes": OUTCOMES,
        "today": request_now().date(),
    }
