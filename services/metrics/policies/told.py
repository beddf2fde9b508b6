"""Policies as data: who signed and published which when, from when until when it holds, and what it changed."""

from __future__ import annotations

from typing import Any

from services.metrics.assessments import told as assessed
from services.metrics.policies.difference import differences
from services.metrics.policies.in_force import Known, known, one
from services.metrics.scoring import Policy
from services.metrics.service import Metrics
from shared.contracts import Rejected

Document = dict[str, Any]


def listed(metrics: Metrics) -> list[Document]:
    """Give all policies, oldest first, each with what it changed against the one before."""
    told = known(metrics)
    return [{**life(each), **_told(each, before)} for each, before in zip(told, [None, *told], strict=False)]


def detail(metrics: Metrics, version: str) -> Document:
    """Give a policy whole.

    Raises:
        Rejected: `unknown_policy`; what keeps it from verifying.
    """
    each = one(metrics, version)
    return {
        **life(each),
        **assessed.policy(each.policy),
        "differences": _differences(each, _before(metrics, each)),
        "broken": "",
    }


def life(each: Known) -> Document:
    """Give who signed and published a policy, when, and from when until when it holds."""
    return {
        "version": each.version,
        "effective_from": each.effective_from,
        "effective_until": each.until,
        "key": each.key,
        "holder": each.holder,
        "public_key": each.public_key,
        "published_by": each.by,
        "published_at": each.at,
        "late": each.late,
        "shipped": not each.by,
    }


def _told(each: Known, before: Known | None) -> Document:
    """Give a policy's formulas and differences; where it does not verify, why not, and nothing of what it says."""
    try:
        return {**assessed.policy(each.policy), "differences": _differences(each, before), "broken": ""}
    except Rejected as refusal:
        return {"differences": [], "broken": refusal.code}


def _before(metrics: Metrics, each: Known) -> Known | None:
    earlier = [other for other in known(metrics) if other.effective_from < each.effective_from]
    return earlier[-1] if earlier else None


def _differences(each: Known, before: Known | None) -> list[dict[str, str]]:
    try:
        return differences(before.policy, each.policy) if before else []
    except Rejected:
        return []


def against(metrics: Metrics, draft: Policy, first_day: str) -> list[dict[str, str]]:
    """Give what a draft changes against the policy that holds on a day."""
    earlier = [each for each in known(metrics) if each.effective_from <= first_day] or known(metrics)[:1]
    return differences(earlier[-1].policy, draft)
