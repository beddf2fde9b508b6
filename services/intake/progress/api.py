"""JSON endpoints of progress: with number and query code, and of cases one may read."""

from __future__ import annotations

from typing import Any

from services.intake.cases.api import found_case
from services.intake.cases.schemas import ProgressQuery
from services.intake.progress.answers import CaseProgressSchema, WhySchema
from services.intake.progress.looking import looked_up
from services.intake.progress.view import Progress
from services.intake.service import Intake
from shared.identity.access import public, requires
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import request_now

api = Blueprint("progress", __name__, url_prefix="/api/v1", description="办件进度")

BY_CODE = "an applicant looks with case number and query code (S1.5c)"


@api.route("/progress", methods=["GET"])
@public(BY_CODE)
@api.arguments(ProgressQuery, location="query")
@api.response(200, CaseProgressSchema)
def progress(query: dict[str, str]) -> Any:
    """Tell where a case stands, to whoever has its number and code."""
    return _progress(looked_up(current(Intake), query["case"], query["code"])).told()


@api.route("/progress/why", methods=["GET"])
@public(BY_CODE)
@api.arguments(ProgressQuery, location="query")
@api.response(200, WhySchema)
def why(query: dict[str, str]) -> Any:
    """Tell why the last days are these days: every day counted or left out, with its reason."""
    return _progress(looked_up(current(Intake), query["case"], query["code"])).why()


@api.route("/cases/<case_no>/progress", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, CaseProgressSchema)
def of_case(case_no: str) -> Any:
    """Tell where a case stands, in the words its applicant reads."""
    return _progress(found_case(case_no)).told()


@api.route("/cases/<case_no>/why", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, WhySchema)
def why_of_case(case_no: str) -> Any:
    """Tell why the last days of a case are these days."""
    return _progress(found_case(case_no)).why()


def _progress(found: Any) -> Progress:
    return Progress(current(Intake), found, local_day(request_now()))
