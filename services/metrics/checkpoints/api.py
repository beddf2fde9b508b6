"""JSON endpoints of checkpoints and proofs: what everybody may keep, and what whoever sees a case may have proved."""

from __future__ import annotations

from typing import Any

from flask import Response

from services.metrics.checkpoints import proving, told
from services.metrics.checkpoints.schemas import (
    CheckpointOut,
    CommitProofOut,
    ContinuationOut,
    ContinuationQuery,
    ProofQuery,
)
from services.metrics.service import Metrics
from shared.contracts import encode
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.paging import Paging, PagingQuery, page_schema

OPEN = "roots and sizes tell nothing of any case; whoever keeps one can have it proved later that nothing was changed"

api = Blueprint("checkpoints", __name__, url_prefix="/api/v1", description="检查点 checkpoints and proofs")


@api.route("/checkpoints")
@public(OPEN)
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(CheckpointOut))
def checkpoints(paging: Paging) -> Any:
    """List checkpoints, newest first."""
    below = int(paging.after[0]) if paging.after else None
    found = current(Metrics).checkpoints.before(below, paging.fetch)
    page = paging.page(found, key=lambda each: [each.tree_size])
    return {**page, "items": [encode(each) for each in page["items"]]}


@api.route("/checkpoints/newest")
@public(OPEN)
@api.response(200, CheckpointOut)
@api.alt_response(404, description="nothing was sealed yet")
def newest() -> Any:
    """Give the newest checkpoint."""
    return encode(proving.checkpoint(current(Metrics), None))


@api.route("/checkpoints/newest/note")
@public(OPEN)
@api.response(200, content_type="text/plain")
@api.alt_response(404, description="nothing was sealed yet")
def newest_note() -> Response:
    """Give the newest checkpoint as a signed note, as witnesses and other tools read it."""
    return _text(proving.checkpoint(current(Metrics), None).note)


@api.route("/checkpoints/<int:size>")
@public(OPEN)
@api.response(200, CheckpointOut)
@api.alt_response(404, description="no checkpoint of this size")
def one(size: int) -> Any:
    """Give the checkpoint over so many commits."""
    return encode(proving.checkpoint(current(Metrics), size))


@api.route("/checkpoints/<int:size>/note")
@public(OPEN)
@api.response(200, content_type="text/plain")
@api.alt_response(404, description="no checkpoint of this size")
def note(size: int) -> Response:
    """Give a checkpoint as a signed note."""
    return _text(proving.checkpoint(current(Metrics), size).note)


@api.route("/checkpoints/<int:size>/consistency")
@public(OPEN)
@api.arguments(ContinuationQuery, location="query")
@api.response(200, ContinuationOut)
@api.alt_response(404, description="no checkpoint of this size")
def consistency(query: dict[str, Any], size: int) -> Any:
    """Prove that the tree of an earlier checkpoint (`from`) is the beginning of this one's."""
    metrics = current(Metrics)
    first, second = proving.checkpoint(metrics, query["first"]), proving.checkpoint(metrics, size)
    return told.continuation(first, second, proving.continued(metrics, first, second))


@api.route("/proofs/<path:commit>")
@requires("history.read")
@api.arguments(ProofQuery, location="query")
@api.response(200, CommitProofOut)
@api.alt_response(404, description="no such commit, or it came after this checkpoint")
def proof(query: dict[str, Any], commit: str) -> Any:
    """Prove that a commit (`case/5204…@3`) is in a checkpoint, to whoever may see its case."""
    return told.proof(proving.prove(current(Metrics), commit, query["size"]))


def _text(text: str) -> Response:
    return Response(text, mimetype="text/plain")
