"""What people and handlers do to a complaint, as JSON endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.complaints.complaints import views
from services.complaints.complaints.commands import AssignComplaint, CloseComplaint, FileComplaint, ReplyToComplaint
from services.complaints.complaints.state import Complaint
from services.complaints.service import Complaints
from shared.contracts import Meta, Rejected
from shared.contracts.streams import key_of
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.numbers import document_number

Said = Mapping[str, Any]
"""A checked body or form."""

KIND = "TS"
"""The letters in the numbers of complaints: 投诉."""


def file(service: Complaints, meta: Meta, said: Said, identity: Identity | None) -> tuple[str, Outcome[Complaint]]:
    """Register a complaint; give its number, which is the server's choice, and the outcome.

    A complaint about a case belongs to the case's department; any other names the department itself.
    """
    about = _about(service, said, identity)
    first = service.journal.store.by_command(meta.command_id)
    number = key_of(first.stream) if first else _number(service, about["division"], meta)
    person = _person(service, identity, number)
    texts = {"text": said["text"], "contact": said["contact"]}
    sealed = dict.fromkeys(texts, "") if first else service.vault.seal_all(person, number, texts)
    calendar = service.calendar(about["division"])
    command = FileComplaint(meta=meta, conduct=said["conduct"], person=person, calendar=calendar, **about, **sealed)
    outcome = service.handle(number, command, about["case_no"])
    assert outcome.commit is not None, "a filing always is a commit"
    return key_of(outcome.commit.stream), outcome


def _about(service: Complaints, said: Said, identity: Identity | None) -> dict[str, str]:
    if said["case_no"]:
        case = service.cases.entitled(said["case_no"].upper(), said["query_code"], identity, "complaint.file")
        return {
            "case_no": case.case_no,
            "department": case.department,
            "division": case.division,
            "item": case.item,
        }
    if not said["department"]:
        told = "name the department, or the case"
        raise Rejected("department_required", told, "S2.1c", status=422, errors={"department": told})
    department = service.replica.department(said["department"])
    return {"case_no": "", "department": department.code, "division": department.division, "item": ""}


def _number(service: Complaints, division: str, meta: Meta) -> str:
    year = meta.now.year
    return document_number(division, KIND, year, service.sequences.next(f"complaint/{division}/{year}"))


def _person(service: Complaints, identity: Identity | None, number: str) -> str:
    """One key for all complaints of an account; a key of its own for the complaint of anybody else."""
    if identity and identity.role == "citizen":
        return service.vault.person("account", identity.id)
    return service.vault.person("complaint", number)


class Handling:
    """The acts of one handler on one complaint they may see.

    Args:
        service: the complaints service.
        number: the complaint's.
        identity: the handler.
        expected: the version the handler has seen (`If-Match`).
    """

    def __init__(self, service: Complaints, number: str, identity: Identity, expected: int | None = None) -> None:
        self._service = service
        self._number = number
        self._identity = identity
        self._expected = expected
        self._row = views.find(service.complaints.collection, identity, number)

    def assign(self, meta: Meta, said: Said) -> Outcome[Complaint]:
        """Give the complaint to a handler of the register; to oneself where none is named."""
        staff = self._service.replica.staff(said["handler"] or self._identity.id)
        return self._do(AssignComplaint(meta=meta, handler=staff.id, handler_role=staff.role, handler_unit=staff.unit))

    def reply(self, meta: Meta, said: Said) -> Outcome[Complaint]:
        """Answer the complainant; the answer is sealed under their key."""
        sealed = self._service.vault.seal(self._row["person"], self._number, "reply", said["reply"])
        return self._do(ReplyToComplaint(meta=meta, reply=sealed))

    def close(self, meta: Meta, said: Said) -> Outcome[Complaint]:
        """Close the complaint with an outcome."""
        return self._do(CloseComplaint(meta=meta, outcome=said["outcome"]))

    def _do(self, command: AssignComplaint | ReplyToComplaint | CloseComplaint) -> Outcome[Complaint]:
        return self._service.handle(self._number, command, self._row["case_no"], self._expected)
