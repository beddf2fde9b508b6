"""The page of channels, and the front page of the service."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import segno
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.complaints.channels.limits_view import shown
from services.complaints.channels.views import channels
from services.complaints.complaints.wording import FORCES, hall_names, hall_options
from services.complaints.limits import held_on
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.venues import ChannelsPublished
from shared.identity.access import public
from shared.timekeeping import UNITS
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint(
    "channel_pages",
    __name__,
    template_folder="templates",
    static_folder=str(Path(__file__).parents[1] / "static"),
    static_url_path="/static/complaints",
)

CHANNELS = {
    "complaint": _l("投诉"),
    "report": _l("举报"),
    "supervision": _l("监督"),
    "reconsideration": _l("行政复议"),
}
"""The four kinds in words, in the order they are published in."""


@pages.get("/")
@public("the way in for everybody")
def home() -> ResponseReturnValue:
    """Show what people can do here."""
    return render_template("channels/home.html")


@pages.get("/channels")
@public("channels are published by duty (S2.9b)")
def all_channels() -> ResponseReturnValue:
    """Show the four channels."""
    return render_template(
        "channels/channels.html", channels=channels(current(Complaints).replica, request_now().date())
    )


@pages.get("/channels/poster")
@public("a hall's poster is for everybody (S2.9b)")
def poster() -> ResponseReturnValue:
    """Show a hall's or point's poster to be printed: codes that lead a phone to complain and to rate, and its channels.

    Raises:
        Rejected: 404 `unknown_venue`.
    """
    service, place = current(Complaints), request.args.get("hall", "")[:40]
    names, base = hall_names(service.replica), service.settings.url("complaints")
    if place and place not in names:
        raise Rejected("unknown_venue", "there is no such hall or point", status=404)
    published = service.replica.find(ChannelsPublished, place) if place else None
    return render_template(
        "channels/poster.html",
        halls=hall_options(service.replica),
        place=place,
        name=names.get(place),
        complain=_code(f"{base}/complaints/new?{urlencode({'hall': place})}"),
        rate=_code(f"{base}/ratings/new"),
        told={each.kind: each for each in published.channels} if published else {},
        kinds=CHANNELS,
    )


def _code(address: str) -> str:
    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=0, dark="#1f2830"))


@pages.get("/limits")
@public("people may know how long it may take, and whether law says so (S1.5a)")
def all_limits() -> ResponseReturnValue:
    """Show the limits that hold today with their force, and every statement with its days and what it changed."""
    today = request_now().date()
    held = held_on(today)
    return render_template(
        "channels/limits.html", held=held, shown=shown(today), today=today, units=UNITS, forces=FORCES
    )
