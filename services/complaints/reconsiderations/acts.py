"""Putting remedies on the register, as JSON endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from typing import Any

from services.complaints.naming import as_field
from services.complaints.reconsiderations import commands as ask
from services.complaints.reconsiderations import views
from services.complaints.reconsiderations.state import Litigation, Reconsideration
from services.complaints.service import Complaints
from shared.contracts import Meta, Rejected
from shared.contracts.streams import key_of
from shared.identity import Identity
from shared.identity.identity import division_allowed
from shared.journal.errors import Claimed
from shared.journal.handle import Outcome
from shared.numbers import file_number
from shared.timekeeping import Calendar, local_day

Said = Mapping[str, Any]
"""A checked body or form."""


def register(service: Complaints, meta: Meta, said: Said, identity: Identity) -> tuple[str, Outcome[Reconsideration]]:
    """Put an application for reconsideration on the register, with the authority the register of departments tells."""
    about = _about(service, said, identity)
    authority = authority_of(service, about["department"], about["item"])
    if said["authority"] and said["authority"] != authority:
        told = f"the register names {authority}"
        raise Rejected("wrong_authority", told, "行政复议法24、27", status=422, errors={"authority": told})
    command = ask.RegisterReconsideration(
        meta=meta,
        authority=authority,
        ground=said["ground"],
        received_on=said["received_on"],
        known_on=said["known_on"],
        told=said["told"] == "yes",
        rights_known_on=said["rights_known_on"],
        document_no=said["document_no"],
        simplified=said["simplified"] == "yes",
        calendar=service.calendar(about["division"]),
        **about,
    )
    number = _number(service, "FY", about["division"], meta)
    same = _mark("reconsideration", about, said["ground"], said["received_on"], said["document_no"])
    with _once():
        return number, service.remedy(number, command, about["case_no"], claims=same)


def sue(service: Complaints, meta: Meta, said: Said, identity: Identity) -> tuple[str, Outcome[Litigation]]:
    """Put a lawsuit on the register; after a reconsideration it takes case and department from there."""
    with as_field("after"):
        before = views.find(service.reconsiderations.collection, identity, said["after"]) if said["after"] else None
    about = _about(service, before or said, identity)
    running = before or views.running(service.reconsiderations.collection, about["case_no"])
    command = ask.RegisterLitigation(
        meta=meta,
        court=said["court"] or court_of(service, about["item"]),
        court_no=said["court_no"],
        ground=before["ground"] if before else said["ground"],
        filed_on=said["filed_on"],
        known_on=said["known_on"],
        after=said["after"],
        after_served_on=_ended(before, said["known_on"]),
        running_until=_running_until(running),
        calendar=service.calendar(about["division"]),
        **about,
    )
    number = _number(service, "SS", about["division"], meta)
    same = _mark("litigation", about, said["after"], said["filed_on"], said["court_no"])
    with _once():
        return number, service.lawsuit(number, command, about["case_no"], claims=same)


def _mark(kind: str, about: Mapping[str, str], *told: object) -> tuple[str]:
    """Give what only one file of the register may hold: two with all of it alike are one file, brought twice."""
    same = "\n".join([kind, *about.values(), *map(str, told)])
    return (sha256(same.encode()).hexdigest(),)


@contextmanager
def _once() -> Iterator[None]:
    """Refuse what is on the register already, whoever brought it and however many do at once."""
    try:
        yield
    except Claimed as held:
        told = f"it is on the register as {key_of(held.holder.stream)}; another one has another document number"
        raise Rejected("remedy_known", told, "S2.9b") from None


def _ended(before: Mapping[str, Any] | None, known_on: date) -> date | None:
    """From when the fifteen days run: the service of the decision, or the end of the authority's time without one.

    A decision of which nobody wrote down the service was served no earlier than it was made, and when it was known.
    What the applicant took back leaves the six months of a direct suit.
    """
    if before is None or before["outcome"] == "withdrawn":
        return None
    if before["status"] != "decided":
        return _day(before["decide_by"])
    return _day(before["served_on"]) or max(date.fromisoformat(before["decided_on"]), known_on)


def _running_until(before: Mapping[str, Any] | None) -> date | None:
    """Tell until when the authority has it: to the end of its time to decide, of its examination, or of corrections."""
    if before is None or before["status"] == "decided":
        return None
    return _day(before["decide_by"] or before["examine_by"] or before["supply_by"])


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _about(service: Complaints, said: Said, identity: Identity) -> dict[str, str]:
    """Tell case, department, division and item; only of one's jurisdiction, and never of one's own unit."""
    if said["case_no"]:
        case = service.cases.find(said["case_no"].upper())
        if case is None or not division_allowed(identity, case.division):
            told = "no such case is known to you"
            raise Rejected("no_case", told, status=404, errors={"case_no": told})
        about = {"case_no": case.case_no, "department": case.department, "division": case.division, "item": case.item}
    else:
        if not said["department"]:
            told = "name the department, or the case"
            raise Rejected("department_required", told, "S2.9b", status=422, errors={"department": told})
        department = service.replica.department(said["department"])
        about = {"case_no": "", "department": department.code, "division": department.division, "item": said["item"]}
    if not division_allowed(identity, about["division"]):
        raise Rejected("other_division", "this lies outside your jurisdiction", status=403)
    if identity.unit and identity.unit == about["department"]:
        raise Rejected("own_unit", "a unit does not register remedies against itself", "S2.9b", status=403)
    return about


def authority_of(service: Complaints, department: str, item: str) -> str:
    """Tell who reviews (L14c): for a delegated item what its guide publishes; else as the register of departments says.

    Raises:
        Rejected: `no_authority` where the register tells none.
    """
    known = service.replica.department(department)
    published = service.replica.item(item)[0] if item else None
    delegated = published is not None and bool(published.delegated_by)
    found = published.remedies.review_authority.zh if published and delegated else known.review_authority
    if not found:
        told = "the register does not say who reviews this department"
        raise Rejected("no_authority", told, "行政复议法24、27", errors={"department": told})
    return found


def court_of(service: Complaints, item: str) -> str:
    """Tell the court that the item's guide names; nothing where it names none."""
    return service.replica.item(item)[0].remedies.court.zh if item else ""


def _number(service: Complaints, letters: str, division: str, meta: Meta) -> str:
    """Take the next number of the day; a request said again keeps its first."""
    first = service.journal.store.by_command(meta.command_id)
    if first is not None:
        return key_of(first.stream)
    township, day = division[:9].ljust(9, "0"), local_day(meta.now)
    return file_number(township, letters, day, service.sequences.next(f"{letters}/{township}/{day.isoformat()}"))


class Following:
    """What is put on record of one reconsideration, in the course of time."""

    def __init__(self, service: Complaints, number: str, identity: Identity, expected: int | None = None) -> None:
        self._service = service
        self._row = views.find(service.reconsiderations.collection, identity, number)
        self._expected = expected
        if identity.unit and identity.unit == self._row["department"]:
            raise Rejected("own_unit", "a unit does not register remedies against itself", "S2.9b", status=403)

    def ask_correction(self, meta: Meta, said: Said) -> Outcome[Reconsideration]:
        """The authority asked for corrections."""
        return self._do(ask.AskCorrection(meta=meta, asked_on=said["on"], calendar=self._calendar()))

    def correct(self, meta: Meta, said: Said) -> Outcome[Reconsideration]:
        """The applicant supplied them."""
        return self._do(ask.SupplyCorrection(meta=meta, corrected_on=said["on"], calendar=self._calendar()))

    def accept(self, meta: Meta, said: Said) -> Outcome[Reconsideration]:
        """The authority accepted it."""
        calendar = self._calendar()
        return self._do(ask.AcceptReconsideration(meta=meta, accepted_on=said["on"], deemed=False, calendar=calendar))

    def extend(self, meta: Meta, _said: Said) -> Outcome[Reconsideration]:
        """The authority gave itself more time."""
        return self._do(ask.ExtendReconsideration(meta=meta, calendar=self._calendar()))

    def decide(self, meta: Meta, said: Said) -> Outcome[Reconsideration]:
        """The authority decided."""
        command = ask.DecideReconsideration(
            meta=meta,
            outcome=said["outcome"],
            decided_on=said["decided_on"],
            served_on=said["served_on"],
            document_no=said["document_no"],
            calendar=self._calendar(),
        )
        return self._do(command)

    def serve(self, meta: Meta, said: Said) -> Outcome[Reconsideration]:
        """The decision was served."""
        return self._do(ask.ServeReconsideration(meta=meta, served_on=said["on"], calendar=self._calendar()))

    def _calendar(self) -> Calendar:
        return self._service.calendar(self._row["division"])

    def _do(self, command: Any) -> Outcome[Reconsideration]:
        return self._service.remedy(self._row["number"], command, self._row["case_no"], self._expected)


def rule(
    service: Complaints, number: str, meta: Meta, said: Said, identity: Identity, expected: int | None = None
) -> Outcome[Litigation]:
    """Put on record what the court decided."""
    row = views.find(service.litigations.collection, identity, number)
    if identity.unit and identity.unit == row["department"]:
        raise Rejected("own_unit", "a unit does not register remedies against itself", "S2.9b", status=403)
    command = ask.DecideLitigation(
        meta=meta,
        outcome=said["outcome"],
        decided_on=said["decided_on"],
        document_no=said["document_no"],
        final=said["final"] == "yes",
    )
    return service.lawsuit(number, command, row["case_no"], expected)
