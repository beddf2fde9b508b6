"""What the window and the applicant do to a case, as JSON endpoints and pages ask for it.

Each act fetches what its rule needs, lets the journal do the command once, and brings the read model up to it. A
command said again is answered as the first time: numbers and seals made for the repetition are never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.commands import (
    Accept,
    CaseCommand,
    Complete,
    Deliver,
    Receive,
    Redirect,
    Refuse,
    RequestSupplement,
    Supplement,
    Withdraw,
)
from services.intake.cases.decide import decide, known
from services.intake.cases.decider import CASES
from services.intake.cases.standing import Standing
from services.intake.cases.state import NOBODY, Case
from services.intake.cases.views import withdrawn_before
from services.intake.documents.issuing import follow
from services.intake.numbering import NOTICE, RECEIPT, REFUSAL
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.intake import Defect
from shared.contracts.registry import ItemPublished
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.timekeeping import Calendar, local_day

Said = Mapping[str, Any]
"""A checked body or form."""


class Acts:
    """The acts of one request.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        standing: whose desk or account it is done from.
        expected: the version the caller has seen (`If-Match`).
    """

    def __init__(self, intake: Intake, meta: Meta, standing: Standing, expected: int | None = None) -> None:
        self._intake = intake
        self._meta = meta
        self._expected = expected
        self._common: dict[str, Any] = {"meta": meta, "desk": standing.desk, "account": standing.account}

    def receive(self, said: Said) -> tuple[str, Outcome[Case]]:
        """Take in an application; give its number, which is the server's choice, and the outcome.

        Nothing personal is kept and no number is taken unless the rules would let the command pass.
        """
        command = self._receipt(said)
        self._passes(Case(), command)
        case_no = self._intake.numbering.case(command.hall.division, local_day(self._meta.occurred_at))
        who = applicants.seal(self._intake.vault, case_no, said["applicant"])
        earlier = withdrawn_before(self._intake.cases, who.person, command.item.code)
        calendar = self._intake.calendar(command.hall.division) if earlier else None
        command = replace(command, case_no=case_no, applicant=who, earlier=earlier, calendar=calendar)
        outcome = self._intake.do(case_no, command, fresh=True)
        assert outcome.commit is not None, "a receipt always is a commit"
        return key_of(outcome.commit.stream), outcome

    def accept(self, case_no: str) -> Outcome[Case]:
        """Accept with a receipt."""
        case, item = self._with_item(case_no)
        command = Accept(**self._common, receipt_no="", item=item, calendar=self._calendar(case))
        number = self._number(case, command, RECEIPT)
        return self._do(case_no, replace(command, receipt_no=number))

    def request_supplement(self, case_no: str, said: Said) -> Outcome[Case]:
        """Give the one notice."""
        case, item = self._with_item(case_no)
        defects = tuple(Defect(each["material"], each["problem"]) for each in said["defects"])
        command = RequestSupplement(
            **self._common, notice_no="", defects=defects, item=item, calendar=self._calendar(case)
        )
        number = self._number(case, command, NOTICE)
        return self._do(case_no, replace(command, notice_no=number))

    def supplement(self, case_no: str, said: Said) -> Outcome[Case]:
        """Book what the applicant handed in after the notice."""
        _, item = self._with_item(case_no)
        return self._do(case_no, Supplement(**self._common, materials=tuple(said["materials"]), item=item))

    def refuse(self, case_no: str, said: Said) -> Outcome[Case]:
        """Refuse acceptance; the review authority is the register's where nobody names another."""
        case = self._case(case_no)
        authority = said["review_authority"] or self._intake.replica.department(case.department).review_authority
        command = Refuse(
            **self._common,
            document_no="",
            reasons=said["reasons"],
            basis=said["basis"],
            review_authority=authority,
        )
        number = self._number(case, command, REFUSAL)
        return self._do(case_no, replace(command, document_no=number))

    def redirect(self, case_no: str, said: Said) -> Outcome[Case]:
        """Tell the applicant the competent department."""
        fields = {name: said[name] for name in ("department", "address", "telephone")}
        return self._do(case_no, Redirect(**self._common, **fields))

    def withdraw(self, case_no: str, said: Said) -> Outcome[Case]:
        """Withdraw the application."""
        return self._do(case_no, Withdraw(**self._common, reason=said["reason"], confirmed=said["confirmed"]))

    def complete(self, case_no: str, said: Said) -> Outcome[Case]:
        """Finish an instant case."""
        _, item = self._with_item(case_no)
        return self._do(case_no, Complete(**self._common, result=said["result"], item=item))

    def deliver(self, case_no: str, said: Said) -> Outcome[Case]:
        """Hand the result over."""
        return self._do(case_no, Deliver(**self._common, manner=said["manner"]))

    def _do(self, case_no: str, command: CaseCommand) -> Outcome[Case]:
        outcome = self._intake.do(case_no, command, self._expected)
        follow(self._intake, case_no, outcome)
        return outcome

    def _receipt(self, said: Said) -> Receive:
        """Put the command together but for number and applicant."""
        recent = self._intake.register.recent
        item, version = recent.item(said["item"], local_day(self._meta.occurred_at))
        hall = recent.venue(said["hall"])
        return Receive(
            **self._common,
            case_no="",
            item=item,
            item_version=version,
            hall=hall,
            duties=recent.duties(item, hall),
            window=said["window"],
            channel=said["channel"],
            applicant=NOBODY,
            materials=tuple(said["materials"]),
        )

    def _case(self, case_no: str) -> Case:
        case = self._intake.journal.load(CASES, case_no).state
        known(case, self._command())
        return case

    def _with_item(self, case_no: str) -> tuple[Case, ItemPublished]:
        """Give a case and its item at the version the case began with."""
        case = self._case(case_no)
        return case, self._intake.replica.item(case.item, case.item_version)[0]

    def _command(self) -> CaseCommand:
        return CaseCommand(**self._common)

    def _calendar(self, case: Case) -> Calendar:
        return self._intake.calendar(case.division)

    def _number(self, case: Case, command: CaseCommand, kind: str) -> str:
        """Take a document's number once the rules let the command pass; a command said before keeps its first one."""
        if not self._passes(case, command):
            return ""
        return self._intake.numbering.document(case.division, kind, local_day(self._meta.occurred_at))

    def _passes(self, case: Case, command: CaseCommand) -> bool:
        """Ask the rules beforehand; False where the command was done before, so that the journal answers it again."""
        try:
            decide(case, command)
        except Rejected:
            if self._intake.journal.store.by_command(self._meta.command_id) is None:
                raise
            return False
        return True
