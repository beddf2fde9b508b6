"""The JSON endpoints of ratings, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.complaints.service import Complaints
from shared.identity import Identity
from tests.complaints.samples import (
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    ELSEWHERE,
    FAR_CLERK,
    HANDLER,
    OTHER_CASE,
    OTHER_CITIZEN,
    TERMINAL,
    Caller,
    delivered,
    received,
)

As = Callable[[Identity | None], Caller]
RATING = {"case_no": CASE, "grade": 2, "comment": "窗口的张姐很热心"}


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json", answer.get_data(as_text=True)
    return answer.status_code, answer.json["code"]


def commits(service: Complaints, case: str = CASE) -> int:
    return len(service.journal.store.stream(f"rating/{case}"))


def with_code(service: Complaints, **changes: Any) -> dict[str, Any]:
    return {**RATING, "query_code": service.codes.of(CASE), **changes}


def test_whoever_knows_the_query_code_rates_a_delivered_case(as_: As, service: Complaints) -> None:
    delivered(service)
    answer = as_(None).post("/ratings", with_code(service))
    assert (answer.status_code, answer.json["grade"], answer.headers["ETag"]) == (201, 2, '"2"')


def test_a_comment_is_sealed_in_the_journal(as_: As, service: Complaints) -> None:
    delivered(service)
    as_(None).post("/ratings", with_code(service))
    assert "张姐" not in service.journal.store.stream(f"rating/{CASE}")[-1].body.decode()
    assert as_(HANDLER).get(f"/ratings/{CASE}").json["comment"] == "窗口的张姐很热心"
    assert as_(AUDITOR).get(f"/ratings/{CASE}").json["comment"] == "********"
    assert as_(HANDLER).get("/ratings").json["items"][0]["comment"] == "********", "a list shows no words"


@pytest.mark.parametrize(("identity", "channel"), [(CITIZEN, "online"), (TERMINAL, "terminal")])
def test_the_applicant_s_account_and_the_hall_s_terminal_need_no_code(
    as_: As, service: Complaints, identity: Identity, channel: str
) -> None:
    delivered(service)
    answer = as_(identity).post("/ratings", {**RATING, "channel": channel})
    assert (answer.status_code, answer.json["channel"]) == (201, channel)


@pytest.mark.parametrize("identity", [None, OTHER_CITIZEN, FAR_CLERK, CLERK, AUDITOR, HANDLER])
def test_nobody_else_rates(as_: As, service: Complaints, identity: Identity | None) -> None:
    delivered(service)
    assert code(as_(identity).post("/ratings", RATING)) == (403, "not_your_case")
    assert commits(service) == 1


def test_an_applicant_who_came_to_a_window_has_no_account_to_be_mistaken_for(as_: As, service: Complaints) -> None:
    received(service, OTHER_CASE, account="")
    delivered(service, OTHER_CASE)
    nobody = Identity("", "citizen")
    assert code(as_(nobody).post("/ratings", {**RATING, "case_no": OTHER_CASE})) == (403, "not_your_case")


def test_what_was_not_delivered_is_not_rated(as_: As, service: Complaints) -> None:
    assert code(as_(None).post("/ratings", with_code(service))) == (409, "not_invited")
    assert commits(service) == 0


def test_a_service_is_rated_once(as_: As, service: Complaints) -> None:
    delivered(service)
    as_(None).post("/ratings", with_code(service))
    assert code(as_(CITIZEN).post("/ratings", {**RATING, "grade": 5})) == (409, "already_rated")
    assert commits(service) == 2


def test_said_twice_rated_once(as_: As, service: Complaints) -> None:
    delivered(service)
    first = as_(CITIZEN).post("/ratings", RATING, key="once")
    again = as_(CITIZEN).post("/ratings", RATING, key="once")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    assert code(as_(CITIZEN).post("/ratings", {**RATING, "grade": 1}, key="once")) == (422, "key_reused")


def test_five_ratings_at_once_have_one_winner(as_: As, service: Complaints) -> None:
    delivered(service)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda grade: as_(CITIZEN).post("/ratings", {**RATING, "grade": grade}), range(1, 6)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert commits(service) == 2


BAD_RATINGS = [
    {"grade": 0},
    {"grade": 6},
    {"grade": "very good"},
    {"grade": 1.5},
    {"grade": True},
    {"grade": None},
    {"case_no": "1"},
    {"channel": "telepathy"},
    {"comment": "长" * 501},
    {"default": True},
]


@pytest.mark.parametrize("changes", BAD_RATINGS)
def test_a_bad_rating_appends_nothing(as_: As, service: Complaints, changes: dict[str, Any]) -> None:
    delivered(service)
    assert code(as_(None).post("/ratings", with_code(service, **changes))) == (422, "invalid")
    assert commits(service) == 1


def test_ratings_are_listed_by_jurisdiction_and_filtered(as_: As, service: Complaints) -> None:
    received(service, OTHER_CASE)
    delivered(service), delivered(service, OTHER_CASE)
    as_(CITIZEN).post("/ratings", RATING)

    def found(**query: str) -> list[str]:
        return [row["case_no"] for row in as_(HANDLER).get("/ratings", query_string=query).json["items"]]

    assert sorted(found()) == sorted([CASE, OTHER_CASE])
    assert found(rated="true") == [CASE]
    assert found(rated="false") == [OTHER_CASE]
    assert found(grade="2") == [CASE]
    assert found(grade="1") == []
    assert found(department="dep-sh") == []
    assert as_(ELSEWHERE).get("/ratings").json["items"] == []
    assert code(as_(CITIZEN).get("/ratings")) == (403, "forbidden")


def test_the_list_of_ratings_pages(as_: As, service: Complaints) -> None:
    received(service, OTHER_CASE)
    delivered(service), delivered(service, OTHER_CASE)
    first = as_(HANDLER).get("/ratings", query_string={"limit": 1}).json
    second = as_(HANDLER).get("/ratings", query_string={"limit": 1, "cursor": first["next"]}).json
    assert {first["items"][0]["case_no"], second["items"][0]["case_no"]} == {CASE, OTHER_CASE}
    assert second["next"] is None
