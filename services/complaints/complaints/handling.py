"""What is done about a complaint: inquiry, more time, answer, closing, taking up again. Pure; raises `Rejected`."""

from __future__ import annotations

from datetime import date

from services.complaints.complaints import commands as ask
from services.complaints.complaints.guards import (
    be_known,
    be_open,
    be_the_handler,
    counted_for,
    deny_own_unit,
    limits_of,
)
from services.complaints.complaints.state import Complaint, Status, against
from shared.contracts import Command, Event, Rejected
from shared.contracts.complaints import (
    ComplaintClosed,
    ComplaintExtended,
    ComplaintExtensionAsked,
    ComplaintExtensionRefused,
    ComplaintFiled,
    ComplaintInvestigated,
    ComplaintReopened,
    ComplaintReplied,
)
from shared.timekeeping import local_day

FOUND = ("substantiated", "partly")
JUDGED = (*FOUND, "unsubstantiated")
SUGGESTED = ("adopted", "not_adopted")
HELPED = ("resolved", "explained")


def outcomes(filed: ComplaintFiled) -> tuple[str, ...]:
    """Give how it may end: conduct is found true or not, an errand may be helped along, a suggestion be adopted."""
    if filed.kind == "suggestion" or filed.nature == "suggestion":
        return SUGGESTED
    if not against(filed):
        return HELPED
    return JUDGED if filed.kind in ("complaint", "report") else (*JUDGED, *HELPED)


def needs_finding(complaint: Complaint) -> bool:
    """Tell whether an inquiry has still to be put on record before it may end as something found true or not."""
    filed = complaint.filed
    if filed is None or complaint.looked_into:
        return False
    return filed.confidential or bool(set(JUDGED) & set(outcomes(filed)))


def decide(complaint: Complaint, command: Command) -> list[Event]:
    """Tell which facts follow from a command.

    Raises:
        Rejected: `not_assigned`, `not_the_handler`, `already_replied`, `reply_first`, `investigate_first`,
            `future_day`, `wrong_order`, `outcome_not_for_kind`, `integrity_unfounded`, `extension_late`,
            `already_extended`, `extension_not_asked`, `already_asked`, `not_closed`, `reopen_late`, `reopened_before`,
            `own_unit`.
    """
    match command:
        case ask.InvestigateComplaint():
            return _investigate(complaint, command)
        case ask.AskForExtension():
            return _ask(complaint, command)
        case ask.DecideExtension():
            return _extend(complaint, command)
        case ask.ReplyToComplaint():
            return _reply(complaint, command)
        case ask.CloseComplaint():
            return _close(complaint, command)
        case ask.ReopenComplaint():
            return _reopen(complaint, command)
    raise Rejected("unknown_command", f"a complaint takes no {command.name}")


def _investigate(complaint: Complaint, command: ask.InvestigateComplaint) -> list[Event]:
    """What was found is put on record before the answer (GB/T 36113: accept, inquire, settle, answer, file).

    Where there is no inquiry yet, the first is taken after the answer as well: else what needs one could never end.
    """
    be_the_handler(complaint, command)
    if complaint.status is Status.REPLIED and complaint.looked_into:
        raise Rejected("already_replied", "the complainant has had a reply", "GB/T 36113")
    day = command.on or local_day(command.meta.now)
    _be_a_day_of(complaint, day, local_day(command.meta.now))
    return [
        ComplaintInvestigated(
            finding=command.finding,
            statement=command.statement,
            investigated_on=day,
            by=command.meta.actor.id,
        )
    ]


def _be_a_day_of(complaint: Complaint, day: date, today: date) -> None:
    """Nobody looked into it before it was filed, or will have tomorrow."""
    began = complaint.filed.filed_on if complaint.filed else None
    if day > today:
        told = "this day has not come"
        raise Rejected("future_day", told, status=422, errors={"investigated_on": told})
    if began and day < began:
        told = "it had not been filed on this day"
        raise Rejected("wrong_order", told, status=422, errors={"investigated_on": told})


def _reply(complaint: Complaint, command: ask.ReplyToComplaint) -> list[Event]:
    """A report is answered by what an inquiry found, never out of hand."""
    be_the_handler(complaint, command)
    assert complaint.filed is not None, "what has a handler was filed"
    if complaint.filed.confidential and not complaint.looked_into:
        raise Rejected("investigate_first", "put the inquiry on record first", "GB/T 36113; S2.9b")
    return [ComplaintReplied(reply=command.reply, replied_on=local_day(command.meta.now))]


def _ask(complaint: Complaint, command: ask.AskForExtension) -> list[Event]:
    be_the_handler(complaint, command)
    _may_extend(complaint, command)
    if complaint.asked:
        raise Rejected("already_asked", "the head has been asked already")
    return [ComplaintExtensionAsked(reason=command.reason)]


def _may_extend(complaint: Complaint, command: Command) -> None:
    """More time is given once, and before the last day is over (limits, `complaint_extension`)."""
    assert complaint.due is not None, "a filed complaint has its last day"
    if complaint.added:
        raise Rejected("already_extended", "more time is given once", limits_of(complaint))
    if local_day(command.meta.now) > complaint.due:
        raise Rejected("extension_late", "the last day has passed; more time is given before it", limits_of(complaint))


def _extend(complaint: Complaint, command: ask.DecideExtension) -> list[Event]:
    """The head decides, for a reason the handler gave; whoever handles it does not grant themselves time."""
    be_open(complaint)
    deny_own_unit(complaint, command)
    if not complaint.asked:
        raise Rejected("extension_not_asked", "nobody has asked for more time", limits_of(complaint))
    approver = command.meta.actor.id
    if not command.granted:
        return [ComplaintExtensionRefused(approver=approver, reason=command.reason)]
    _may_extend(complaint, command)
    assert complaint.due is not None, "checked before"
    later = counted_for(complaint, "complaint_extension", complaint.due, command.calendar)
    sure = not (later.provisional or complaint.provisional)
    return [
        ComplaintExtended(
            before=complaint.due, due=later.due, approver=approver, reason=command.reason, provisional=not sure
        )
    ]


def _close(complaint: Complaint, command: ask.CloseComplaint) -> list[Event]:
    """The complainant is told before the file is closed (S2.1c: every one has a handler and an explanation)."""
    be_the_handler(complaint, command)
    if complaint.status is not Status.REPLIED:
        raise Rejected("reply_first", "reply to the complainant before closing", "S2.1c")
    assert complaint.filed is not None, "what has a handler was filed"
    found = _found_at_last(complaint, command)
    _be_an_outcome(complaint.filed, command, looked_into=complaint.looked_into or bool(found))
    today, filed = local_day(command.meta.now), complaint.filed
    return [
        *found,
        ComplaintClosed(
            outcome=command.outcome,
            department=complaint.department,
            in_time=complaint.due is None or today <= complaint.due,
            kind=filed.kind,
            conduct=command.conduct or filed.conduct,
            hall=complaint.hall,
            division=complaint.division,
            item=filed.item,
            staff=command.staff or filed.staff,
            integrity=command.integrity,
            nature=filed.nature,
            closed_on=today,
            due=complaint.due,
            staff_unit=command.staff_unit if command.staff else filed.staff_unit,
            staff_hall=command.staff_hall if command.staff else filed.staff_hall,
        ),
    ]


def _found_at_last(complaint: Complaint, command: ask.CloseComplaint) -> list[Event]:
    """What was found may be put on record in one act with the outcome, where nothing is there yet."""
    if not command.finding:
        return []
    looked = ask.InvestigateComplaint(meta=command.meta, finding=command.finding, statement=command.statement)
    return _investigate(complaint, looked)


def _be_an_outcome(filed: ComplaintFiled, command: ask.CloseComplaint, *, looked_into: bool) -> None:
    """Found true, partly or not: each is a finding, and rests on an inquiry on record since it was taken up (D09, D-3).

    Not found true as well: else a complaint could be had out of the way unread. So does whatever settles a report.
    """
    if command.outcome not in outcomes(filed):
        told = f"a {filed.nature or filed.kind} does not end as {command.outcome}"
        raise Rejected("outcome_not_for_kind", told, "GB/T 36113", status=422, errors={"outcome": told})
    if command.integrity and command.outcome not in FOUND:
        told = "what was not found true is no breach of integrity"
        raise Rejected("integrity_unfounded", told, "D-3", status=422, errors={"integrity": told})
    if (command.outcome in JUDGED or filed.confidential) and not looked_into:
        told = "put on record what the inquiry found"
        raise Rejected("investigate_first", told, "S2.1c; GB/T 36113; D-3", errors={"finding": told})


def _reopen(complaint: Complaint, command: ask.ReopenComplaint) -> list[Event]:
    """Whoever complained may ask once, within the limit; an inspector or a handler outside the unit at any time."""
    be_known(complaint)
    deny_own_unit(complaint, command)
    if complaint.status is not Status.CLOSED:
        raise Rejected("not_closed", "only what is closed is taken up again", "S2.1c")
    today = local_day(command.meta.now)
    if command.by == "complainant":
        _be_in_time(complaint, command)
    fresh = counted_for(complaint, "complaint_close", today, command.calendar)
    return [
        ComplaintReopened(
            reason=command.reason, by=command.by, reopened_on=today, due=fresh.due, provisional=fresh.provisional
        )
    ]


def _be_in_time(complaint: Complaint, command: ask.ReopenComplaint) -> None:
    if complaint.reopened:
        raise Rejected("reopened_before", "it was taken up again once already; ask for supervision", "S2.9b")
    ended = complaint.closed.closed_on if complaint.closed else None
    today = local_day(command.meta.now)
    if ended is not None and today > counted_for(complaint, "complaint_reopen", ended, command.calendar).due:
        raise Rejected("reopen_late", "the days to ask for it are over; ask for supervision", limits_of(complaint))
