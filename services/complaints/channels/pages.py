"""The page of channels, and the front page of the service."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.complaints.channels.limits_view import shown
from services.complaints.channels.views import channels
from services.complaints.complaints.wording import FORCES
from services.complaints.limits import held_on
from services.complaints.service import Complaints
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


@pages.get("/limits")
@public("people may know how long it may take, and whether law says so (S1.5a)")
def all_limits() -> ResponseReturnValue:
    """Show the limits that hold today with their force, and every statement with its days and what it changed."""
    today = request_now().date()
    held = held_on(today)
    return render_template(
        "channels/limits.html", held=held, shown=shown(today), today=today, units=UNITS, forces=FORCES
    )
