"""Pages of places: a hall or point as the public knows it, and what each place lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.intake import wording as common
from services.intake.attendance import views as attendance
from services.intake.calendars.views import openings
from services.intake.connectivity import views as connectivity
from services.intake.service import Intake
from services.intake.venues import views, wording
from services.intake.venues.compliance import REQUIRED_EQUIPMENT, all_places, compliance
from services.intake.venues.hours import market_hours, weekly
from services.intake.venues.principals import missing_parts, opened
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import missing_channels
from shared.gazetteer import shown_name
from shared.identity.access import public, require_identity, requires
from shared.identity.identity import division_allowed
from shared.web.kit import current, kit
from shared.web.meta import request_now

pages = Blueprint("venue_pages", __name__, template_folder="templates")

OPEN_BY_LAW = "halls and points, their hours, who answers and their channels are public (S1.5a; S2.9b)"


@dataclass(frozen=True, slots=True)
class Row:
    """A place on the compliance list, with its county before its name and whether it is linked."""

    told: Any
    name: str
    unlinked: bool


@pages.get("/venues/<venue_id>")
@public(OPEN_BY_LAW)
def venue(venue_id: str) -> ResponseReturnValue:
    """Show a hall or point: when it opens, what its windows do, what is there, who answers, where to complain."""
    intake, now = current(Intake), request_now()
    place = views.venue(intake.replica, venue_id)
    return render_template(
        "venues/venue.html",
        venue=place,
        name=shown_name(views.gazetteer(intake.replica), place, now.date()),
        hall=next((each for each in intake.replica.venues() if each.id == place.hall), None),
        items={item.code: item.name for item in intake.replica.items()},
        least=views.LEAST_AREA[place.kind],
        required=REQUIRED_EQUIPMENT,
        has={each.kind: each.count for each in place.equipment if each.count},
        lacking=compliance(intake, place, now).lacking,
        complaints=kit().settings.service_urls["complaints"],
        words=wording,
        common=common,
        **_when(intake, place, now),
        **_who(intake, place, now),
    )


def _when(intake: Intake, place: VenueRegistered, now: datetime) -> dict[str, Any]:
    """Give hours, coming market days and duties, and today's shifts without accounts."""
    told = openings(place, intake.calendar(place.division), now.date())
    return {
        "hours": [(name, weekly(place, number)) for number, name in enumerate(wording.WEEKDAYS, 1)],
        "market_hours": market_hours(place) if told["market_rule"] else (),
        "openings": told,
        "sheet": attendance.sheet(intake, place, now.date(), now),
    }


def _who(intake: Intake, place: VenueRegistered, now: datetime) -> dict[str, Any]:
    """Give lines, office-holders and channels, and what is missing of them."""
    lines = connectivity.connection(intake, place)
    stated, published = views.principals(intake.replica, place), views.channels(intake.replica, place)
    return {
        "connection": lines,
        "line": {each.window: each for each in lines.lines},
        "unlinked": connectivity.unlinked(lines, intake.calendar(place.division), now),
        "holders": opened(intake.vault, stated, now.date()),
        "parts_missing": missing_parts(stated, now.date()),
        "channels": published.channels if published else (),
        "channels_missing": missing_channels(published),
    }


@pages.get("/venues/compliance")
@requires("registry.write", "attendance.inspect")
def lacking() -> ResponseReturnValue:
    """Show every place of one's divisions with what it lacks, those that lack most first."""
    intake, now, identity = current(Intake), request_now(), require_identity()
    known = views.gazetteer(intake.replica)
    told = [each for each in all_places(intake, now) if division_allowed(identity, each.venue.division)]
    rows = [
        Row(
            each,
            shown_name(known, each.venue, now.date()),
            connectivity.unlinked(
                connectivity.connection(intake, each.venue), intake.calendar(each.venue.division), now
            ),
        )
        for each in sorted(told, key=lambda each: (-len(each.lacking), each.venue.id))
    ]
    return render_template("venues/compliance.html", rows=rows, words=wording, common=common)
