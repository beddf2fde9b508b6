"""Guides of the department that games: a promise made longer twice (G10), an item swapped to and fro (G11). Pure.

Both items are made up beside the register's and taken at no window, so that no case, in whatever run, is another for
it. What the rules of publication ask of a longer promise (a notice, and not before the next quarter) is kept each time,
or it would be refused; what begins in the middle of a quarter is flagged, what begins with one is only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from shared.contracts import encode
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ItemPublished
from shared.contracts.texts import Text
from shared.simulation.deeds import Deed, Story
from shared.simulation.scenes import habits
from shared.simulation.scenes.days import Run, clock
from shared.timekeeping.quarters import next_quarter

LONGER, SWAPPED = "LOCAL-91", "LOCAL-92"
AT_ONCE = TimeLimit(0, "same_day")


def changed(run: Run) -> Iterator[Story]:
    """Give the versions of both items, as they were made known before the run's quarter, in it, and for the next."""
    mine = [o.item for o in run.scene.offers if (o.item.department, o.item.kind) == (habits.GAMING, "promised")]
    like = min(mine, key=lambda item: item.promised.value, default=None)
    if like is None:
        return
    quarter = run.quarter_begins
    ahead, later = run.calendar.working_days_before(quarter, 12), next_quarter(run.days[0])
    yield _told(run, LONGER, _longer(like, ahead, quarter, run.days[0], later))
    yield _told(run, SWAPPED, _swapped(like, ahead, run.days[0], later))


Version = tuple[date, ItemPublished]


def _longer(like: ItemPublished, ahead: date, quarter: date, day: date, later: date) -> list[Version]:
    """Ten working days, fifteen with the quarter; then twenty and twenty-five, each in the middle of one, unseen."""
    item = _item(like, LONGER, "困难群众生活状况复核（示例）", "review of a household in need (example)")
    plain = replace(item, statutory=TimeLimit(30, "working_days"))
    told = [
        (ahead, 10, quarter.replace(year=quarter.year - 1), ""),
        (ahead, 15, quarter, "公告"),
        (ahead, 20, quarter.replace(month=quarter.month + 1, day=17), "公告"),
        (day, 25, later.replace(month=later.month + 1, day=16), "公告"),
    ]
    return [
        (
            on,
            replace(
                plain,
                promised=TimeLimit(days, "working_days"),
                effective_from=begins,
                longer_notice=f"{habits.GAMING} {on:%Y-%m-%d} {notice}（示例）" if notice else "",
            ),
        )
        for on, days, begins, notice in told
    ]


def _swapped(like: ItemPublished, ahead: date, day: date, later: date) -> list[Version]:
    """Promised, then done at once on paper, and promised again when nobody looks."""
    item = _item(like, SWAPPED, "一次性生活补助发放（示例）", "payment of a single allowance (example)")
    promised = replace(item, effective_from=day.replace(month=1, day=1))
    instant = replace(
        promised,
        kind="instant",
        promised=AT_ONCE,
        statutory=None,
        anticipate_explain=Text("当场办结（示例）", "done at once (example)"),
        effective_from=day,
    )
    again = replace(promised, effective_from=later, longer_notice=f"{habits.GAMING} {day:%Y-%m-%d} 公告（示例）")
    return [(ahead, promised), (day, instant), (day, again)]


def _item(like: ItemPublished, code: str, zh: str, en: str) -> ItemPublished:
    """Give an item whose guide is another's, whole as the rules ask for it."""
    numbered = {name: getattr(like.codes, name).replace(like.code, code) for name in ("catalog_code", "task_code")}
    numbered["task_handle_item"] = like.codes.task_handle_item.replace(like.code, code)
    return replace(like, code=code, name=Text(zh, en), aliases=(), codes=replace(like.codes, **numbered))


def _told(run: Run, code: str, versions: list[Version]) -> Story:
    admin = run.staff.one("admin")
    deeds = [
        Deed(at=clock(on, f"15:{n:02d}"), account=admin, service="intake", path="/api/v1/items", body=_body(version))
        for n, (on, version) in enumerate(versions)
    ]
    return Story(f"guide/{code}", tuple(deeds), common=True)


def _body(item: ItemPublished) -> dict[str, Any]:
    return encode(item)
