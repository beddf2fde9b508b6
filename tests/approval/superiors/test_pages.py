"""The superior unit's inbox and its word on a file, through pages; the lead department sees the way up and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from services.approval.service import Approval
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.identity import Identity
from tests.approval.people import Person, text
from tests.approval.samples import ABOVE, APPROVER, CASE, POINTS, REVIEWER, STRANGER, opened, spread

As = Callable[[Identity], Person]
PAGE, FILE = f"/reviews/{CASE}", f"/superior/{CASE}"
PLAN = ReviewPlan(superior="dep-pd-zr", superior_limit=TimeLimit(10, "working_days"))


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Person(app, approval, identity)


@pytest.fixture
def above(as_: As, approval: Approval) -> str:
    """A file that the lead department examined and sent up."""
    opened(approval, item="LOCAL-14", accepted_on=date(2026, 9, 21), materials=("form", "title"), plan=PLAN)
    lead = as_(REVIEWER)
    for name, fields in (
        ("route", {"route": "window"}),
        ("steps", {"points": list(POINTS), "passed": "yes", "finding": "逐项核对，均符合"}),
        ("forward", {"opinion": "初审通过，建议批准。"}),
    ):
        assert lead.send(f"{PAGE}/{name}", fields, PAGE).status_code == 303
    spread(approval)
    return CASE


def test_a_file_that_was_sent_up_lies_in_the_inbox_with_its_own_clock(as_: As, above: str) -> None:
    page = as_(ABOVE).page("/superior")
    assert above in page
    assert "剩" in page
    page = as_(ABOVE).page(FILE)
    assert "初审通过，建议批准。" in page
    assert "主办窗口对群众的承诺" in page
    assert "在上级机关" in as_(REVIEWER).page(PAGE)
    assert "act-steps" not in as_(REVIEWER).page(PAGE)


def test_the_superior_unit_decides_and_the_lead_department_hears_of_it(as_: As, approval: Approval, above: str) -> None:
    assert as_(ABOVE).send(f"{FILE}/decision", {"outcome": "approved"}, FILE).status_code == 303
    spread(approval)
    assert "普定县自然资源局回复：予以批准" in as_(APPROVER).page(PAGE)
    assert above not in as_(ABOVE).page("/superior")
    assert above in as_(ABOVE).page("/superior?status=decided")


def test_a_return_says_what_to_examine_again_and_opens_the_steps(as_: As, approval: Approval, above: str) -> None:
    hollow = as_(ABOVE).send(f"{FILE}/decision", {"outcome": "returned"}, FILE)
    assert hollow.status_code in (409, 422)
    fields = {"outcome": "returned", "reasons": "四至图与权属证书不一致，须重新测量。"}
    assert as_(ABOVE).send(f"{FILE}/decision", fields, FILE).status_code == 303
    spread(approval)
    assert "act-steps" in as_(REVIEWER).page(PAGE)


def test_what_came_already_is_not_offered_to_be_asked_for(as_: As, above: str) -> None:
    page = as_(ABOVE).page(FILE)
    assert 'name="materials" value="title"' not in page
    asked = as_(ABOVE).send(f"{FILE}/materials", {"materials": ["title"], "reason": "再交一份"}, FILE)
    assert "不得重复索要材料" in text(asked, asked.status_code)


def test_the_lead_department_sees_what_it_sent_and_decides_nothing_above(as_: As, above: str) -> None:
    assert above in as_(REVIEWER).page("/superior")
    assert "act-decision" not in as_(REVIEWER).page(FILE)
    assert as_(REVIEWER).send(f"{FILE}/decision", {"outcome": "approved"}, FILE).status_code == 403
    assert as_(STRANGER).client.get(FILE).status_code == 404
