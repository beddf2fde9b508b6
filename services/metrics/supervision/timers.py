"""The tick: proposes what published results demand, tells last days that passed, and proposes what follows a silence.

Repeated, it does nothing new.
"""

from __future__ import annotations

from services.metrics.publishing.timers import meta_of
from services.metrics.service import Metrics
from services.metrics.supervision import acts
from services.metrics.supervision.commands import Overdue
from shared.contracts import Rejected
from shared.observability import log
from shared.worker import Timer

EVERY_SECONDS = 60.0


def timer(metrics: Metrics) -> Timer:
    """Give the worker's timer."""
    return Timer("supervision", EVERY_SECONDS, lambda: tick(metrics))


def tick(metrics: Metrics) -> None:
    """Look at every unit with a published result, then at what was issued and not answered."""
    for kind, unit in _assessed(metrics):
        _proposed(metrics, kind, unit)
    today = metrics.today().isoformat()
    late = metrics.supervision.collection.find({"status": "issued", "overdue": False, "due": {"$lt": today}})
    for row in list(late):
        acts.do(metrics, row["_id"], Overdue(meta=meta_of(metrics)(f"overdue/{row['_id']}")))
    for row in list(metrics.supervision.collection.find({"status": "issued", "overdue": True})):
        if metrics.supervision.collection.find_one({"_id": acts.overdue_id(row["_id"])}, {"_id": 1}) is None:
            acts.escalate(metrics, row, meta_of(metrics)(f"escalate/{row['_id']}"))


def _assessed(metrics: Metrics) -> list[tuple[str, str]]:
    grouped = metrics.assessments.collection.aggregate(
        [{"$match": {"status": "published"}}, {"$group": {"_id": {"kind": "$kind", "unit": "$unit"}}}]
    )
    return sorted((row["_id"]["kind"], row["_id"]["unit"]) for row in grouped)


def _proposed(metrics: Metrics, kind: str, unit: str) -> None:
    try:
        for demand in acts.demanded(metrics, kind, unit):
            meta = meta_of(metrics)(f"propose/{acts.proposal_id(kind, unit, demand)}")
            acts.propose(metrics, kind, unit, demand, meta)  # type: ignore[arg-type]
    except Rejected as fault:
        log().error("proposal_waits", kind=kind, unit=unit, reason=str(fault)[:300])
