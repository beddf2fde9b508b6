"""All findings of a period, read from the traces, the register and the published results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from services.metrics.anti_gaming import of_cases, of_places, of_voices
from services.metrics.anti_gaming.findings import Case, Finding, Span
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts.duties import AdmissionStated, ExemptionApproved
from shared.contracts.registry import ItemPublished
from shared.identity import Identity

Detector = Callable[[Sequence[Case], Span], list[Finding]]

OF_CASES: tuple[Detector, ...] = (
    of_cases.suspensions,
    of_cases.false_completion,
    of_cases.withdrawals,
    of_cases.late_registration,
    of_cases.splitting,
    of_cases.supplements,
    of_voices.bursts,
    of_voices.exclusions,
    of_places.market_days,
    of_voices.passed_around,
    of_cases.entered_afterwards,
)
"""The detectors over traces."""

NO_CASES = frozenset({"G9", "G10", "G11"})
"""Detectors whose lists name items and exemptions of the register, and no cases."""


def findings(metrics: Metrics, period: Period) -> list[Finding]:
    """Give what every detector finds in a period, by detector, the flagged first."""
    span = Span(period.first, period.last, metrics.replica.calendar())
    cases = list(_cases(metrics, period))
    found = [each for detect in OF_CASES for each in detect(cases, span)]
    replica = metrics.replica
    exempt, due = replica.all(ExemptionApproved).values(), replica.all(AdmissionStated).values()
    found += of_places.exemptions(exempt, due, span)
    found += of_places.items_changed(_versions(metrics), span)
    found += _corrected(metrics, period)
    return sorted(found, key=lambda each: (int(each.detector[1:]), not each.flagged, each.unit, each.pattern))


def _cases(metrics: Metrics, period: Period) -> list[Case]:
    """Traces of cases received in the year of the period or the year before, or not dated at all."""
    fold = metrics.traces
    prefixes = (str(period.first.year - 1), str(period.first.year), "other")
    return sorted((each for prefix in prefixes for each in metrics.folds.cases(fold, prefix)), key=lambda case: case[0])


def _versions(metrics: Metrics) -> dict[str, list[ItemPublished]]:
    replica = metrics.replica
    return {code: [each for _, each in replica.versions(ItemPublished, code)] for code in replica.all(ItemPublished)}


def _corrected(metrics: Metrics, period: Period) -> list[Finding]:
    """G14: a published result that late facts changed."""
    rows = metrics.assessments.collection.find(
        {"period": period.name, "corrections": {"$ne": []}}, {"unit": 1, "corrections": 1}
    )
    return [
        Finding("G14", row["unit"], "corrected", (), {"corrections": str(len(row["corrections"]))}, flagged=False)
        for row in rows
    ]


def seen_by(identity: Identity, found: Sequence[Finding]) -> list[Finding]:
    """Leave to a department's people what concerns their own unit."""
    if identity.role in {"reviewer", "approver"}:
        return [each for each in found if each.unit == identity.unit]
    return list(found)


def document(told: Finding) -> dict[str, Any]:
    """Give a finding as a document."""
    return {
        "detector": told.detector,
        "unit": told.unit,
        "pattern": told.pattern,
        "flagged": told.flagged,
        "cases": list(told.cases),
        "figures": dict(told.figures),
    }
