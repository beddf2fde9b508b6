"""The pages of cards: what is shown to whom, what their forms do, and the week ahead."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.approval.app import create_app
from services.approval.cards.timers import tick
from services.approval.cards.watch import Watch
from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.journal.subscriber import incoming
from shared.timekeeping import VirtualClock
from tests.approval.cards.test_api import ASSESSOR
from tests.approval.cards.world import TEN, decided, moment
from tests.approval.samples import APPROVER, AUDITOR, CASE, REVIEWER, STRANGER, opened


def at(approval: Approval, text: str) -> Approval:
    """Give approval at a moment, with every card that has fallen due."""
    moved = replace(approval, clock=VirtualClock(moment(text)))
    watch = Watch(moved)
    for commit in moved.journal.store.stream(f"review/{CASE}"):
        watch.hear(incoming(commit.envelope()))
    tick(watch)
    return moved


@pytest.fixture
def promised(approval: Approval) -> Approval:
    """A case promised by 12 October."""
    opened(approval, accepted_on=date(2026, 9, 21), **TEN)
    return approval


def client(approval: Approval, identity: Identity) -> FlaskClient:
    made = create_app(approval).test_client()
    made.set_cookie(SESSION_COOKIE, Tokens(approval.settings.token_key).issue(identity))
    return made


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    page: str = answer.get_data(as_text=True)
    return page


def send(approval: Approval, identity: Identity, path: str, fields: dict[str, str]) -> Any:
    speaking = client(approval, identity)
    found = re.search(r'name="csrf_token" value="([^"]+)"', text(speaking.get(f"/cards/{CASE}")))
    assert found is not None
    return speaking.post(f"/cards/{CASE}{path}", data={**fields, "csrf_token": found[1]})


def test_a_case_shows_its_cards_with_every_day_behind_them(promised: Approval) -> None:
    page = text(client(at(promised, "2026-10-14T09:00"), REVIEWER).get(f"/cards/{CASE}"))
    assert "2026年10月13日 00:00" in page
    assert "10 天计入，11 天不计" in page
    assert "申诉（2026年10月21日（周三）前）" in page


def test_the_list_is_cut_to_what_was_asked_for_and_to_what_one_may_see(promised: Approval) -> None:
    late = at(promised, "2026-10-14T09:00")
    assert CASE in text(client(late, REVIEWER).get("/cards?kind=yellow"))
    assert CASE not in text(client(late, REVIEWER).get("/cards?kind=red"))
    assert CASE not in text(client(late, STRANGER).get("/cards"))
    assert client(late, STRANGER).get(f"/cards/{CASE}").status_code == 404
    assert "Yellow" in text(client(late, AUDITOR).get("/cards?lang=en"))


def test_the_forms_of_appeal_and_correction_lead_back_to_the_card(promised: Approval) -> None:
    late = at(promised, "2026-10-14T09:00")
    assert send(late, APPROVER, "/2/appeal", {"reasons": "系统故障，当日无法登记。"}).status_code == 303
    page = text(client(late, AUDITOR).get(f"/cards/{CASE}"))
    assert "申诉中" in page
    assert "维持此牌" in page
    assert send(late, ASSESSOR, "/2/correction", {"ground": "appeal", "reasons": "经查属实。"}).status_code == 303
    page = text(client(late, REVIEWER).get(f"/cards/{CASE}"))
    assert "已更正，不计数" in page
    assert "更正：申诉成立" in page


def test_what_is_wrong_is_shown_at_its_form_and_what_was_typed_is_kept(promised: Approval) -> None:
    late = at(promised, "2026-10-14T09:00")
    assert "至少 4 个字" in text(send(late, APPROVER, "/2/appeal", {"reasons": "不服"}), 422)
    page = text(send(late, AUDITOR, "/2/answer", {"reasons": "没有人申诉过此牌"}), 409)
    assert "该牌没有申诉" in page
    assert late.load_cards(CASE).version == 2


def test_after_the_window_there_is_no_form(promised: Approval) -> None:
    at(promised, "2026-10-14T09:00")
    page = text(client(at(promised, "2026-10-22T09:00"), APPROVER).get(f"/cards/{CASE}"))
    assert "提出申诉" not in page
    assert "申诉期限已于 2026年10月21日（周三）届满" in page


def test_a_finding_is_registered_on_the_page_of_a_case_without_cards(promised: Approval) -> None:
    fine = at(promised, "2026-09-22T09:00")
    assert "本件没有牌" in text(client(fine, AUDITOR).get(f"/cards/{CASE}"))
    fields = {"cause": "outside_hall", "reasons": "在科室收件，未经大厅登记。"}
    assert send(fine, AUDITOR, "/findings", fields).status_code == 303
    assert "体外循环" in text(client(fine, REVIEWER).get(f"/cards/{CASE}"))


def test_a_warning_ends_when_the_case_is_done(promised: Approval) -> None:
    late = at(promised, "2026-10-12T09:00")
    assert "预警解除" not in text(client(late, REVIEWER).get(f"/cards/{CASE}"))
    decided(late, "2026-10-12T09:00")
    assert "已办结，预警解除" in text(client(late, REVIEWER).get(f"/cards/{CASE}"))


def test_the_week_shows_what_turns_yellow_by_its_last_day(promised: Approval) -> None:
    fine = at(promised, "2026-10-09T09:00")
    this = text(client(fine, APPROVER).get("/week"))
    following = text(client(fine, APPROVER).get("/week?week=1"))
    assert "共 0 件" in this
    assert "共 1 件" in following
    assert "承诺期限到期" in following
    assert "共 0 件" in text(client(fine, STRANGER).get("/week?week=1"))
    assert "共 1 件" in text(client(fine, AUDITOR).get("/week?week=1&department=dep-zr"))
    assert "共 0 件" in text(client(at(promised, "2026-10-13T00:00"), APPROVER).get("/week"))


@pytest.mark.parametrize("asked", ["-1", "99", "x", "²", ""])
def test_an_odd_week_is_no_fault(promised: Approval, asked: str) -> None:
    text(client(at(promised, "2026-10-09T09:00"), APPROVER).get(f"/week?week={asked}"))
