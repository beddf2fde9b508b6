"""One unit's assessment of a period, as its events tell it; and the ranking it belongs to. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from shared.contracts import Event
from shared.contracts.assessments import (
    AppealAnswered,
    AssessmentAppealed,
    AssessmentCorrected,
    AssessmentFrozen,
    AssessmentPublished,
    AssessmentRecomputed,
    RankingPublished,
)


class Status(StrEnum):
    """Where an assessment stands."""

    NEW = "new"
    FROZEN = "frozen"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Contested:
    """An appeal and its answer, if there is one."""

    appeal: AssessmentAppealed
    answer: AppealAnswered | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment. `result` and `hash`: the newest; `versions`: every published one, the first is version 1."""

    status: Status = Status.NEW
    frozen: AssessmentFrozen | None = None
    result: dict[str, Any] | None = None
    hash: str = ""
    digest: str = ""
    appeals: tuple[Contested, ...] = ()
    recomputed: tuple[AssessmentRecomputed, ...] = ()
    published: AssessmentPublished | None = None
    versions: tuple[dict[str, Any], ...] = ()
    corrections: tuple[AssessmentCorrected, ...] = ()

    @property
    def open_appeals(self) -> tuple[Contested, ...]:
        """Appeals that wait for an answer."""
        return tuple(each for each in self.appeals if each.answer is None)

    @property
    def awaiting_figures(self) -> bool:
        """Whether an appeal was followed and nothing was recomputed since; then the result cannot be published."""
        followed = sum(bool(each.answer and each.answer.followed) for each in self.appeals)
        return followed > sum(each.cause == "appeal" for each in self.recomputed)

    @property
    def publish_from(self) -> date | None:
        """The first day on which it may be published."""
        return self.frozen.publish_from if self.frozen else None


def evolve(assessment: Assessment, event: Event) -> Assessment:  # noqa: PLR0911 - a line for each event
    """Give the assessment after an event."""
    match event:
        case AssessmentFrozen():
            return Assessment(Status.FROZEN, event, event.result, event.hash, event.digest)
        case AssessmentAppealed():
            return replace(assessment, appeals=(*assessment.appeals, Contested(event)))
        case AppealAnswered(appeal=number):
            return replace(assessment, appeals=_answered(assessment.appeals, number, event))
        case AssessmentRecomputed():
            made = (*assessment.recomputed, event)
            return replace(assessment, result=event.result, hash=event.hash, digest=event.digest, recomputed=made)
        case AssessmentPublished():
            assert assessment.result is not None, "published only after the freeze"
            return replace(assessment, status=Status.PUBLISHED, published=event, versions=(assessment.result,))
        case AssessmentCorrected():
            return _corrected(assessment, event)
    return assessment


def _answered(appeals: tuple[Contested, ...], number: int, event: AppealAnswered) -> tuple[Contested, ...]:
    return tuple(replace(each, answer=event) if each.appeal.appeal == number else each for each in appeals)


def _corrected(assessment: Assessment, event: AssessmentCorrected) -> Assessment:
    return replace(
        assessment,
        result=event.result,
        hash=event.hash,
        digest=event.digest,
        versions=(*assessment.versions, event.result),
        corrections=(*assessment.corrections, event),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """A period's published ranking; None until it is published."""

    published: RankingPublished | None = None


def evolve_ranking(ranking: Ranking, event: Event) -> Ranking:
    """Give the ranking after an event."""
    return Ranking(event) if isinstance(event, RankingPublished) else ranking
