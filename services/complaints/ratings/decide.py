"""Every rule of giving a rating; what is done about a bad one is in `aftercare`. Pure; raises `Rejected`."""

from __future__ import annotations

from services.complaints.ratings import aftercare
from services.complaints.ratings import commands as ask
from services.complaints.ratings.last_days import last_days, recalculate, uncertain
from services.complaints.ratings.state import BAD, Rating, of_rated_unit
from shared.contracts import Command, Event, Rejected
from shared.contracts.ratings import RatingBarred, RatingFlagged, RatingInvited, RatingReminded, RatingSubmitted
from shared.timekeeping import in_shanghai, local_day

GRADES = range(1, 6)
"""GB/T 39046 A.8: 1 very satisfied, 2 satisfied, 3 fairly satisfied, 4 dissatisfied, 5 very dissatisfied."""


def decide(rating: Rating, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: `unknown_grade`, `not_invited`, `already_rated`, `staff_device`, `own_unit`, and what `aftercare`
            refuses.
    """
    match command:
        case ask.InviteRating():
            return _invite(rating, command)
        case ask.SubmitRating():
            return _submit(rating, command)
        case ask.RemindOfRating():
            return _remind(rating, command)
        case ask.FlagRating():
            return _flag(rating, command)
        case ask.RecalculateRating():
            return recalculate(rating, command)
    return aftercare.decide(rating, command)


def _invite(rating: Rating, command: ask.InviteRating) -> list[Event]:
    """Every service that ended is an invitation, once (国办发〔2019〕51号; B-5 `rating_invite`).

    One matter, one rating (一事一评): whoever was refused or sent elsewhere was served too, and may say how; else a bad
    rating could be had out of the way by refusing. A withdrawal is the applicant's own act and ends no service.
    """
    if rating.invited:
        return []
    return [
        RatingInvited(
            department=command.department,
            item=command.item,
            division=command.division,
            delivered_on=command.delivered_on,
            hall=command.hall,
            point=command.point,
            occasion=command.occasion,
            invited_at=in_shanghai(command.meta.now),
        )
    ]


def _submit(rating: Rating, command: ask.SubmitRating) -> list[Event]:
    """One service, one rating, freely given, and never a grade that nobody gave (L18; GB/T 39734)."""
    if command.grade not in GRADES:
        told = "a grade is 1 (very satisfied) to 5 (very dissatisfied)"
        raise Rejected("unknown_grade", told, "GB/T 39046 A.8", status=422, errors={"grade": told})
    if rating.invited is None:
        raise Rejected("not_invited", "this service has not ended yet", "L18; 国办发〔2019〕51号")
    if rating.submitted:
        raise Rejected("already_rated", "this service has been rated; one rating for each", "L18; GB/T 39734")
    by_phone = _by_phone(rating.invited, command)
    _be_no_staff_device(command, by_phone=by_phone)
    days = last_days(local_day(command.meta.now), command.calendar) if command.grade in BAD else None
    return [
        RatingSubmitted(
            grade=command.grade,
            channel=command.channel,
            comment=command.comment,
            person=command.person,
            device="" if by_phone else command.device,
            network="" if by_phone else command.network,
            at_staff_device=by_phone,
            terminal=f"phone/{command.meta.actor.id}" if by_phone else command.terminal,
            contact_due=days["contact"].due if days else None,
            fix_due=days["fix"].due if days else None,
            submitted_at=in_shanghai(command.meta.now),
            uncertain=uncertain(days) if days else (),
        )
    ]


def _by_phone(invited: RatingInvited, command: ask.SubmitRating) -> bool:
    """Somebody of the centre who is not of the rated unit may take a rating down on the telephone (B-5)."""
    actor = command.meta.actor
    if actor.role != "complaint_handler" or command.channel != "phone":
        return False
    if of_rated_unit(actor.unit, command.hall, invited):
        raise Rejected("own_unit", "nobody takes down ratings of their own unit", "L18; D-7 G7")
    return True


def _be_no_staff_device(command: ask.SubmitRating, *, by_phone: bool) -> None:
    """Staff do not rate, nor on their devices anybody else; the attempt stays on record (G7)."""
    if command.staff_device and not by_phone:
        tried = RatingBarred(device=command.device, network=command.network, actor_unit=command.meta.actor.unit)
        told = "ratings are not given on devices of the staff; use your own, or the hall's terminal"
        raise Rejected("staff_device", told, "L18; D-7 G7", status=403, records=(tried,))


def _remind(rating: Rating, command: ask.RemindOfRating) -> list[Event]:
    """A text after 24 hours, a call after three days, and then no more; nothing is ever assumed (B-5)."""
    if rating.invited is None or rating.submitted or command.by in rating.reminded:
        return []
    return [RatingReminded(by=command.by, due=command.due)]


def _flag(rating: Rating, command: ask.FlagRating) -> list[Event]:
    """A pattern is told once for each kind; a flag is for people to look at, and takes nothing out by itself (G7)."""
    if rating.submitted is None or any(flag.pattern == command.pattern for flag in rating.flags):
        return []
    return [RatingFlagged(pattern=command.pattern, others=command.others)]
