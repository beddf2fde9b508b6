"""What handlers, heads and units do to a complaint they may see."""

from __future__ import annotations

from services.complaints.complaints import commands as ask
from services.complaints.complaints import views
from services.complaints.complaints.acts import Said, named_staff
from services.complaints.complaints.placing import hall_of
from services.complaints.complaints.state import Complaint
from services.complaints.naming import as_field
from services.complaints.service import Complaints
from shared.contracts import Command, Meta, Rejected
from shared.contracts.registry import DepartmentRegistered
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.timekeeping import Calendar, local_day

Done = Outcome[Complaint]


class Handling:
    """The acts of one person on one complaint they may see.

    Args:
        service: the complaints service.
        number: the complaint's.
        identity: who acts.
        expected: the version they have seen (`If-Match`).
    """

    def __init__(self, service: Complaints, number: str, identity: Identity, expected: int | None = None) -> None:
        self._service = service
        self._number = number
        self._identity = identity
        self._expected = expected
        self._row = self._find()

    def _find(self) -> views.Document:
        return views.find(self._service.complaints.collection, self._identity, self._number)

    def accept(self, meta: Meta, _said: Said) -> Done:
        """Take it on."""
        return self._do(ask.AcceptComplaint(meta=meta, calendar=self._calendar()))

    def decline(self, meta: Meta, said: Said) -> Done:
        """Do not take it on, with reasons and basis."""
        reasons = self._sealed("decline_reasons", said["reasons"])
        command = ask.DeclineComplaint(meta=meta, reasons=reasons, basis=said["basis"], calendar=self._calendar())
        return self._do(command)

    def assign(self, meta: Meta, said: Said) -> Done:
        """Give it to a handler of the register; to oneself where none is named."""
        with as_field("handler"):
            staff = self._service.replica.staff(said["handler"] or self._identity.id)
        command = ask.AssignComplaint(
            meta=meta, handler=staff.id, handler_role=staff.role, handler_unit=staff.unit, handler_hall=staff.hall
        )
        return self._do(command)

    def transfer(self, meta: Meta, said: Said) -> Done:
        """Send it to the unit it belongs to, at the hall where that serves."""
        department = self._service.replica.department(said["department"])
        command = ask.TransferComplaint(
            meta=meta,
            department=department.code,
            division=department.division,
            hall=hall_of(self._service.replica, department.code, local_day(meta.now), self._row["hall"]),
            reason=self._sealed("transfer_reason", said["reason"]),
        )
        return self._do(command)

    def investigate(self, meta: Meta, said: Said) -> Done:
        """Put an inquiry on record."""
        finding, statement = self._sealed("finding", said["finding"]), self._sealed("statement", said["statement"])
        on = said["investigated_on"]
        return self._do(ask.InvestigateComplaint(meta=meta, finding=finding, statement=statement, on=on))

    def ask_extension(self, meta: Meta, said: Said) -> Done:
        """Ask the head for more time."""
        return self._do(ask.AskForExtension(meta=meta, reason=self._sealed("ask_reason", said["reason"])))

    def extend(self, meta: Meta, said: Said) -> Done:
        """Give more time, or none."""
        reason = self._sealed("extend_reason", said["reason"])
        granted = said["granted"] == "yes"
        command = ask.DecideExtension(meta=meta, granted=granted, reason=reason, calendar=self._calendar())
        return self._do(command)

    def reply(self, meta: Meta, said: Said) -> Done:
        """Answer the complainant; the answer is sealed under their key."""
        return self._do(ask.ReplyToComplaint(meta=meta, reply=self._sealed("reply", said["reply"])))

    def close(self, meta: Meta, said: Said) -> Done:
        """Close it with an outcome, and with what an inquiry found where that is not on record yet."""
        found = {"conduct": said["conduct"], "integrity": said["integrity"]}
        found |= {field: self._sealed(field, said[field]) for field in ("finding", "statement")}
        found |= named_staff(self._service, said["staff"])
        return self._do(ask.CloseComplaint(meta=meta, outcome=said["outcome"], **found))

    def reopen(self, meta: Meta, said: Said) -> Done:
        """Take it up again."""
        reason = self._sealed("reopen_reason", said["reason"])
        auditor = self._identity.role == "auditor"
        command = ask.ReopenComplaint(
            meta=meta, reason=reason, by="auditor" if auditor else "handler", calendar=self._calendar()
        )
        return self._do(command)

    def _calendar(self) -> Calendar:
        return self._service.calendar(self._row["division"])

    def _sealed(self, field: str, text: str) -> str:
        return self._service.vault.seal(self._row["person"], self._number, field, text)

    def _do(self, command: Command) -> Done:
        return self._service.handle(self._number, command, self._row["case_no"], self._expected)


class OwnTicket(Handling):
    """The one act of a unit on a hotline ticket that was sent to it."""

    def _find(self) -> views.Document:
        return views.find_ticket(self._service.complaints.collection, self._identity, self._number)

    def give_back(self, meta: Meta, said: Said) -> Done:
        """Return it, with the reason and the unit it belongs to."""
        suggested = self._suggested(said["suggested_unit"])
        reason = self._sealed("return_reason", said["reason"])
        command = ask.ReturnTicket(meta=meta, suggested_unit=suggested, reason=reason, calendar=self._calendar())
        return self._do(command)

    def _suggested(self, code: str) -> str:
        if self._service.replica.find(DepartmentRegistered, code) is None:
            told = f"there is no department {code}"
            raise Rejected("unknown_department", told, status=422, errors={"suggested_unit": "unknown"})
        return code
