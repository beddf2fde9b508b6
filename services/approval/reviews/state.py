"""A review as its events tell it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from shared.contracts import Event, Rejected
from shared.contracts.approval import ReviewDecided, ReviewEnded, ReviewOpened, StepCompleted


class Status(StrEnum):
    """Where a review stands."""

    NEW = "new"
    OPEN = "open"
    DECIDED = "decided"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one case.

    `checked` holds, for each point of the checklist that was examined, whether it holds; the newest word counts.
    """

    status: Status = Status.NEW
    opened: ReviewOpened | None = None
    steps: tuple[StepCompleted, ...] = ()
    checked: Mapping[str, bool] = field(default_factory=dict)
    decision: ReviewDecided | None = None

    @property
    def department(self) -> str:
        """The department that reviews, or empty before the review began."""
        return self.opened.department if self.opened else ""

    @property
    def facts(self) -> ReviewOpened:
        """What acceptance stated.

        Raises:
            Rejected: `no_review`, where the review has not been opened.
        """
        if self.opened is None:
            raise Rejected("no_review", "no review of this case has been opened", status=404)
        return self.opened

    @property
    def points(self) -> tuple[str, ...]:
        """The checklist: the review points of the item version the case began with."""
        return self.opened.review_points if self.opened else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The points nobody has examined yet."""
        return tuple(p for p in self.points if p not in self.checked)

    @property
    def failed(self) -> tuple[str, ...]:
        """The points that were found not to hold."""
        return tuple(p for p in self.points if self.checked.get(p) is False)

    @property
    def complete(self) -> bool:
        """Whether every point was examined, and the step recorded at least once."""
        return bool(self.steps) and not self.missing


def evolve(review: Review, event: Event) -> Review:
    """Give the review after an event."""
    match event:
        case ReviewOpened():
            return replace(review, status=Status.OPEN, opened=event)
        case StepCompleted():
            checked = {**review.checked, **dict.fromkeys(event.points, event.passed)}
            return replace(review, steps=(*review.steps, event), checked=checked)
        case ReviewDecided():
            return replace(review, status=Status.DECIDED, decision=event)
        case ReviewEnded():
            return replace(review, status=Status.ENDED)
    return review
