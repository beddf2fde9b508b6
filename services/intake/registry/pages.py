"""Pages open to everyone: the way in, items by category, guides, halls."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.intake import wording
from services.intake.items import views
from services.intake.portal.ways import ways
from services.intake.service import Intake
from services.intake.venues import views as venue_views
from shared.gazetteer import shown_name
from shared.identity.access import public
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint(
    "registry_pages",
    __name__,
    template_folder="templates",
    static_folder=str(Path(__file__).parents[1] / "static"),
    static_url_path="/static/intake",
)

OPEN_BY_LAW = "halls, items and guides are public (S1.5a)"


@pages.get("/")
@public(OPEN_BY_LAW)
def home() -> ResponseReturnValue:
    """Show what can be done here, and every item by category."""
    replica = current(Intake).replica
    return render_template(
        "registry/home.html",
        categories=views.by_category(replica, request_now().date()),
        halls=[venue for venue in replica.venues() if venue.kind == "hall"],
        ways=ways(),
        words=wording,
    )


@pages.get("/venues")
@public(OPEN_BY_LAW)
def venues() -> ResponseReturnValue:
    """Show halls and village points, with their counties, for two towns of the city may bear one name."""
    replica = current(Intake).replica
    known, today = replica.venues(), request_now().date()
    gazetteer = venue_views.gazetteer(replica)
    return render_template(
        "registry/venues.html",
        halls=[venue for venue in known if venue.kind == "hall"],
        points=[venue for venue in known if venue.kind == "point"],
        names={venue.id: venue.name for venue in known},
        full={venue.id: shown_name(gazetteer, venue, today) for venue in known},
        least=venue_views.LEAST_AREA,
        markets={venue.id: venue_views.coming_markets(venue, today) for venue in known},
        words=wording,
    )
