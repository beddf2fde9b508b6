"""What if: a draft policy on a past period, from the same facts, beside the policy in force; no side effects."""

from __future__ import annotations

from typing import Any

import orjson

from services.metrics.assessments import told
from services.metrics.assessments.views import Standing, board
from services.metrics.scoring import Period, Policy
from services.metrics.scoring.signing import draft, refused
from services.metrics.service import Metrics

Document = dict[str, Any]
MOST_BYTES = 256 * 1024


def draft_of(document: Document) -> Policy:
    """Read a draft.

    Raises:
        Rejected: `unreadable_policy`.
    """
    return parsed(orjson.dumps(document))


def parsed(raw: bytes) -> Policy:
    """Read a draft as somebody typed it; raises `unreadable_policy`."""
    if len(raw) > MOST_BYTES:
        raise refused("unreadable_policy", "a policy has at most 256 KiB")
    return draft(raw)


def compared(metrics: Metrics, period: Period, kind: str, policy: Policy) -> Document:
    """Give every unit by both policies, in the order of the draft.

    Raises:
        Rejected: `unknown_kind`: the draft has no such sheet.
    """
    if kind not in policy.sheets:
        raise refused("unreadable_policy", f"the draft has no sheet {kind}")
    now, then = board(metrics, period, kind), board(metrics, period, kind, policy)
    before = {standing.unit: standing for standing in now.standings}
    return {
        "period": period.name,
        "kind": kind,
        "policy_version": now.policy.version,
        "policy_hash": now.policy.hash,
        "draft_version": policy.version,
        "draft_hash": policy.hash,
        "items": [_unit(before[each.unit], each) for each in then.standings],
    }


def _unit(now: Standing, then: Standing) -> Document:
    moved = now.rank - then.rank if now.rank is not None and then.rank is not None else None
    return {
        "unit": now.unit,
        "name": told.both(now.name),
        "now": _side(now),
        "draft": _side(then),
        "moved": moved,
        "differs": _differing(now, then),
    }


def _side(standing: Standing) -> Document:
    done = standing.score
    total = None if done.total is None else str(done.total)
    return {"total": total, "grade": done.grade, "rank": standing.rank, "reason": done.reason}


def _differing(now: Standing, then: Standing) -> list[str]:
    """Name the indicators that score otherwise, those that only one of the policies has among them."""
    one = {c.indicator.id: c.score for c in now.score.components}
    other = {c.indicator.id: c.score for c in then.score.components}
    return [name for name in {**one, **other} if one.get(name) != other.get(name) or (name in one) != (name in other)]
