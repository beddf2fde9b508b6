"""Pages of items, open to everyone: the search, guides with their versions and differences, gaps, time saved, files."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from services.intake import wording
from services.intake.items import views
from services.intake.items import wording as guide_words
from services.intake.items.difference import difference
from services.intake.items.gaps import coverage
from services.intake.items.saved import saved, total
from services.intake.items.serving import file_answer
from services.intake.registry.categories import categories
from services.intake.service import Intake
from services.intake.sheets.issuing import proved
from shared.identity.access import public
from shared.web.errors import Problem
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("item_pages", __name__, template_folder="templates")

OPEN_BY_LAW = "halls, items and guides are public (S1.5a)"


@pages.get("/items")
@public(OPEN_BY_LAW)
def items() -> ResponseReturnValue:
    """Find items by words, category and hall; the page looks again while one types, where scripts run."""
    intake, day = current(Intake), request_now().date()
    asked = {name: request.args.get(name, "").strip()[:60] for name in ("q", "category", "hall")}
    hits = intake.search.find(asked["q"], day) if asked["q"] else None
    found = views.items(intake.replica, day, category=asked["category"], hall=asked["hall"], found=hits)
    halls = {venue.id: venue.name for venue in intake.replica.venues() if venue.kind == "hall"}
    return render_template(
        "items/items.html",
        items=found,
        asked=asked,
        halls=halls,
        departments={department.code: department.name for department in intake.replica.departments()},
        categories=[category.name for category in categories()],
        words=wording,
    )


@pages.get("/items/<code>")
@public(OPEN_BY_LAW)
def guide(code: str) -> ResponseReturnValue:
    """Show an item's guide, as it is in force or at one version; tell whether a sheet's check code fits."""
    intake = current(Intake)
    told = views.guide(intake.replica, code, request_now().date(), _number("version", told=None))
    check = request.args.get("check", "")[:20]
    category = next((c for c in categories() if c.name.zh == told.item.category), None)
    _, in_force = intake.replica.item_on(code, request_now().date())
    return render_template(
        "items/guide.html",
        guide=told,
        item=told.item,
        category=category,
        in_force=in_force,
        genuine=intake.codes.fits(proved(code, told.version), check) if check else None,
        saving=saved(told.item),
        words=wording,
        terms=guide_words,
    )


@pages.get("/items/<code>/versions")
@public(OPEN_BY_LAW)
def versions(code: str) -> ResponseReturnValue:
    """List an item's versions, the newest first, each with what it changed."""
    known = views.versions(current(Intake).replica, code)
    _, in_force = current(Intake).replica.item_on(code, request_now().date())
    changed = {after[0]: difference(before[1], after[1]) for before, after in pairwise(known)}
    return render_template(
        "items/versions.html",
        code=code,
        versions=list(reversed(known)),
        changed=changed,
        in_force=in_force,
        words=wording,
    )


@pages.get("/items/<code>/diff")
@public(OPEN_BY_LAW)
def diff(code: str) -> ResponseReturnValue:
    """Show what changed between two versions (S1.0c); the last two unless named."""
    known = views.versions(current(Intake).replica, code)
    last = known[-1][0]
    newer = _number("to", told=last) or last
    older = _number("from", told=max(newer - 1, 1)) or 1
    before, after = views.version_of(known, older), views.version_of(known, newer)
    return render_template(
        "items/diff.html",
        code=code,
        older=older,
        newer=newer,
        before=before,
        after=after,
        told=difference(before, after),
        savings=(saved(before), saved(after)),
        words=wording,
        terms=guide_words,
    )


@pages.get("/items/gaps")
@public(OPEN_BY_LAW)
def gaps() -> ResponseReturnValue:
    """Show which of the thirteen categories can be dealt with in which hall (S2.3b)."""
    replica, day = current(Intake).replica, request_now().date()
    taken = {item.code: item.category for item in replica.items_on(day)}
    return render_template(
        "items/gaps.html", coverage=coverage(taken, replica.venues(), day), categories=categories(), words=wording
    )


@pages.get("/items/time-saved")
@public(OPEN_BY_LAW)
def time_saved() -> ResponseReturnValue:
    """Show item by item how much less time is promised than the law allows (S1.3a)."""
    known = current(Intake).replica.items_on(request_now().date())
    return render_template(
        "items/saved.html", rows=[(item, saved(item)) for item in known], totals=total(known), words=wording
    )


@pages.get("/files/<sha256>")
@public("blank forms and samples are public (S1.5a; 许可法30)")
def file(sha256: str) -> Response:
    """Give a blank form or sample, after comparing it with its checksum."""
    return file_answer(current(Intake), sha256)


def _number(name: str, told: Any) -> Any:
    """Read a version from the address; an address that was mangled is told so."""
    said = request.args.get(name, "")
    if not said:
        return told
    if not said.isdecimal() or not 1 <= int(said[:9]) <= 999_999:
        raise Problem(400, "bad_request", f"{name} is the number of a version")
    return int(said)
