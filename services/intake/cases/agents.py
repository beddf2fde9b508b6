"""Who acts for an applicant: every act of an agent is measured against the mandate it rests on (S1.5b; 许可法29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.intake.cases import applicants
from services.intake.cases.state import Case
from services.intake.mandates import acting
from services.intake.service import Intake
from shared.contracts import Meta
from shared.contracts.people import Act


@dataclass(frozen=True, slots=True)
class Agents:
    """The agents of one request; `account`: the agent's own, where they act online, empty at a window."""

    intake: Intake
    meta: Meta
    account: str

    def applies(self, mandate: str, item: str, told: Mapping[str, str]) -> None:
        """Measure an application for somebody else against the mandate it names, and note the use.

        Raises:
            Rejected: as `acting.use`.
        """
        if mandate:
            person = applicants.person_of(self.intake.vault, told)
            acting.use(self.intake, self.meta, mandate, "apply", item=item, person=person, account=self.account)

    def under(self, case: Case, named: str = "") -> str:
        """Give the mandate under which somebody goes on with a case; empty: the applicant does so in person.

        At a window the clerk names it. Online it is the one that began the case, unless the agent names a later one.
        """
        return named.strip().upper() or (case.references.mandate if self.account else "")

    def goes_on(self, case_no: str, case: Case, act: Act, mandate: str) -> None:
        """Measure what an agent does to a case that has begun, and note the use.

        Raises:
            Rejected: as `acting.use`.
        """
        if mandate:
            who = case.applicant.person
            fields = {"item": case.item, "person": who, "case_no": case_no, "account": self.account}
            acting.use(self.intake, self.meta, mandate, act, **fields)
