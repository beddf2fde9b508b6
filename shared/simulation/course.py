"""The course of one case: what happens to it and when, drawn from its own dice. Pure.

The clock only moves forward, and people act in office hours, except that applicants rate and complain when they like.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil
from random import Random
from typing import Any

from shared.contracts.registry import StepPlan
from shared.simulation import habits, hours, texts
from shared.simulation.lives import Act, Step
from shared.simulation.scene import Offer
from shared.timekeeping import Calendar, due_on

FOLLOWS_MINUTES = 15
"""Office minutes after which somebody comes back with the paper that was to follow; sooner than anything else."""


class Course:
    """Draws the steps of one case.

    Args:
        dice: the case's own.
        calendar: where working days are counted.
        offer: the item at its window.
        channel: how the application came.
        temper: how the department works.
    """

    def __init__(self, dice: Random, calendar: Calendar, offer: Offer, channel: str, temper: habits.Temper) -> None:
        self._dice = dice
        self._calendar = calendar
        self._offer = offer
        self._channel = channel
        self._temper = temper
        self._steps: list[Step] = []
        self._at = datetime.min
        self._fate = "well"
        self._later: tuple[str, ...] = ()

    def run(self, arrival: datetime) -> list[Step]:
        """Give all steps of the case, beginning with its receipt."""
        missing = self._received(arrival)
        if self._turned_away():
            return self._steps
        if missing and not self._supplemented(missing):
            return self._steps
        if self._offer.item.kind == "instant":
            self._completed()
        elif not self._reviewed():
            return self._steps
        self._delivered()
        self._spoken_up()
        return self._steps

    # -- the clock ------------------------------------------------------------

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    def _do(self, act: Act, **said: Any) -> None:
        self._steps.append(Step(self._at, act, said))

    def _in_office(self, least: float, most: float) -> None:
        """Let office minutes pass."""
        self._at = hours.later(self._at, self._dice.uniform(least, most), self._calendar)

    def _on_day(self, day: date) -> None:
        """Go on on a working day, at some office hour, at least twenty minutes from now."""
        soonest = hours.later(self._at, 20, self._calendar)
        self._at = max(soonest, hours.on(day, self._dice.random()))

    def _working_days(self, count: int) -> date:
        return self._calendar.add_working_days(self._at.date(), count)

    # -- at the window --------------------------------------------------------

    def _received(self, arrival: datetime) -> tuple[str, ...]:
        """Hand the application in; give the required materials that it lacks."""
        item = self._offer.item
        needed = [m.code for m in item.materials if m.required and not m.tolerable]
        lacking: list[str] = []
        if needed and self._chance(habits.DEFECTIVE[item.kind]):
            lacking = self._dice.sample(needed, min(len(needed), 1 + self._chance(0.25)))
        later = {m.code for m in item.materials if m.tolerable and self._chance(habits.TOLERATED)}
        self._at = arrival
        brought = [m.code for m in item.materials if m.code not in later and m.code not in lacking]
        self._later = tuple(m.code for m in item.materials if m.code in later)
        self._do(Act.RECEIVE, materials=tuple(brought))
        self._in_office(3, 25)
        return tuple(m.code for m in item.materials if m.code in lacking)

    def _turned_away(self) -> bool:
        chance = self._dice.random()
        if chance < habits.REDIRECTED:
            self._do(Act.REDIRECT, **texts.REDIRECTION)
            return True
        if chance < habits.REDIRECTED + habits.REFUSED_AT_WINDOW:
            self._do(Act.REFUSE, **texts.refusal(self._dice, self._offer.item.basis))
            return True
        return False

    def _supplemented(self, missing: tuple[str, ...]) -> bool:
        """Give the one notice; tell whether the applicant comes back with everything."""
        self._do(Act.NOTICE, defects=tuple((code, texts.defect(self._dice)) for code in missing))
        if self._chance(habits.NEVER_SUPPLIED):
            self._on_day(self._working_days(self._dice.randint(3, 12)))
            self._do(Act.WITHDRAW, reason=texts.WITHDRAWALS["unsupplied"], confirmed=True)
            return False
        if self._offer.item.kind == "instant" and self._chance(0.7):
            self._in_office(15, 90)  # back from home with the paper
        else:
            self._on_day(self._working_days(self._dice.randint(1, 8)))
        self._do(Act.SUPPLEMENT, materials=missing)
        self._in_office(3, 20)
        return True

    def _completed(self) -> None:
        if self._chance(habits.NEXT_DAY):
            self._on_day(self._working_days(1))
        self._do(Act.COMPLETE, result=self._offer.item.result.zh or texts.DONE)
        done = self._at.date()
        self._fate = "well" if done == self._steps[0].at.date() else "late"

    # -- in the department ----------------------------------------------------

    def _reviewed(self) -> bool:
        """Accept, examine, decide; tell whether there is a result to deliver."""
        item = self._offer.item
        last = self._steps[-1]
        self._accepted()
        accepted = last.at.date() if last.act is Act.SUPPLEMENT else self._at.date()
        due = due_on(item.promised, self._at if item.promised.unit == "hours" else accepted, self._calendar).due
        days = self._calendar.working_days_between(self._at.date(), due)
        late = self._chance(self._temper.late)
        takes = self._takes(days, late=late)
        if self._chance(habits.WITHDRAWN):
            self._on_day(self._working_days(self._dice.randint(0, takes)))
            self._do(Act.WITHDRAW, reason=texts.WITHDRAWALS["own"], confirmed=True, confirmed_by="signature")
            return False
        decided = self._working_days(takes)
        refused = self._chance(habits.DISAPPROVED)
        self._examined(takes, refused=refused)
        self._decided(decided, refused=refused)
        if self._at.date() > due:
            self._fate = "late"
        return True

    def _accepted(self) -> None:
        """Accept; papers that may follow are promised in writing, and brought soon after."""
        self._do(Act.ACCEPT, **({"promise": {}} if self._later else {}))
        if self._later:
            soon = hours.later(self._at, FOLLOWS_MINUTES, self._calendar)
            self._steps.append(Step(soon, Act.MAKE_GOOD, {"materials": self._later}))

    def _takes(self, days: int, *, late: bool) -> int:
        """Draw the working days a review takes, out of those it may take."""
        if late:
            return days + 1 + min(int(self._dice.expovariate(0.6)), 8)
        share = min(max(self._dice.gauss(self._temper.pace, 0.2), 0.05), 1.0)
        return ceil(share * days)

    def _examined(self, takes: int, *, refused: bool) -> None:
        """Do the steps of the plan; the last in one go or in two, and what fails, fails at the last."""
        item = self._offer.item
        *before, last = item.plan.planned(tuple(point.code for point in item.review_points))
        self._on_day(self._working_days(self._dice.randint(0, takes // 2)))
        for step in before:
            self._examine(step, step.points, passed=True)
            self._in_office(10, 60)
        points = last.points
        cut = len(points) - 1 if len(points) > 1 and (refused or self._chance(0.3)) else 0
        if cut:
            self._examine(last, points[:cut], passed=True)
            self._in_office(10, 60)
        self._examine(last, points[cut:], passed=not refused)

    def _examine(self, step: StepPlan, points: tuple[str, ...], *, passed: bool) -> None:
        finding = texts.EXAMINED if passed else texts.NOT_MET
        self._do(Act.STEP, step=step.code, points=points, passed=passed, finding=finding, field_check=step.field_check)

    def _decided(self, day: date, *, refused: bool) -> None:
        """Decide on a day; where a superior unit does, the file goes up and its word comes back before that."""
        said: dict[str, Any] = {"outcome": "approved"}
        if refused:
            self._fate = "refused"
            said = {"outcome": "refused", **texts.refusal(self._dice, self._offer.item.basis)}
        if self._offer.item.plan.superior:
            self._sent_up(refused=refused)
        self._on_day(day)
        if self._offer.item.plan.superior:
            self._do(Act.RULE, **said)
            self._in_office(20, 90)
        self._do(Act.DECIDE, **said)

    def _sent_up(self, *, refused: bool) -> None:
        """The applicant chooses the window's way mostly; the whole file goes with the initial opinion."""
        self._in_office(10, 60)
        self._do(Act.ROUTE, route="self" if self._chance(habits.CARRIES_FILE) else "window")
        self._in_office(5, 40)
        self._do(Act.FORWARD, opinion=texts.OPINION[refused])

    # -- after it -------------------------------------------------------------

    def _delivered(self) -> None:
        manner = texts.MANNERS.get(self._channel, "window")
        if self._offer.item.kind == "instant":
            self._in_office(2, 15)
        elif manner == "online":
            self._in_office(5, 60)
        else:
            self._on_day(self._working_days(self._dice.randint(0, 4)))
        self._do(Act.DELIVER, manner=manner)

    def _spoken_up(self) -> None:
        """Rate, or not; complain, mostly not."""
        fate, complains = self._fate, habits.COMPLAINS[self._fate]
        if self._chance(habits.RATED):
            grade = self._dice.choices(range(1, 6), weights=habits.GRADES[fate])[0]
            at_once = self._channel == "window" and self._chance(0.7)
            channel = self._dice.choice(("window", "terminal") if at_once else ("online", "phone"))
            self._at += timedelta(minutes=self._dice.randint(2, 10) if at_once else self._dice.randint(60, 3600))
            self._do(Act.RATE, grade=grade, channel=channel)
            complains = habits.COMPLAINS_AFTER_BAD_RATING if grade > 3 else complains
        if self._chance(complains):
            self._complained(fate)

    def _complained(self, fate: str) -> None:
        said = texts.complaint(self._dice, fate)
        weights = habits.OUTCOMES["late" if fate == "late" else "other"]
        outcome = self._dice.choices(("substantiated", "partly", "unsubstantiated"), weights=weights)[0]
        self._at += timedelta(minutes=self._dice.randint(30, 4000))
        self._do(Act.COMPLAIN, **said)
        self._in_office(20, 200)
        self._do(Act.ASSIGN)
        self._on_day(self._working_days(self._dice.randint(1, 5)))
        self._do(Act.REPLY, reply=texts.REPLY)
        self._in_office(10, 120)
        self._do(Act.CLOSE, outcome=outcome, finding=texts.FOUND)
