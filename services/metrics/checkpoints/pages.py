"""Pages of checkpoints: what anybody may keep, what became of one they kept, and a commit's proof step by step."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.metrics.checkpoints import proving
from services.metrics.checkpoints.api import OPEN
from services.metrics.checkpoints.schemas import KeptForm
from services.metrics.checkpoints.sealing import unsealed
from services.metrics.service import Metrics
from services.metrics.witnesses import acts
from services.metrics.witnesses.schemas import CosignatureBody
from shared.contracts import Rejected
from shared.contracts.checkpoints import CheckpointSealed
from shared.identity.access import public, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta
from shared.web.paging import request_paging

pages = Blueprint(
    "checkpoint_pages",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/checkpoints/static",
)

MOST_OFFERED = 30
"""Checkpoints that a proof's page offers to choose from."""


@pages.get("/checkpoints")
@public(OPEN)
def listed() -> ResponseReturnValue:
    """Show the newest checkpoint, all others, and whether one that somebody kept is continued by it."""
    metrics, paging = current(Metrics), request_paging()
    found = metrics.checkpoints.before(int(paging.after[0]) if paging.after else None, paging.fetch)
    page = paging.page(found, key=lambda each: [each.tree_size])
    newest = metrics.checkpoints.newest()
    kept, refusal = _kept(metrics, newest)
    body = render_template(
        "checkpoints/checkpoints.html",
        rows=page["items"],
        next=page["next"],
        paged=paging.after is not None,
        newest=newest,
        cosigned=metrics.cosignatures.newest(),
        witnesses=_witnesses(metrics, [each.tree_size for each in page["items"]]),
        waiting=unsealed(metrics),
        kept=kept,
        refusal=refusal,
        form=request.args,
    )
    return body, refusal.status if refusal else 200


@pages.get("/checkpoints/<int:size>")
@public(OPEN)
def one(size: int) -> ResponseReturnValue:
    """Show a checkpoint with its signed note, who countersigned it, and the proof that it continues the one before."""
    return _one(size)


@pages.post("/checkpoints/<int:size>/cosignatures")
@requires("checkpoint.cosign")
def cosign(size: int) -> ResponseReturnValue:
    """Take a witness's cosignature from the form."""
    metrics = current(Metrics)
    try:
        form = CosignatureBody().load(form_fields())
        acts.cosign(metrics, proving.checkpoint(metrics, size), form["key"], form["note"], request_meta())
    except (ValidationError, Rejected) as refusal:
        return _one(size, refused(refusal))
    flash(gettext("联署已记录"), "good")
    return redirect(url_for("checkpoint_pages.one", size=size), 303)


def _one(size: int, refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics = current(Metrics)
    sealed = proving.checkpoint(metrics, size)
    before = metrics.checkpoints.of(sealed.previous_size) if sealed.previous_size else None
    path = proving.continued(metrics, before, sealed) if before else []
    body = render_template(
        "checkpoints/checkpoint.html",
        sealed=sealed,
        before=before,
        path=path,
        cosignatures=metrics.cosignatures.of(size),
        refusal=refusal,
        form=request.form,
    )
    return body, refusal.status if refusal else 200


@pages.get("/proofs/<path:commit>")
@requires("history.read")
def proof(commit: str) -> ResponseReturnValue:
    """Show that a commit is in a checkpoint, hash by hash, so that it can be worked out by hand."""
    metrics = current(Metrics)
    told = proving.prove(metrics, commit, request.args.get("size", type=int))
    offered = [each.tree_size for each in metrics.checkpoints.before(None, MOST_OFFERED) if each.tree_size > told.index]
    return render_template(
        "checkpoints/proof.html",
        proof=told,
        offered=sorted({*offered, told.checkpoint.tree_size}, reverse=True),
    )


def _witnesses(metrics: Metrics, sizes: list[int]) -> dict[int, list[str]]:
    """Give the names of those who countersigned checkpoints of these sizes."""
    found: dict[int, list[str]] = {}
    for each in metrics.cosignatures.of(*sizes):
        found.setdefault(each.tree_size, []).append(each.witness)
    return found


def _kept(metrics: Metrics, newest: CheckpointSealed | None) -> tuple[dict[str, Any] | None, Refusal | None]:
    """Tell of a checkpoint that somebody kept, by size and root, whether it is ours and continued by the newest."""
    if not request.args.get("size") or newest is None:
        return None, None
    try:
        asked = KeptForm().load({name: given for name in ("size", "root") if (given := request.args.get(name, ""))})
        ours = proving.checkpoint(metrics, asked["size"])
    except (ValidationError, Rejected) as refusal:
        return None, refused(refusal)
    same = asked["root"] in ("", ours.root)
    return {"ours": ours, "same": same, "path": proving.continued(metrics, ours, newest)}, None
