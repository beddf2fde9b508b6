"""People who speak up about halls, points and departments, and what is done: every course a matter can take. Pure.

Township handlers see to their own township; what is about a hall itself goes to the county, a report to the city.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shared.simulation.deeds import Deed, Story
from shared.simulation.scenes import habits, words
from shared.simulation.scenes.days import Run, clock

HOUR = timedelta(hours=1)
HALL, TOWNSHIP = "H-520402109", "520402109"
COURSES = ("hall", "report", "suggestion", "cannot_do", "declined", "long", "again", "true", "point")
"""What people speak up about, in turn; `words.VOICES` says how."""

GONE = frozenset({"no_complaint"})
"""What a unit hears of a ticket that has gone on, where it says again that it returns it."""

TICKETS = ("kept", "late", "twice", "returned")
"""What becomes of a hotline ticket, in turn."""


def voices(run: Run) -> Iterator[Story]:
    """Give what people say, every day something else, and a hotline ticket every other day."""
    for number, day in run.numbered():
        for n in range(2):
            course = COURSES[(2 * number + n) % len(COURSES)]
            yield Story(f"voice/{day}/{n}", tuple(_Course(run, day, n).deeds(course)))
        if number % 2 == 0:
            yield Story(f"ticket/{day}", tuple(_ticket(run, day, TICKETS[number // 2 % len(TICKETS)])))


def complaints(at: datetime, account: str, path: str, body: Mapping[str, Any], **more: Any) -> Deed:
    """Give a deed at the complaints service."""
    return Deed(at=at, account=account, service="complaints", path=f"/api/v1/{path}", body=body, **more)


class _Course:
    """One matter on its way: who has it, and when it goes on."""

    def __init__(self, run: Run, day: date, n: int) -> None:
        self._run, self._day, self._dice = run, day, run.dice("voice", day, n)
        self._departments = [v.department for venue in run.scene.venues if venue.id == HALL for v in venue.windows]
        self._township = run.staff.one("complaint_handler", division=TOWNSHIP)
        self._county = run.staff.one("complaint_handler", division=TOWNSHIP[:6])
        self._city = run.staff.one("complaint_handler", division=TOWNSHIP[:4])
        self._at = clock(day, "19:10") + timedelta(minutes=self._dice.randint(0, 90))

    def deeds(self, course: str) -> Iterator[Deed]:
        """Give the deeds of a course."""
        said = words.VOICES[course]
        if course == "hall":
            yield self._filed({**said, "hall": HALL})
            yield from self._handled(self._county, "unsubstantiated", inquiry=True)
        elif course == "point":
            point = next(v.id for v in self._run.scene.venues if v.kind == "point" and v.hall == HALL)
            yield self._filed({**said, "hall": point})
            yield from self._handled(self._county, "partly", inquiry=True)
        else:
            department = self._dice.choice(self._departments)
            yield self._filed({**said, "department": department, "hall": HALL}, (department, "complaints"))
            yield from getattr(self, f"_{course}")(department)

    # -- courses ----------------------------------------------------------------------

    def _report(self, _department: str) -> Iterator[Deed]:
        yield from self._handled(self._city, "unsubstantiated", inquiry=True)

    def _suggestion(self, _department: str) -> Iterator[Deed]:
        yield from self._handled(self._county, "adopted")

    def _cannot_do(self, _department: str) -> Iterator[Deed]:
        yield from self._handled(self._county, "resolved")

    def _declined(self, _department: str) -> Iterator[Deed]:
        yield self._next(self._county, "refusal", words.NOT_OURS, days=2)

    def _long(self, _department: str) -> Iterator[Deed]:
        """More time is asked for, and given by the head of the government."""
        yield self._next(self._county, "assignment", {}, days=1)
        yield self._next(self._county, "extension-request", {"reason": words.MORE_TIME}, days=1)
        head = self._run.staff.one("government_head", division=TOWNSHIP[:6])
        yield self._next(head, "extension", {"granted": "yes", "reason": words.MORE_TIME}, days=1)
        yield from self._ended(self._county, "partly", days=6)

    def _again(self, _department: str) -> Iterator[Deed]:
        """Closed, taken up again for whoever complained, and closed for good."""
        yield from self._handled(self._county, "unsubstantiated")
        said = {"reason": words.AGAIN, "query_code": "{code}"}
        yield self._next("citizen", "reopening", said, days=2)
        yield self._next(self._county, "assignment", {"handler": self._county}, days=1)
        yield from self._ended(self._county, "partly", days=3)

    def _true(self, department: str) -> Iterator[Deed]:
        counts = ((department, "substantiated"), (HALL, "substantiated"))
        yield from self._handled(self._county, "substantiated", inquiry=True, counts=counts)

    # -- steps ------------------------------------------------------------------------

    def _filed(self, said: Mapping[str, Any], *counts: tuple[str, str]) -> Deed:
        learns = {"complaint": "number", "code": "query_code"}
        return complaints(self._at, "citizen", "complaints", said, learns=learns, counts=counts)

    def _handled(
        self, handler: str, outcome: str, *, inquiry: bool = False, counts: tuple[tuple[str, str], ...] = ()
    ) -> Iterator[Deed]:
        yield self._next(handler, "assignment", {}, days=1)
        if inquiry:
            yield self._next(handler, "investigation", {"finding": words.FINDING, "statement": words.STATEMENT}, days=2)
        yield from self._ended(handler, outcome, days=2, inquiry=inquiry, counts=counts)

    def _ended(
        self,
        handler: str,
        outcome: str,
        *,
        days: int,
        inquiry: bool = False,
        counts: tuple[tuple[str, str], ...] = (),
    ) -> Iterator[Deed]:
        """Answered and closed; what was found is put on record with the outcome, where no `inquiry` is there."""
        judged = outcome in {"substantiated", "partly", "unsubstantiated"}
        found = {"finding": words.FINDING} if judged and not inquiry else {}
        yield self._next(handler, "reply", {"reply": words.HEARD}, days=days)
        yield self._next(handler, "closure", {"outcome": outcome, **found}, days=1, counts=counts)

    def _next(self, account: str, act: str, body: Mapping[str, Any], *, days: int, **more: Any) -> Deed:
        self._at = self._run.next_day(self._at, days, self._dice.random())
        return complaints(self._at, account, f"complaints/{{complaint}}/{act}", body, **more)


# -- the hotline --------------------------------------------------------------


def _ticket(run: Run, day: date, course: str) -> Iterator[Deed]:
    """Sent to the unit it belongs to; to another one that returns it in time, twice over, or a day too late (G13)."""
    handler = run.staff.one("complaint_handler", division=TOWNSHIP)
    first, second, third = "dep-rs", "dep-yb", "dep-sf"
    if course == "late":
        first = habits.GAMING
    last = {"kept": first, "twice": third}.get(course, second)
    at = clock(day, "09:12")
    said = {"nature": "complaint", "conduct": "delay", "text": "过了承诺的日期还没有结果（示例）", "department": first}
    said |= {"ticket_no": f"12345-{day:%Y%m%d}-{run.seed % 10_000:04d}"}
    learns, counts = {"complaint": "number"}, ((last, "complaints"),)
    yield complaints(at, handler, "hotline-tickets", said, learns=learns, counts=counts)
    units = {"kept": (), "twice": (first, second)}.get(course, (first,))
    for unit, onward in zip(units, (second, third), strict=False):
        clerk = run.staff.one("window_clerk", unit=unit)
        at = run.next_day(at, 2, 0.1) if course == "late" else at + 3 * HOUR / 2
        returned = ((unit, "hotline_returned"), (HALL, "hotline_returned"))
        back = {"suggested_unit": onward, "reason": "经核对不属本单位办理事项（示例）"}
        path = "hotline-tickets/{complaint}/return"
        yield complaints(at, clerk, path, back, counts=returned, tolerates=GONE)
        at += HOUR
        sent = {"department": onward, "reason": "按职责清单转交（示例）"}
        yield complaints(at, handler, "complaints/{complaint}/transfer", sent)
    steps: tuple[tuple[str, dict[str, str], int], ...] = (
        ("assignment", {}, 1),
        ("reply", {"reply": words.HEARD}, 2),
        ("closure", {"outcome": "explained"}, 1),
    )
    for act, body, days in steps:
        at = run.next_day(at, days, 0.7)
        yield complaints(at, handler, f"complaints/{{complaint}}/{act}", body)
