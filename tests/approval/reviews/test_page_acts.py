"""Every act of a review through its form on the case's page: offered to whom it concerns, done, told, refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from services.approval.reviews.page_forms import FORMS
from services.approval.service import Approval
from shared.contracts.registry import CertificatePlan, ReviewPlan, StepPlan, Text
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.approval.people import Person, text
from tests.approval.samples import APPROVER, AUDITOR, CASE, CLERK, HEAD, POINTS, REVIEWER, STRANGER, opened

PAGE = f"/reviews/{CASE}"
STEP = {"points": list(POINTS), "passed": "yes", "finding": "逐项核对，均符合"}
As = Callable[[Identity], Person]


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Person(app, approval, identity)


@pytest.fixture
def to(approval: Approval) -> Callable[[str], None]:
    """Move the clock to ten o'clock of a day."""

    def move(day: str) -> None:
        assert isinstance(approval.clock, VirtualClock)
        approval.clock.move_to(datetime.fromisoformat(f"{day}T10:00:00+08:00"))

    return move


def forms(page: str) -> set[str]:
    """Name the forms a page offers."""
    return set(re.findall(r'id="act-([a-z-]+)"', page))


def done(person: Person, name: str, fields: dict[str, Any]) -> str:
    """Send a form that must be taken; give the page it leads to."""
    answer = person.send(f"{PAGE}/{name}", fields, PAGE)
    assert answer.status_code == 303, text(answer, answer.status_code)[:4000]
    return person.page(PAGE)


def test_a_case_offers_each_reader_what_they_may_do_now(as_: As, approval: Approval) -> None:
    opened(approval)
    own = {"steps", "hand-over", "consultations", "interested-parties", "statements", "hearing-offer", "suspensions"}
    assert forms(as_(REVIEWER).page(PAGE)) == own
    assert forms(as_(APPROVER).page(PAGE)) == own | {"assignment", "decision", "extension"}
    assert forms(as_(AUDITOR).page(PAGE)) == forms(as_(CLERK).page(PAGE)) == set()


def test_every_form_has_an_address_that_asks_for_its_permission(app: Flask) -> None:
    rules = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    for name, form in FORMS.items():
        view = app.view_functions[rules[f"/reviews/<case>/{name}"]]
        assert view.access.permissions == (form.permission,)  # type: ignore[attr-defined]


def test_a_step_is_assigned_handed_over_done_and_returned(as_: As, approval: Approval) -> None:
    plan = ReviewPlan(steps=(StepPlan("papers", Text("书面审查"), points=POINTS[:3]), StepPlan("site", Text("核查"))))
    opened(approval, plan=plan)
    given = {"step": "papers", "officer": "reviewer-zr", "deputy": "approver-zr"}
    assert "A reviewer-zr · B approver-zr" in done(as_(APPROVER), "assignment", given)
    moved = {"step": "papers", "taker": "approver-zr", "reason": "外出培训"}
    assert "reviewer-zr 移交 approver-zr：外出培训" in done(as_(REVIEWER), "hand-over", moved)
    step = {"step": "papers", "points": list(POINTS[:3]), "passed": "yes", "finding": "材料齐全"}
    assert "已核对 3/4" in done(as_(APPROVER), "steps", step)
    page = done(as_(APPROVER), "return", {"step": "papers", "reason": "面积需重新核实"})
    assert "退回：书面审查" in page
    assert "已核对 0/4" in page


def test_a_field_check_names_who_came_along(as_: As, approval: Approval) -> None:
    opened(approval, plan=ReviewPlan(steps=(StepPlan("site", Text("现场核查"), field_check=True),)))
    alone = as_(REVIEWER).send(f"{PAGE}/steps", {"step": "site", **STEP}, PAGE)
    assert "实地核查须两名以上人员" in text(alone, 422)
    assert "已核对 4/4" in done(as_(REVIEWER), "steps", {"step": "site", **STEP, "officers": ["approver-zr"]})


def test_a_suspension_is_drawn_day_by_day_and_ends_with_its_result(as_: As, approval: Approval, to: Any) -> None:
    opened(approval)
    page = done(as_(REVIEWER), "suspensions", {"procedure": "inspection", "value": "10", "unit": "working_days"})
    assert "停表中（检验），按书面告知的时间推算" in page
    assert page.count("tick--stood") == 10
    assert "resumption" in forms(page)
    to("2026-10-09")
    fields = {"procedure": "inspection", "result_document": "JY-2026-031", "result": "合格"}
    page = done(as_(REVIEWER), "resumption", fields)
    assert "恢复计时：检验" in page
    assert "JY-2026-031" in page
    assert "停 5 个工作日" in page


def test_a_suspension_without_a_result_is_void(as_: As, approval: Approval) -> None:
    opened(approval)
    done(as_(REVIEWER), "suspensions", {"procedure": "testing", "value": "3", "unit": "working_days"})
    page = done(as_(REVIEWER), "resumption", {"procedure": "testing", "reason": "检测机构退件"})
    assert "停表作废，期限重算：检测" in page


def test_only_the_eight_procedures_are_offered(as_: As, approval: Approval) -> None:
    opened(approval)
    strange = as_(REVIEWER).send(
        f"{PAGE}/suspensions", {"procedure": "visit", "value": "3", "unit": "working_days"}, PAGE
    )
    assert "请选择列出的一项" in text(strange, 422)
    assert approval.load(CASE).version == 1


def test_an_extension_shows_the_days_it_adds(as_: As, approval: Approval) -> None:
    opened(approval)
    page = done(as_(APPROVER), "extension", {"reasons": "涉及三个村民小组边界，须会同核实四至。"})
    assert "含依法延长 10 日" in page
    assert page.count("lane--added") == 10
    assert "extension" not in forms(page)


def test_joint_handling_is_extended_by_the_head_of_government(as_: As, approval: Approval) -> None:
    opened(approval, plan=ReviewPlan(joint=True))
    assert "extension" not in forms(as_(APPROVER).page(PAGE))
    assert forms(as_(HEAD).page(PAGE)) == {"extension"}
    assert "含依法延长 15 日" in done(as_(HEAD), "extension", {"reasons": "涉及三个部门联合踏勘，须统一核实。"})


def test_another_department_gives_its_opinion_on_the_same_page(as_: As, approval: Approval) -> None:
    opened(approval)
    asked = {"department": "dep-sh", "question": "是否涉及低保户住房"}
    assert "待会签" in done(as_(APPROVER), "consultations", asked)
    assert CASE in as_(STRANGER).page("/?scope=consulted")
    assert forms(as_(STRANGER).page(PAGE)) == {"opinion"}
    assert "同意" in done(as_(STRANGER), "opinion", {"opinion": "agree", "text": "不涉及"})


def test_parties_are_told_heard_and_their_words_kept_from_others(as_: As, approval: Approval, to: Any) -> None:
    opened(approval)
    done(as_(REVIEWER), "interested-parties", {"parties": "2", "matter": "相邻两户的采光"})
    said = {"party": "interested", "text": "会挡住我家采光", "adopted": "no", "answer": "间距符合村庄规划"}
    page = done(as_(REVIEWER), "statements", said)
    assert "间距符合村庄规划" in page
    assert "会挡住我家采光" not in page
    done(as_(REVIEWER), "hearing-offer", {"party": "interested", "matter": "相邻采光争议"})
    page = done(as_(REVIEWER), "hearing-request", {"party": "interested"})
    assert "hearing-schedule" in forms(page)
    set_for = {"held_on": "2026-10-13", "place": "镇政府二楼会议室", "moderator": "approver-sh"}
    page = done(as_(REVIEWER), "hearing-schedule", set_for)
    assert "定于 2026年10月13日（周二）听证" in page
    to("2026-10-13")
    assert "举行听证" in done(as_(REVIEWER), "hearing-record", {"summary": "双方陈述意见，核对了间距测量记录。"})


def test_a_decision_is_served_and_tells_the_remedies(as_: As, approval: Approval) -> None:
    opened(approval)
    done(as_(REVIEWER), "steps", {**STEP, "passed": "no", "finding": "申请人名下已有一处宅基地"})
    refusal = {"outcome": "refused", "reasons": "申请人名下已有一处宅基地", "basis": "土地管理法第六十二条"}
    page = done(as_(APPROVER), "decision", refusal)
    assert "service" in forms(page)
    page = done(as_(APPROVER), "service", {"manner": "direct", "receipt_no": "HZ-1", "occurred_at": "2026-09-24T09:30"})
    assert "2026年11月23日（周一）前，向普定县人民政府" in page
    printed = as_(APPROVER).page(f"{PAGE}/document")
    assert "行政审批决定书（不予批准）" in printed
    assert "520422103BY2026000001" in printed
    assert "申请行政复议至 2026年11月23日（周一）止" in printed


def test_a_certificate_is_given_shown_and_ended(as_: As, approval: Approval) -> None:
    opened(approval, plan=ReviewPlan(certificate=CertificatePlan(Text("农村宅基地批准书"), validity_months=24)))
    done(as_(REVIEWER), "steps", STEP)
    page = done(as_(APPROVER), "decision", {"outcome": "approved"})
    assert "农村宅基地批准书" in page
    ended = {"manner": "revoked", "reasons": "以虚假户籍材料取得，经查证属实", "basis": "许可法第六十九条"}
    assert "已失效" in done(as_(APPROVER), "certificate-end", ended)


def test_a_late_promise_is_explained_where_everybody_can_read_it(
    app: Flask, as_: As, approval: Approval, to: Any
) -> None:
    opened(approval)
    assert "lateness" not in forms(as_(APPROVER).page(PAGE))
    to("2026-10-16")
    assert "尚未说明" in text(app.test_client().get("/lateness"))
    done(as_(APPROVER), "lateness", {"reasons": "宅基地四至与邻村争议，等待边界核定图件。"})
    page = text(app.test_client().get("/lateness"))
    assert "等待边界核定图件" in page
    assert CASE not in page


def test_approvals_are_public_without_their_cases(app: Flask, as_: As, approval: Approval) -> None:
    opened(approval)
    assert "还没有准予的决定" in text(app.test_client().get("/approvals"))
    done(as_(REVIEWER), "steps", STEP)
    done(as_(APPROVER), "decision", {"outcome": "approved"})
    page = text(app.test_client().get("/approvals"))
    assert "520422103JD2026000001" in page
    assert CASE not in page


@pytest.mark.parametrize(
    ("identity", "name", "fields", "status"),
    [
        (REVIEWER, "assignment", {"step": "review", "officer": "reviewer-zr"}, 403),
        (REVIEWER, "decision", {"outcome": "approved"}, 403),
        (APPROVER, "assignment", {"step": "review", "officer": "reviewer-sh"}, 422),
        (APPROVER, "decision", {"outcome": "approved"}, 409),
        (APPROVER, "hand-over", {"step": "nowhere", "taker": "reviewer-zr", "reason": "外出"}, 422),
        (STRANGER, "steps", STEP, 404),
        (AUDITOR, "suspensions", {"procedure": "testing", "value": "3", "unit": "working_days"}, 403),
    ],
)
def test_what_is_refused_changes_nothing(
    as_: As, approval: Approval, identity: Identity, name: str, fields: dict[str, Any], status: int
) -> None:
    opened(approval)
    assert as_(identity).send(f"{PAGE}/{name}", fields).status_code == status
    assert approval.load(CASE).version == 1
