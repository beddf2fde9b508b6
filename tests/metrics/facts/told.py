"""Events as a fold is told them, by name and fields, without sealing: for facts of many kinds of streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from services.metrics.facts import CaseScores
from shared.journal.commit import Glance, Told

FOLD = CaseScores()
Happening = tuple[str, str, str, dict[str, Any]]
"""Stream, type, day or moment, fields."""


def happened(stream: str, type_name: str, at: str = "2026-10-12", **fields: Any) -> Happening:
    """Something happened; a day alone means nine o'clock."""
    return stream, type_name, at if "T" in at else f"{at}T09:00:00+08:00", fields


def folded(happenings: Iterable[Happening]) -> dict[str, Any]:
    """Fold what happened."""
    facts = FOLD.initial("a case")
    for number, (stream, type_name, at, fields) in enumerate(happenings, 1):
        told = Told(type_name, 1, at, msgspec.Raw(msgspec.json.encode(fields)))
        FOLD.step(facts, Glance("a case", stream, number, "", (told,)), told)
    return facts


def sums(*happenings: Happening) -> dict[str, int]:
    """What these come to."""
    return FOLD.contributions(folded(happenings))


CASE = "case/1"
RECEIVED = happened(
    CASE,
    "case.received",
    department="dep-zr",
    hall="H-1",
    item="item-1",
    kind="promised",
    promised={"value": 10, "unit": "working_days"},
    received_at="2026-10-12T09:00:00+08:00",
)
ACCEPTED = happened(CASE, "case.accepted", accepted_on="2026-10-12", promised_due="2026-10-26", manner="clerk")


def decided(day: str = "2026-10-20", outcome: str = "approved") -> Happening:
    """A decision with all it must tell."""
    fields = {"reasons": "r", "basis": "b", "review_authority": "a"}
    return happened("review/1", "review.decided", day, decided_at=f"{day}T16:00:00+08:00", outcome=outcome, **fields)


def carded(card: int, kind: str, cause: str, day: str, department: str = "dep-zr") -> Happening:
    """A card."""
    at = f"{day}T00:00:00+08:00"
    return happened(
        "card/1", "card.issued", day, card=card, kind=kind, cause=cause, department=department, triggered_at=at
    )
