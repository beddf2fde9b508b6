"""How an act on a case is done: with what its rule needs, once, and only where the rules let the command pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.cases import timers
from services.intake.cases.agents import Agents
from services.intake.cases.commands import (
    CaseCommand,
    NotNeeded,
    Redirect,
    Refuse,
    RequestSupplement,
)
from services.intake.cases.decide import decide, known
from services.intake.cases.decider import CASES
from services.intake.cases.standing import Standing
from services.intake.cases.state import Case
from services.intake.documents.issuing import follow
from services.intake.materials.handing_in import HandingIn
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.registry import ItemPublished
from shared.journal.handle import Loaded, Outcome
from shared.timekeeping import Calendar, local_day

Said = Mapping[str, Any]
"""A checked body or form."""

Numbered = RequestSupplement | Refuse | Redirect | NotNeeded
"""Commands of which a numbered paper comes."""


class Doing:
    """What the acts of one request have in common.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        standing: whose desk or account it is done from.
        expected: the version the caller has seen (`If-Match`).
        captured: `occurred_at` was stamped by a signed device while it was offline, and counts.
    """

    def __init__(
        self, intake: Intake, meta: Meta, standing: Standing, expected: int | None = None, *, captured: bool = False
    ) -> None:
        self._intake = intake
        self._meta = meta
        self._expected = expected
        self._account = standing.account
        self._agents = Agents(intake, meta, standing.account)
        self._standing = standing
        self._common: dict[str, Any] = {
            "meta": meta,
            "desk": standing.desk,
            "account": standing.account,
            "captured": captured,
        }

    def _do(self, case_no: str, command: CaseCommand) -> Outcome[Case]:
        outcome = self._intake.do(case_no, command, self._expected)
        follow(self._intake, case_no, outcome)
        return outcome

    def _papers(self, said: Said) -> HandingIn:
        return HandingIn(self._intake, self._meta, self._standing, said)

    def _numbered(self, case_no: str, case: Case, command: Numbered, kind: str) -> Outcome[Case]:
        number = self._number(case, command, kind, case_no)
        if isinstance(command, RequestSupplement):
            return self._do(case_no, replace(command, notice_no=number))
        return self._do(case_no, replace(command, document_no=number))

    def _case(self, case_no: str) -> Case:
        """Give a case as it is once everything that fell due by now is done."""
        case = self._load(case_no).state
        known(case, self._command())
        now, simulated = self._meta.now, self._meta.simulated
        if timers.waits(case, now) and timers.settle(self._intake, case_no, now, simulated=simulated) is not None:
            return self._load(case_no).state
        return case

    def _load(self, case_no: str) -> Loaded[Case]:
        return self._intake.journal.load(CASES, case_no)

    def _item(self, case: Case) -> ItemPublished:
        """Give a case's item at the version the case began with (G11)."""
        return self._intake.replica.item(case.item, case.item_version)[0]

    def _command(self) -> CaseCommand:
        return CaseCommand(**self._common)

    def _calendar(self, case: Case) -> Calendar:
        return self._intake.calendar(case.division)

    def _told_last(self, case_no: str) -> date | None:
        """Give the promised day as it was told last, where it moved after acceptance."""
        moved = self._intake.moved.of(case_no)
        return date.fromisoformat(moved["promised_due"]) if moved and moved.get("promised_due") else None

    def _number(self, case: Case, command: CaseCommand, kind: str, case_no: str = "") -> str:
        """Take a document's number once the rules let the command pass; a command said before keeps its first one."""
        if not self._passes(case, command, case_no):
            return ""
        return self._document(case, kind)

    def _document(self, case: Case, kind: str) -> str:
        return self._intake.numbering.document(case.division, kind, local_day(self._meta.occurred_at))

    def _passes(self, case: Case, command: CaseCommand, case_no: str = "") -> bool:
        """Ask the rules beforehand; False where the command was done before, so that the journal answers it again.

        An attempt that leaves a record goes to the journal, which keeps the record and refuses the attempt; a case that
        changed in between is not touched under a number that was never taken.
        """
        try:
            decide(case, command)
        except Rejected as refusal:
            if self._intake.journal.store.by_command(self._meta.command_id) is not None:
                return False
            if refusal.records:
                self._intake.do(case_no, command, self._load(case_no).version)
            raise
        return True
