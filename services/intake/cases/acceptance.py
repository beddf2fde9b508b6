"""Whether a case can be accepted or completed, and what the applicant is told where it cannot. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from services.intake.cases.commands import Accept, Complete, RequestSupplement, Supplement
from services.intake.cases.state import Case
from shared.contracts import Rejected
from shared.contracts.intake import CaseAccepted, CaseCompleted, CaseSupplemented, SupplementRequested
from shared.contracts.limits import TimeLimit
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


def accepted(case: Case, command: Accept) -> CaseAccepted:
    if case.kind == "instant":
        raise Rejected("instant_needs_no_receipt", "an instant case is completed, not accepted", "S2.5d; S2.7a")
    today = local_day(command.meta.occurred_at)
    deemed = _deemed(case, command.item, today, command.calendar)
    if not deemed:
        _complete(case, command.item)
    began = case.received_on if deemed else case.supplied_on or today
    promised = due_on(case.promised, _start(case.promised, began, command), command.calendar)
    statutory = (
        due_on(case.statutory, _start(case.statutory, began, command), command.calendar) if case.statutory else None
    )
    return CaseAccepted(
        accepted_on=began,
        receipt_no=command.receipt_no,
        manner="deemed" if deemed else "clerk",
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
    )


def _plan(item: ItemPublished) -> ReviewPlan:
    """The review plan of the item version, with the authority that delegated the item (S2.1a)."""
    return replace(item.plan, delegated_by=item.plan.delegated_by or item.delegated_by)


def _start(limit: TimeLimit, day: date, command: Accept) -> date | datetime:
    """Days run from the day of acceptance, hours from the moment."""
    return command.meta.occurred_at if limit.unit == "hours" else day


def _deemed(case: Case, item: ItemPublished, today: date, calendar: Calendar) -> bool:
    """Not told within five working days, the application counts as accepted since its receipt (许可法32)."""
    return item.deemed_acceptance and not case.notice_no and today > _last_notice_day(case, calendar)


def _last_notice_day(case: Case, calendar: Calendar) -> date:
    return calendar.add_working_days(case.received_on, NOTICE_WORKING_DAYS)


def supplement_requested(case: Case, command: RequestSupplement) -> SupplementRequested:
    """One notice, naming everything; a second one may only speak of materials that came after the first."""
    told = {defect.material for defect in command.defects}
    if not told:
        raise Rejected("empty_notice", "a notice names what is missing or wrong", "S2.5e; 许可法32", status=422)
    in_guide(command.item, told)
    if case.notice_no:
        _only_new_papers(case, told)
    else:
        _everything_at_once(case, command, told)
    return SupplementRequested(
        notice_no=command.notice_no, defects=command.defects, due=_last_notice_day(case, command.calendar)
    )


def _only_new_papers(case: Case, told: set[str]) -> None:
    late = sorted(told - set(case.supplied))
    if late:
        message = "these defects were there at the first notice; there is no second one"
        raise Rejected("second_notice", message, "S2.5e; 许可法32", errors=dict.fromkeys(late, "known before"))


def _everything_at_once(case: Case, command: RequestSupplement, told: set[str]) -> None:
    unsaid = sorted(set(lacking(case, command.item)) - told)
    if unsaid:
        message = "a notice names everything that is missing, at once"
        raise Rejected(
            "notice_not_whole", message, "S2.5e; 许可法32", status=422, errors=dict.fromkeys(unsaid, "missing")
        )
    if _deemed(case, command.item, local_day(command.meta.occurred_at), command.calendar):
        message = "no notice came within five working days, so the case counts as accepted since its receipt"
        raise Rejected("deemed_accepted", message, "S2.5e; 许可法32")


def supplemented(command: Supplement) -> CaseSupplemented:
    if not command.materials:
        raise Rejected("nothing_supplied", "name the materials handed in", status=422, errors={"materials": "empty"})
    in_guide(command.item, command.materials)
    return CaseSupplemented(
        materials=tuple(dict.fromkeys(command.materials)), supplied_on=local_day(command.meta.occurred_at)
    )


def completed(case: Case, command: Complete) -> CaseCompleted:
    """An instant case is done at the window, due on the day of receipt at 24:00 (S2.7a)."""
    if case.kind != "instant":
        raise Rejected("not_instant", "a promised case is accepted with a receipt and reviewed", "S2.5d; S2.7c")
    _complete(case, command.item)
    day = local_day(command.meta.occurred_at)
    return CaseCompleted(result=command.result.strip(), completed_on=day, due=case.received_on)
