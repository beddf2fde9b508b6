"""Every rule of a rating. Pure; raises `Rejected`."""

from __future__ import annotations

from services.complaints.ratings.commands import InviteRating, SubmitRating
from services.complaints.ratings.state import Rating
from shared.contracts import Command, Event, Rejected
from shared.contracts.complaints import RatingInvited, RatingSubmitted

GRADES = range(1, 6)
"""GB/T 39046 A.8: 1 very satisfied, 2 satisfied, 3 fairly satisfied, 4 dissatisfied, 5 very dissatisfied."""


def decide(rating: Rating, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `unknown_grade`, `not_invited`, `already_rated`.
    """
    match command:
        case InviteRating():
            return _invite(rating, command)
        case SubmitRating():
            return _submit(rating, command)
    raise Rejected("unknown_command", f"a rating takes no {command.name}")


def _invite(rating: Rating, command: InviteRating) -> list[Event]:
    """Every delivered result is an invitation, once (国办发〔2019〕51号; B-5 `rating_invite`)."""
    if rating.invited:
        return []
    return [
        RatingInvited(
            department=command.department,
            item=command.item,
            division=command.division,
            delivered_on=command.delivered_on,
        )
    ]


def _submit(rating: Rating, command: SubmitRating) -> list[Event]:
    """One service, one rating, freely given, and never a grade that nobody gave (L18; GB/T 39734)."""
    if command.grade not in GRADES:
        told = "a grade is 1 (very satisfied) to 5 (very dissatisfied)"
        raise Rejected("unknown_grade", told, "GB/T 39046 A.8", status=422, errors={"grade": told})
    if not rating.invited:
        raise Rejected("not_invited", "this case has no delivered result to rate yet", "L18; 国办发〔2019〕51号")
    if rating.submitted:
        raise Rejected("already_rated", "this service has been rated; one rating for each", "L18; GB/T 39734")
    return [
        RatingSubmitted(grade=command.grade, channel=command.channel, comment=command.comment, person=command.person)
    ]
