"""JSON endpoints of calendars, local days off and openings: open to read, published by commands."""

from __future__ import annotations

from typing import Any

from services.intake.calendars import views
from services.intake.calendars.schemas import (
    CalendarBody,
    CalendarListSchema,
    CalendarYearSchema,
    DivisionQuery,
    LocalDaysBody,
    LocalDaysListSchema,
    OpeningsQuery,
    OpeningsSchema,
)
from services.intake.registry.api import stated
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, requires
from shared.timekeeping.years import content_hash
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import request_now

api = Blueprint("calendars", __name__, url_prefix="/api/v1", description="工作日日历与开门日")

OPEN_BY_LAW = "whoever counts a deadline may see on what (S1.5a; 许可法82)"


@api.route("/calendars", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, CalendarListSchema)
def calendars() -> Any:
    """List the years deadlines are counted on, with their notices."""
    return {"items": views.years(current(Intake).calendar())}


@api.route("/calendars/<int:year>", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, CalendarYearSchema)
def calendar(year: int) -> Any:
    """Give one year."""
    found = current(Intake).calendar().years.get(year)
    if found is None:
        raise Rejected("no_calendar", f"no calendar of {year} is known", "B-3.2", status=404)
    return views.year_document(found)


@api.route("/calendars", methods=["POST"])
@requires("registry.write")
@api.arguments(CalendarBody)
@api.response(200, StatedSchema)
def publish_calendar(body: dict[str, Any]) -> Any:
    """Publish one year's working days; open deadlines are counted again on it."""
    parts = (body["year"], body["status"], body["doc_no"], set(body["off_days"]), set(body["work_weekends"]))
    return stated(statement("calendar.published", {**body, "hash": body["hash"] or content_hash(*parts)}))


@api.route("/local-days", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(DivisionQuery, location="query")
@api.response(200, LocalDaysListSchema)
def local_days(query: dict[str, str]) -> Any:
    """List jurisdictions' own days off; none by default."""
    return {"items": views.local_days(current(Intake).replica, query["division"])}


@api.route("/local-days", methods=["POST"])
@requires("registry.write")
@api.arguments(LocalDaysBody)
@api.response(200, StatedSchema)
def publish_local_days(body: dict[str, Any]) -> Any:
    """Publish a county's own days off in one year (Holiday Measures art. 4); an empty list withdraws them."""
    return stated(statement("local_days.published", body))


@api.route("/venues/<venue_id>/openings", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(OpeningsQuery, location="query")
@api.response(200, OpeningsSchema)
def openings(query: dict[str, Any], venue_id: str) -> Any:
    """Give a venue's market days: why each is one, whether the venue must open, and if not, why not (S2.6a)."""
    intake = current(Intake)
    try:
        venue = intake.replica.venue(venue_id)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None
    return views.openings(venue, intake.calendar(venue.division), request_now().date(), query["first"], query["last"])
