"""JSON endpoints of looks: for auditors, for accounts about their own cases, and for people without an account."""

from __future__ import annotations

from typing import Any

from flask import request

from services.intake.looks import views
from services.intake.looks.own import own_matter
from services.intake.looks.schemas import LookQuery, LookSchema, OwnBody, OwnMatterSchema
from services.intake.service import Intake
from shared.identity.access import public, require_identity, requires
from shared.privacy.looks import sort_key
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("looks", __name__, url_prefix="/api/v1/looks", description="个人信息查看记录")

LOOK_PAGE = page_schema(LookSchema)
OWN = "people look into their own matter with its number and their identity number (S1.5b)"


@api.route("", methods=["GET"])
@requires("access.read")
@api.arguments(LookQuery, location="query")
@api.response(200, LOOK_PAGE)
def looks(query: dict[str, Any]) -> Any:
    """List who saw personal data in clear, in which role, for what and when, the newest first."""
    paging = query.pop("paging")
    wanted = views.narrowed(require_identity(), **query)
    return paging.page(current(Intake).looks.search(wanted, paging.after, paging.fetch), sort_key)


@api.route("/own", methods=["GET"])
@requires("access.read_own")
@api.arguments(PagingQuery, location="query")
@api.response(200, LOOK_PAGE)
def own(paging: Any) -> Any:
    """List who saw the personal data in one's own cases."""
    intake = current(Intake)
    wanted = views.of_account(intake, require_identity())
    return paging.page(intake.looks.search(wanted, paging.after, paging.fetch), sort_key)


@api.route("/own-matter", methods=["POST"])
@public(OWN)
@api.arguments(OwnBody)
@api.response(200, OwnMatterSchema)
def matter(body: dict[str, str]) -> Any:
    """Give one's own matter, whoever acts in it, and every look at one's data; both numbers come in the body."""
    return own_matter(current(Intake), body, request.remote_addr or "", request_now())
