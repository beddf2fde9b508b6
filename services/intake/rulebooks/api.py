"""JSON endpoints of rulebooks, rules and their basis: open to read, administered by statements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import marshmallow as ma

from services.intake.cases.api import found_case
from services.intake.registry.api import stated
from services.intake.registry.asked import DayQuery, day_of, subject_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.rulebooks import views
from services.intake.rulebooks.schemas import (
    BasisBody,
    BasisListSchema,
    RulebookBody,
    RulebookListSchema,
    RuleListSchema,
    RuleSchema,
)
from services.intake.service import Intake
from shared.contracts import Rejected, encode
from shared.contracts.duties import BasisRegistered
from shared.identity.access import public, requires
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import etag

api = Blueprint("rulebooks", __name__, url_prefix="/api/v1", description="制度与依据")

PUBLIC_RULES = "rules and what they rest on are public (P0; S2.1b)"


class ScopeQuery(DayQuery):
    """A day, and for whom."""

    division = ma.fields.String(load_default="")
    department = ma.fields.String(load_default="")


@api.route("/bases", methods=["GET"])
@public(PUBLIC_RULES)
@api.response(200, BasisListSchema)
def bases() -> Any:
    """List the laws, policies and standards that rules rest on."""
    return {"items": [encode(each) for each in current(Intake).replica.all(BasisRegistered).values()]}


@api.route("/bases/<code>", methods=["GET"])
@public(PUBLIC_RULES)
@api.response(200, BasisBody)
def basis(code: str) -> Any:
    """Give one basis with its articles."""
    found, version = subject_of(BasisRegistered, code)
    return encode(found), 200, {"ETag": etag(version)}


@api.route("/bases", methods=["POST"])
@requires("registry.write")
@api.arguments(BasisBody)
@api.response(200, StatedSchema)
def state_basis(body: dict[str, Any]) -> Any:
    """Register a law, policy or standard with the articles that are cited."""
    return stated(statement("basis.registered", body))


@api.route("/rulebooks", methods=["GET"])
@public(PUBLIC_RULES)
@api.arguments(ScopeQuery, location="query")
@api.response(200, RulebookListSchema)
def rulebooks(query: dict[str, Any]) -> Any:
    """List rulebooks at the version in force on a day; for a case, ask for the day of its acceptance."""
    day = day_of(query)
    return {
        "day": day,
        "items": views.rulebooks(current(Intake).replica, day, query["division"], query["department"]),
    }


@api.route("/rulebooks", methods=["POST"])
@requires("registry.write")
@api.arguments(RulebookBody)
@api.response(200, StatedSchema)
def state_rulebook(body: dict[str, Any]) -> Any:
    """Publish a version of a rulebook; it holds for cases accepted from its first day on."""
    return stated(statement("rulebook.published", body))


@api.route("/cases/<case_no>/rulebooks", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, RulebookListSchema)
def of_case(case_no: str) -> Any:
    """List the rulebooks a case is judged by: the versions in force when it was accepted, or received so far."""
    case = found_case(case_no)
    day = case["accepted_on"] or local_day(datetime.fromisoformat(case["received_at"])).isoformat()
    held = views.rulebooks(current(Intake).replica, date.fromisoformat(day), case["division"], case["department"])
    return {"day": day, "items": held}


@api.route("/rules", methods=["GET"])
@public(PUBLIC_RULES)
@api.arguments(DayQuery, location="query")
@api.response(200, RuleListSchema)
def rules(query: dict[str, Any]) -> Any:
    """List every rule in force on a day with the articles it rests on."""
    day = day_of(query)
    return {"day": day, "items": views.rules(current(Intake).replica, day)}


@api.route("/rules/<code>", methods=["GET"])
@public(PUBLIC_RULES)
@api.arguments(DayQuery, location="query")
@api.response(200, RuleSchema)
def rule(query: dict[str, Any], code: str) -> Any:
    """Give one rule with the articles it rests on; there is always at least one (P0)."""
    found = next((each for each in views.rules(current(Intake).replica, day_of(query)) if each["code"] == code), None)
    if found is None:
        raise Rejected("unknown_rule", f"there is no rule {code} in force", status=404)
    return found
