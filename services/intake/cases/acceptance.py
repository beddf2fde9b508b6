"""Whether a case can be accepted or completed, by whom, and since when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from services.intake.cases import tolerance
from services.intake.cases.commands import Accept, Complete, NoteDuePassed
from services.intake.cases.state import Case, Status
from shared.contracts import Event, Rejected
from shared.contracts.intake import CaseAccepted, CaseCompleted
from shared.contracts.limits import TimeLimit
from shared.contracts.receiving import AcceptanceDuePassed
from shared.contracts.registry import ItemPublished, ReviewPlan
from shared.timekeeping import Calendar, due_on, local_day

NOTICE_WORKING_DAYS = 5
"""Within this many working days of receipt the applicant is told once of everything to put right (许可法32; S2.5e)."""


def in_guide(item: ItemPublished, materials: Iterable[str]) -> None:
    """No material beyond the guide is asked for or booked (S1.3b; 许可法31)."""
    known = {material.code for material in item.materials}
    strange = sorted(set(materials) - known)
    if strange:
        told = {"materials": f"not in the guide: {', '.join(strange)}"}
        raise Rejected("unknown_material", "a material is not in the item's guide", "S1.3b", status=422, errors=told)


def lacking(case: Case, item: ItemPublished) -> tuple[str, ...]:
    """What stands in the way of acceptance: required materials that may not follow later, and what a notice named."""
    needed = (m.code for m in item.materials if m.required and not m.tolerable)
    missing = (code for code in needed if code not in case.materials)
    return tuple(dict.fromkeys((*missing, *case.outstanding)))


def _complete(case: Case, item: ItemPublished) -> None:
    missing = lacking(case, item)
    if missing:
        names = {m.code: m.name.zh for m in item.materials}
        told = f"still missing: {'、'.join(names.get(code, code) for code in missing)}"
        raise Rejected("incomplete", told, "S2.5d; 许可法32", errors=dict.fromkeys(missing, "missing"))


def whole(case: Case, item: ItemPublished) -> bool:
    """Tell whether everything that a notice named is in hand, so that the case is accepted by itself (B-3.3; B03)."""
    return case.status is Status.SUPPLEMENTED and case.kind == "promised" and not lacking(case, item)


def accepted(case: Case, command: Accept) -> CaseAccepted:
    """Accept with a receipt: by a clerk, by silence since the receipt, or by itself once everything is in hand."""
    if case.kind == "instant":
        raise Rejected("instant_needs_no_receipt", "an instant case is completed, not accepted", "S2.5d; S2.7a")
    today = local_day(command.meta.occurred_at)
    silence = deemed(case, command.item, local_day(command.counts_at), command.calendar)
    if not silence:
        _complete(case, command.item)
    began = case.received_on if silence else case.supplied_on or today
    moment = case.received_at if silence and case.received_at else command.meta.occurred_at
    promised = due_on(case.promised, _start(case.promised, began, moment), command.calendar)
    statutory = (
        due_on(case.statutory, _start(case.statutory, began, moment), command.calendar) if case.statutory else None
    )
    by_system = command.meta.actor.role == "system"
    later = None if silence or by_system else tolerance.tolerated(case, command, promised.due, today)
    return CaseAccepted(
        accepted_on=began,
        receipt_no=command.receipt_no,
        manner="deemed" if silence else "automatic" if by_system else "clerk",
        promised_due=promised.due,
        statutory_due=statutory.due if statutory else None,
        provisional=promised.provisional or bool(statutory and statutory.provisional),
        calendar=tuple(dict.fromkeys(promised.versions + (statutory.versions if statutory else ()))),
        item=case.item,
        item_version=case.item_version,
        department=case.department,
        division=case.division,
        promised=case.promised,
        statutory=case.statutory,
        review_points=tuple(point.code for point in command.item.review_points),
        plan=_plan(command.item),
        accepted_by=command.meta.actor.id,
        materials=case.materials,
        tolerated=later.materials if later else (),
        tolerated_due=later.due if later else None,
        promise_no=command.promise_no if later else "",
    )


def _plan(item: ItemPublished) -> ReviewPlan:
    """The review plan of the item version, with the authority that delegated the item (S2.1a)."""
    return replace(item.plan, delegated_by=item.plan.delegated_by or item.delegated_by)


def _start(limit: TimeLimit, day: date, moment: datetime) -> date | datetime:
    """Days run from the day of acceptance, hours from the moment; by silence from the moment of receipt."""
    return moment if limit.unit == "hours" else day


def deemed(case: Case, item: ItemPublished, today: date, calendar: Calendar) -> bool:
    """Not told within five working days, the application counts as accepted since its receipt (许可法32).

    `today` is the server's day: a word about the past makes no answer timely.
    """
    silent = case.status is Status.RECEIVED and case.kind == "promised"
    return silent and item.deemed_acceptance and today > last_notice_day(case, calendar)


def last_notice_day(case: Case, calendar: Calendar) -> date:
    """Give the last day on which the applicant may be told what is missing."""
    return calendar.add_working_days(case.received_on, NOTICE_WORKING_DAYS)


def due_passed(case: Case, command: NoteDuePassed) -> Sequence[Event]:
    """Five working days of silence are noted once, where the item does not count as accepted by them (S2.5e)."""
    if case.due_passed or case.kind == "instant":
        return []
    where = {"department": case.department, "hall": case.hall, "division": case.division}
    return [AcceptanceDuePassed(due=command.due, **where)]


def completed(case: Case, command: Complete) -> CaseCompleted:
    """An instant case is done at the window, due on the day of receipt at 24:00 (S2.7a).

    It is done on the day on which it is registered as done, whatever somebody says afterwards (S2.7b; G4).
    """
    if case.kind != "instant":
        raise Rejected("not_instant", "a promised case is accepted with a receipt and reviewed", "S2.5d; S2.7c")
    _complete(case, command.item)
    day = local_day(command.counts_at)
    return CaseCompleted(result=command.result.strip(), completed_on=day, due=case.received_on)
