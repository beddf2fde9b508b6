"""What the window's pages know by themselves: last days with what they leave, items found by typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.intake.cases.picking import choices, fitting
from services.intake.cases.waiting import counted, do_by, due
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import official
from tests.intake.cases.test_api import PART, received
from tests.intake.people import AGENT, CLERK, RS_CLERK, Caller
from tests.intake.test_pages import Visitor, visit

__all__ = ["visit"]

TODAY = date(2026, 9, 17)
As = Callable[[Identity | None], Caller]
Visit = Callable[[Identity | None], Visitor]


def row(**fields: Any) -> dict[str, Any]:
    given = {"status": "received", "kind": "promised", "received_at": "2026-09-17T10:00:00+08:00", "promised_due": None}
    return {**given, **fields}


def test_a_received_case_waits_five_working_days_across_a_working_sunday() -> None:
    told = due(row(), official(), TODAY)
    assert told is not None
    assert (told.day, told.left, told.late) == (date(2026, 9, 23), 5, False)


def test_an_instant_case_is_due_on_its_day() -> None:
    told = due(row(kind="instant"), official(), TODAY)
    assert told is not None
    assert (told.day, told.today) == (TODAY, True)


def test_a_decided_case_is_handed_over_within_ten_working_days_across_the_holidays() -> None:
    assert do_by(row(status="decided", decided_at="2026-09-17T16:00:00+08:00"), official()) == date(2026, 10, 8)


def test_an_accepted_case_shows_its_promised_day_and_where_it_moved_that_one() -> None:
    accepted = row(status="accepted", promised_due="2026-10-14")
    for told, day in ((accepted, 14), ({**accepted, "moved": {"promised_due": "2026-10-15"}}, 15)):
        found = due(told, official(), TODAY)
        assert found is not None
        assert found.day == date(2026, 10, day)


def test_a_case_that_waits_for_the_applicant_has_no_day_of_the_window() -> None:
    assert due(row(status="supplement_requested"), official(), TODAY) is None


def test_a_day_late_over_a_weekend_is_late_all_the_same() -> None:
    told = counted(date(2026, 9, 25), official(), date(2026, 9, 27))
    assert (told.late, told.over) == (True, 1)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zjd", "LOCAL-13"),
        ("13", "LOCAL-13"),
        ("local-13", "LOCAL-13"),
        ("宅基地", "LOCAL-13"),
        ("homestead", "LOCAL-13"),
    ],
)
def test_an_item_is_found_by_initials_code_and_name(intake: Intake, typed: str, first: str) -> None:
    hall = intake.replica.venue("H-520422103")
    offered = choices(hall, intake.replica.items_on(TODAY), TODAY)
    found = [each.item.code for each in fitting(offered, typed, intake.search, TODAY)]
    assert first in found[:2], found
    assert len(found) < len(offered)


def test_only_what_a_window_of_the_hall_takes_is_offered(intake: Intake) -> None:
    hall = intake.replica.venue("H-520422103")
    offered = {each.item.code for each in choices(hall, intake.replica.items_on(TODAY), TODAY)}
    assert offered
    assert offered <= {code for window in hall.windows for code in window.items}
    assert fitting(choices(hall, intake.replica.items_on(TODAY), TODAY), "飞机驾驶", intake.search, TODAY) == []


def test_without_scripts_a_search_that_finds_one_item_leads_to_its_form(visit: Visit) -> None:
    answer = visit(CLERK).client.get("/cases/new?q=local-13", headers={"Accept": "text/html"})
    assert answer.headers["Location"] == "/cases/new?item=LOCAL-13"
    assert "本厅没有这样的事项" in visit(CLERK).open("/cases/new?q=飞机驾驶")


def test_after_a_notice_only_what_came_later_may_be_named_again(visit: Visit, as_: As) -> None:
    case_no = received(as_, PART)
    clerk = visit(CLERK)
    clerk.open(f"/cases/{case_no}")
    clerk.submit(f"/cases/{case_no}/supplement-notice", **{"problem.papers": "缺户口簿复印件"})
    page = clerk.open(f"/cases/{case_no}")
    assert page.count("首次告知时就在，不能再提") == 3
    assert "已告知，等申请人补" in page
    clerk.submit(f"/cases/{case_no}/supplements", materials=["papers"])
    page = clerk.open(f"/cases/{case_no}")
    assert 'name="problem.papers"' in page
    assert 'name="problem.form"' not in page


def test_the_desk_lists_the_oldest_first_with_kind_and_last_day(visit: Visit, as_: As) -> None:
    first, second = received(as_), received(as_, PART)
    page = visit(CLERK).open("/desk")
    assert page.index(first) < page.index(second)
    assert "承诺件" in page
    assert "还有 5 个工作日" in page


@pytest.mark.parametrize("who", [CLERK, RS_CLERK, AGENT])
def test_the_keys_stand_on_a_page_of_their_own(visit: Visit, who: Identity) -> None:
    assert "在材料清单内：必交材料全部勾选" in visit(who).open("/desk/keys")
