"""Cards over HTTP: who sees them, appeals them, answers; nothing is deleted, nobody judges their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.approval.app import create_app
from services.approval.cards.timers import tick
from services.approval.cards.watch import Watch
from services.approval.reviews.commands import CompleteStep
from services.approval.reviews.procedures import ChooseRoute, Forward
from services.approval.service import Approval
from shared.contracts import Actor, Meta
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import incoming
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.approval.cards.world import TEN, moment
from tests.approval.samples import ABOVE, APPROVER, AUDITOR, CASE, CITIZEN, CLERK, POINTS, REVIEWER, STRANGER, opened

ASSESSOR = Identity("assessor", "assessor", "", "", ("5204",), demo=True)
FAR_AUDITOR = Identity("auditor-2", "auditor", "", "", ("5205",), demo=True)


@pytest.fixture
def overdue(approval: Approval) -> Approval:
    """A case that was promised by 12 October and is not done on the 14th."""
    opened(approval, accepted_on=date(2026, 9, 21), **TEN)
    approval = replace(approval, clock=VirtualClock(moment("2026-10-14T09:00")))
    watch = Watch(approval)
    for commit in approval.journal.store.stream(f"review/{CASE}"):
        watch.hear(incoming(commit.envelope()))
    tick(watch)
    return approval


class Caller:
    """A client that speaks as one person."""

    def __init__(self, approval: Approval, identity: Identity | None) -> None:
        self._client: FlaskClient = create_app(approval).test_client()
        token = Tokens(approval.settings.token_key).issue(identity) if identity else ""
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str = "") -> Any:
        return self._client.get(f"/api/v1/cards{path}", headers=self._headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self._client.post(f"/api/v1/cards/{CASE}{path}", json=body, headers={**self._headers, **headers})


def test_the_department_sees_its_cards_with_every_day_behind_them(overdue: Approval) -> None:
    answer = Caller(overdue, REVIEWER).get(f"/{CASE}")
    warn, yellow = answer.json["cards"]
    assert (warn["kind"], warn["triggered_at"]) == ("warn", "2026-10-10T00:00:00+08:00")
    assert (yellow["cause"], yellow["due"], yellow["standing"]) == ("promised_overdue", "2026-10-12", "standing")
    assert (yellow["start"], len(yellow["counted"])) == ("2026-09-21", 10)
    assert {"day": "2026-10-11", "reason": "weekend"} in yellow["skipped"]
    assert (answer.json["counting"], answer.headers["ETag"]) == (["warn", "yellow"], '"2"')


@pytest.fixture
def above_late(approval: Approval) -> Approval:
    """A file that the superior unit should have decided by 22 October, and has not on the 23rd."""
    limits: Any = {"promised": TimeLimit(40, "working_days"), "statutory": None}
    plan = ReviewPlan(superior="dep-pd-zr", superior_limit=TimeLimit(10, "working_days"))
    opened(approval, accepted_on=date(2026, 9, 21), plan=plan, **limits)
    officer, calendar = Actor("reviewer-zr", "reviewer", "dep-zr"), approval.calendar("520422103")

    def meta(name: str) -> Meta:
        return meta_at("2026-10-09T09:00:00+08:00", officer, derived_command_id("test", name))

    approval.do(CASE, CompleteStep(meta=meta("step"), step="review", points=POINTS, passed=True, finding="符合"))
    approval.do(CASE, ChooseRoute(meta=meta("route"), route="window"))
    approval.do(CASE, Forward(meta=meta("forward"), calendar=calendar, opinion="初审符合规划"))
    approval = replace(approval, clock=VirtualClock(moment("2026-10-23T09:00")))
    watch = Watch(approval)
    for commit in approval.journal.store.stream(f"review/{CASE}"):
        watch.hear(incoming(commit.envelope()))
    tick(watch)
    return approval


def test_a_superior_unit_sees_and_appeals_the_card_it_was_issued(above_late: Approval) -> None:
    for identity in (ABOVE, REVIEWER, AUDITOR):
        (row,) = Caller(above_late, identity).get().json["items"]
        (card,) = row["cards"]
        told = (row["department"], card["department"], card["cause"], card["triggered_at"])
        assert told == ("dep-zr", "dep-pd-zr", "superior_overdue", "2026-10-23T00:00:00+08:00")
    refused = Caller(above_late, REVIEWER).post("/1/appeal", {"reasons": "不是本部门的牌"})
    assert (refused.status_code, refused.json["code"]) == (403, "other_unit")
    appealed = Caller(above_late, ABOVE).post("/1/appeal", {"reasons": "案卷十月十二日才收齐"})
    assert (appealed.status_code, appealed.json["cards"][0]["standing"]) == (200, "appealed")


def test_a_superior_unit_sees_no_cards_of_others(overdue: Approval) -> None:
    assert Caller(overdue, ABOVE).get().json["items"] == []
    assert Caller(overdue, ABOVE).get(f"/{CASE}").status_code == 404


def test_lists_can_be_cut_to_kind_department_and_open_appeals(overdue: Approval) -> None:
    for query, count in (("", 1), ("?kind=yellow", 1), ("?kind=red", 0), ("?department=dep-sh", 0), ("?appealed=1", 0)):
        assert len(Caller(overdue, AUDITOR).get(query).json["items"]) == count, query


@pytest.mark.parametrize(
    ("identity", "status"), [(STRANGER, 404), (FAR_AUDITOR, 404), (CITIZEN, 403), (None, 401), (CLERK, 200)]
)
def test_others_see_nothing(overdue: Approval, identity: Identity | None, status: int) -> None:
    assert Caller(overdue, identity).get(f"/{CASE}").status_code == status


def test_an_appeal_is_answered_from_outside_and_the_card_stays(overdue: Approval) -> None:
    appealed = Caller(overdue, APPROVER).post("/2/appeal", {"reasons": "系统故障，当日无法登记。"})
    assert (appealed.json["cards"][1]["standing"], appealed.json["appealed"]) == ("appealed", True)
    assert appealed.json["cards"][1]["appeal"]["until"] == "2026-10-21"
    answer = Caller(overdue, ASSESSOR).post(
        "/2/correction", {"ground": "appeal", "reasons": "经查属实，当日系统停机。"}
    )
    assert (answer.status_code, answer.json["cards"][1]["standing"]) == (200, "corrected")
    assert (len(answer.json["cards"]), answer.json["counting"]) == (2, ["warn"])


def test_an_appeal_may_be_turned_down_with_reasons(overdue: Approval) -> None:
    Caller(overdue, APPROVER).post("/2/appeal", {"reasons": "系统故障，当日无法登记。"})
    answer = Caller(overdue, AUDITOR).post("/2/answer", {"reasons": "当日系统运行正常。"})
    assert answer.json["cards"][1]["standing"] == "upheld"


@pytest.mark.parametrize(
    ("identity", "path", "body", "code"),
    [
        (STRANGER, "/2/appeal", {"reasons": "与本部门无关"}, "no_card"),
        (REVIEWER, "/2/correction", {"ground": "error", "reasons": "发错了"}, "forbidden"),
        (AUDITOR, "/2/correction", {"ground": "late_fact", "reasons": "只有定时器能这样说"}, "invalid"),
        (AUDITOR, "/2/correction", {"ground": "error", "reasons": "短"}, "invalid"),
        (AUDITOR, "/9/correction", {"ground": "error", "reasons": "没有这张牌"}, "no_card"),
        (AUDITOR, "/2/answer", {"reasons": "没有人申诉过"}, "no_appeal"),
        (REVIEWER, "/findings", {"cause": "outside_hall", "reasons": "自己登记自己"}, "forbidden"),
    ],
)
def test_what_may_not_be_done_changes_nothing(
    overdue: Approval, identity: Identity, path: str, body: Any, code: str
) -> None:
    answer = Caller(overdue, identity).post(path, body)
    assert answer.json["code"] == code
    assert overdue.load_cards(CASE).version == 2


def test_a_finding_is_a_red_card_and_said_twice_is_done_once(overdue: Approval) -> None:
    caller, body = Caller(overdue, AUDITOR), {"cause": "outside_hall", "reasons": "在科室收件，未经大厅登记。"}
    first = caller.post("/findings", body, **{"Idempotency-Key": "k1"})
    again = caller.post("/findings", body, **{"Idempotency-Key": "k1"})
    assert (first.json["counting"], again.headers["Idempotent-Replayed"]) == (["red", "warn", "yellow"], "true")
    assert caller.post("/findings", body).json["code"] == "already_found"


def test_somebody_who_has_not_seen_the_newest_version_is_told(overdue: Approval) -> None:
    answer = Caller(overdue, APPROVER).post("/2/appeal", {"reasons": "系统故障，当日无法登记。"}, **{"If-Match": '"1"'})
    assert answer.status_code == 412
