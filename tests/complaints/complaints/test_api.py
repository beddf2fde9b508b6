"""The JSON endpoints of complaints, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.complaints.service import Complaints
from shared.contracts.registry import StaffRegistered
from shared.identity import Identity
from tests.complaints.samples import (
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    ELSEWHERE,
    FAR_CLERK,
    FILING,
    HANDLER,
    INSIDER,
    OTHER_CASE,
    OTHER_CITIZEN,
    Caller,
    delivered,
)

As = Callable[[Identity | None], Caller]
PATH = "/complaints"
ABOUT_CASE = {"conduct": "delay", "text": "过了承诺期限还没有消息。", "case_no": CASE}


@pytest.fixture
def filed(as_: As) -> dict[str, Any]:
    answer = as_(None).post(PATH, FILING)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json", answer.get_data(as_text=True)
    return answer.status_code, answer.json["code"]


def commits(service: Complaints, number: str) -> int:
    return len(service.journal.store.stream(f"complaint/{number}"))


def everything(service: Complaints) -> int:
    return sum(1 for _ in service.journal.store.scan())


def test_anyone_may_complain_and_takes_home_a_number_and_a_code(filed: dict[str, Any], service: Complaints) -> None:
    assert filed["number"] == "520422103TS2026092400001"
    assert service.codes.fits(filed["number"], filed["query_code"])
    assert (filed["due"], filed["provisional"], filed["status"]) == ("2026-10-09", False, "filed")


def test_what_people_wrote_is_sealed_in_the_journal_and_in_the_list(filed: dict[str, Any], service: Complaints) -> None:
    (commit,) = service.journal.store.stream(f"complaint/{filed['number']}")
    kept = commit.body.decode() + str(service.complaints.collection.find_one({"_id": filed["number"]}))
    for secret in ("王某", "13812345678", filed["query_code"]):
        assert secret not in kept


def test_a_complaint_about_a_case_goes_to_the_case_s_department_and_shares_its_order(
    as_: As, service: Complaints
) -> None:
    answer = as_(None).post(PATH, {**ABOUT_CASE, "query_code": service.codes.of(CASE).lower()})
    assert (answer.status_code, answer.json["department"], answer.json["case_no"]) == (201, "dep-zr", CASE)
    (commit,) = service.journal.store.stream(f"complaint/{answer.json['number']}")
    assert commit.case == CASE


@pytest.mark.parametrize("identity", [CITIZEN, CLERK])
def test_the_applicant_s_account_and_the_hall_s_clerk_need_no_code(as_: As, identity: Identity) -> None:
    assert as_(identity).post(PATH, ABOUT_CASE).status_code == 201


@pytest.mark.parametrize("identity", [None, OTHER_CITIZEN, FAR_CLERK, AUDITOR])
def test_nobody_else_speaks_for_a_case_without_its_code(as_: As, service: Complaints, identity: Identity) -> None:
    refused = as_(identity).post(PATH, {**ABOUT_CASE, "query_code": "WRONG234"})
    assert code(refused) == (403, "not_your_case")
    assert everything(service) == 0


def test_an_unknown_case_and_a_wrong_code_look_the_same(as_: As, service: Complaints) -> None:
    wrong = as_(None).post(PATH, {**ABOUT_CASE, "query_code": "WRONG234"})
    unknown = as_(None).post(PATH, {**ABOUT_CASE, "case_no": OTHER_CASE, "query_code": service.codes.of(OTHER_CASE)})
    assert wrong.json == unknown.json
    assert everything(service) == 0


def test_said_twice_filed_once(as_: As, service: Complaints) -> None:
    first = as_(CITIZEN).post(PATH, FILING, key="once")
    again = as_(CITIZEN).post(PATH, FILING, key="once")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    assert everything(service) == 1
    other = as_(CITIZEN).post(PATH, {**FILING, "conduct": "fees"}, key="once")
    assert code(other) == (422, "key_reused")
    assert as_(CITIZEN).post(PATH, FILING, key="next").json["number"] == "520422103TS2026092400002"


def test_the_same_key_at_the_same_moment_files_once(as_: As, service: Complaints) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: as_(CITIZEN).post(PATH, FILING, key="race"), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["number"] for answer in answers}) == 1
    assert everything(service) == 1


BAD_FILINGS = [
    ({}, 422, "invalid"),
    ({**FILING, "conduct": "sorcery"}, 422, "invalid"),
    ({**FILING, "text": "差"}, 422, "invalid"),
    ({**FILING, "text": "长" * 2001}, 422, "invalid"),
    ({**FILING, "text": "夹带\x00字符的投诉"}, 422, "invalid"),
    ({**FILING, "department": "dep-moon"}, 422, "unknown_department"),
    ({**FILING, "department": ""}, 422, "department_required"),
    ({**FILING, "handler": "complaints-machang"}, 422, "invalid"),
    ({**FILING, "case_no": "123"}, 422, "invalid"),
    ({**FILING, "occurred_at": "2026-09-25T00:00:00+08:00"}, 422, "future_occurred_at"),
    ("text", 422, "invalid"),
]


@pytest.mark.parametrize(
    ("body", "field"),
    [({"hall": "H-moon"}, "hall"), ({"hall": "H-moon", "department": ""}, "hall"), ({"staff": "nobody"}, "staff")],
)
def test_what_the_register_does_not_know_is_told_under_the_name_it_came_by(as_: As, body: Any, field: str) -> None:
    answer = as_(None).post(PATH, {**FILING, **body})
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


@pytest.mark.parametrize(("body", "status", "expected"), BAD_FILINGS)
def test_a_bad_filing_appends_nothing(as_: As, service: Complaints, body: Any, status: int, expected: str) -> None:
    assert code(as_(None).post(PATH, body)) == (status, expected)
    assert everything(service) == 0


def test_whoever_holds_number_and_code_may_follow(as_: As, filed: dict[str, Any]) -> None:
    said = {"query_code": filed["query_code"]}
    answer = as_(None).post(f"{PATH}/{filed['number']}/progress", said)
    assert answer.status_code == 200
    assert (answer.json["status"], answer.json["text"], answer.json["contact"]) == (
        "filed",
        FILING["text"],
        "138****5678",
    )
    wrong = as_(None).post(f"{PATH}/{filed['number']}/progress", {"query_code": "WRONG234"})
    unknown = as_(None).post(f"{PATH}/520422103TS2026092400009/progress", said)
    assert code(wrong) == code(unknown) == (403, "wrong_code")


def test_whoever_guesses_codes_is_slowed_down_and_the_others_are_not(
    as_: As, filed: dict[str, Any], service: Complaints
) -> None:
    """A case's code opens what intake shows of it: guessing it here would go round intake's own measure."""
    delivered(service)
    guess = {"case_no": CASE, "query_code": "WRONG234"}
    routes: list[tuple[str, dict[str, Any]]] = [
        (f"{PATH}/{filed['number']}/progress", {"query_code": "WRONG234"}),
        ("/ratings", {**guess, "grade": 1, "channel": "online"}),
        (PATH, {**FILING, **guess}),
    ]
    for path, body in routes:
        service.database["throttle"].delete_many({})
        answers = [as_(None).post(path, body).status_code for _ in range(11)]
        assert answers == [403] * 10 + [429], path
        assert code(as_(None).post(path, body)) == (429, "too_many_looks")
    assert as_(CITIZEN).post("/ratings", {"case_no": CASE, "grade": 1, "channel": "online"}).status_code == 201
    own = {"query_code": filed["query_code"]}
    assert as_(None).post(f"{PATH}/{filed['number']}/progress", own).status_code == 200
    service.database["throttle"].delete_many({})
    pages = [as_(None)._client.get(f"/ratings/new?case={CASE}&code=WRONG234") for _ in range(11)]
    assert {page.status_code for page in pages} == {200}
    right = as_(None)._client.get(f"/ratings/new?case={CASE}&code={service.codes.of(CASE)}").text
    assert "农村宅基地" not in right, "after ten wrong ones the page names nothing either"


def test_from_filing_to_closing(as_: As, filed: dict[str, Any], service: Complaints) -> None:
    one = f"{PATH}/{filed['number']}"
    assigned = as_(HANDLER).post(f"{one}/assignment", {})
    assert (assigned.status_code, assigned.headers["ETag"], assigned.json["handler"]) == (200, '"2"', HANDLER.id)
    replied = as_(HANDLER).post(f"{one}/reply", {"reply": "已核实并批评教育，向您道歉。"}, If_Match='"2"')
    assert (replied.json["status"], replied.json["reply"]) == ("replied", "********"), "an act answers masked"
    before = commits(service, filed["number"])
    refused = as_(HANDLER).post(f"{one}/closure", {"outcome": "substantiated"})
    assert code(refused) == (409, "investigate_first")
    assert refused.json["errors"]["finding"], "the field that is missing"
    assert code(as_(HANDLER).post(f"{one}/closure", {"outcome": "substantiated", "finding": "无"}))[0] == 422
    assert commits(service, filed["number"]) == before
    found = {"outcome": "substantiated", "finding": "调取监控，王某当日言语不当。"}
    closed = as_(HANDLER).post(f"{one}/closure", found)
    assert (closed.json["status"], closed.json["outcome"]) == ("closed", "substantiated")
    assert (closed.json["investigations"], closed.json["investigated_on"]) == (1, "2026-09-24")
    assert closed.json["investigated_by"] == HANDLER.id
    assert as_(HANDLER).get(one).json["finding"] == found["finding"]
    followed = as_(None).post(f"{one}/progress", {"query_code": filed["query_code"]})
    assert followed.json["reply"] == "已核实并批评教育，向您道歉。"
    last = service.journal.store.stream(f"complaint/{filed['number']}")[-1].envelope()
    assert [fact.type for fact in last.events] == ["complaint.investigated", "complaint.closed"]
    found = last.events[1].data
    assert (found["outcome"], found["department"], found["conduct"]) == ("substantiated", "dep-zr", "attitude")
    assert (found["in_time"], found["closed_on"], found["due"]) == (True, "2026-09-24", "2026-10-09")


def test_a_complaint_is_not_closed_before_a_reply(as_: As, filed: dict[str, Any], service: Complaints) -> None:
    one = f"{PATH}/{filed['number']}"
    assert code(as_(HANDLER).post(f"{one}/reply", {"reply": "已核实。已道歉。"})) == (409, "not_assigned")
    as_(HANDLER).post(f"{one}/assignment", {})
    assert code(as_(HANDLER).post(f"{one}/closure", {"outcome": "partly"})) == (409, "reply_first")
    assert commits(service, filed["number"]) == 2


def test_nobody_of_the_unit_complained_of_handles_it_or_sees_it(
    as_: As, filed: dict[str, Any], service: Complaints
) -> None:
    one = f"{PATH}/{filed['number']}"
    service.replica.apply("staff/handler-zr", 1, StaffRegistered(id="handler-zr", role=INSIDER.role, unit="dep-zr"))
    assert code(as_(HANDLER).post(f"{one}/assignment", {"handler": "handler-zr"})) == (409, "own_unit")
    assert code(as_(INSIDER).get(one)) == (404, "no_complaint")
    assert code(as_(INSIDER).post(f"{one}/assignment", {})) == (404, "no_complaint")
    assert as_(INSIDER).get(PATH).json["items"] == []
    assert commits(service, filed["number"]) == 1


@pytest.mark.parametrize(("handler", "expected"), [("clerk-sh", "not_a_handler"), ("nobody", "unknown_staff")])
def test_a_complaint_goes_to_a_handler_of_the_register(
    as_: As, filed: dict[str, Any], service: Complaints, handler: str, expected: str
) -> None:
    answer = as_(HANDLER).post(f"{PATH}/{filed['number']}/assignment", {"handler": handler})
    assert code(answer) == (422, expected)
    assert commits(service, filed["number"]) == 1


def test_only_its_handler_replies(as_: As, filed: dict[str, Any], service: Complaints) -> None:
    one = f"{PATH}/{filed['number']}"
    as_(HANDLER).post(f"{one}/assignment", {})
    colleague = Identity("complaints-machang-2", "complaint_handler", "", "", HANDLER.divisions)
    assert code(as_(colleague).post(f"{one}/reply", {"reply": "这是我的答复。"})) == (403, "not_the_handler")
    assert commits(service, filed["number"]) == 2


def test_two_handlers_taking_it_at_once_end_with_one(as_: As, filed: dict[str, Any], service: Complaints) -> None:
    one = f"{PATH}/{filed['number']}/assignment"
    service.replica.apply("staff/second", 1, StaffRegistered(id="second", role="complaint_handler"))
    with ThreadPoolExecutor(2) as pool:
        takers = [HANDLER.id, "second"]
        answers = list(pool.map(lambda who: as_(HANDLER).post(one, {"handler": who}, If_Match='"1"'), takers))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert commits(service, filed["number"]) == 2


@pytest.mark.parametrize("identity", [AUDITOR, CLERK, CITIZEN, None])
def test_only_handlers_handle(as_: As, filed: dict[str, Any], service: Complaints, identity: Identity | None) -> None:
    for path, body in (("assignment", {}), ("reply", {"reply": "这是答复。。"}), ("closure", {"outcome": "partly"})):
        answer = as_(identity).post(f"{PATH}/{filed['number']}/{path}", body)
        assert answer.status_code == (403 if identity else 401)
    assert commits(service, filed["number"]) == 1


def test_auditors_read_masked(as_: As, filed: dict[str, Any]) -> None:
    told = as_(AUDITOR).get(f"{PATH}/{filed['number']}").json
    assert (told["text"], told["contact"]) == ("********", "138****5678")
    assert as_(AUDITOR).get(PATH).json["items"][0]["text"] == "********"
    assert as_(HANDLER).get(f"{PATH}/{filed['number']}").json["contact"] == "13812345678"


def test_other_jurisdictions_see_nothing(as_: As, filed: dict[str, Any]) -> None:
    assert as_(ELSEWHERE).get(PATH).json["items"] == []
    assert code(as_(ELSEWHERE).get(f"{PATH}/{filed['number']}")) == (404, "no_complaint")
    assert code(as_(CITIZEN).get(PATH)) == (403, "forbidden")


def test_the_list_pages_and_is_filtered(as_: As, service: Complaints) -> None:
    numbers = [as_(None).post(PATH, FILING).json["number"] for _ in range(4)]
    as_(HANDLER).post(f"{PATH}/{numbers[1]}/assignment", {})
    seen, cursor = [], ""
    while cursor is not None:
        page = as_(HANDLER).get(PATH, query_string={"limit": 3, "cursor": cursor}).json
        seen += [row["number"] for row in page["items"]]
        cursor = page["next"]
    assert seen == numbers

    def found(**query: str) -> list[str]:
        return [row["number"] for row in as_(HANDLER).get(PATH, query_string=query).json["items"]]

    assert found(status="assigned") == [numbers[1]]
    assert found(mine="true") == [numbers[1]]
    assert len(found(status="open")) == 4
    assert found(status="closed") == []
    assert found(department="dep-sh") == []


def test_an_erased_complainant_leaves_the_complaint_without_words(
    as_: As, filed: dict[str, Any], service: Complaints
) -> None:
    row = service.complaints.collection.find_one({"_id": filed["number"]})
    assert row is not None
    assert service.vault.erase(row["person"])
    told = as_(HANDLER).get(f"{PATH}/{filed['number']}").json
    assert (told["text"], told["contact"], told["conduct"]) == ("已删除", "已删除", "attitude")


def test_complaints_are_counted_by_what_was_found_and_the_style_of_work_apart(as_: As, filed: dict[str, Any]) -> None:
    one = f"{PATH}/{filed['number']}"
    as_(None).post(PATH, {**FILING, "conduct": "fees"})
    as_(HANDLER).post(f"{one}/assignment", {})
    as_(HANDLER).post(f"{one}/reply", {"reply": "已核实，向您道歉。"})
    found = {"outcome": "substantiated", "conduct": "evasion", "staff": "clerk-zr", "finding": "推给别的窗口。"}
    assert as_(HANDLER).post(f"{one}/closure", found).status_code == 200

    def counted(by: str, identity: Identity = HANDLER) -> dict[str, dict[str, int]]:
        days = {"by": by, "from": "2026-09-01", "to": "2026-09-30"}
        return {row.pop("key"): row for row in as_(identity).get(f"{PATH}/statistics", query_string=days).json["items"]}

    turned = as_(HANDLER).get(f"{PATH}/statistics", query_string={"from": "2026-09-30", "to": "2026-09-01"})
    assert (turned.status_code, list(turned.json["errors"])) == (422, ["to"])
    row = counted("department")["dep-zr"]
    assert (row["filed"], row["closed"], row["substantiated"], row["style"]) == (2, 1, 1, 1)
    assert {key: row["filed"] for key, row in counted("conduct").items()} == {"evasion": 1, "fees": 1}
    assert counted("staff")["clerk-zr"]["substantiated"] == 1
    assert counted("department", INSIDER) == {}
