"""The page open to everyone of what the village points of each township do for others."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.intake.registry.api import OPEN_BY_LAW
from services.intake.service import Intake
from shared.contracts.duties import ProxyCatalogPublished
from shared.contracts.registry import ItemPublished
from shared.identity.access import public
from shared.web.kit import current

pages = Blueprint("proxy_catalog_pages", __name__, template_folder="templates")


@pages.get("/proxy-catalogs")
@public(OPEN_BY_LAW)
def catalogs() -> ResponseReturnValue:
    """Show each township's list, with its village points."""
    replica = current(Intake).replica
    items, venues = replica.all(ItemPublished), replica.venues()
    told = [
        {
            "catalog": catalog,
            "halls": [v for v in venues if v.kind == "hall" and v.division == catalog.division],
            "points": [v for v in venues if v.kind == "point" and v.division.startswith(catalog.division)],
            "entries": [(items[e.item], e.note) for e in catalog.entries if e.item in items],
        }
        for catalog in replica.all(ProxyCatalogPublished).values()
    ]
    return render_template("proxy_catalogs/catalogs.html", catalogs=told)
