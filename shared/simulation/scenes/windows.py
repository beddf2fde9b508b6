"""Cases that a scene brings along, step by step, with as little said as a case needs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.simulation import texts
from shared.simulation.deeds import Deed
from shared.simulation.people import Person
from shared.simulation.scene import Offer
from shared.simulation.scenes import words
from shared.simulation.scenes.days import Run


class Window:
    """A window's case: who sits there, what is asked for, and under which name a story knows it.

    Args:
        run: the run.
        offer: the item at its window.
        name: one letter or more that tells this case of a story from others.
    """

    def __init__(self, run: Run, offer: Offer, name: str = "") -> None:
        self._run, self.offer, self._name = run, offer, name
        self.department = offer.item.department
        self.clerk = run.staff.one("window_clerk", unit=self.department)
        self.case, self.code = f"{{case{name}}}", f"{{code{name}}}"

    def received(self, at: datetime, who: Person, **said: Any) -> Deed:
        """Take an application in, with all papers unless others are named."""
        body = {
            "item": self.offer.item.code,
            "hall": self.offer.hall,
            "window": self.offer.window,
            "channel": "window",
            "applicant": words.applicant(who),
            "materials": [material.code for material in self.offer.item.materials],
            **said,
        }
        learns = {f"case{self._name}": "case_no", f"code{self._name}": "query_code"}
        counts = ((self.department, "received"),)
        return self.deed(at, "intake", "/api/v1/cases", body, learns=learns, counts=counts)

    def act(self, at: datetime, path: str, body: dict[str, Any] | None = None, counts: str = "", **more: Any) -> Deed:
        """Do something to the case at the window."""
        counted = ((self.department, counts),) if counts else ()
        return self.deed(at, "intake", f"/api/v1/cases/{self.case}/{path}", body or {}, counts=counted, **more)

    def paper(self, at: datetime, page: bytes, **more: Any) -> Deed:
        """Add a scan of the first paper that the guide asks for."""
        said = {"case_no": self.case, "material": self.offer.item.materials[0].code}
        return self.deed(at, "intake", "/api/v1/materials", said, file=page, **more)

    def done_at_once(self, at: datetime, delivered: datetime) -> Iterator[Deed]:
        """Finish what is done at once, and hand the result over."""
        yield self.act(at, "completion", {"result": texts.DONE})
        yield self.act(delivered, "delivery", counts="delivered")

    def reviewed(self, at: datetime, decided: datetime, delivered: datetime) -> Iterator[Deed]:
        """Examine every point, approve, and hand the result over."""
        item, reviewer = self.offer.item, self._run.staff.one("reviewer", unit=self.department)
        approver = self._run.staff.one("approver", unit=self.department)
        for step in item.plan.planned(tuple(point.code for point in item.review_points)):
            said = {"step": step.code, "points": list(step.points), "passed": True, "finding": texts.EXAMINED}
            beside = {"officers": [approver]} if step.field_check else {}
            yield self.review(at, reviewer, "steps", {**said, **beside})
        counts = ((self.department, "decided"),)
        yield self.review(decided, approver, "decision", {"outcome": "approved"}, counts=counts)
        yield self.act(delivered, "delivery", counts="delivered", waits_for=frozenset({"wrong_state"}))

    def review(self, at: datetime, account: str, path: str, body: dict[str, Any], **more: Any) -> Deed:
        """Do something to the case's review."""
        where, waits = f"/api/v1/reviews/{self.case}/{path}", frozenset({"no_review"})
        return self.deed(at, "approval", where, body, account=account, waits_for=waits, **more)

    def deed(
        self, at: datetime, service: str, path: str, body: dict[str, Any], *, account: str = "", **more: Any
    ) -> Deed:
        """Do anything; at the window unless another account is named."""
        return Deed(at=at, account=account or self.clerk, service=service, path=path, body=body, **more)
