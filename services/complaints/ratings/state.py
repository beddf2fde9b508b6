"""The rating of one service as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shared.contracts import Event
from shared.contracts import ratings as told

BAD = (4, 5)
"""Dissatisfied, very dissatisfied (差评)."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Invited or not, rated or not; there is no default grade (L18).

    `contact_due`, `fix_due`: the last days of a bad rating as they hold now. `reminded`: by what, so far.
    `exclusions`: how often it was left out; `excluded`: the exclusion that holds, None where none does.
    """

    invited: told.RatingInvited | None = None
    submitted: told.RatingSubmitted | None = None
    reminded: tuple[str, ...] = ()
    contacted: told.RatingContacted | None = None
    rectified: told.RatingRectified | None = None
    fed_back: told.RatingFedBack | None = None
    excluded: told.RatingExcluded | None = None
    last_exclusion: told.RatingExcluded | None = None
    rechecked: told.RatingExclusionRechecked | None = None
    exclusions: int = 0
    flags: tuple[told.RatingFlagged, ...] = ()
    flags_reviewed: told.RatingFlagsReviewed | None = None
    barred: int = 0
    contact_due: date | None = None
    fix_due: date | None = None
    noted: frozenset[tuple[str, date]] = frozenset()

    @property
    def bad(self) -> bool:
        """Whether it is a bad rating that counts."""
        return self.submitted is not None and self.submitted.grade in BAD and self.excluded is None

    @property
    def step(self) -> str:
        """What a bad rating waits for: `contact`, `fix`, `feedback`; `done` or empty where nothing."""
        if not self.bad:
            return ""
        if self.contacted is None:
            return "contact"
        if self.rectified is None:
            return "fix"
        return "done" if self.fed_back else "feedback"

    @property
    def flags_open(self) -> bool:
        """Whether a pattern waits for somebody to say whether the rating is genuine."""
        return bool(self.flags) and self.flags_reviewed is None and self.last_exclusion is None

    @property
    def recheck_due(self) -> bool:
        """Whether a second look at its exclusion was drawn and has not happened."""
        return self.excluded is not None and self.excluded.recheck and self.rechecked is None


def of_rated_unit(unit: str, hall: str, invited: told.RatingInvited) -> bool:
    """Tell whether somebody belongs to who is rated: the department, or where none is the hall or point itself."""
    if invited.department:
        return unit == invited.department
    return bool(hall) and hall in (invited.hall, invited.point)


def evolve(rating: Rating, event: Event) -> Rating:  # noqa: PLR0911 - a line for each event
    """Give the rating after an event."""
    match event:
        case told.RatingInvited():
            return replace(rating, invited=event)
        case told.RatingSubmitted():
            return replace(rating, submitted=event, contact_due=event.contact_due, fix_due=event.fix_due)
        case told.RatingReminded():
            return replace(rating, reminded=(*rating.reminded, event.by))
        case told.RatingBarred():
            return replace(rating, barred=rating.barred + 1)
        case told.RatingFlagged():
            return replace(rating, flags=(*rating.flags, event), flags_reviewed=None)
        case told.RatingOverdue():
            return replace(rating, noted=rating.noted | {(event.what, event.due)})
    return _seen_to(rating, event)


def _seen_to(rating: Rating, event: Event) -> Rating:  # noqa: PLR0911 - a line for each event
    match event:
        case told.RatingFlagsReviewed():
            return replace(rating, flags_reviewed=event)
        case told.RatingContacted():
            return replace(rating, contacted=event, fix_due=event.fix_due or rating.fix_due)
        case told.RatingRectified():
            return replace(rating, rectified=event)
        case told.RatingFedBack():
            return replace(rating, fed_back=event)
        case told.RatingExcluded():
            times = rating.exclusions + 1
            return replace(rating, excluded=event, last_exclusion=event, rechecked=None, exclusions=times)
        case told.RatingExclusionRechecked():
            return _rechecked(rating, event)
    return rating


def _rechecked(rating: Rating, event: told.RatingExclusionRechecked) -> Rating:
    if event.upheld:
        return replace(rating, rechecked=event)
    return replace(
        rating,
        rechecked=event,
        excluded=None,
        contact_due=event.contact_due or rating.contact_due,
        fix_due=event.fix_due or rating.fix_due,
    )
