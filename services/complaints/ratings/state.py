"""The rating of one service as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shared.contracts import Event
from shared.contracts import ratings as told
from shared.contracts.ratings import Step
from shared.timekeeping import local_day

BAD = (4, 5)
"""Dissatisfied, very dissatisfied (差评)."""

WATCHED: dict[Step, tuple[str, ...]] = {"contact": ("contact",), "fix": ("contact", "fix")}
"""In which steps of a bad rating its last days run."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Invited or not, rated or not; there is no default grade (L18).

    `contact_due`, `fix_due`: the last days of a bad rating as they hold now; `counted_from`: the day they run from;
    `uncertain`: those of a year without an official calendar; `due_before`: what they were before one was published,
    where that was another day. `reminded`: by what, so far.
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
    counted_from: date | None = None
    uncertain: frozenset[Step] = frozenset()
    due_before: tuple[tuple[Step, date], ...] = ()
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
            return _submitted(rating, event)
        case told.RatingRecalculated():
            return _recalculated(rating, event)
        case told.RatingReminded():
            return replace(rating, reminded=(*rating.reminded, event.by))
        case told.RatingBarred():
            return replace(rating, barred=rating.barred + 1)
        case told.RatingFlagged():
            return replace(rating, flags=(*rating.flags, event), flags_reviewed=None)
        case told.RatingOverdue():
            return replace(rating, noted=rating.noted | {(event.what, event.due)})
    return _seen_to(rating, event)


def _submitted(rating: Rating, event: told.RatingSubmitted) -> Rating:
    return replace(
        rating,
        submitted=event,
        contact_due=event.contact_due,
        fix_due=event.fix_due,
        counted_from=local_day(event.submitted_at) if event.submitted_at else None,
        uncertain=frozenset(event.uncertain),
    )


def _recalculated(rating: Rating, event: told.RatingRecalculated) -> Rating:
    """The other day it was counted to stays beside the one that holds."""
    unsure = rating.uncertain | {event.what} if event.provisional else rating.uncertain - {event.what}
    before = rating.due_before
    if event.before != event.due:
        before = (*_without(before, event.what), (event.what, event.before))
    contact = event.due if event.what == "contact" else rating.contact_due
    fix = event.due if event.what == "fix" else rating.fix_due
    return replace(rating, contact_due=contact, fix_due=fix, uncertain=unsure, due_before=before)


def _without(days: tuple[tuple[Step, date], ...], step: Step) -> tuple[tuple[Step, date], ...]:
    return tuple(each for each in days if each[0] != step)


def _seen_to(rating: Rating, event: Event) -> Rating:  # noqa: PLR0911 - a line for each event
    match event:
        case told.RatingFlagsReviewed():
            return replace(rating, flags_reviewed=event)
        case told.RatingContacted():
            return _contacted(rating, event)
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


def _contacted(rating: Rating, event: told.RatingContacted) -> Rating:
    """What is harder than it seemed has a later last day, which nothing was before."""
    fix = event.fix_due or rating.fix_due
    before = rating.due_before if fix == rating.fix_due else _without(rating.due_before, "fix")
    return replace(rating, contacted=event, fix_due=fix, due_before=before, uncertain=frozenset(event.uncertain))


def _rechecked(rating: Rating, event: told.RatingExclusionRechecked) -> Rating:
    if event.upheld:
        return replace(rating, rechecked=event)
    return replace(
        rating,
        rechecked=event,
        excluded=None,
        contact_due=event.contact_due or rating.contact_due,
        fix_due=event.fix_due or rating.fix_due,
        counted_from=event.rechecked_on,
        uncertain=frozenset(event.uncertain),
        due_before=(),
    )
