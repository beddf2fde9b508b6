"""JSON endpoints of scoring policies: who may look, publish, take back."""

from __future__ import annotations

from typing import Any

import orjson

from services.metrics.policies import acts, told
from services.metrics.policies.in_force import one, withdrawn
from services.metrics.policies.schemas import (
    PoliciesListOut,
    PolicyOut,
    PolicyPublicationBody,
    PolicyWithdrawalBody,
)
from services.metrics.service import Metrics
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta

OPEN = "what everybody is scored by is open to everybody (S2.9c)"

api = Blueprint("policies", __name__, url_prefix="/api/v1/policies", description="评分政策 policies")


@api.route("", methods=["GET"])
@public(OPEN)
@api.response(200, PoliciesListOut)
def all_policies() -> Any:
    """List the scoring policies, oldest first: who signed and published each, when it holds, what it changed."""
    metrics = current(Metrics)
    gone = [{**each, **each["withdrawal"]} for each in withdrawn(metrics)]
    return {"items": told.listed(metrics), "withdrawn": gone}


@api.route("", methods=["POST"])
@requires("policy.publish")
@api.arguments(PolicyPublicationBody)
@api.response(201, PolicyOut)
@api.alt_response(422, description="not signed by a trusted key, or not to be scored by; nothing is changed")
def publish(body: dict[str, Any]) -> Any:
    """Publish a signed policy: it holds for whole quarters from its first day, never over frozen results (D-2)."""
    metrics = current(Metrics)
    outcome = acts.publish(metrics, orjson.dumps(body), request_meta())
    return answer(outcome, told.detail(metrics, body["signed"]["version"]), 201)


@api.route("/<version>", methods=["GET"])
@public(OPEN)
@api.response(200, PolicyOut)
@api.alt_response(404, description="no such policy")
def one_policy(version: str) -> Any:
    """Give a scoring policy whole, with what it changed."""
    return told.detail(current(Metrics), version)


@api.route("/<version>/signed", methods=["GET"])
@public(OPEN)
@api.response(200)
@api.alt_response(404, description="no such policy")
def signed_policy(version: str) -> Any:
    """Give a policy as it was signed, for checking the signature elsewhere."""
    return one(current(Metrics), version).document


@api.route("/<version>/withdrawal", methods=["POST"])
@requires("policy.publish")
@api.arguments(PolicyWithdrawalBody)
@api.response(200, PoliciesListOut)
def withdraw(body: dict[str, Any], version: str) -> Any:
    """Take the newest policy back, before anything was frozen by it."""
    metrics = current(Metrics)
    outcome = acts.withdraw(metrics, version, body["reason"], request_meta())
    gone = [{**each, **each["withdrawal"]} for each in withdrawn(metrics)]
    return answer(outcome, {"items": told.listed(metrics), "withdrawn": gone})
