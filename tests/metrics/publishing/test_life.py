"""A quarter from its freeze to a correction, over HTTP and by the timers, on a fold of real commits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from services.metrics.app import create_app
from services.metrics.publishing import timers
from services.metrics.service import Metrics
from services.metrics.supervision import timers as supervision_timers
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.timekeeping.clock import VirtualClock
from tests.metrics.conftest import AUDITOR, CITIZEN, empty_metrics, forget, take_in
from tests.metrics.stories import Story, case_no

ASSESSOR = Identity("assessor-1", "assessor", divisions=("5204",))
HEAD_ZR = Identity("head-zr", "approver", "dep-zr", divisions=("520402109",))
HEAD_RS = Identity("head-rs", "approver", "dep-rs", divisions=("520402109",))
ROUND = "/api/v1/rounds/2026Q3/department"
UNIT = f"{ROUND}/dep-zr"


def quarter() -> list[Story]:
    """Twelve cases due in the third quarter, the last of them late, three red cards among them."""
    made = [
        Story(case_no("2026-07-06", n))
        .received("2026-07-06")
        .accepted("2026-07-06", "2026-07-20")
        .decided("2026-07-14")
        .delivered("2026-07-15")
        .rated(1, "2026-07-16")
        for n in range(1, 12)
    ]
    late = Story(case_no("2026-07-06", 12)).received("2026-07-06").accepted("2026-07-06", "2026-07-20")
    for number in (1, 2, 3):
        late.carded("red", "2026-08-03", number)
    at_work = Story("attendance/H-520402109-2026-07-06").at_work("2026-07-06")
    return [*made, late.decided("2026-08-03"), at_work]


class Office:
    """The service with a clock that the test moves, and clients for whoever asks."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        assert isinstance(metrics.clock, VirtualClock)
        self.clock = metrics.clock
        self.app = create_app(metrics)

    def at(self, moment: str) -> Office:
        self.clock.move_to(datetime.fromisoformat(f"{moment}+08:00"))
        return self

    def client(self, identity: Identity | None = None) -> FlaskClient:
        made = self.app.test_client()
        if identity:
            token = Tokens(self.metrics.settings.token_key).issue(identity)
            made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return made

    def get(self, path: str, identity: Identity | None = None, status: int = 200) -> Any:
        answer = self.client(identity).get(path)
        assert answer.status_code == status, answer.text
        return answer.json

    def post(self, path: str, body: Any, identity: Identity, status: int = 200) -> Any:
        answer = self.client(identity).post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json


@pytest.fixture
def office(mongo_uri: str) -> Iterator[Office]:
    metrics = empty_metrics(mongo_uri)
    metrics.clock = VirtualClock(datetime.fromisoformat("2026-10-13T09:00:00+08:00"))
    take_in(metrics, [commit for story in quarter() for commit in story.commits])
    yield Office(metrics)
    forget(metrics)


def test_a_quarter_from_its_freeze_to_a_correction(office: Office) -> None:
    timers.tick(office.metrics)
    assert office.get("/api/v1/rounds")["items"] == []  # the fifth working day has not ended

    timers.tick(office.at("2026-10-14T00:00:10").metrics)
    office.get(UNIT, status=404)  # not public yet
    frozen = office.get(UNIT, HEAD_ZR)
    assert (frozen["status"], frozen["frozen_on"], frozen["publish_from"]) == ("frozen", "2026-10-13", "2026-10-20")
    assert office.get(UNIT, HEAD_RS, status=404)["code"] == "not_frozen"  # another unit's preview

    appeal = {"figure": "D02", "reasons": "一件因停电无法登记"}
    assert office.post(f"{UNIT}/appeals", appeal, HEAD_RS, 403)["code"] == "other_unit"
    office.post(f"{UNIT}/appeals", appeal, HEAD_ZR)
    assert office.at("2026-10-20T09:00:00").post(f"{ROUND}/publication", None, ASSESSOR, 409)["code"] == "appeals_open"
    answer = {"followed": False, "reasons": "登记记录与事实相符"}
    office.post(f"{UNIT}/appeals/1/answer", answer, ASSESSOR)
    ranking = office.post(f"{ROUND}/publication", None, ASSESSOR)
    assert office.get(f"{ROUND}/ranking") == ranking
    first = office.get(UNIT)
    assert (first["status"], first["published"]["late"], len(first["versions"])) == ("published", False, 1)

    # a complaint of the quarter is found true long after
    late_fact = Story(case_no("2026-07-01", 90)).complained(day="2026-07-01").complaint_closed(day="2026-09-30")
    take_in(office.metrics, late_fact.commits)
    assert office.post(f"{ROUND}/correction", None, ASSESSOR) == {"corrected": ["dep-zr"]}
    second = office.get(UNIT)
    assert second["versions"][0] == first["result"]
    assert (second["published"]["hash"], len(second["versions"])) == (first["hash"], 2)
    changed = {each["figure"]: (each["before"], each["after"]) for each in second["corrections"][0]["differences"]}
    assert changed["D09.numerator"] == ("0", "1")
    assert office.post(f"{ROUND}/correction", None, ASSESSOR) == {"corrected": []}
    page = office.client().get("/rounds/2026Q3/department/dep-zr").text
    assert "更正为第 2 版" in page
    assert "首次公布的结果" in page
    assert "D09 投诉查实率 · 分子" in page, "what changed is told in words"
    assert 'href="/api/v1/assessments/2026Q3/dep-zr/bundle"' in page
    shown = page[page.index("首次公布的结果") :]
    assert shown.index("名次") < shown.index("D01"), "the first version tells its rank and grade too"


def test_one_request_repeated_freezes_and_publishes_once(office: Office) -> None:
    office.at("2026-10-20T09:00:00")
    assert office.post(f"{ROUND}/freeze", None, ASSESSOR)["frozen"] > 0
    timers.tick(office.metrics)
    assert office.post(f"{ROUND}/freeze", None, ASSESSOR) == {"frozen": 0}
    assert office.post(f"{ROUND}/publication", None, ASSESSOR) == office.post(f"{ROUND}/publication", None, ASSESSOR)


def test_what_late_facts_change_on_one_day_is_one_correction_of_the_timer(office: Office) -> None:
    office.at("2026-10-20T09:00:00").post(f"{ROUND}/freeze", None, ASSESSOR)
    office.post(f"{ROUND}/publication", None, ASSESSOR)
    for number in (1, 2):
        late = Story(case_no("2026-07-01", 90 + number)).complained(day="2026-07-01").complaint_closed(day="2026-09-30")
        take_in(office.metrics, late.commits)
        timers.tick(office.metrics)
    assert len(office.get(UNIT)["corrections"]) == 1
    timers.tick(office.at("2026-10-21T09:00:00").metrics)
    assert len(office.get(UNIT)["corrections"]) == 2


def test_published_results_demand_an_order_that_a_person_signs_after_the_unit_was_heard(office: Office) -> None:
    office.at("2026-10-20T09:00:00").post(f"{ROUND}/freeze", None, ASSESSOR)
    supervision_timers.tick(office.metrics)
    assert office.get("/api/v1/supervision-orders", ASSESSOR)["items"] == []  # nothing before publication
    office.post(f"{ROUND}/publication", None, ASSESSOR)
    for _ in range(2):
        supervision_timers.tick(office.metrics)
    (told,) = office.get("/api/v1/supervision-orders", ASSESSOR)["items"]
    assert (told["step"], told["ground"], told["unit"], told["status"]) == ("order", "three_reds", "dep-zr", "proposed")
    path = f"/api/v1/supervision-orders/{told['id']}"
    order = {"source": "三季度考核", "requirement": "一月内整改", "due": "2026-11-04"}
    assert office.post(f"{path}/issue", order, ASSESSOR, 409)["code"] == "statement_missing"
    assert office.get(path, HEAD_RS, 404)["code"] == "unknown_supervision"
    assert office.post(f"{path}/statement", {"text": "说明如下"}, HEAD_RS, 403)["code"] == "other_unit"
    office.post(f"{path}/statement", {"text": "已增派人手"}, HEAD_ZR)
    assert office.post(f"{path}/issue", order, ASSESSOR)["status"] == "issued"
    supervision_timers.tick(office.at("2026-11-05T00:00:10").metrics)
    assert office.get(path, HEAD_ZR)["overdue"]
    assert office.post(f"{path}/answer", {"text": "已整改完毕"}, HEAD_ZR)["answer"]["in_time"] is False
    assert office.post(f"{path}/closure", {"outcome": "done", "reasons": "核查属实"}, ASSESSOR)["status"] == "closed"
    assert "已增派人手" in office.client(ASSESSOR).get(f"/supervision/{told['id']}").text


SAID = {"source": "县中心业务指导", "requirement": "补齐一次性告知单", "due": "2026-10-30"}


def test_guidance_and_tasks_are_receipted_and_what_is_not_climbs_by_proposals_alone(office: Office) -> None:
    """S2.1e, S3.1a, S3.3b: nobody is punished by a clock; it proposes, the unit is heard, a person signs."""
    orders, at = "/api/v1/supervision-orders", office.at("2026-10-20T09:00:00")
    to = {"kind": "department", "unit": "dep-zr", "ground": "other", **SAID}
    task = at.post(orders, {**to, "step": "task"}, ASSESSOR, 201)
    guidance = at.post(orders, {**to, "step": "guidance"}, ASSESSOR, 201)
    assert (task["step"], guidance["step"], task["status"]) == ("task", "guidance", "issued")
    office.post(f"{orders}/{task['id']}/answer", {"text": "收到，已落实"}, HEAD_ZR)
    supervision_timers.tick(office.at("2026-10-30T23:59:00").metrics)
    assert office.get(f"{orders}?overdue=true", ASSESSOR)["items"] == []
    for _ in range(2):
        supervision_timers.tick(office.at("2026-10-31T00:00:10").metrics)
    (late,) = office.get(f"{orders}?overdue=true", ASSESSOR)["items"]
    assert late["id"] == guidance["id"], "the answered one is not late"
    (told,) = office.get(f"{orders}?status=proposed", HEAD_ZR)["items"]
    assert (told["step"], told["ground"], told["evidence"]) == ("order", "overdue_order", [guidance["id"]])
    path, sign = f"{orders}/{told['id']}", {**SAID, "due": "2026-11-10"}
    assert office.post(f"{path}/issue", sign, ASSESSOR, 409)["code"] == "statement_missing"
    office.post(f"{path}/statement", {"text": "漏看了通知"}, HEAD_ZR)
    assert guidance["id"] in office.client(ASSESSOR).get(f"/supervision/{told['id']}").text
    office.post(f"{path}/issue", sign, ASSESSOR)
    supervision_timers.tick(office.at("2026-11-11T00:00:10").metrics)
    (next_,) = office.get(f"{orders}?status=proposed", ASSESSOR)["items"]
    assert (next_["step"], next_["evidence"]) == ("interview", [told["id"]])


def test_what_followed_a_silence_is_not_signed_once_the_unit_has_answered(office: Office) -> None:
    orders = "/api/v1/supervision-orders"
    to = {"kind": "department", "unit": "dep-zr", "ground": "inspection", **SAID}
    first = office.at("2026-10-20T09:00:00").post(orders, to, ASSESSOR, 201)
    supervision_timers.tick(office.at("2026-10-31T00:00:10").metrics)
    (told,) = office.get(f"{orders}?status=proposed", ASSESSOR)["items"]
    assert told["step"] == "interview"
    office.post(f"{orders}/{told['id']}/statement", {"text": "材料已在路上"}, HEAD_ZR)
    office.post(f"{orders}/{first['id']}/answer", {"text": "已经补齐"}, HEAD_ZR)
    sign = {**SAID, "due": "2026-11-10"}
    assert office.post(f"{orders}/{told['id']}/issue", sign, ASSESSOR, 409)["code"] == "evidence_changed"


def test_an_order_goes_to_a_unit_of_the_register_and_of_one_s_own_jurisdiction(office: Office) -> None:
    orders = "/api/v1/supervision-orders"
    to = {"kind": "department", "unit": "dep-zr", "ground": "inspection", **SAID}
    office.at("2026-10-20T09:00:00")
    for wrong in ({"unit": "dep-moon"}, {"kind": "hall"}, {"kind": "point", "unit": "H-520402109"}):
        answer = office.post(orders, {**to, **wrong}, ASSESSOR, 422)
        assert (answer["code"], set(answer["errors"])) == ("unknown_unit", {"unit"})
    other = Identity("assessor-2", "assessor", divisions=("520402",))
    assert office.post(orders, to, other, 403)["code"] == "other_division"
    told = office.post(orders, to, ASSESSOR, 201)
    ended = {"outcome": "done", "reasons": "核查属实"}
    assert office.post(f"{orders}/{told['id']}/closure", ended, other, 403)["code"] == "other_division"
    for division, status in (("520422103", 200), ("520402", 404)):
        head = Identity("head-gov", "government_head", divisions=(division,))
        office.get(f"{orders}/{told['id']}", head, status)
        assert len(office.get(orders, head)["items"]) == (status == 200)


def test_a_year_is_exported_as_an_event_and_a_workbook(office: Office) -> None:
    office.at("2026-10-20T09:00:00").post(f"{ROUND}/freeze", None, ASSESSOR)
    year = "/api/v1/annual-scores/2026/department"
    assert office.post(year, {}, ASSESSOR, 404)["code"] == "nothing_published"
    office.post(f"{ROUND}/publication", None, ASSESSOR)
    told = office.post(year, {"weights": {"2026Q3": "1.5"}}, ASSESSOR)
    assert office.get(year) == told
    row = next(each for each in told["rows"] if each["unit"] == "dep-zr")
    assert row["mean"] == row["totals"][0][1] == office.get(UNIT)["result"]["total"]
    file = office.client().get("/annual-scores/2026/department.xlsx")
    cells = [c.value for line in openpyxl.load_workbook(io.BytesIO(file.data)).active.iter_rows() for c in line]
    assert {row["mean"], told["hash"]} <= set(cells)
    assert office.post(year, {"weights": {"Q3": "x"}}, ASSESSOR, 422)["code"] == "invalid"


def test_who_may_not_publish_does_not(office: Office) -> None:
    for identity in (AUDITOR, HEAD_ZR, CITIZEN):
        assert office.post(f"{ROUND}/freeze", None, identity, 403)["code"]
    assert office.get("/rounds", status=200) is None
    assert office.get("/api/v1/rounds/2026Q3/planets", status=404)["code"] == "unknown_kind"
