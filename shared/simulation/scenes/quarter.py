"""The quarter's end: results are frozen, contested, answered and published, and an order of supervision is issued.

Played when metrics shows all that came before, on the day from which results are published (D-2). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shared.simulation.deeds import Deed, Story
from shared.simulation.scenes import habits
from shared.simulation.scenes.days import Run, clock

PUBLISH_WORKING_DAYS = 10
"""The tenth working day behind a quarter is the day of publication (D-2)."""

KINDS = ("department", "hall", "point")
DONE_BEFORE = frozenset({"nothing_assessed", "nothing_changed", "already_published", "not_frozen"})
"""Refusals where an earlier run, or the worker, has been here already."""

MINUTE = timedelta(minutes=1)


def closing(run: Run) -> Iterator[Story]:
    """Give what happens at the end of the run's first quarter."""
    first = run.days[0]
    quarter = (first.month - 1) // 3 + 1
    last = date(first.year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)
    day = run.calendar.due(last, PUBLISH_WORKING_DAYS).due
    yield Story(f"quarter/{first.year}Q{quarter}", tuple(_published(run, f"{first.year}Q{quarter}", day)))
    yield Story("supervision/answered", tuple(_ordered(run, day, habits.GAMING, closed=True)))
    others = sorted({offer.item.department for offer in run.scene.offers} - {habits.GAMING})
    yield Story("supervision/open", tuple(_ordered(run, day, others[0], closed=False)))


def units_of(run: Run, kind: str) -> list[str]:
    """Name the units of a kind."""
    if kind != "department":
        return [venue.id for venue in run.scene.venues if venue.kind == kind]
    items = [offer.item for offer in run.scene.offers]
    return sorted({unit for item in items for unit in (item.department, item.plan.superior) if unit})


def _published(run: Run, period: str, day: date) -> Iterable[Deed]:
    """Freeze, take in what came late, hear the one who contests, publish; correct where it was published before."""
    at = clock(day, "09:30")
    deeds = []
    for kind in KINDS:
        round_ = f"rounds/{period}/{kind}"
        deeds.append(_metrics(at, "assessor", f"{round_}/freeze", tolerates=DONE_BEFORE))
        for unit in units_of(run, kind):
            said = {"cause": "late_fact"}
            deeds.append(_metrics(at, "assessor", f"{round_}/{unit}/recomputation", said, tolerates=DONE_BEFORE))
        if kind == "department":
            deeds += _contested(run, at, f"{round_}/{habits.GAMING}/appeals")
        deeds.append(_metrics(at + 30 * MINUTE, "assessor", f"{round_}/publication", tolerates=DONE_BEFORE))
        deeds.append(_metrics(at + 40 * MINUTE, "assessor", f"{round_}/correction", tolerates=DONE_BEFORE))
        at += 50 * MINUTE
    return deeds


def _contested(run: Run, at: datetime, path: str) -> Iterable[Deed]:
    approver = run.staff.one("approver", unit=habits.GAMING)
    said = {"figure": "D12", "reasons": "轮岗期间有人顶岗，请核对签到记录（示例）"}
    answer = {"followed": False, "reasons": "签到记录与巡查一致，维持（示例）"}
    gone = frozenset({"appeals_closed", "not_frozen"})
    yield _metrics(at + 10 * MINUTE, approver, path, said, tolerates=gone)
    answered = frozenset({"no_appeal", "appeal_answered", "not_frozen"})
    yield _metrics(at + 20 * MINUTE, "assessor", f"{path}/1/answer", answer, tolerates=answered)


def _ordered(run: Run, day: date, unit: str, *, closed: bool) -> Iterable[Deed]:
    """An order after an inspection: the unit says its part, reports, and the order is closed; or it still waits."""
    at, approver = clock(day, "14:30"), run.staff.one("approver", unit=unit)
    said = {
        "source": "季度考核与现场检查（示例）",
        "requirement": "逐件核对停表、撤回和评价记录，限期整改并报送结果（示例）",
        "due": run.calendar.add_working_days(day, 10).isoformat(),
        "kind": "department",
        "unit": unit,
        "ground": "inspection",
        "evidence": [],
    }
    yield _metrics(at, "assessor", "supervision-orders", said, learns={"order": "id"})
    path = "supervision-orders/{order}"
    yield _metrics(run.next_day(at, 1), approver, f"{path}/statement", {"text": "情况属实，已约谈当班人员（示例）"})
    if closed:
        done = {"text": "已逐件核对并整改，清单附后（示例）"}
        yield _metrics(run.next_day(at, 4), approver, f"{path}/answer", done)
        end = {"outcome": "done", "reasons": "整改到位，复查无新增（示例）"}
        yield _metrics(run.next_day(at, 6), "assessor", f"{path}/closure", end)


def _metrics(at: datetime, account: str, path: str, body: Mapping[str, Any] | None = None, **more: Any) -> Deed:
    return Deed(at=at, account=account, service="metrics", path=f"/api/v1/{path}", body=body or {}, **more)
