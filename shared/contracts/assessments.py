"""Events of assessments (`assessment/<period>.<kind>.<unit>`), rankings (`ranking/<period>.<kind>`) and annual scores
(`annual/<year>.<kind>`). Owner: metrics; topic: `journal`.

A result is frozen, shown to the unit, appealed, recomputed where an appeal was right, published with its hash, and from
then on never changed: what comes late makes a correction with the next number and says what differs (D-2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.contracts.events import Event, event

UnitKind = Literal["department", "hall", "point"]
Cause = Literal["appeal", "late_fact"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a result that changed: its name (`D02.numerator`, `total`), and what it was and is, as texts."""

    figure: str
    before: str
    after: str


@event("assessment.frozen")
class AssessmentFrozen(Event):
    """A unit's result of a period as computed at the freeze (D-2: the fifth working day after the period, 24:00).

    `result`: every figure as exact text, without floats; `hash`: SHA-256 of its canonical JSON; `fold`, `digest`: the
    fold it was read from. `frozen_on`: the fifth working day; appeals are taken until `appeal_until`, and from
    `publish_from`, the tenth, it may be published. `provisional`: a day was counted on an inferred calendar.
    """

    period: str
    kind: UnitKind
    unit: str
    result: dict[str, Any]
    hash: str
    policy: str
    policy_hash: str
    fold: str
    digest: str
    frozen_on: date
    appeal_until: date
    publish_from: date
    calendar: tuple[str, ...] = ()
    provisional: bool = False


@event("assessment.appealed")
class AssessmentAppealed(Event):
    """The assessed unit says which figure is wrong and why, before publication; `appeal` counts from 1."""

    appeal: int
    figure: str
    reasons: str


@event("assessment.appeal_answered")
class AppealAnswered(Event):
    """An appeal was looked into outside the unit: followed (the facts are put right) or not, with reasons."""

    appeal: int
    followed: bool
    reasons: str


@event("assessment.recomputed")
class AssessmentRecomputed(Event):
    """Before publication the result was computed again from facts that were put right or came late."""

    result: dict[str, Any]
    hash: str
    fold: str
    digest: str
    cause: Cause
    differences: tuple[Difference, ...]


@event("assessment.published")
class AssessmentPublished(Event):
    """The result is public, as version 1; `late`: after the tenth working day."""

    period: str
    kind: UnitKind
    unit: str
    hash: str
    policy: str
    published_on: date
    total: str
    grade: str
    rank: int | None
    late: bool = False


@event("assessment.corrected")
class AssessmentCorrected(Event):
    """A fact that came late changed a published result: the next number, beside the earlier ones, with what differs."""

    number: int
    result: dict[str, Any]
    hash: str
    fold: str
    digest: str
    corrected_on: date
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place in a published ranking; `hash` is that of its result. Unranked: no rank, and a reason."""

    unit: str
    total: str
    grade: str
    rank: int | None
    reason: str
    hash: str


@event("ranking.published")
class RankingPublished(Event):
    """All results of a period and kind, published together; `hash` covers every place."""

    period: str
    kind: UnitKind
    policy: str
    policy_hash: str
    published_on: date
    places: tuple[Place, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class AnnualRow:
    """A unit's year: the published totals by period with their hashes, and their weighted mean (two digits)."""

    unit: str
    totals: tuple[tuple[str, str, str], ...]
    mean: str


@event("annual.exported")
class AnnualExported(Event):
    """The annual scores of the townships' target assessment were exported (S3.3a); `hash` covers rows and weights."""

    year: int
    kind: UnitKind
    weights: dict[str, str]
    policies: tuple[str, ...]
    rows: tuple[AnnualRow, ...]
    hash: str
