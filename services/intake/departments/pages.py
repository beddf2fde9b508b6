"""Pages open to everyone: departments with their duties, and the responsibility matrix."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.intake.departments import views, wording
from services.intake.service import Intake
from shared.identity.access import public
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("department_pages", __name__, template_folder="templates")

OPEN_BY_LAW = "who answers for what is public (S1.5a; S3.2a)"


@pages.get("/departments")
@public(OPEN_BY_LAW)
def departments() -> ResponseReturnValue:
    """Show departments: what they answer for, where they serve, in whose name they act, and who reviews it."""
    told = views.departments(current(Intake).replica, request_now().date())
    return render_template("departments/departments.html", departments=told, words=wording)


@pages.get("/responsibilities")
@public(OPEN_BY_LAW)
def responsibilities() -> ResponseReturnValue:
    """Show who leads, supports, is consulted and informed for every item."""
    return render_template("departments/matrix.html", rows=views.matrix(current(Intake).replica), words=wording)
