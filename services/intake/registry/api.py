"""JSON endpoints of the register: open to read, administered by commands."""

from __future__ import annotations

from typing import Any

from services.intake.registry.jurisdiction import guard
from services.intake.registry.schemas import (
    DepartmentBody,
    DepartmentListSchema,
    StaffBody,
    StatedSchema,
    statement,
)
from services.intake.service import Intake
from shared.contracts import Event, encode
from shared.identity.access import public, require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, if_match, request_meta

api = Blueprint("registry", __name__, url_prefix="/api/v1", description="登记簿")

OPEN_BY_LAW = "halls, items and guides are public (S1.5a)"


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


@api.route("/staff", methods=["POST"])
@requires("registry.write")
@api.arguments(StaffBody)
@api.response(200, StatedSchema)
def state_staff(body: dict[str, Any]) -> Any:
    """State an account: role, unit, hall and jurisdiction."""
    return stated(statement("staff.registered", body))


def stated(fact: Event) -> Any:
    """Put a statement on the register, within the account's jurisdiction; tell what holds now, with its version."""
    guard(require_identity(), current(Intake).replica, fact)
    outcome = current(Intake).register.state(request_meta(), fact, expected=if_match())
    holds = outcome.state.statement
    assert holds is not None, "what was stated holds"
    return answer(outcome, {"type": holds.type, "version": outcome.version, "data": encode(holds)})
