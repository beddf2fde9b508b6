"""The page of a venue's coming market days: which oblige it to open, and why not the others."""

from __future__ import annotations

from datetime import date

import marshmallow as ma
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.intake.calendars import views
from services.intake.calendars.schemas import OpeningsQuery
from services.intake.service import Intake
from services.intake.venues.views import venue
from shared.contracts import Rejected
from shared.identity.access import public
from shared.web.forms import refused
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("calendar_pages", __name__, template_folder="templates")

OPEN_BY_LAW = "when a hall is open, everyone may know (S1.5a)"

WEEKDAYS = (_l("周一"), _l("周二"), _l("周三"), _l("周四"), _l("周五"), _l("周六"), _l("周日"))


@pages.get("/venues/<venue_id>/openings")
@public(OPEN_BY_LAW)
def openings(venue_id: str) -> ResponseReturnValue:
    """Show a venue's market days between two days, from today and two months on unless told."""
    intake = current(Intake)
    place, today, problem = venue(intake.replica, venue_id), request_now().date(), None
    calendar = intake.calendar(place.division)
    asked = {name: request.args.get(name, "").strip() for name in ("from", "to")}
    try:
        days = OpeningsQuery().load({name: value for name, value in asked.items() if value})
        told = views.openings(place, calendar, today, days["first"], days["last"])
    except (ma.ValidationError, Rejected) as error:
        problem, told = refused(error), views.openings(place, calendar, today)
    page = render_template(
        "calendars/openings.html", venue=place, told=told, asked=asked, problem=problem, weekday=_weekday
    )
    return page, problem.status if problem else 200


def _weekday(day: str) -> str:
    return str(WEEKDAYS[date.fromisoformat(day).weekday()])
