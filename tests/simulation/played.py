"""Lives played by the real rules, without services: every step is decided by its decider and sealed as a commit.

So a plan is proved against the rules without any stack, and journals of thousands of cases come out as the real
services would have written them: same events, same bytes but for the ids, same chains.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

from services.approval.reviews import commands as reviews
from services.approval.reviews.decider import REVIEWS
from services.approval.reviews.procedures import ChooseRoute, Forward, Serve, TakeAnswer
from services.approval.superiors.commands import Answer, Receive
from services.approval.superiors.decider import SUPERIORS
from services.complaints.complaints import commands as complaints
from services.complaints.complaints.decide import decide as decide_complaint
from services.complaints.complaints.state import Complaint
from services.complaints.complaints.state import evolve as evolve_complaint
from services.complaints.ratings import commands as ratings
from services.complaints.ratings.decide import decide as decide_rating
from services.complaints.ratings.state import Rating
from services.complaints.ratings.state import evolve as evolve_rating
from services.intake.cases import circumstances as cases_circumstances
from services.intake.cases import commands as cases
from services.intake.cases.decider import CASES
from services.intake.registry.demo import statements
from services.intake.registry.recent import Recent
from shared.contracts import Actor, Command, Event, Meta
from shared.contracts.approval import ReviewDecided
from shared.contracts.intake import Applicant, CaseAccepted, CaseDelivered, Defect
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.contracts.statements import key_of_statement
from shared.contracts.streams import stream_name
from shared.contracts.superiors import ReferralDecided, ReviewForwarded
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal
from shared.journal.handle import Decider
from shared.journal.ids import command_id, derived_command_id, event_id
from shared.numbers import case_number, document_number
from shared.simulation.lives import Act, Life, Step
from shared.simulation.plan import START, plan
from shared.simulation.scene import Scene, scene
from shared.timekeeping import official

COMPLAINTS: Decider[Complaint] = Decider("complaint", Complaint, decide_complaint, evolve_complaint)
RATINGS: Decider[Rating] = Decider("rating", Rating, decide_rating, evolve_rating)
SOURCES = {
    "case": "intake",
    "review": "approval",
    "superior": "approval",
    "complaint": "complaints",
    "rating": "complaints",
}
A_SECOND = timedelta(seconds=1)


@cache
def demo_scene() -> Scene:
    """The scene of the demonstration register, on the official calendar."""
    stated = list(statements())
    items = [s for s in stated if isinstance(s, ItemPublished)]
    return scene(items, [s for s in stated if isinstance(s, VenueRegistered)], official())


@cache
def venue(code: str) -> VenueRegistered:
    """A hall of the demonstration register."""
    return next(s for s in statements() if isinstance(s, VenueRegistered) and s.id == code)


@cache
def department(code: str) -> DepartmentRegistered:
    """A department of the demonstration register."""
    return next(s for s in statements() if isinstance(s, DepartmentRegistered) and s.code == code)


@cache
def duties(item: str, hall: str) -> cases_circumstances.Duties:
    """What the demonstration register says of an item at a hall, as the register's own look-up finds it."""
    stated = next(s for s in statements() if isinstance(s, ItemPublished) and s.code == item)
    return Recent(Stated()).duties(stated, venue(hall))  # type: ignore[arg-type]


class Stated:
    """The demonstration register without a database."""

    def all(self, kind: type[Event]) -> dict[str, Event]:
        return {key_of_statement(s): s for s in statements() if isinstance(s, kind)}

    def find(self, kind: type[Event], *keys: str) -> Event | None:
        return self.all(kind).get("-".join(keys))


@dataclass
class Stream:
    """One stream while it grows."""

    state: Any
    version: int = 0
    hash: str = GENESIS
    events: tuple[Event, ...] = ()


@dataclass
class Stage:
    """All cases of some lives, and the commits they came to, in the order they were made case by case."""

    commits: list[Commit] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def play(self, life: Life) -> str:
        """Play a life to its end; give its case number."""
        return Play(self, life).run()

    def next(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]


class Play:
    """One case in the making."""

    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life, self.offer = stage, life, life.offer
        self.division = life.offer.division
        day = life.steps[0].at.date()
        self.case = case_number(self.division, day, stage.next(f"{self.division}/{day}"))
        self.streams: dict[str, Stream] = {}
        self.key = ""

    def run(self) -> str:
        for number, step in enumerate(self.life.steps):
            self.key = f"{self.life.key}/{number}"
            ACTS[step.act](self, step)
        return self.case

    # -- doing -----------------------------------------------------------------

    def do(self, decider: Decider[Any], key: str, command: Command) -> None:
        name = stream_name(decider.category, key)
        stream = self.streams.setdefault(name, Stream(decider.initial()))
        events = tuple(decider.decide(stream.state, command))
        if not events:
            return
        commit = seal(
            stream=name,
            version=stream.version + 1,
            case=self.case,
            source=SOURCES[decider.category],
            meta=command.meta,
            recorded_at=command.meta.now,
            prev=stream.hash,
            facts=events,
        )
        for fact in events:
            stream.state = decider.evolve(stream.state, fact)
        stream.version, stream.hash, stream.events = commit.version, commit.hash, events
        self.stage.commits.append(commit)
        self._react(command.meta, events[-1])

    def meta(self, at: datetime, role: str = "window_clerk", unit: str = "", who: str = "") -> Meta:
        unit = unit or ("" if role in {"citizen", "complaint_handler"} else self.life.department)
        actor = Actor(who or f"{role}-{unit}", role, unit)
        said = command_id(actor.id, self.key)
        return Meta(
            command_id=said,
            actor=actor,
            now=at,
            occurred_at=at,
            correlation=said,
            fingerprint=hashlib.sha256(self.key.encode()).hexdigest(),
            simulated=True,
        )

    def token(self, name: str, text: str) -> str:
        """Something of the length of a sealed text."""
        raw = hashlib.sha512(f"{self.case}/{name}".encode()).digest() * (1 + len(text) // 16)
        return "s1." + base64.urlsafe_b64encode(raw[: 36 + len(text.encode())]).decode().rstrip("=")

    def document(self, kind: str, at: datetime) -> str:
        return document_number(self.division, kind, at.year, self.stage.next(f"{kind}/{self.division}"))

    # -- what the services do by themselves --------------------------------------

    def _react(self, cause: Meta, fact: Event) -> None:
        match fact:
            case CaseAccepted():
                self.do(REVIEWS, self.case, self._opening(cause, fact))
            case ReviewDecided():
                recorded = cases.RecordDecision(
                    meta=self._reaction(cause, "record-decision"),
                    outcome=fact.outcome,
                    document_no=fact.document_no,
                    decided_at=fact.decided_at,
                    remedies_told=fact.outcome == "approved" or bool(fact.review_authority),
                )
                self.do(CASES, self.case, recorded)
            case ReviewForwarded():
                self.do(SUPERIORS, self.case, self._receiving(cause, fact))
            case ReferralDecided():
                self.do(REVIEWS, self.case, self._answer(cause, fact))
            case CaseDelivered():
                if self.life.offer.item.kind == "promised":
                    self.do(REVIEWS, self.case, self._serving(cause, fact))
                invited = ratings.InviteRating(
                    meta=self._reaction(cause, "invite-rating"),
                    department=fact.department,
                    item=fact.item,
                    division=fact.division,
                    delivered_on=fact.delivered_on,
                )
                self.do(RATINGS, self.case, invited)

    def _reaction(self, cause: Meta, policy: str) -> Meta:
        said = event_id(cause.command_id, 0)
        at = cause.now + A_SECOND
        return replace(
            cause,
            command_id=derived_command_id(policy, said),
            causation=said,
            actor=Actor(policy, "system"),
            now=at,
            occurred_at=at,
            fingerprint="",
        )

    def _opening(self, cause: Meta, fact: CaseAccepted) -> reviews.OpenReview:
        return reviews.OpenReview(
            meta=self._reaction(cause, "open-review"),
            item=fact.item,
            item_version=fact.item_version,
            department=fact.department,
            division=fact.division,
            accepted_on=fact.accepted_on,
            accepted_at=cause.occurred_at,
            promised=fact.promised,
            statutory=fact.statutory,
            promised_due=fact.promised_due,
            statutory_due=fact.statutory_due,
            review_points=fact.review_points,
            plan=fact.plan,
            accepted_by=fact.accepted_by,
            materials=fact.materials,
            provisional=fact.provisional,
            calendar=fact.calendar,
        )

    def _serving(self, cause: Meta, fact: CaseDelivered) -> Serve:
        meta = self._reaction(cause, "serve-decision")
        return Serve(meta=meta, calendar=official(), manner=fact.manner, served_on=fact.delivered_on)

    # -- the acts ----------------------------------------------------------------

    def at_desk(self, at: datetime) -> Mapping[str, Any]:
        return {"meta": self.meta(at), "desk": self.offer.hall}

    def receive(self, step: Step) -> None:
        who = self.life.applicant
        applicant = Applicant(
            person=hashlib.sha256(who.id_number.encode()).hexdigest()[:32],
            kind="1",
            name=self.token("name", who.name),
            id_number=self.token("id_number", who.id_number),
            phone=self.token("phone", who.phone),
        )
        command = cases.Receive(
            **self.at_desk(step.at),
            case_no=self.case,
            item=self.offer.item,
            item_version=1,
            hall=venue(self.offer.hall),
            window=self.offer.window,
            channel=self.life.channel,  # type: ignore[arg-type]
            applicant=applicant,
            materials=step.said["materials"],
            duties=duties(self.offer.item.code, self.offer.hall),
        )
        self.do(CASES, self.case, command)

    def notice(self, step: Step) -> None:
        command = cases.RequestSupplement(
            **self.at_desk(step.at),
            notice_no=self.document("BZ", step.at),
            defects=tuple(Defect(*defect) for defect in step.said["defects"]),
            item=self.offer.item,
            calendar=official(),
        )
        self.do(CASES, self.case, command)

    def supplement(self, step: Step) -> None:
        command = cases.Supplement(**self.at_desk(step.at), materials=step.said["materials"], item=self.offer.item)
        self.do(CASES, self.case, command)

    def accept(self, step: Step) -> None:
        receipt = self.document("SL", step.at)
        promise: dict[str, Any] = (
            {"promise": cases.Promise(), "promise_no": self.document("RQ", step.at)} if step.said else {}
        )
        command = cases.Accept(
            **self.at_desk(step.at), receipt_no=receipt, item=self.offer.item, calendar=official(), **promise
        )
        self.do(CASES, self.case, command)

    def make_good(self, step: Step) -> None:
        self.do(CASES, self.case, cases.MakeGood(**self.at_desk(step.at), **step.said))

    def refuse(self, step: Step) -> None:
        command = cases.Refuse(
            **self.at_desk(step.at),
            document_no=self.document("BL", step.at),
            review_authority=department(self.life.department).review_authority,
            **step.said,
        )
        self.do(CASES, self.case, command)

    def redirect(self, step: Step) -> None:
        self.do(CASES, self.case, cases.Redirect(**self.at_desk(step.at), calendar=official(), precheck=1, **step.said))

    def withdraw(self, step: Step) -> None:
        self.do(CASES, self.case, cases.Withdraw(**self.at_desk(step.at), **step.said))
        if f"review/{self.case}" in self.streams:
            meta = self._reaction(self.meta(step.at), "end-review")
            self.do(REVIEWS, self.case, reviews.EndReview(meta=meta, reason=step.said["reason"]))

    def complete(self, step: Step) -> None:
        self.do(CASES, self.case, cases.Complete(**self.at_desk(step.at), item=self.offer.item, **step.said))

    def examine(self, step: Step) -> None:
        said = {name: value for name, value in step.said.items() if name != "field_check"}
        officers = ("approver",) if step.said["field_check"] else ()
        command = reviews.CompleteStep(meta=self.meta(step.at, "reviewer"), officers=officers, **said)
        self.do(REVIEWS, self.case, command)

    def route(self, step: Step) -> None:
        meta = self.meta(step.at, "reviewer")
        self.do(REVIEWS, self.case, ChooseRoute(meta=meta, route=step.said["route"]))

    def forward(self, step: Step) -> None:
        meta = self.meta(step.at, "reviewer")
        self.do(REVIEWS, self.case, Forward(meta=meta, calendar=official(), opinion=step.said["opinion"]))

    def rule(self, step: Step) -> None:
        said = {"reasons": "", "basis": "", **step.said}
        meta = self.meta(step.at, "superior_officer", unit=self.offer.item.plan.superior)
        self.do(SUPERIORS, self.case, Answer(meta=meta, document_no=self.document("XF", step.at), **said))

    def _receiving(self, cause: Meta, fact: ReviewForwarded) -> Receive:
        return Receive(
            meta=self._reaction(cause, "receive-referral"),
            superior=fact.superior,
            department=self.life.department,
            division=self.division,
            item=self.offer.item.code,
            item_version=1,
            opinion=fact.opinion,
            passed=fact.passed,
            materials=fact.materials,
            guide=tuple(material.code for material in self.offer.item.materials),
            points=fact.points,
            received_on=fact.forwarded_on,
            limit=fact.limit,
            round=1,
            calendar=official(),
        )

    def _answer(self, cause: Meta, fact: ReferralDecided) -> TakeAnswer:
        return TakeAnswer(
            meta=self._reaction(cause, "take-answer"),
            superior=self.offer.item.plan.superior,
            outcome=fact.outcome,
            document_no=fact.document_no,
            reasons=fact.reasons,
            basis=fact.basis,
            decided_at=fact.decided_at,
            round=1,
        )

    def decide(self, step: Step) -> None:
        kind = "JD" if step.said["outcome"] == "approved" else "BY"
        authority = department(self.life.department).review_authority if kind == "BY" else ""
        command = reviews.Decide(
            meta=self.meta(step.at, "approver"),
            document_no=self.document(kind, step.at),
            review_authority=authority,
            **step.said,
        )
        self.do(REVIEWS, self.case, command)

    def deliver(self, step: Step) -> None:
        self.do(CASES, self.case, cases.Deliver(**self.at_desk(step.at), **step.said))

    def rate(self, step: Step) -> None:
        self.do(RATINGS, self.case, ratings.SubmitRating(meta=self.meta(step.at, "citizen"), **step.said))

    @property
    def complaint(self) -> str:
        return f"TS{self.case}"

    def complain(self, step: Step) -> None:
        said = step.said
        command = complaints.FileComplaint(
            meta=self.meta(step.at, "citizen"),
            case_no=self.case,
            department=self.life.department,
            division=self.division,
            item=self.offer.item.code,
            conduct=said["conduct"],
            person=hashlib.sha256(self.life.applicant.id_number.encode()).hexdigest()[:32],
            text=self.token("text", said["text"]),
            contact=self.token("contact", self.life.applicant.phone),
            calendar=official(),
        )
        self.do(COMPLAINTS, self.complaint, command)

    def handler(self, at: datetime) -> Meta:
        return self.meta(at, "complaint_handler", who=f"complaints-{self.division}")

    def assign(self, step: Step) -> None:
        meta = self.handler(step.at)
        command = complaints.AssignComplaint(
            meta=meta, handler=meta.actor.id, handler_role=meta.actor.role, handler_unit=meta.actor.unit
        )
        self.do(COMPLAINTS, self.complaint, command)

    def reply(self, step: Step) -> None:
        said = self.token("reply", step.said["reply"])
        self.do(COMPLAINTS, self.complaint, complaints.ReplyToComplaint(meta=self.handler(step.at), reply=said))

    def close(self, step: Step) -> None:
        said = {**step.said, "finding": self.token("finding", step.said["finding"])}
        self.do(COMPLAINTS, self.complaint, complaints.CloseComplaint(meta=self.handler(step.at), **said))


ACTS: Mapping[Act, Callable[[Play, Step], None]] = {
    Act.RECEIVE: Play.receive,
    Act.NOTICE: Play.notice,
    Act.SUPPLEMENT: Play.supplement,
    Act.ACCEPT: Play.accept,
    Act.MAKE_GOOD: Play.make_good,
    Act.REFUSE: Play.refuse,
    Act.REDIRECT: Play.redirect,
    Act.WITHDRAW: Play.withdraw,
    Act.COMPLETE: Play.complete,
    Act.STEP: Play.examine,
    Act.ROUTE: Play.route,
    Act.FORWARD: Play.forward,
    Act.RULE: Play.rule,
    Act.DECIDE: Play.decide,
    Act.DELIVER: Play.deliver,
    Act.RATE: Play.rate,
    Act.COMPLAIN: Play.complain,
    Act.ASSIGN: Play.assign,
    Act.REPLY: Play.reply,
    Act.CLOSE: Play.close,
}


def played(lives: Iterable[Life]) -> list[Commit]:
    """Give the commits of lives in the order of their recorded times, as a log would carry them."""
    stage = Stage()
    for life in lives:
        stage.play(life)
    return sorted(stage.commits, key=attrgetter("recorded_at"))


def lives(days: int = 5, cases_per_day: int = 120, seed: int = 1, start: date = START) -> Iterator[Life]:
    """Give the lives of a run on the demonstration register."""
    return plan(demo_scene(), seed, days, cases_per_day, start)
