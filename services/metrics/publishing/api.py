"""JSON endpoints of frozen and published results, rankings, corrections and years."""

from __future__ import annotations

from typing import Any

from services.metrics.publishing import acts, exporting, views
from services.metrics.publishing.computing import KINDS
from services.metrics.publishing.schemas import (
    AnnualOut,
    CorrectedOut,
    FrozenOut,
    PublishedRankingOut,
    RecomputationBody,
    ResultAnswerBody,
    ResultAppealBody,
    ResultOut,
    ResultsOut,
    RoundsOut,
    YearBody,
)
from services.metrics.publishing.state import Assessment
from services.metrics.readers import speaks_for
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.contracts import Rejected, encode
from shared.contracts.assessments import UnitKind
from shared.identity.access import current_identity, public, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, request_meta

PUBLISHED = "published results are for everybody to check (S2.9c)"

api = Blueprint("publishing", __name__, url_prefix="/api/v1/rounds", description="考核公布 published assessments")


@api.route("")
@public(PUBLISHED)
@api.response(200, RoundsOut)
def rounds() -> Any:
    """List the periods that were frozen, newest first."""
    return {"items": views.rounds(current(Metrics).assessments.collection)}


@api.route("/<period>/<kind>")
@public(PUBLISHED)
@api.response(200, ResultsOut)
def results(period: str, kind: str) -> Any:
    """Give a period's results; before publication units see their own, assessors and auditors all."""
    rows = views.round_of(current(Metrics).assessments.collection, parse_period(period).name, kind_of(kind))
    return {"items": [row for row in rows if may_see(row)]}


@api.route("/<period>/<kind>/freeze", methods=["POST"])
@requires("score.publish")
@api.response(200, FrozenOut)
def freeze(period: str, kind: str) -> Any:
    """Freeze what the timer would freeze: after the fifth working day behind the period (D-2)."""
    each = acts.each_from(request_meta())
    return {"frozen": acts.freeze(current(Metrics), kind_of(kind), parse_period(period), each)}


@api.route("/<period>/<kind>/publication", methods=["POST"])
@requires("score.publish")
@api.response(200, PublishedRankingOut)
def publish(period: str, kind: str) -> Any:
    """Publish all results and their ranking, from the tenth working day on, every appeal answered (D-2)."""
    return acts.publish(current(Metrics), parse_period(period), kind_of(kind), acts.each_from(request_meta()))


@api.route("/<period>/<kind>/ranking")
@public(PUBLISHED)
@api.response(200, PublishedRankingOut)
def ranking(period: str, kind: str) -> Any:
    """Give the ranking as it was published."""
    found = current(Metrics).rankings.collection.find_one({"_id": views.key_of(parse_period(period).name, kind)})
    if found is None:
        raise Rejected("not_published", "this ranking has not been published", "D-2", status=404)
    return found


@api.route("/<period>/<kind>/correction", methods=["POST"])
@requires("score.correct")
@api.response(200, CorrectedOut)
def correct(period: str, kind: str) -> Any:
    """Correct published results that come out differently now, each with what differs (D-2; B05)."""
    each = acts.each_from(request_meta())
    return {"corrected": acts.correct(current(Metrics), parse_period(period), kind_of(kind), each)}


@api.route("/<period>/<kind>/<unit>")
@public(PUBLISHED)
@api.response(200, ResultOut)
def result(period: str, kind: str, unit: str) -> Any:
    """Give a unit's result with its appeals, versions and differences."""
    found = views.find(current(Metrics).assessments.collection, parse_period(period).name, kind_of(kind), unit)
    if not may_see(found):
        raise Rejected("not_frozen", "this result has not been published yet", "D-2", status=404)
    return found, 200, {"ETag": etag(found["version"])}


@api.route("/<period>/<kind>/<unit>/appeals", methods=["POST"])
@requires("score.appeal")
@api.arguments(ResultAppealBody)
@api.response(200, ResultOut)
def appeal(body: dict[str, Any], period: str, kind: str, unit: str) -> Any:
    """Contest a figure of one's own unit, until it is published (D-2)."""
    metrics, asked = current(Metrics), kind_of(kind)
    own = speaks_for(metrics, require_identity(), asked, unit)
    return _told(acts.appeal(metrics, parse_period(period), asked, unit, request_meta(), own=own, **body))


@api.route("/<period>/<kind>/<unit>/appeals/<int:number>/answer", methods=["POST"])
@requires("score.publish")
@api.arguments(ResultAnswerBody)
@api.response(200, ResultOut)
def answer_appeal(body: dict[str, Any], period: str, kind: str, unit: str, number: int) -> Any:
    """Answer an appeal from outside the unit."""
    metrics, asked = current(Metrics), kind_of(kind)
    return _told(acts.answer(metrics, parse_period(period), asked, unit, request_meta(), number=number, **body))


@api.route("/<period>/<kind>/<unit>/recomputation", methods=["POST"])
@requires("score.publish")
@api.arguments(RecomputationBody)
@api.response(200, ResultOut)
def recompute(body: dict[str, Any], period: str, kind: str, unit: str) -> Any:
    """Take the result as it comes out now, before publication."""
    metrics = current(Metrics)
    return _told(acts.recompute(metrics, parse_period(period), kind_of(kind), unit, request_meta(), body["cause"]))


years = Blueprint("years", __name__, url_prefix="/api/v1/annual-scores", description="年度折算分 annual scores")


@years.route("/<int:year>/<kind>", methods=["POST"])
@requires("score.publish")
@years.arguments(YearBody)
@years.response(200, AnnualOut)
def export_year(body: dict[str, Any], year: int, kind: str) -> Any:
    """Export the year's scores as an event: totals, weighted means, policies and hash (S3.3a)."""
    _, outcome = acts.export_year(current(Metrics), year, kind_of(kind), body["weights"], request_meta())
    return encode(outcome.events[0])


@years.route("/<int:year>/<kind>")
@public(PUBLISHED)
@years.response(200, AnnualOut)
def year_scores(year: int, kind: str) -> Any:
    """Give the newest export of a year."""
    return exporting.newest(current(Metrics), year, kind_of(kind))


def kind_of(kind: str) -> UnitKind:
    """Read a kind of units.

    Raises:
        Rejected: `unknown_kind`.
    """
    for known in KINDS:
        if known == kind:
            return known
    raise Rejected("unknown_kind", f"kinds are {', '.join(KINDS)}", status=404)


def may_see(row: dict[str, Any]) -> bool:
    """Tell whether the reader may see a result: everybody once it is published, before that the unit and assessors."""
    identity = current_identity()
    if row["status"] == "published":
        return True
    if identity is None:
        return False
    judges = identity.can("score.publish") or identity.can("journal.verify")
    return judges or speaks_for(current(Metrics), identity, row["kind"], row["unit"])


def _told(outcome: Outcome[Assessment]) -> Any:
    return answer(outcome, {**views.project("", outcome.state), "version": outcome.version})
