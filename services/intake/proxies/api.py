"""JSON endpoints of village proxies."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.intake.cases.applicants import checked_number
from services.intake.cases.standing import hall_of
from services.intake.proxies import views
from services.intake.proxies.acts import ProxyActs
from services.intake.proxies.schemas import (
    CountSchema,
    EndBody,
    EntrustBody,
    GiveUpBody,
    HandoverBody,
    ProxyQuery,
    ProxyRowSchema,
    ProxySchema,
    ReportBody,
)
from services.intake.proxies.state import Proxy
from services.intake.proxies.telling import counts, document
from services.intake.service import Intake
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import page_schema

api = Blueprint("proxies", __name__, url_prefix="/api/v1/proxy-mandates", description="村点代办")


@api.route("", methods=["POST"])
@requires("proxy.act")
@api.arguments(EntrustBody)
@api.response(201, ProxySchema)
def entrust(body: dict[str, Any]) -> Any:
    """Take an application along at one's own village point, free of charge (S2.1g, S2.4)."""
    number, outcome = acts().entrust(checked(body))
    told, status, headers = _answered(number, outcome, 201)
    return told, status, {**headers, "Location": url_for("proxies.proxy", number=number)}


@api.route("", methods=["GET"])
@requires("proxy.read")
@api.arguments(ProxyQuery, location="query")
@api.response(200, page_schema(ProxyRowSchema))
def proxies(query: dict[str, Any]) -> Any:
    """List the proxies of one's point, hall or divisions, the newest first; `fee_refused`: attempts to take money."""
    paging = query.pop("paging")
    return paging.page(
        views.search(current(Intake).proxies, readable(), paging.after, paging.fetch, **query), views.sort_key
    )


@api.route("/<number>", methods=["GET"])
@requires("proxy.read")
@api.response(200, ProxySchema)
def proxy(number: str) -> Any:
    """Give one proxy; its version is the ETag."""
    found = found_proxy(number)
    return document(current(Intake), require_identity(), found), 200, {"ETag": etag(found["version"])}


@api.route("/<number>/handover", methods=["POST"])
@requires("proxy.act", "proxy.receive")
@api.arguments(HandoverBody)
@api.response(200, ProxySchema)
def hand_over(body: dict[str, Any], number: str) -> Any:
    """Hand the papers over to the hall, which registers the case with it (S2.1g): receipt from this moment (L7)."""
    found_proxy(number)
    return _answered(number, acts().hand_over(number.upper(), body))


@api.route("/<number>/withdrawal", methods=["POST"])
@requires("proxy.act")
@api.arguments(GiveUpBody)
@api.response(200, ProxySchema)
def give_up(body: dict[str, Any], number: str) -> Any:
    """Give the papers back before they were handed over; that too is reported back."""
    found_proxy(number)
    return _answered(number, acts().give_up(number.upper(), body))


@api.route("/<number>/report", methods=["POST"])
@requires("proxy.act")
@api.arguments(ReportBody)
@api.response(200, ProxySchema)
def report(body: dict[str, Any], number: str) -> Any:
    """Tell the result to whoever entrusted the point (S2.1g)."""
    found_proxy(number)
    return _answered(number, acts().report(number.upper(), body))


@api.route("/<number>/end", methods=["POST"])
@requires("proxy.act")
@api.arguments(EndBody)
@api.response(200, ProxySchema)
def end(body: dict[str, Any], number: str) -> Any:
    """End a proxy; refused as long as the result was not reported back (S2.1g)."""
    found_proxy(number)
    return _answered(number, acts().end(number.upper(), body))


@api.route("/<number>/clock", methods=["GET"])
@requires("proxy.read")
@api.response(200, CountSchema)
def clock(number: str) -> Any:
    """Explain both last days, day by day (B-3)."""
    return counts(current(Intake), found_proxy(number))


def acts() -> ProxyActs:
    """Give the acts of the present request."""
    return ProxyActs(current(Intake), request_meta(), require_identity(), if_match())


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """Check the applicant's number."""
    who = said["applicant"]
    number = checked_number(who["kind"], who["id_number"], local_day(request_now()))
    return {**said, "applicant": {**who, "id_number": number}}


def readable() -> dict[str, Any]:
    """Give the filter of the proxies the present account may see."""
    replica = current(Intake).replica
    return views.visible(require_identity(), lambda place: hall_of(place, replica))


def found_proxy(number: str) -> dict[str, Any]:
    """Give a proxy's document, or 404 where there is none for this account."""
    return views.find(current(Intake).proxies, number.upper()[:40], readable())


def _answered(number: str, outcome: Outcome[Proxy], status: int = 200) -> Any:
    found = views.shown(number.upper(), outcome)
    return answer(outcome, document(current(Intake), require_identity(), found, masked=True), status)
