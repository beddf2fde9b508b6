"""The forms of a case's page: their fields, who may send them and when, and the act each becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import marshmallow as ma
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.approval.reviews import bodies
from services.approval.reviews.acts import Acts, Said
from services.approval.reviews.state import Review, Status
from services.approval.reviews.suspensions import PROCEDURES
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.web.fields import Choice, Count, Line, Moment, Passage, Strict

UNITS = ("working_days", "natural_days")


class StepForm(Strict):
    """A step done: its points, the conclusion, and who looked beside oneself."""

    step = Line(most=40, load_default="review")
    points = ma.fields.List(Line(most=60), load_default=list, validate=ma.validate.Length(max=100))
    passed = ma.fields.Boolean(required=True, truthy={"yes"}, falsy={"no"})
    finding = Passage(required=True)
    officers = ma.fields.List(bodies.account(), load_default=list, validate=ma.validate.Length(max=10))


class SuspensionForm(Strict):
    """A special procedure, and the time its written notice tells."""

    procedure = Choice(PROCEDURES, required=True)
    value = Count(least=1, most=1000, required=True)
    unit = Choice(UNITS, required=True)

    @ma.post_load
    def whole(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Give what the act takes."""
        return {"procedure": data["procedure"], "needed": {"value": data["value"], "unit": data["unit"]}}


class ServiceForm(bodies.ServiceBody):
    """Service; when it happened may be told in local time."""

    occurred_at = Moment(local=True, load_default=None)


class RouteForm(Strict):
    """The applicant's choice."""

    route = Choice(("self", "window"), required=True)


class ForwardForm(Strict):
    """The initial opinion."""

    opinion = Passage(required=True)


def _hearing(act: str) -> Callable[[Acts, Said], Outcome[Review]]:
    return lambda acts, said: acts.hearing(act, said)


def _resume(acts: Acts, said: Said) -> Outcome[Review]:
    return acts.void(said) if said["reason"] and not said["result_document"] else acts.resume(said)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its permission, its fields (`several`: those that may come more than once), its act, what is told."""

    permission: str
    schema: type[ma.Schema]
    act: Callable[[Acts, Said], Outcome[Review]]
    told: LazyString
    several: tuple[str, ...] = ()
    fixed: Mapping[str, str] | None = None


FORMS: Mapping[str, Form] = {
    "steps": Form("review.step", StepForm, Acts.complete_step, _l("已记录审查要点"), ("points", "officers")),
    "assignment": Form("review.assign", bodies.AssignmentBody, Acts.assign, _l("已分办")),
    "hand-over": Form("review.step", bodies.HandOverBody, Acts.hand_over, _l("已移交")),
    "return": Form("review.assign", bodies.ReturnBody, Acts.send_back, _l("已退回")),
    "consultations": Form("review.step", bodies.ConsultationBody, Acts.consult, _l("已征求意见")),
    "opinion": Form("review.step", bodies.OpinionBody, Acts.answer_consultation, _l("已出具意见")),
    "interested-parties": Form("review.step", bodies.InterestedBody, Acts.tell_interested, _l("已登记告知")),
    "statements": Form("review.step", bodies.StatementBody, Acts.record_statement, _l("已记录陈述申辩")),
    "hearing-offer": Form(
        "review.step", bodies.HearingBody, _hearing("offer"), _l("已告知听证权利"), fixed={"act": "offer"}
    ),
    "hearing-request": Form(
        "review.step", bodies.HearingBody, _hearing("request"), _l("已登记听证申请"), fixed={"act": "request"}
    ),
    "hearing-waiver": Form(
        "review.step", bodies.HearingBody, _hearing("waiver"), _l("已登记放弃听证"), fixed={"act": "waiver"}
    ),
    "hearing-schedule": Form(
        "review.step", bodies.HearingBody, _hearing("schedule"), _l("已发出听证通知"), fixed={"act": "schedule"}
    ),
    "hearing-record": Form(
        "review.step", bodies.HearingBody, _hearing("record"), _l("已登记听证笔录"), fixed={"act": "record"}
    ),
    "suspensions": Form("review.suspend", SuspensionForm, Acts.suspend, _l("已停表")),
    "resumption": Form("review.suspend", bodies.ResumptionBody, _resume, _l("已恢复计时")),
    "extension": Form("review.extend", bodies.ExtensionBody, Acts.extend, _l("已批准延期")),
    "route": Form("review.step", RouteForm, Acts.choose_route, _l("已记录申请人的选择")),
    "forward": Form("review.step", ForwardForm, Acts.forward, _l("已上报")),
    "decision": Form("review.decide", bodies.DecisionBody, Acts.decide, _l("已作出决定")),
    "service": Form("review.serve", ServiceForm, Acts.serve, _l("已登记送达")),
    "certificate-end": Form("review.decide", bodies.CertificateEndBody, Acts.end_certificate, _l("已登记证件失效")),
    "lateness": Form("review.decide", bodies.LatenessBody, Acts.explain_lateness, _l("已公开说明理由")),
}
"""By the last part of their address."""


def offered(review: Review, identity: Identity, today: date, *, late: bool) -> frozenset[str]:
    """Name the forms that make sense now for this reader; the rules still have the last word."""
    ours = identity.unit == review.department
    names = _after(review, identity, ours=ours, late=late) | _joined(review, identity)
    if review.status is Status.OPEN and ours:
        names |= _open(review, today)
    return frozenset(name for name in names if identity.can(FORMS[name].permission))


def _open(review: Review, today: date) -> set[str]:
    names = {"assignment", "hand-over", "consultations", "interested-parties", "hearing-offer", "suspensions"}
    names |= {"statements"} | _hearings(review, today)
    if any(each.open for each in review.suspensions):
        names.add("resumption")
    if review.referral.away:
        return names
    names |= {"steps", "decision"} | ({"return"} if review.done else set())
    if review.plan.superior and not review.referral.settled:
        names |= {"forward"} | ({"route"} if review.referral.forwarded is None else set())
    return names


def _hearings(review: Review, today: date) -> set[str]:
    hearing = review.hearing
    names = {"hearing-request", "hearing-waiver"} if hearing.right_open(today) else set()
    if hearing.awaited:
        names |= {"hearing-schedule"} | ({"hearing-record"} if hearing.scheduled else set())
    return names


def _joined(review: Review, identity: Identity) -> set[str]:
    """What others than the department do: give an opinion, extend for joint handling."""
    if review.status is not Status.OPEN:
        return set()
    names = {"opinion"} if identity.unit in review.unanswered else set()
    head = identity.role == "government_head" if review.plan.joint else identity.unit == review.department
    return names | ({"extension"} if head and review.facts.statutory and review.extension is None else set())


def _after(review: Review, identity: Identity, *, ours: bool, late: bool) -> set[str]:
    names = {"lateness"} if ours and late else set()
    decision = review.decision
    if decision is None:
        return names
    if review.served is None and (ours or identity.role == "window_clerk"):
        names.add("service")
    return names | ({"certificate-end"} if ours and decision.certificate and not review.certificate_end else set())
