"""Everything an applicant is told about a case, put together for pages and JSON. Called within a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.intake.cases import papers, supplying
from services.intake.cases.decider import CASES
from services.intake.cases.state import Case
from services.intake.progress import standing, words
from services.intake.progress.clock import Clock, Running, clocks, supply
from services.intake.service import Intake
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.timekeeping import Calendar, Deadline
from shared.web.locale import text

Document = dict[str, Any]


class Progress:
    """What there is to tell about one case on a day.

    Args:
        intake: the service.
        found: the case's document, of somebody who may see it.
        today: the local day.
    """

    def __init__(self, intake: Intake, found: Mapping[str, Any], today: date) -> None:
        self._intake, self.case, self._today = intake, found, today
        self._case_no: str = found["case_no"]
        self.walked = intake.walked.of(self._case_no)
        self.own = papers.timeline(intake, self._case_no)["steps"]
        self.item: ItemPublished = papers.item_of(intake, found)
        self.hall: VenueRegistered = intake.replica.venue(found["hall"])
        self.department = text(intake.replica.department(found["department"]).name)

    def told(self) -> Document:
        """Give all of it, without anybody's name."""
        hall = text(self.hall.name)
        names = {material.code: material.name for material in self.item.materials}
        todo = standing.todos(self.case, self.walked, names, hall, self._today)
        return {
            **{name: value for name, value in self.case.items() if name not in ("applicant", "account")},
            "item_title": text(self.item.name),
            "department": self.department,
            "hall": hall,
            "moved": self._intake.moved.of(self._case_no) if self.case["accepted_on"] else None,
            "notice": papers.named_notice(self._intake, self.case) if self.case["notice"] else None,
            "where": standing.where(self.case, self.walked, self.department, hall),
            "contact": self.contact(),
            "todo": [{"text": each.text, "by": each.by, "act": each.act} for each in todo],
            "steps": self.steps(),
            "dates": [_date(each) for each in self.clocks()],
        }

    def contact(self) -> Document:
        """Give the one contact: the window that took the case, and how to call it (S1.3c)."""
        window = next((each for each in self.hall.windows if each.id == self.case["window"]), None)
        return {
            "hall": text(self.hall.name),
            "window": text(window.name) if window else "",
            "phone": self.hall.phone,
            "open_hours": self.hall.open_hours,
            "venue": self.hall.id,
        }

    def steps(self) -> list[Document]:
        """Give every step in the order in which it happened, in plain words."""
        both = [*self.own, *({**step, "occurred_at": step["at"]} for step in self.walked)]
        both.sort(key=lambda step: datetime.fromisoformat(step["recorded_at"]))
        return [shown for step in both if (shown := self._step(step))]

    def _step(self, step: Mapping[str, Any]) -> Document | None:
        said = words.told(step["type"], step["data"], self._name)
        if said is None:
            return None
        title, sentence, tone = said
        return {"at": step["occurred_at"], "title": str(title), "text": str(sentence), "tone": tone}

    def _name(self, kind: str, code: str) -> str:
        """Give the name of a department, a material, or a step of the review; the code itself where none is known."""
        match kind:
            case "department":
                found = next((each for each in self._intake.replica.departments() if each.code == code), None)
                return text(found.name) if found else code
            case "step":
                named = {step.code: step.name for step in self.item.plan.planned(())}
            case _:
                named = {material.code: material.name for material in self.item.materials}
        return text(named[code]) if code in named else code

    def clocks(self) -> list[Clock]:
        """Give the clocks that run or ran; none for an instant case, which ends with its day."""
        state = self._intake.journal.load(CASES, self._case_no).state
        if self.case["kind"] == "instant" or (state.accepted_on is None and self.case["status"] not in _WAITS):
            return []
        running = Running(state.received_on, self._accepted(state.accepted_on), state.promised, state.statutory)
        calendar = self._intake.calendar(state.division)
        return self._supply(state, calendar) or clocks(running, self.walked, calendar, self._today)

    def _supply(self, state: Case, calendar: Calendar) -> list[Clock]:
        """Give the applicant's own clock, while something that a notice named is awaited; the window has answered."""
        limit = self.item.supplement_response_limit
        if limit is None or state.noticed_on is None or not supplying.waits(state):
            return []
        return supply(limit, state.noticed_on, calendar)

    def _accepted(self, on: date | None) -> datetime | date | None:
        """Give the moment of acceptance; the day alone where it is dated back to receipt."""
        if on is None:
            return None
        moments = [step["occurred_at"] for step in self.own if step["type"] == "case.accepted"]
        moment = datetime.fromisoformat(moments[-1])
        return moment if moment.date() == on else on

    def why(self) -> Document:
        """Give both clocks with every day behind them, and what a recount changed."""
        recounts = [
            {"at": step["at"], "cause": step["data"]["cause"], **_recount(step["data"])}
            for step in self.walked
            if step["type"] == "review.recalculated"
        ]
        return {
            "case_no": self._case_no,
            "accepted_on": self.case["accepted_on"],
            "stated": {
                **{name: self.case[name] for name in ("promised_due", "statutory_due")},
                "supply_by": (self.case["notice"] or {}).get("supply_by"),
            },
            "clocks": [_explained(each) for each in self.clocks()],
            "recounts": recounts,
        }


_WAITS = ("received", "supplement_requested", "supplemented")
"""Before acceptance the window's own limit runs."""


def _recount(data: Mapping[str, Any]) -> Document:
    return {"before": data["before"]["promised_due"], "after": data["dates"]["promised_due"]}


def _date(clock: Clock) -> Document:
    deadline: Deadline = clock.deadline
    return {"name": clock.name, "due": deadline.due, "provisional": deadline.provisional}


def _explained(clock: Clock) -> Document:
    """Give a clock with its days; each knows its weekday, so that a page need not count."""
    told = clock.deadline.explained()
    days = [{**each, "weekday": date.fromisoformat(each["date"]).isoweekday()} for each in told["days"]]
    limit = {"value": clock.limit.value, "unit": clock.limit.unit}
    return {"name": clock.name, "limit": limit, "added": clock.added, **told, "days": days}


def by_code(intake: Intake, number: str, code: str) -> Mapping[str, Any] | None:
    """Give the case that a number and its query code fit, or None, the same for an unknown number and a wrong code."""
    case_no = number.strip().upper()[:40]
    fits = intake.codes.fits(case_no, code[:40])
    found: Mapping[str, Any] | None = intake.cases.collection.find_one({"_id": case_no})
    return found if fits and found is not None else None
