"""JSON endpoints of the register: open to read, administered by commands."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.items.schemas import GuideSchema, ItemBody, ItemListSchema
from services.intake.registry import views
from services.intake.registry.schemas import (
    DepartmentBody,
    DepartmentListSchema,
    StaffBody,
    StatedSchema,
    statement,
)
from services.intake.service import Intake
from shared.contracts import Event, encode
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.fields import Count
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta

api = Blueprint("registry", __name__, url_prefix="/api/v1", description="登记簿")

OPEN_BY_LAW = "halls, items and guides are public (S1.5a)"


class ItemQuery(ma.Schema):
    """Which items are asked for."""

    category = ma.fields.String(load_default="")
    hall = ma.fields.String(load_default="")
    department = ma.fields.String(load_default="")
    q = ma.fields.String(load_default="", metadata={"description": "words of the name"})


class GuideQuery(ma.Schema):
    """Which version of the guide; the newest unless named."""

    version = Count(least=1, load_default=None)


@api.route("/items", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(ItemQuery, location="query")
@api.response(200, ItemListSchema)
def items(query: dict[str, str]) -> Any:
    """List items with the halls that take them."""
    words = query.pop("q")
    return {"items": views.items(current(Intake).replica, words=words, **query)}


@api.route("/items/<code>/guide", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(GuideQuery, location="query")
@api.response(200, GuideSchema)
def guide(query: dict[str, Any], code: str) -> Any:
    """Give an item's guide, the newest or one version."""
    told = views.guide(current(Intake).replica, code, query["version"])
    return views.guide_document(told), 200, {"ETag": etag(told.version)}


@api.route("/departments", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, DepartmentListSchema)
def departments() -> Any:
    """List departments and stations."""
    return {"items": [encode(department) for department in current(Intake).replica.departments()]}


@api.route("/departments", methods=["POST"])
@requires("registry.write")
@api.arguments(DepartmentBody)
@api.response(200, StatedSchema)
def state_department(body: dict[str, Any]) -> Any:
    """State a department, whole."""
    return stated(statement("department.registered", body))


@api.route("/items", methods=["POST"])
@requires("registry.write")
@api.arguments(ItemBody)
@api.response(200, StatedSchema)
def state_item(body: dict[str, Any]) -> Any:
    """Publish an item with its guide, whole; cases already begun keep the version they began with."""
    return stated(statement("item.published", body))


@api.route("/staff", methods=["POST"])
@requires("registry.write")
@api.arguments(StaffBody)
@api.response(200, StatedSchema)
def state_staff(body: dict[str, Any]) -> Any:
    """State an account: role, unit, hall and jurisdiction."""
    return stated(statement("staff.registered", body))


def stated(fact: Event) -> Any:
    """Put a statement on the register, and tell what holds now, with its version."""
    outcome = current(Intake).register.state(request_meta(), fact, expected=if_match())
    holds = outcome.state.statement
    assert holds is not None, "what was stated holds"
    return answer(outcome, {"type": holds.type, "version": outcome.version, "data": encode(holds)})
