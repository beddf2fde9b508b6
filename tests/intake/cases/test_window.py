"""What the window's pages know by themselves: last days with what they leave, items found by typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.intake.cases.picking import choices, fitting
from services.intake.cases.waiting import counted, do_by, due
from services.intake.service import Intake
from services.intake.wording import ACT_KEYS
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


def open_case(visit: Visit, as_: As, materials: list[str] | dict[str, Any] | None = None) -> tuple[Visitor, str]:
    case_no = received(as_, materials) if materials is not None else received(as_)
    clerk = visit(CLERK)
    clerk.open(f"/cases/{case_no}")
    return clerk, case_no


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        ("not-needed", {"reasons": "屋顶漏雨的维修不改变房屋", "basis": "土地管理法第六十二条"}, "不需要许可"),
        (
            "redirect",
            {"department": "县林业局", "address": "文明路 3 号", "telephone": "0851-38220000"},
            "已告知受理部门",
        ),
        ("correction", {"materials": ["form"], "what": "日期写错，当场改正"}, "当场更正"),
        ("channel", {"channel": "post"}, "已改变渠道，办件编号不变"),
        ("withdrawal", {"reason": "不办了", "confirmed": "yes", "confirmed_by": "signature"}, "已撤回"),
    ],
)
def test_every_outcome_has_its_form_and_its_key(
    visit: Visit, as_: As, act: str, fields: dict[str, Any], told: str
) -> None:
    clerk, case_no = open_case(visit, as_)
    assert f'data-key="{ACT_KEYS[act]}"' in clerk.page
    answer = clerk.submit(f"/cases/{case_no}/{act}", **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    assert told in clerk.open(f"/cases/{case_no}")


def new_form(visit: Visit, query: str = "") -> Visitor:
    clerk = visit(CLERK)
    clerk.open(f"/cases/new?item=LOCAL-13{query}")
    return clerk


SAID = {"applicant.name": "张三丰", "applicant.id_number": "520402200503150012", "materials": ["form"]}


def test_a_letter_is_received_on_the_day_it_came(visit: Visit, intake: Intake) -> None:
    answer = new_form(visit).submit("/cases/new", **SAID, channel="post", came_at="2026-09-16T09:30")
    assert answer.status_code == 303
    (case,) = intake.cases.collection.find()
    assert case["received_at"].startswith("2026-09-16T09:30:00+08:00")


def test_what_was_on_paper_says_why_and_under_which_number(visit: Visit, as_: As) -> None:
    clerk = new_form(visit)
    half = clerk.submit("/cases/new", **SAID, **{"backfill.paper_no": "Z-7"})
    assert half.status_code == 422
    assert "补录原因" in half.get_data(as_text=True)
    answer = clerk.submit("/cases/new", **SAID, **{"backfill.paper_no": "Z-7", "backfill.reason": "上午停电"})
    assert "由纸质补录" in clerk.open(answer.headers["Location"])


def test_the_same_again_is_received_only_where_a_clerk_says_that_it_is_meant(visit: Visit, intake: Intake) -> None:
    clerk = new_form(visit)
    assert clerk.submit("/cases/new", **SAID).status_code == 303
    again = new_form(visit).submit("/cases/new", **SAID)
    assert "确是另一件，仍要收件" in again.get_data(as_text=True)
    assert new_form(visit).submit("/cases/new", **SAID, meant_twice="yes").status_code == 303
    assert intake.cases.collection.count_documents({}) == 2


def test_a_time_to_come_or_no_time_at_all_is_told_at_its_field(visit: Visit) -> None:
    for told in ("2026-09-18T09:30", "gestern"):
        answer = new_form(visit).submit("/cases/new", **SAID, came_at=told)
        assert answer.status_code == 422
        assert 'id="came_at-error"' in answer.get_data(as_text=True)


def test_a_number_that_was_called_goes_along_with_the_application(visit: Visit) -> None:
    clerk = new_form(visit, "&ticket=H-520422103-20260917-001")
    assert 'name="ticket" value="H-520422103-20260917-001"' in clerk.page
    answer = clerk.submit("/cases/new", **SAID)
    assert answer.status_code == 422
    assert "没有这个号" in answer.get_data(as_text=True)


def test_the_desk_shows_what_else_the_hall_has_before_it(visit: Visit, as_: As) -> None:
    assert "首问未闭环" not in visit(CLERK).open("/desk")
    asked = as_(CLERK).post("/consultations/desk", {"question": "怎么办", "item": "LOCAL-13"})
    assert asked.status_code == 201, asked.json
    page = visit(CLERK).open("/desk")
    assert "首问未闭环" in page
    assert 'hx-get="/queue/strip' in page
