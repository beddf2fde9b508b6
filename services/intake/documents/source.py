"""What documents of a case are written from: the case, its item, its places, and who it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.intake.cases import applicants, papers
from services.intake.cases.decider import CASES
from services.intake.cases.state import Case
from services.intake.service import Intake
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True)
class Source:
    """A case right after the fact that a document rests on.

    `who`: the applicant's texts in clear; `code` and `address`: how to look at the case without an account; `day`: the
    local day of the fact.
    """

    case_no: str
    case: Case
    item: ItemPublished
    department: DepartmentRegistered
    hall: VenueRegistered
    who: Mapping[str, str]
    code: str
    address: str
    calendar: Calendar
    day: date

    def named(self, code: str) -> str:
        """Give the name of a material of the guide."""
        return next((m.name.zh for m in self.item.materials if m.code == code), code)


def source_of(intake: Intake, case_no: str, version: int, day: date) -> Source:
    """Read what the documents of a case are written from, as the case was at a version.

    Raises:
        Rejected: the register lacks what the case names.
        KeyError: the case has not begun.
    """
    case = intake.journal.load(CASES, case_no, upto=version).state
    if not case.item:
        raise KeyError(case_no)
    return Source(
        case_no=case_no,
        case=case,
        item=intake.replica.item(case.item, case.item_version)[0],
        department=intake.replica.department(case.department),
        hall=intake.replica.venue(case.hall),
        who=applicants.opened(intake.vault, case_no, encode_applicant(case)),
        code=intake.codes.of(case_no),
        address=papers.progress_url(intake, case_no),
        calendar=intake.calendar(case.division),
        day=day,
    )


def encode_applicant(case: Case) -> Mapping[str, str]:
    """Give the applicant's sealed texts by name."""
    who = case.applicant
    return {"person": who.person, "kind": who.kind, "name": who.name, "id_number": who.id_number, "phone": who.phone}
