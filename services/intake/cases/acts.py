"""What the window and the applicant do to a case, as JSON endpoints and pages ask for it.

Each act fetches what its rule needs, lets the journal do the command once, and brings the read model up to it. A
command said again is answered as the first time: numbers and seals made for the repetition are never used. Whatever
fell due by now is done before an act looks at its case (`timers.settle`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.intake.cases import arriving, receiving, timers
from services.intake.cases.claiming import once
from services.intake.cases.commands import (
    Accept,
    Complete,
    Correct,
    Deliver,
    MakeGood,
    NotNeeded,
    Promise,
    Redirect,
    Refuse,
    RequestSupplement,
    Supplement,
    SwitchChannel,
    Withdraw,
)
from services.intake.cases.decide import decide, known
from services.intake.cases.doing import Doing, Said
from services.intake.cases.previous import broke_promise
from services.intake.cases.state import Case
from services.intake.numbering import NOT_NEEDED, NOTICE, PROMISE, RECEIPT, REDIRECTION, REFUSAL
from shared.contracts import Event, Rejected
from shared.contracts.intake import CaseAccepted, Defect
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.timekeeping import local_day


class Acts(Doing):
    """The acts of one request."""

    def receive(self, said: Said) -> tuple[str, Outcome[Case]]:
        """Take in an application; give its number, which is the server's choice, and the outcome.

        Nothing personal is kept and no number is taken unless the rules would let the command pass.
        """
        papers = self._papers(said)
        command = papers.with_codes(arriving.receipt(self._intake, self._common, said), said["applicant"])
        self._passes(Case(), command)
        self._agents.applies(command.references.mandate, command.item.code, said["applicant"])
        first = receiving.earliest(self._meta, command.channel, command.account, command.shown)
        case_no = self._intake.numbering.case(command.hall.division, local_day(first.at))
        outcome = once(self._intake, arriving.sealed(self._intake, command, case_no, said))
        assert outcome.commit is not None, "a receipt always is a commit"
        papers.into(key_of(outcome.commit.stream))
        return key_of(outcome.commit.stream), outcome

    def accept(self, case_no: str, said: Said | None = None) -> Outcome[Case]:
        """Accept with a receipt; what may follow, follows against the written promise that `said` tells of."""
        case = self._load(case_no).state
        known(case, self._command())
        told = (said or {}).get("promise")
        command = Accept(
            **self._common,
            receipt_no="",
            item=self._item(case),
            calendar=self._calendar(case),
            promise=Promise(told["due"]) if told is not None else None,
            broken=told is not None and broke_promise(self._intake.cases, case.applicant.person),
        )
        number = self._number(case, command, RECEIPT)
        promise = self._document(case, PROMISE) if number and _tolerates(decide(case, command)) else ""
        return self._do(case_no, replace(command, receipt_no=number, promise_no=promise))

    def request_supplement(self, case_no: str, said: Said) -> Outcome[Case]:
        """Give the one notice; where a second one is stopped and everything is in hand, the case is accepted (B03)."""
        case = self._case(case_no)
        defects = tuple(Defect(each["material"], each["problem"]) for each in said["defects"])
        self._papers(said).not_asked_again(case_no, case, self._item(case), defects)
        command = RequestSupplement(
            **self._common, notice_no="", defects=defects, item=self._item(case), calendar=self._calendar(case)
        )
        try:
            return self._numbered(case_no, case, command, NOTICE)
        except Rejected as refusal:
            if refusal.code == "second_notice":
                timers.accept_whole(self._intake, case_no, self._meta)
            raise

    def supplement(self, case_no: str, said: Said) -> Outcome[Case]:
        """Book what the applicant, or an agent under a mandate, handed in after the notice."""
        case = self._case(case_no)
        item, papers, mandate = self._item(case), self._papers(said), self._agents.under(case, said.get("mandate", ""))
        codes = (*said["materials"], *papers.codes(item, case.applicant.person))
        command = Supplement(**self._common, materials=codes, item=item, mandate=mandate)
        self._passes(case, command)
        self._agents.goes_on(case_no, case, "supplement", mandate)
        outcome = self._do(case_no, command)
        papers.into(case_no)
        return outcome

    def correct(self, case_no: str, said: Said) -> Outcome[Case]:
        """Book what the applicant put right on the spot."""
        item = self._item(self._case(case_no))
        materials = tuple(said["materials"])
        return self._do(case_no, Correct(**self._common, materials=materials, what=said["what"], item=item))

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
            false_materials=tuple(said.get("false_materials", ())),
            item=self._item(case),
        )
        return self._numbered(case_no, case, command, REFUSAL)

    def redirect(self, case_no: str, said: Said) -> Outcome[Case]:
        """Tell the applicant the competent department."""
        case = self._case(case_no)
        fields = {name: said[name] for name in ("department", "address", "telephone")}
        command = Redirect(**self._common, **fields, **arriving.first_look(self._intake, case))
        return self._numbered(case_no, case, command, REDIRECTION)

    def not_needed(self, case_no: str, said: Said) -> Outcome[Case]:
        """Tell the applicant that no permission is needed."""
        case = self._case(case_no)
        fields = {"document_no": "", "reasons": said["reasons"], "basis": said["basis"]}
        command = NotNeeded(**self._common, **fields, **arriving.first_look(self._intake, case))
        return self._numbered(case_no, case, command, NOT_NEEDED)

    def withdraw(self, case_no: str, said: Said) -> Outcome[Case]:
        """Withdraw the application, or let an agent do so; a query code that is said to confirm it must fit (G3)."""
        case = self._case(case_no)
        mandate = self._agents.under(case, said.get("mandate", ""))
        how = said.get("confirmed_by", "")
        if how == "code" and not self._intake.codes.fits(case_no, said.get("code", "")):
            told = {"code": "does not fit"}
            raise Rejected("wrong_code", "the query code does not fit this case", "G3", status=422, errors=told)
        command = Withdraw(
            **self._common,
            reason=said["reason"],
            confirmed=said["confirmed"],
            confirmed_by=how,
            due=self._told_last(case_no),
            calendar=self._calendar(case),
            mandate=mandate,
        )
        self._passes(case, command)
        self._agents.goes_on(case_no, case, "withdraw", mandate)
        return self._do(case_no, command)

    def switch_channel(self, case_no: str, said: Said) -> Outcome[Case]:
        """Go on by another channel; an account takes a case of nobody's account over with number and query code."""
        claimed = bool(self._account and self._intake.codes.fits(case_no, said.get("code", "")))
        return self._do(case_no, SwitchChannel(**self._common, channel=said["channel"], claimed=claimed))

    def make_good(self, case_no: str, said: Said) -> Outcome[Case]:
        """Book papers that were promised, from the applicant or from an agent under a mandate."""
        case, papers = self._case(case_no), self._papers(said)
        mandate = self._agents.under(case, said.get("mandate", ""))
        codes = (*said["materials"], *papers.codes(self._item(case), case.applicant.person))
        command = MakeGood(**self._common, materials=codes, mandate=mandate)
        self._passes(case, command)
        self._agents.goes_on(case_no, case, "supplement", mandate)
        outcome = self._do(case_no, command)
        papers.into(case_no)
        return outcome

    def complete(self, case_no: str, said: Said) -> Outcome[Case]:
        """Finish an instant case."""
        item = self._item(self._case(case_no))
        return self._do(case_no, Complete(**self._common, result=said["result"], item=item))

    def deliver(self, case_no: str, said: Said) -> Outcome[Case]:
        """Hand the result over to the applicant, or to an agent whose mandate lets them collect it."""
        case = self._case(case_no)
        mandate = self._agents.under(case, said.get("mandate", ""))
        command = Deliver(**self._common, manner=said["manner"], mandate=mandate)
        self._passes(case, command)
        self._agents.goes_on(case_no, case, "collect", mandate)
        return self._do(case_no, command)


def _tolerates(facts: Sequence[Event]) -> bool:
    return any(isinstance(fact, CaseAccepted) and fact.tolerated for fact in facts)
