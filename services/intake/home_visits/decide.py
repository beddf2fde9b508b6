"""Rules of home visits: whose right it is, two people, in time or not (S2.6e, H05). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.home_visits.commands import (
    Approve,
    Decline,
    Finish,
    GiveUp,
    NoteMissed,
    Request,
    Schedule,
    VisitCommand,
)
from services.intake.home_visits.state import Visit
from shared.contracts import Event, Rejected
from shared.contracts.abilities import taken_in
from shared.contracts.convenience import (
    VisitApproved,
    VisitDone,
    VisitMissed,
    VisitRefused,
    VisitRequested,
    VisitScheduled,
    VisitWithdrawn,
)
from shared.timekeeping import end_of, local_day

BASIS = "S2.6e"


def decide(visit: Visit, command: VisitCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `no_window_for_item`, `unknown_visit`, `visit_over`, `approval_not_needed`,
            `approval_missing`, `reasons_missing`, `two_people`, `not_of_this_hall`, `day_over`, `visit_too_late`,
            `not_who_was_sent`.
    """
    match command:
        case Request():
            return [_requested(visit, command)]
        case Approve() | Decline():
            return [_judged(visit, command)]
        case Schedule():
            return [_scheduled(visit, command)]
        case Finish():
            return [_finished(visit, command)]
        case NoteMissed():
            return _missed(visit, command)
        case GiveUp(reason=reason):
            requested = _under_way(visit)
            return [VisitWithdrawn(hall=requested.hall, reason=reason)]


def _requested(visit: Visit, command: Request) -> VisitRequested:
    if visit.requested is not None:
        raise Rejected("number_taken", "a visit of this number was asked for", BASIS)
    day = local_day(command.meta.now)
    if not taken_in(command.hall, command.item, day):
        raise _wrong("no_window_for_item", "item", "no window of this hall takes it")
    return VisitRequested(
        hall=command.hall.id,
        division=command.hall.division,
        ground=command.ground,
        item=command.item,
        requested_at=command.meta.now,
        due=command.due,
        applicant=command.applicant,
        address=command.address,
        provisional=command.provisional,
        account=command.account,
    )


def _judged(visit: Visit, command: Approve | Decline) -> VisitApproved | VisitRefused:
    """Only a ground that is not the rulebook's is the centre's to approve; the others are a right."""
    requested = _under_way(visit)
    if visit.status != "to_approve":
        raise Rejected("approval_not_needed", "this visit needs no approval, or has it", BASIS)
    if not command.reasons:
        raise _wrong("reasons_missing", "reasons", "say why")
    kind = VisitApproved if isinstance(command, Approve) else VisitRefused
    return kind(hall=requested.hall, reasons=command.reasons)


def _scheduled(visit: Visit, command: Schedule) -> VisitScheduled:
    requested = _approved(visit)
    assert visit.due is not None
    staff = tuple(dict.fromkeys(command.staff))
    if len(staff) < command.how_many:
        raise _wrong("two_people", "staff", f"{command.how_many} different people go")
    if not set(staff) <= command.people:
        raise _wrong("not_of_this_hall", "staff", "only the hall's own people go")
    if command.day < local_day(command.meta.now):
        raise _wrong("day_over", "day", "this day is over")
    if command.day > visit.due and not command.wished:
        raise _wrong(
            "visit_too_late", "day", f"the last day is {visit.due.isoformat()}, unless the person wishes later"
        )
    due = max(visit.due, command.day) if command.wished else visit.due
    return VisitScheduled(hall=requested.hall, day=command.day, staff=staff, due=due, wished=command.wished)


def _finished(visit: Visit, command: Finish) -> VisitDone:
    requested = _approved(visit)
    assert visit.due is not None
    if visit.status != "scheduled":
        raise Rejected("visit_not_scheduled", "set a day and two people first", BASIS)
    if set(command.staff) != set(visit.staff):
        raise _wrong("not_who_was_sent", "staff", "those who were there are not those who were sent; schedule anew")
    if local_day(command.done_at) < local_day(requested.requested_at):
        raise _wrong("before_request", "done_at", "before it was asked for")
    return VisitDone(
        hall=requested.hall,
        done_at=command.done_at,
        due=visit.due,
        in_time=local_day(command.done_at) <= visit.due,
        receipt_no=command.receipt_no,
        staff=tuple(command.staff),
        case_no=command.case_no,
    )


def _missed(visit: Visit, command: NoteMissed) -> list[Event]:
    """Once, when the last day is over; one that waits for approval has not been promised, and is missed all the same:
    the centre's silence is no reason for the person to wait."""
    if visit.requested is None or visit.due is None or visit.missed:
        return []
    if visit.status not in ("to_approve", "open", "scheduled") or command.meta.now < end_of(visit.due):
        return []
    return [VisitMissed(hall=visit.requested.hall, due=visit.due)]


def _approved(visit: Visit) -> VisitRequested:
    requested = _under_way(visit)
    if visit.status == "to_approve":
        raise Rejected("approval_missing", "this ground needs the centre's approval first", BASIS)
    return requested


def _under_way(visit: Visit) -> VisitRequested:
    if visit.requested is None:
        raise Rejected("unknown_visit", "there is no such home visit", BASIS, status=404)
    if visit.status in ("done", "refused", "withdrawn"):
        raise Rejected("visit_over", f"this visit is {visit.status}", BASIS)
    return visit.requested


def _wrong(code: str, field: str, told: str) -> Rejected:
    return Rejected(code, told, BASIS, status=422, errors={field: told})
