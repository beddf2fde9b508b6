"""What can be asked of an assessment, of a period's ranking, and of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.contracts import Command
from shared.contracts.assessments import AnnualRow, Cause, Place, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A result with what it was read from; `policy` and `policy_hash` name the policy, `fold` and `digest` the sums."""

    result: dict[str, Any]
    policy: str
    policy_hash: str
    fold: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze(Command):
    """Freeze a unit's result; the three days are counted on the calendar by whoever asks."""

    period: str
    kind: UnitKind
    unit: str
    computed: Computed
    frozen_on: date
    appeal_until: date
    publish_from: date
    calendar: tuple[str, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Command):
    """The assessed unit contests a figure; `own`: the unit for which the actor may speak."""

    figure: str
    reasons: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAppeal(Command):
    """Answer an appeal from outside the unit."""

    appeal: int
    followed: bool
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recompute(Command):
    """Take the result as it comes out now, before publication."""

    computed: Computed
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish(Command):
    """Publish the frozen result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """Compare a published result with what comes out now; equal figures change nothing."""

    computed: Computed


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRanking(Command):
    """Publish the places of all units of a kind together."""

    period: str
    kind: UnitKind
    policy: str
    policy_hash: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportYear(Command):
    """Export the year's scores."""

    year: int
    kind: UnitKind
    weights: dict[str, str]
    policies: tuple[str, ...]
    rows: tuple[AnnualRow, ...]
