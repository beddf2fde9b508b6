"""The worklist: what is most at risk first, cut by scope, day and words; many cases assigned after a preview."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from services.approval.service import Approval
from shared.identity import Identity
from shared.numbers import case_number
from tests.approval.people import Person, text
from tests.approval.samples import APPROVER, AUDITOR, CASE, DIVISION, REVIEWER, STRANGER, opened

As = Callable[[Identity], Person]
DUE = {1: "2026-10-14", 2: "2026-09-23", 3: "2026-09-24", 4: "2026-09-25"}
"""It is Thursday 2026-09-24: the second is overdue, the third due today, the fourth within the week."""


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Person(app, approval, identity)


@pytest.fixture
def cases(approval: Approval) -> dict[int, str]:
    made = {n: case_number(DIVISION, date(2026, 9, 17), n) for n in DUE}
    for n, case in made.items():
        item = {"item": "LOCAL-14"} if n == 4 else {}
        opened(approval, case, promised_due=date.fromisoformat(DUE[n]), **item)
    return made


def listed(page: str) -> list[str]:
    """Give the case numbers of a worklist, in order."""
    return re.findall(r'href="/reviews/([0-9X]{23})"', page)


def test_what_is_overdue_comes_first_then_what_turns_yellow_soonest(as_: As, cases: dict[int, str]) -> None:
    assert listed(as_(REVIEWER).page("/")) == [cases[n] for n in (2, 3, 4, 1)]


@pytest.mark.parametrize(
    ("query", "wanted"), [("due=late", [2]), ("due=today", [3]), ("due=week", [3, 4]), ("due=odd", [2, 3, 4, 1])]
)
def test_days_cut_the_list(as_: As, cases: dict[int, str], query: str, wanted: list[int]) -> None:
    assert listed(as_(REVIEWER).page(f"/?{query}")) == [cases[n] for n in wanted]


def test_a_number_is_found_by_its_end_or_beginning_and_an_item_by_its_name(as_: As, cases: dict[int, str]) -> None:
    reviewer = as_(REVIEWER)
    assert listed(reviewer.page(f"/?words={cases[3][-6:]}")) == [cases[3]]
    assert len(listed(reviewer.page(f"/?words={DIVISION}"))) == 4
    assert listed(reviewer.page("/?words=乡村建设")) == [cases[4]]
    assert listed(reviewer.page("/?words=planning&lang=en")) == [cases[4]]
    assert "没有符合条件的审查件" in reviewer.page("/?words=.*&lang=zh")
    whole = reviewer.client.get(f"/?words={cases[2]}")
    assert (whole.status_code, whole.headers["Location"]) == (303, f"/reviews/{cases[2]}")


def test_what_presses_is_counted_above_the_list(as_: As, cases: dict[int, str]) -> None:
    page = re.sub(r"\s+", " ", as_(REVIEWER).page("/"))
    for number, label in ((1, "已逾期"), (1, "今天到期"), (2, "五个工作日内到期"), (4, "未分办"), (0, "我的")):
        assert f"<b>{number}</b> {label}" in page


def test_others_see_their_own(as_: As, cases: dict[int, str]) -> None:
    assert listed(as_(STRANGER).page("/")) == []
    assert len(listed(as_(AUDITOR).page("/?department=dep-zr"))) == 4


def test_many_cases_are_assigned_after_a_look_at_what_changes(
    as_: As, approval: Approval, cases: dict[int, str]
) -> None:
    head, query = as_(APPROVER), "&".join(f"cases={cases[n]}" for n in (2, 3))
    assert "确认分办" not in head.page(f"/assign?{query}")
    looked = head.page(f"/assign?{query}&officer=reviewer-zr&deputy=approver-zr")
    assert "确认分办 2 件" in looked
    assert looked.count("<b>reviewer-zr</b> / approver-zr") == 2
    assert approval.load(cases[2]).version == 1
    key = re.search(r'name="idempotency_key" value="([^"]+)"', looked)
    assert key is not None
    fields = {
        "cases": [cases[2], cases[3]],
        "officer": "reviewer-zr",
        "deputy": "approver-zr",
        "idempotency_key": key[1],
    }
    for _ in range(2):
        page = text(head.send("/assign", fields, f"/assign?{query}"))
        assert page.count("已分办") >= 2
    assert [approval.load(cases[n]).version for n in (1, 2, 3)] == [1, 2, 2]
    assert listed(as_(REVIEWER).page("/?scope=mine")) == [cases[2], cases[3]]
    assert listed(head.page("/?scope=unassigned")) == [cases[4], cases[1]]
    assert "reviewer-zr · 2" in head.page(f"/assign?cases={cases[1]}")


def test_what_cannot_be_assigned_says_so_and_the_others_go_on(
    as_: As, approval: Approval, cases: dict[int, str]
) -> None:
    fields = {"cases": [cases[2], cases[3]], "officer": "reviewer-sh", "deputy": ""}
    page = text(as_(APPROVER).send("/assign", fields))
    assert page.count("没有这个人员") == 2
    assert approval.load(cases[2]).version == 1


def test_cases_of_others_are_not_assigned(as_: As, approval: Approval, cases: dict[int, str]) -> None:
    page = text(as_(STRANGER).send("/assign", {"cases": [cases[2]], "officer": "reviewer-sh", "deputy": ""}))
    assert "没有选中在审的办件" in page
    assert approval.load(CASE).version == 1
    assert as_(REVIEWER).client.get("/assign").status_code == 403
