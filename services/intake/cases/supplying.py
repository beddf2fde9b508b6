"""How long an applicant has for what the one notice names, and what follows where it does not come. Pure (B-3.3).

Licensing Law sets the applicant no last day, so that a case waits unless its item sets one
(`supplement_response_limit`); it counts as withdrawn only where an article says so, as legal aid has it (法律援助法).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.intake.cases.commands import LapseSupplement, RequestSupplement
from services.intake.cases.state import Case, Status
from shared.contracts import Event
from shared.contracts.intake import CaseWithdrawn
from shared.contracts.receiving import SupplementDueNear, SupplementLapsed
from shared.contracts.registry import ItemPublished
from shared.timekeeping import Calendar, Deadline, TimekeepingError, due_on, local_day
from shared.timekeeping.working_days import day_before

REMINDED_BEFORE_DAYS = 3
"""Calendar days before the last day on which the applicant is reminded ([design]); shorter limits need no reminder."""

WAITING = (Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENTED)
"""The applicant was told what to hand in; some of it may have come."""

LAPSED = "逾期未补正，依据{basis}视为撤回申请"


def last_day(item: ItemPublished, noticed_on: date, calendar: Calendar) -> Deadline | None:
    """Count the applicant's limit from the day after the notice; None where the item sets none."""
    limit = item.supplement_response_limit
    return due_on(limit, noticed_on, calendar) if limit else None


def allowed(command: RequestSupplement) -> Deadline | None:
    """Give the last day that a notice tells. It counts from the server's day, whenever it is said to have happened."""
    return last_day(command.item, local_day(command.counts_at), command.calendar)


def waits(case: Case) -> bool:
    """Tell whether something is awaited by a last day that has not been noted as passed."""
    return bool(case.status in WAITING and case.outstanding and case.supply_by and not case.unsupplied)


def look_after(case: Case) -> date | None:
    """Give the day after which the last day is near, and once the applicant was reminded, the last day itself."""
    if not waits(case) or case.supply_by is None:
        return None
    near = day_before(case.supply_by, REMINDED_BEFORE_DAYS + 1)
    told_long_before = case.noticed_on is not None and case.noticed_on <= near
    return near if told_long_before and case.reminded_of is None else case.supply_by


def holds_until(case: Case, item: ItemPublished, calendar: Calendar) -> date | None:
    """Give the last day that holds: the one told, or a later one where the calendar that was published gives more.

    An applicant loses no day by a new calendar (B-3.3 ③).
    """
    if case.supply_by is None or case.noticed_on is None:
        return case.supply_by
    try:
        counted = last_day(item, case.noticed_on, calendar)
    except TimekeepingError:
        return case.supply_by
    return max(case.supply_by, counted.due) if counted else case.supply_by


def reminded(case: Case) -> Sequence[Event]:
    """Remind once of what has not come."""
    if not waits(case) or case.reminded_of is not None or case.supply_by is None:
        return []
    return [SupplementDueNear(materials=case.outstanding, supply_by=case.supply_by)]


def lapsed(case: Case, command: LapseSupplement) -> Sequence[Event]:
    """Note once that the last day passed; the case counts as withdrawn only by the article that the item names."""
    until = holds_until(case, command.item, command.calendar)
    if not waits(case) or until is None or local_day(command.meta.now) <= until:
        return []
    ends = command.item.supplement_lapse == "withdrawn"
    basis = command.item.supplement_lapse_basis if ends else ""
    where = {"department": case.department, "hall": case.hall, "division": case.division}
    over = SupplementLapsed(materials=case.outstanding, supply_by=until, basis=basis, **where)
    return [over, _withdrawn(basis, local_day(command.meta.occurred_at))] if basis else [over]


def _withdrawn(basis: str, day: date) -> CaseWithdrawn:
    """Nobody confirmed it; it is the law that takes the silence for a withdrawal."""
    return CaseWithdrawn(reason=LAPSED.format(basis=basis), confirmed=False, withdrawn_on=day, deemed_under=basis)
