"""Rules of the hearing: the chain of five, twenty and seven working days (Licensing Law art. 46 to 48). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.approval.reviews.guards import not_backdated, on_day, ours, wrong
from services.approval.reviews.limits import days
from services.approval.reviews.procedures import (
    HoldHearing,
    OfferHearing,
    RequestHearing,
    ScheduleHearing,
    WaiveHearing,
)
from services.approval.reviews.state import Review
from shared.contracts import Command, Event, Rejected
from shared.contracts.hearings import HearingHeld, HearingOffered, HearingRequested, HearingScheduled, HearingWaived

BASIS = "许可法46至48"


def offer(review: Review, command: OfferHearing) -> list[Event]:
    """Whose weighty interests are at stake is told of the right to a hearing, before the decision (art. 47)."""
    ours(review, command)
    if command.party in review.hearing.offered:
        raise Rejected("already_offered", "this party was told of its right already", BASIS)
    not_backdated(command, command.calendar)
    request_by = command.calendar.add_working_days(on_day(command), days("hearing_request"))
    return [
        HearingOffered(
            party=command.party,
            matter=command.matter,
            document_no=command.document_no,
            told_on=on_day(command),
            request_by=request_by,
        )
    ]


def request(review: Review, command: RequestHearing) -> list[Event]:
    """A hearing is asked for within five working days of being told, and held within twenty of that (art. 47)."""
    ours(review, command)
    offered = review.hearing.offered.get(command.party)
    if offered is None:
        raise Rejected("no_hearing_right", "this party was not told of a right to a hearing", BASIS)
    if command.party in review.hearing.requested:
        raise Rejected("already_requested", "this party has asked for a hearing", BASIS)
    day = on_day(command)
    if day > offered.request_by:
        raise Rejected("hearing_request_late", f"it could be asked for until {offered.request_by}", "许可法47①")
    hold_by = command.calendar.add_working_days(day, days("hearing_organise"))
    return [HearingRequested(party=command.party, requested_on=day, hold_by=hold_by)]


def waive(review: Review, command: WaiveHearing) -> list[Event]:
    """A party gives the hearing up in writing, before it is held."""
    ours(review, command)
    if command.party not in review.hearing.offered or review.hearing.held is not None:
        raise Rejected("no_hearing_right", "this party has no hearing to give up", BASIS)
    if command.party in review.hearing.waived:
        return []
    return [HearingWaived(party=command.party, document_no=command.document_no, waived_on=on_day(command))]


def schedule(review: Review, command: ScheduleHearing) -> list[Event]:
    """Parties are told seven full working days ahead; who examined the case does not moderate (art. 48)."""
    ours(review, command)
    hold_by = review.hearing.hold_by
    if hold_by is None or not review.hearing.awaited:
        raise Rejected("no_hearing", "nobody has asked for a hearing that is still to be held", BASIS)
    if command.moderator in review.officers:
        raise wrong("moderator_reviewed", "moderator", "who examined the case does not moderate", "许可法48①(三)")
    if command.held_on > hold_by:
        raise wrong("hearing_too_late", "held_on", f"to be held by {hold_by}", "许可法47①")
    not_backdated(command, command.calendar)
    earliest = command.calendar.add_working_days(on_day(command), days("hearing_notice"))
    if command.held_on <= earliest:
        told = f"seven working days lie between notice and hearing: after {earliest}"
        raise wrong("hearing_notice_short", "held_on", told, "许可法48①(一)")
    return [
        HearingScheduled(
            held_on=command.held_on,
            place=command.place,
            moderator=command.moderator,
            notice_no=command.notice_no,
            noticed_on=on_day(command),
        )
    ]


def hold(review: Review, command: HoldHearing) -> list[Event]:
    """The hearing takes place on or after the day that was told; its record carries the decision (art. 48②)."""
    ours(review, command)
    scheduled = review.hearing.scheduled
    if scheduled is None or not review.hearing.awaited:
        raise Rejected("no_hearing", "no hearing has been set", BASIS)
    day = on_day(command)
    if day < scheduled.held_on:
        raise Rejected("hearing_not_yet", f"the hearing is on {scheduled.held_on}", "许可法48①(一)")
    return [HearingHeld(record_no=command.record_no, held_on=day, summary=command.summary)]


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    OfferHearing: offer,
    RequestHearing: request,
    WaiveHearing: waive,
    ScheduleHearing: schedule,
    HoldHearing: hold,
}
"""By command."""
