"""What officers do to a review, as JSON endpoints and pages ask for it: checked bodies become commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.approval.reviews import views
from services.approval.reviews.commands import (
    AnswerConsultation,
    AssignStep,
    CompleteStep,
    Consult,
    Decide,
    HandOver,
    RecordStatement,
    ReturnReview,
    TellInterested,
)
from services.approval.reviews.procedures import (
    ChooseRoute,
    EndCertificate,
    ExplainLateness,
    Extend,
    Forward,
    HoldHearing,
    OfferHearing,
    RequestHearing,
    Resume,
    ScheduleHearing,
    Serve,
    Suspend,
    VoidSuspension,
    WaiveHearing,
)
from services.approval.reviews.state import Review
from services.approval.service import Approval
from shared.contracts import Command, Meta, Rejected
from shared.contracts.limits import TimeLimit
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

Said = Mapping[str, Any]
"""A checked body or form."""


class Acts:
    """The acts of one officer on one review.

    Args:
        approval: the service.
        case: the case number.
        meta: the circumstances.
        identity: the officer.
        expected: the version the officer has seen (`If-Match`).
    """

    def __init__(self, approval: Approval, case: str, meta: Meta, identity: Identity, expected: int | None = None):
        self._approval, self._case, self._meta, self._identity = approval, case, meta, identity
        self._expected = expected

    def complete_step(self, said: Said) -> Outcome[Review]:
        """Record a step; the officers named beside oneself are the department's."""
        unit = self._identity.unit
        others = tuple(self._approval.officer(account, unit, "officers") for account in said.get("officers", ()))
        return self._do(
            CompleteStep(
                meta=self._meta,
                step=said.get("step", "review"),
                points=tuple(said["points"]),
                passed=said["passed"],
                finding=said["finding"],
                officers=others,
            )
        )

    def assign(self, said: Said) -> Outcome[Review]:
        """Give a step to an officer; the deputy is whom the register names, unless somebody else is named."""
        officer = self._officer(said["officer"], "officer")
        deputy = said["deputy"] or self._approval.replica.staff(officer).partner
        if deputy:
            self._officer(deputy, "deputy")
        return self._do(AssignStep(meta=self._meta, step=said["step"], officer=officer, deputy=deputy))

    def hand_over(self, said: Said) -> Outcome[Review]:
        """Hand a step over."""
        taker = self._officer(said["taker"], "taker")
        return self._do(HandOver(meta=self._meta, step=said["step"], taker=taker, reason=said["reason"]))

    def send_back(self, said: Said) -> Outcome[Review]:
        """Send the review back to a step."""
        return self._do(ReturnReview(meta=self._meta, step=said["step"], reason=said["reason"]))

    def consult(self, said: Said) -> Outcome[Review]:
        """Ask a department of the register."""
        department = self._approval.replica.department(said["department"]).code
        return self._timed(Consult, department=department, question=said["question"])

    def answer_consultation(self, said: Said) -> Outcome[Review]:
        """Give one's department's opinion."""
        return self._do(AnswerConsultation(meta=self._meta, opinion=said["opinion"], text=said["text"]))

    def tell_interested(self, said: Said) -> Outcome[Review]:
        """Tell interested parties."""
        return self._timed(TellInterested, parties=said["parties"], matter=said["matter"], document_no="")

    def record_statement(self, said: Said) -> Outcome[Review]:
        """Record a statement; what was said is sealed under a key of its own."""
        person = self._approval.vault.person("statement", f"{self._case}/{self._meta.command_id}")
        known = self._approval.journal.store.by_command(self._meta.command_id) is not None
        text = "" if known else self._approval.vault.seal(person, self._case, "statement", said["text"])
        return self._do(
            RecordStatement(
                meta=self._meta,
                party=said["party"],
                person=person,
                text=text,
                adopted=said["adopted"],
                answer=said["answer"],
            )
        )

    def suspend(self, said: Said) -> Outcome[Review]:
        """Begin a special procedure; the server numbers its written notice."""
        told = said["needed"]
        needed = TimeLimit(told["value"], told["unit"]) if told else None
        return self._timed(Suspend, procedure=said["procedure"], needed=needed)

    def resume(self, said: Said) -> Outcome[Review]:
        """End a special procedure with its result document."""
        fields = {name: said[name] for name in ("procedure", "result_document", "result")}
        return self._timed(Resume, **fields)

    def void(self, said: Said) -> Outcome[Review]:
        """End a special procedure that brought no result."""
        return self._timed(VoidSuspension, procedure=said["procedure"], reason=said["reason"])

    def extend(self, said: Said) -> Outcome[Review]:
        """Extend the limit by law; a head of government extends within the jurisdiction."""
        if self._identity.role == "government_head":
            views.find(self._approval.reviews.collection, self._identity, self._case)
        return self._timed(Extend, reasons=said["reasons"])

    def hearing(self, act: str, said: Said) -> Outcome[Review]:
        """Take one step of the hearing: `offer`, `request`, `waiver`, `schedule` or `record`."""
        match act:
            case "offer":
                return self._timed(OfferHearing, party=said["party"], matter=said["matter"])
            case "request":
                return self._timed(RequestHearing, party=said["party"])
            case "waiver":
                return self._timed(WaiveHearing, party=said["party"], document_no=said["document_no"])
            case "schedule":
                fields = {"held_on": said["held_on"], "place": said["place"]}
                return self._timed(ScheduleHearing, moderator=self._moderator(said["moderator"]), **fields)
            case "record":
                return self._timed(HoldHearing, summary=said["summary"])
        raise ValueError(f"a hearing has no {act}")

    def choose_route(self, said: Said) -> Outcome[Review]:
        """Record how the applicant wants the file to go."""
        return self._do(ChooseRoute(meta=self._meta, route=said["route"]))

    def forward(self, said: Said) -> Outcome[Review]:
        """Send the whole file to the superior unit."""
        return self._timed(Forward, opinion=said["opinion"])

    def decide(self, said: Said) -> Outcome[Review]:
        """Decide; the server numbers the document and knows in whose name it is."""
        fields = {name: said.get(name, "") for name in ("reasons", "basis", "review_authority", "ground")}
        command = Decide(meta=self._meta, outcome=said["outcome"], document_no="", **fields)
        return self._approval.decide(self._case, command, self._expected)

    def serve(self, said: Said) -> Outcome[Review]:
        """Record that the decision reached the applicant on the day it happened."""
        served_on = local_day(self._meta.occurred_at)
        return self._timed(Serve, manner=said["manner"], served_on=served_on, receipt_no=said["receipt_no"])

    def end_certificate(self, said: Said) -> Outcome[Review]:
        """Revoke, withdraw or cancel the certificate."""
        fields = {name: said[name] for name in ("manner", "reasons", "basis")}
        return self._do(EndCertificate(meta=self._meta, **fields))

    def explain_lateness(self, said: Said) -> Outcome[Review]:
        """Tell everybody why the promise was not kept."""
        return self._timed(ExplainLateness, reasons=said["reasons"])

    def _officer(self, account: str, field: str) -> str:
        return self._approval.officer(account, self._identity.unit, field)

    def _moderator(self, account: str) -> str:
        """A moderator is on the register, of whatever unit."""
        try:
            return self._approval.replica.staff(account).id
        except Rejected:
            told = f"{account} has no account"
            raise Rejected("unknown_officer", told, "许可法48", status=422, errors={"moderator": told}) from None

    def _timed(self, kind: Callable[..., Command], **fields: Any) -> Outcome[Review]:
        """Do a command that counts days on the calendar of the case's division."""
        review = self._approval.load(self._case).state
        return self._do(kind(meta=self._meta, calendar=self._approval.calendar(review.facts.division), **fields))

    def _do(self, command: Command) -> Outcome[Review]:
        return self._approval.do(self._case, command, self._expected)
