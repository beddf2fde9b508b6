"""A step of a life as a deed: which service, which path, which body; what its answer teaches, and what it counts as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.simulation.deeds import Deed, Story
from shared.simulation.lives import Act, Life, Step
from shared.simulation.staff import Staff

COUNTED = {
    Act.RECEIVE: "received",
    Act.ACCEPT: "accepted",
    Act.REFUSE: "declined",
    Act.REDIRECT: "declined",
    Act.DECIDE: "decided",
    Act.DELIVER: "delivered",
    Act.RATE: "rated",
    Act.COMPLAIN: "complaints",
}
"""What each act counts as."""

NAMES = ("received", "accepted", "declined", "decided", "delivered", "rated", "complaints")

NOT_YET = {
    Act.STEP: frozenset({"no_review"}),
    Act.RULE: frozenset({"no_referral"}),
    Act.DECIDE: frozenset({"file_away"}),
    Act.DELIVER: frozenset({"wrong_state"}),
    Act.RATE: frozenset({"not_your_case", "not_invited"}),
    Act.COMPLAIN: frozenset({"not_your_case"}),
}
"""What a service answers that has not heard yet, through the journal, of what the step rests on."""

_WINDOW = {
    Act.NOTICE: "supplement-notice",
    Act.SUPPLEMENT: "supplements",
    Act.ACCEPT: "acceptance",
    Act.MAKE_GOOD: "tolerated-materials",
    Act.REFUSE: "refusal",
    Act.REDIRECT: "redirect",
    Act.WITHDRAW: "withdrawal",
    Act.COMPLETE: "completion",
    Act.DELIVER: "delivery",
}
_REVIEW = {Act.STEP: "steps", Act.ROUTE: "superior-referral", Act.FORWARD: "superior-referral", Act.DECIDE: "decision"}
_COMPLAINT = {Act.ASSIGN: "assignment", Act.REPLY: "reply", Act.CLOSE: "closure"}


LEARNED = {Act.RECEIVE: {"case": "case_no", "query_code": "query_code"}, Act.COMPLAIN: {"complaint": "number"}}
"""What of an answer later steps need: the numbers the server gave."""

_LATER = {name: f"{{{name}}}" for name in ("case", "query_code", "complaint")}


def story(life: Life, staff: Staff) -> Story:
    """Give a life as the deeds of those who act in it."""
    return Story(life.key, tuple(deed(life, step, staff) for step in life.steps))


def deed(life: Life, step: Step, staff: Staff) -> Deed:
    """Give a step as a deed."""
    service, path, body = request(life, step, _LATER)
    return Deed(
        at=step.at,
        account=staff.account(life, step.act),
        service=service,
        path=path,
        body={**body, **staff.beside(life, step)},
        learns=LEARNED.get(step.act, {}),
        counts=counted(life, step),
        waits_for=NOT_YET.get(step.act, frozenset()),
    )


def counted(life: Life, step: Step) -> tuple[tuple[str, str], ...]:
    """Tell what metrics counts of a step."""
    if step.act is Act.CLOSE and step.said["outcome"] == "substantiated":
        return (life.department, "substantiated"), (life.offer.hall, "substantiated")
    return ((life.department, COUNTED[step.act]),) if step.act in COUNTED else ()


def request(life: Life, step: Step, known: Mapping[str, str]) -> tuple[str, str, dict[str, Any]]:
    """Give the service, path and body of a step."""
    if step.act is Act.RECEIVE:
        return "intake", "/api/v1/cases", _application(life, step)
    case = known["case"]
    if step.act in _WINDOW:
        return "intake", f"/api/v1/cases/{case}/{_WINDOW[step.act]}", _said(step)
    if step.act in _REVIEW:
        return "approval", f"/api/v1/reviews/{case}/{_REVIEW[step.act]}", _said(step)
    if step.act is Act.RULE:
        return "approval", f"/api/v1/superior-referrals/{case}/decision", _said(step)
    if step.act in _COMPLAINT:
        return "complaints", f"/api/v1/complaints/{known['complaint']}/{_COMPLAINT[step.act]}", _said(step)
    path = "/api/v1/ratings" if step.act is Act.RATE else "/api/v1/complaints"
    return "complaints", path, {"case_no": case, "query_code": known["query_code"], **_said(step)}


def _application(life: Life, step: Step) -> dict[str, Any]:
    person = life.applicant
    applicant = {"kind": "1", "name": person.name, "id_number": person.id_number, "phone": person.phone}
    return {
        "item": life.offer.item.code,
        "hall": life.offer.hall,
        "window": life.offer.window,
        "channel": life.channel,
        "applicant": applicant,
        "materials": list(step.said["materials"]),
    }


def _said(step: Step) -> dict[str, Any]:
    said = {name: value for name, value in step.said.items() if name != "field_check"}
    if step.act is Act.NOTICE:
        said["defects"] = [{"material": material, "problem": problem} for material, problem in said["defects"]]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
