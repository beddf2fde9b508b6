"""The page of one's own place of work: today's roster, signing in and out; and what an inspector notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.attendance import days, views
from services.intake.attendance.schemas import CheckInBody, InspectionBody, QuarterQuery
from services.intake.attendance.visits import looked_after
from services.intake.connectivity.beats import beat, lines_of
from services.intake.rosters.decide import posts_of
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues import wording
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import DivisionRegistered
from shared.gazetteer import gazetteer_of, shown_name
from shared.identity.access import require_division, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("attendance_pages", __name__, template_folder="templates")


@pages.get("/attendance")
@requires("attendance.record")
def own() -> ResponseReturnValue:
    """Show today's roster of one's place of work, and where one may sign in."""
    return _page()


@pages.post("/attendance/check-in")
@requires("attendance.record")
def check_in() -> ResponseReturnValue:
    """Sign in at a post, now."""

    def act(place: VenueRegistered) -> str:
        post = CheckInBody().load(form_fields())["post"]
        days.check_in(current(Intake), request_meta(), place, post)
        return str(gettext("已签到"))

    return _acted(act)


@pages.post("/attendance/check-out")
@requires("attendance.record")
def check_out() -> ResponseReturnValue:
    """Sign out, now."""

    def act(place: VenueRegistered) -> str:
        days.check_out(current(Intake), request_meta(), place)
        return str(gettext("已签退"))

    return _acted(act)


@pages.post("/attendance/heartbeat/<window>")
@requires("window.heartbeat")
def heartbeat(window: str) -> ResponseReturnValue:
    """Take the heartbeat of the page that stands open at a window; the page is not changed."""
    beat(current(Intake), request_meta(), _own_place(), window)
    return "", 204


@pages.get("/venues/<venue_id>/attendance")
@requires("attendance.inspect", "registry.write")
def inspected(venue_id: str) -> ResponseReturnValue:
    """Show an inspector who is at work at a place, and take down what they find."""
    return _inspection(venue_id)


@pages.post("/venues/<venue_id>/attendance")
@requires("attendance.inspect")
def inspect(venue_id: str) -> ResponseReturnValue:
    """Note what an inspection found."""
    intake = current(Intake)
    place = venues.venue(intake.replica, venue_id)
    require_division(place.division)
    fields: dict[str, Any] = form_fields()
    try:
        told = InspectionBody().load({**fields, "open": fields.get("open") == "yes"})
        days.inspect(intake, request_meta(), place, told)
    except (ValidationError, Rejected) as error:
        return _inspection(venue_id, refused(error))
    flash(gettext("巡查已登记"), "good")
    return redirect(url_for("attendance_pages.inspected", venue_id=venue_id), 303)


@pages.get("/points/inspections")
@requires("attendance.inspect")
def points_looked_after() -> ResponseReturnValue:
    """Show the village points of one's jurisdiction in a quarter, those that nobody checked first (S2.1f)."""
    intake, today = current(Intake), request_now().date()
    try:
        day = QuarterQuery().load(request.args)["day"] or today
    except ValidationError:
        day = today
    told = looked_after(intake.replica, intake.database, require_identity(), day)
    known = gazetteer_of(intake.replica.all(DivisionRegistered).values())
    names = {venue.id: shown_name(known, venue, today) for venue in intake.replica.venues()}
    return render_template("attendance/points.html", told=told, names=names)


def _inspection(venue_id: str, problem: Refusal | None = None) -> ResponseReturnValue:
    intake, now = current(Intake), request_now()
    place = venues.venue(intake.replica, venue_id)
    require_division(place.division)
    page = render_template(
        "attendance/inspection.html",
        venue=place,
        day=views.day_document(intake, place, now.date(), now),
        sheet=views.sheet(intake, place, now.date(), now),
        problem=problem,
        given=request.form,
        words=wording,
    )
    return page, problem.status if problem else 200


def _acted(act: Callable[[VenueRegistered], str]) -> ResponseReturnValue:
    try:
        told = act(_own_place())
    except (ValidationError, Rejected) as error:
        return _page(refused(error))
    flash(told, "good")
    return redirect(url_for("attendance_pages.own"), 303)


def _own_place() -> VenueRegistered:
    """Give the place one works at.

    Raises:
        Rejected: `unknown_venue` (404): the account works nowhere.
    """
    return venues.venue(current(Intake).replica, require_identity().hall or "-")


def _page(problem: Refusal | None = None) -> ResponseReturnValue:
    intake, now, identity = current(Intake), request_now(), require_identity()
    place = _own_place()
    held = days.load(intake, place.id, now.date())
    here = held.at_work(identity.id)
    page = render_template(
        "attendance/own.html",
        venue=place,
        me=identity.id,
        here=here,
        beats=here.post if here and here.post in lines_of(place) else "",
        posts=posts_of(place),
        day=views.day_document(intake, place, now.date(), now),
        sheet=views.sheet(intake, place, now.date(), now),
        unrostered=venues.unrostered(intake, place, now.date()),
        problem=problem,
        words=wording,
    )
    return page, problem.status if problem else 200
