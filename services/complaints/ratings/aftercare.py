"""What is done about a bad rating: called, put right, told; or left out by somebody else, and looked at again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID, uuid5

from services.complaints.ratings import commands as ask
from services.complaints.ratings.last_days import given_on, last_days, uncertain
from services.complaints.ratings.state import BAD, Rating
from shared.contracts import Command, Event, Rejected
from shared.contracts.ratings import (
    RatingContacted,
    RatingExcluded,
    RatingExclusionRechecked,
    RatingFedBack,
    RatingFlagsReviewed,
    RatingOverdue,
    RatingRectified,
)
from shared.timekeeping import local_day

ONE_IN = 5
"""One exclusion in so many is drawn for a second look (G8: 20 %)."""


def drawn(event_id: str) -> int:
    """Draw a number from 0 to 4 from an event's id, the same for everybody who has the id; 0 is chosen."""
    return int(sha256(event_id.encode()).hexdigest()[:8], 16) % ONE_IN


def decide(rating: Rating, command: Command) -> list[Event]:  # noqa: PLR0911 - a line for each command
    """Tell which facts follow from a command.

    Raises:
        Rejected: `no_bad_rating`, `contact_first`, `fix_first`, `already_contacted`, `already_rectified`,
            `already_fed_back`, `own_unit`, `exclusion_overturned`, `not_excluded`, `already_rechecked`,
            `own_exclusion`, `no_flags`.
    """
    match command:
        case ask.ContactRater():
            return _contact(rating, command)
        case ask.RectifyRating():
            return _rectify(rating, command)
        case ask.FeedBack():
            return _feed_back(rating, command)
        case ask.NoteRatingOverdue():
            return _overdue(rating, command)
        case ask.ExcludeRating():
            return _exclude(rating, command)
        case ask.ReviewFlags():
            return _review_flags(rating, command)
        case ask.RecheckExclusion():
            return _recheck(rating, command)
    raise Rejected("unknown_command", f"a rating takes no {command.name}")


def _be_bad(rating: Rating) -> None:
    if not rating.bad:
        raise Rejected("no_bad_rating", "only a bad rating that counts is seen to", "L18")


def _contact(rating: Rating, command: ask.ContactRater) -> list[Event]:
    """Called within a working day (B-5); what is hard to put right has fifteen working days instead of five."""
    _be_bad(rating)
    if rating.contacted:
        raise Rejected("already_contacted", "whoever rated was called already", "L18")
    today = local_day(command.meta.now)
    due, fix_due, unsure = rating.contact_due or today, rating.fix_due or today, rating.uncertain - {"contact"}
    if command.complex_matter:
        start = rating.counted_from or given_on(rating) or today
        later = last_days(start, command.calendar, given_on(rating), hard=True)
        if later["fix"].due > fix_due:
            fix_due, unsure = later["fix"].due, frozenset(uncertain(later)) - {"contact"}
    return [
        RatingContacted(
            contacted_on=today,
            due=due,
            in_time=today <= due,
            finding=command.finding,
            complex_matter=command.complex_matter,
            fix_due=fix_due,
            uncertain=tuple(unsure),
        )
    ]


def _rectify(rating: Rating, command: ask.RectifyRating) -> list[Event]:
    """Put right at once or within the limit (L18: 立行立改、限期整改)."""
    _be_bad(rating)
    if rating.contacted is None:
        raise Rejected("contact_first", "call whoever rated before you put it right", "L18")
    if rating.rectified:
        raise Rejected("already_rectified", "it was put right already", "L18")
    today = local_day(command.meta.now)
    due = rating.fix_due or today
    return [RatingRectified(rectified_on=today, due=due, in_time=today <= due, measures=command.measures)]


def _feed_back(rating: Rating, command: ask.FeedBack) -> list[Event]:
    """Each one has an answer (L18: 件件反馈)."""
    _be_bad(rating)
    if rating.rectified is None:
        raise Rejected("fix_first", "put it right before you tell whoever rated", "L18")
    if rating.fed_back:
        raise Rejected("already_fed_back", "whoever rated was told already", "L18")
    return [RatingFedBack(on=local_day(command.meta.now), answer=command.answer)]


def _overdue(rating: Rating, command: ask.NoteRatingOverdue) -> list[Event]:
    """What was due and was not done is put on record once, and only where it still holds."""
    waits = {"contact": ("contact",), "fix": ("contact", "fix")}[command.what]
    due = rating.contact_due if command.what == "contact" else rating.fix_due
    stale = rating.step not in waits or due != command.due or command.today <= command.due
    if stale or rating.invited is None or (command.what, command.due) in rating.noted:
        return []
    where = {"department": rating.invited.department, "division": rating.invited.division}
    return [RatingOverdue(what=command.what, due=command.due, **where)]


def _exclude(rating: Rating, command: ask.ExcludeRating) -> list[Event]:
    """Mistaken or malicious says only somebody outside the rated unit (G8); one in five is looked at again.

    That holds for bad ratings, and for good ones that came in a pattern, given to polish the figure (G7).

    What a second look put back stays: else it could be left out again until the draw spares it.

    Whether it is drawn follows from the event's own id, so that anybody can check it. That id derives from the case
    and how often it was left out before, not from what a caller chooses.
    """
    actor = command.meta.actor
    given = rating.submitted
    judged = given is not None and (given.grade in BAD or bool(rating.flags))
    if not judged or rating.excluded or rating.invited is None:
        raise Rejected("no_bad_rating", "only a bad or flagged rating that counts can be left out", "L18; D-7 G7")
    be_outside(command, rating)
    if rating.rechecked and not rating.rechecked.upheld:
        raise Rejected("exclusion_overturned", "a second look found that it counts", "L18; D-7 G8")
    draw = drawn(str(uuid5(UUID(command.meta.command_id), "0")))
    return [
        RatingExcluded(
            reason=command.reason,
            by=actor.id,
            by_unit=actor.unit,
            reasons=command.reasons,
            recheck=draw == 0,
            draw=draw,
            department=rating.invited.department,
            by_hall=command.places[0] if command.places else "",
        )
    ]


def be_outside(command: ask.Judging, rating: Rating) -> None:
    """A rating counts for a department, a hall and the point that carried it; nobody of any of them judges it (G8)."""
    assert rating.invited is not None, "what was rated was invited"
    told = rating.invited
    if insider(command.meta.actor.unit, command.places, (told.department, told.hall, told.point)):
        raise Rejected("own_unit", "the rated unit does not judge its own ratings", "L18; D-7 G8", status=403)


def insider(unit: str, places: Iterable[str], rated: Iterable[str]) -> bool:
    """Tell whether somebody's unit, or a place they belong to, is among the units and places a rating counts for."""
    return bool(({unit, *places} & set(rated)) - {""})


def _review_flags(rating: Rating, command: ask.ReviewFlags) -> list[Event]:
    """A pattern is no proof: somebody outside the unit looks, and says that the rating is genuine (G7)."""
    if not rating.flags_open or rating.invited is None:
        raise Rejected("no_flags", "no pattern of this rating waits for a look", "D-7 G7")
    be_outside(command, rating)
    actor = command.meta.actor
    return [
        RatingFlagsReviewed(
            patterns=tuple(flag.pattern for flag in rating.flags),
            by=actor.id,
            by_unit=actor.unit,
            reasons=command.reasons,
            department=rating.invited.department,
        )
    ]


def _recheck(rating: Rating, command: ask.RecheckExclusion) -> list[Event]:
    """Another person looks again; whoever is not of the rated unit (G8). Overturned, the rating counts as given."""
    actor, held = command.meta.actor, rating.excluded
    if held is None or rating.invited is None:
        raise Rejected("not_excluded", "this rating is not left out", "D-7 G8")
    if rating.rechecked:
        raise Rejected("already_rechecked", "it was looked at again already", "D-7 G8")
    if actor.id == held.by:
        raise Rejected("own_exclusion", "another person looks again", "D-7 G8", status=403)
    be_outside(command, rating)
    if command.upheld:
        return [RatingExclusionRechecked(upheld=True, by=actor.id, reasons=command.reasons)]
    today, given = local_day(command.meta.now), rating.submitted
    bad = given is not None and given.grade in BAD
    hard = rating.contacted is not None and rating.contacted.complex_matter
    days = last_days(today, command.calendar, given_on(rating), hard=hard) if bad else None
    return [
        RatingExclusionRechecked(
            upheld=False,
            by=actor.id,
            reasons=command.reasons,
            contact_due=days["contact"].due if days else None,
            fix_due=days["fix"].due if days else None,
            rechecked_on=today,
            uncertain=uncertain(days) if days else (),
        )
    ]
