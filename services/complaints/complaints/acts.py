"""What people say, and how a matter is filed, as JSON endpoints and pages ask for it; handling it is in `working`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, cast

from services.complaints.complaints.commands import FileComplaint, ReopenComplaint
from services.complaints.complaints.placing import hall_of
from services.complaints.complaints.state import Complaint
from services.complaints.naming import as_field
from services.complaints.service import Complaints
from services.complaints.tries import counted
from shared.contracts import Meta, Rejected
from shared.contracts.complaints import Kind
from shared.contracts.streams import key_of
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.numbers import file_number
from shared.timekeeping import local_day
from shared.web.meta import ANYONE

Said = Mapping[str, Any]
"""A checked body or form."""

LETTERS: Mapping[str, str] = {
    "complaint": "TS",
    "report": "JB",
    "hotline": "RX",
    "suggestion": "JY",
    "cannot_do": "BC",
}
"""The letters in the numbers: 投诉, 举报, 热线, 建议, 办不成事."""

NOTHING_SAID: Mapping[str, str] = dict.fromkeys(
    ("case_no", "query_code", "department", "hall", "staff", "contact", "nature", "ticket_no"), ""
)


def file(service: Complaints, meta: Meta, said: Said, identity: Identity | None) -> tuple[str, Outcome[Complaint]]:
    """Register what somebody says; give its number, which is the server's choice, and the outcome.

    What is about a case belongs to the case's department; anything else names the department or the hall itself. Where
    the reporter must stay unknown, neither account, correlation nor case number enters the journal.
    """
    said = {**NOTHING_SAID, "kind": "complaint", **said}
    about = _about(service, said, identity, local_day(meta.now))
    secret = said["kind"] == "report" or said["nature"] == "report"
    first = service.journal.store.by_command(meta.command_id)
    number = key_of(first.stream) if first else new_number(service, said["kind"], about["division"], meta)
    person = _person(service, None if secret else identity, number)
    texts = {"text": said["text"], "contact": said["contact"], "sealed_case": about["case_no"] if secret else ""}
    sealed = dict.fromkeys(texts, "") if first else service.vault.seal_all(person, number, texts)
    if secret:
        meta, about = replace(meta, actor=ANYONE, correlation=""), {**about, "case_no": ""}
    command = FileComplaint(
        meta=meta,
        conduct=said["conduct"] or "other",
        person=person,
        calendar=service.calendar(about["division"]),
        kind=cast("Kind", said["kind"]),
        nature=said["nature"],
        ticket_no=said["ticket_no"],
        confidential=secret,
        **about,
        **sealed,
    )
    claims = (sha256(f"hotline/{said['ticket_no']}".encode()).hexdigest(),) if said["ticket_no"] else ()
    outcome = service.handle(number, command, about["case_no"], claims=claims)
    assert outcome.commit is not None, "a filing always is a commit"
    return key_of(outcome.commit.stream), outcome


def _about(service: Complaints, said: Said, identity: Identity | None, today: date) -> dict[str, str]:
    staff = named_staff(service, said["staff"])
    if said["case_no"]:
        number, code = said["case_no"].upper(), said["query_code"]
        with counted(service, number, code):
            case = service.cases.entitled(number, code, identity, "complaint.file")
        where = {"department": case.department, "division": case.division, "item": case.item, "hall": case.hall}
        return {"case_no": case.case_no, **staff, **where}
    if said["department"]:
        department = service.replica.department(said["department"])
        hall = said["hall"] or hall_of(service.replica, department.code, today)
        where = {"department": department.code, "division": department.division, "hall": hall}
    elif said["hall"]:
        with as_field("hall"):
            where = {"department": "", "division": service.replica.venue(said["hall"]).division, "hall": said["hall"]}
    else:
        told = "name the department, the hall, or the case"
        raise Rejected("department_required", told, "S2.1c", status=422, errors={"department": told})
    if where["hall"]:
        with as_field("hall"):
            service.replica.venue(where["hall"])
    return {"case_no": "", "item": "", **staff, **where}


def named_staff(service: Complaints, account: str) -> dict[str, str]:
    """Tell an account of the register and its unit, or the hall of one without a unit; all empty where none is named.

    Raises:
        Rejected: 422 `unknown_staff`.
    """
    if not account:
        return {"staff": "", "staff_unit": "", "staff_hall": ""}
    known = service.replica.staff(account)
    return {"staff": known.id, "staff_unit": known.unit, "staff_hall": "" if known.unit else known.hall}


def new_number(service: Complaints, kind: str, division: str, meta: Meta) -> str:
    """Take the next number of the day: it holds the day, so that matters without a case spread over the folds."""
    township, day = division[:9].ljust(9, "0"), local_day(meta.now)
    taken = service.sequences.next(f"{kind}/{township}/{day.isoformat()}")
    return file_number(township, LETTERS[kind], day, taken)


def _person(service: Complaints, identity: Identity | None, number: str) -> str:
    """One key for all complaints of an account; a key of its own for the complaint of anybody else."""
    if identity and identity.role == "citizen":
        return service.vault.person("account", identity.id)
    return service.vault.person("complaint", number)


def reopen_as_complainant(service: Complaints, meta: Meta, row: Mapping[str, Any], reason: str) -> Outcome[Complaint]:
    """Take up again what its complainant is not satisfied with; a reporter stays unknown here too."""
    number = row["number"]
    if row.get("confidential"):
        meta = replace(meta, actor=ANYONE, correlation="")
    sealed = service.vault.seal(row["person"], number, "reopen_reason", reason)
    calendar = service.calendar(row["division"])
    command = ReopenComplaint(meta=meta, reason=sealed, by="complainant", calendar=calendar)
    return service.handle(number, command, row["case_no"])
