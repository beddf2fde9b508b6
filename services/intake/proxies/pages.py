"""Pages of proxies: the list of a point or hall, taking one, one with what comes next, its letter, its days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording as common
from services.intake.proxies import views, wording
from services.intake.proxies.acts import ProxyActs, limits_of
from services.intake.proxies.api import acts, checked, found_proxy, readable
from services.intake.proxies.schemas import STATUSES, EntrustForm, HandoverForm, ProxyForm, ReportForm
from services.intake.proxies.telling import counts, document, entries, near
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.duties import ProxyCatalogPublished
from shared.contracts.registry import ItemPublished
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint("proxy_pages", __name__, template_folder="templates")

_APPLICANT = ("kind", "name", "id_number", "phone")


@pages.get("/proxies")
@requires("proxy.read")
def proxies() -> ResponseReturnValue:
    """List the proxies of one's point, hall or divisions; those that wait first asked for."""
    intake, paging, identity = current(Intake), request_paging(), require_identity()
    status = request.args.get("status", "open")
    status = status if status in ("open", *STATUSES) else ""
    page = paging.page(
        views.search(intake.proxies, readable(), paging.after, paging.fetch, status=status), views.sort_key
    )
    return render_template(
        "proxies/list.html",
        rows=page["items"],
        next=page["next"],
        status=status,
        today=request_now().date().isoformat(),
        venues={venue.id: venue.name for venue in intake.replica.venues()},
        agent=identity.can("proxy.act"),
        words=wording,
    )


@pages.get("/proxies/new")
@requires("proxy.act")
def new() -> ResponseReturnValue:
    """Choose an item of the township's list, then fill in who entrusts the point."""
    return _new(request.args.get("item", "")[:40])


@pages.post("/proxies/new")
@requires("proxy.act")
def entrust() -> ResponseReturnValue:
    """Take the form."""
    try:
        fields = form_fields("materials")
        who = {name: fields.pop(f"applicant.{name}") for name in _APPLICANT if f"applicant.{name}" in fields}
        number, _ = acts().entrust(checked(EntrustForm().load({**fields, "applicant": who})))
    except (ValidationError, Rejected) as refusal:
        return _new(request.form.get("item", "")[:40], refused(refusal))
    flash(gettext("已受托，请打印委托书交给群众"), "good")
    return redirect(url_for("proxy_pages.proxy", number=number), 303)


def _new(code: str, problem: Refusal | None = None) -> ResponseReturnValue:
    intake, day = current(Intake), request_now().date()
    listed = listed_items(intake, require_identity().hall)
    item = intake.replica.item_on(code, day)[0] if code else None
    body = render_template(
        "proxies/new.html",
        item=item,
        listed=listed,
        refusal=common.told(problem),
        form=request.form,
        chosen=request.form.getlist("materials"),
        limits=limits_of(intake),
        words=common,
    )
    return body, problem.status if problem else 200


def listed_items(intake: Intake, point: str) -> list[ItemPublished]:
    """Give what a point's township has on its list; what guides allow where it has published none."""
    items = intake.replica.items()
    try:
        place = intake.replica.venue(point or "-")
    except Rejected:
        return []
    catalog = intake.replica.find(ProxyCatalogPublished, place.division[:9])
    if catalog is None:
        return [item for item in items if item.village_proxy]
    codes = {entry.item for entry in catalog.entries}
    return [item for item in items if item.code in codes]


@pages.get("/proxies/<number>")
@requires("proxy.read")
def proxy(number: str) -> ResponseReturnValue:
    """Show a proxy: whose, what comes next and until when, what happened."""
    return _page(number)


@pages.get("/proxies/<number>/clock")
@requires("proxy.read")
def clock(number: str) -> ResponseReturnValue:
    """Show why each last day is the day it is."""
    found = found_proxy(number)
    return render_template("proxies/clock.html", proxy=found, counts=counts(current(Intake), found), words=wording)


@pages.get("/proxies/<number>/letter")
@requires("proxy.act", "proxy.receive")
def letter(number: str) -> ResponseReturnValue:
    """Show the letter of entrusting, ready to be printed: free of charge, until when, how to follow it."""
    intake, found = current(Intake), found_proxy(number)
    told = document(intake, require_identity(), found)
    item = intake.replica.item(found["item"], found["item_version"])[0]
    names = {material.code: material.name for material in item.materials}
    return render_template(
        "proxies/letter.html",
        proxy=told,
        item=item,
        names=names,
        point=intake.replica.venue(found["point"]),
        hall=intake.replica.venue(found["hall"]),
        limits=limits_of(intake),
        words=common,
    )


Act = Callable[[ProxyActs, str, dict[str, Any]], Any]


@pages.post("/proxies/<number>/handover")
@requires("proxy.act", "proxy.receive")
def hand_over(number: str) -> ResponseReturnValue:
    """Take the form of handing over."""
    return _done(number, "handover", HandoverForm(), ProxyActs.hand_over, gettext("已移交，大厅已收件"))


@pages.post("/proxies/<number>/withdrawal")
@requires("proxy.act")
def give_up(number: str) -> ResponseReturnValue:
    """Take the form of giving the papers back."""
    return _done(number, "withdrawal", ProxyForm(), ProxyActs.give_up, gettext("已登记撤回，请把材料交还本人"))


@pages.post("/proxies/<number>/report")
@requires("proxy.act")
def report(number: str) -> ResponseReturnValue:
    """Take the form of telling the result."""
    return _done(number, "report", ReportForm(), ProxyActs.report, gettext("已登记反馈"))


@pages.post("/proxies/<number>/end")
@requires("proxy.act")
def end(number: str) -> ResponseReturnValue:
    """Take the form of ending."""
    return _done(number, "end", ProxyForm(), ProxyActs.end, gettext("代办已结束"))


def _done(number: str, name: str, form: ma.Schema, act: Act, told: str) -> ResponseReturnValue:
    found_proxy(number)
    fields = form_fields()
    if isinstance(form, ReportForm):
        fields["ends"] = "ends" in fields
    try:
        act(acts(), number.upper(), form.load(fields))
    except (ValidationError, Rejected) as refusal:
        return _page(number, name, refused(refusal))
    flash(told, "good")
    return redirect(url_for("proxy_pages.proxy", number=number), 303)


def _page(number: str, failed: str = "", problem: Refusal | None = None) -> ResponseReturnValue:
    intake, identity, found = current(Intake), require_identity(), found_proxy(number)
    hall = intake.replica.venue(found["hall"])
    windows = [window for window in hall.windows if found["item"] in window.items]
    body = render_template(
        "proxies/proxy.html",
        proxy=document(intake, identity, found),
        near=near(identity),
        agent=identity.can("proxy.act"),
        hall=hall,
        windows=windows,
        point=intake.replica.venue(found["point"]),
        entries=entries(intake, found["proxy_no"]),
        today=request_now().date().isoformat(),
        failed=failed,
        refusal=common.told(problem),
        form=request.form,
        words=wording,
    )
    return body, problem.status if problem else 200
