"""Applicants under age: a guardian acts or consents, or the law lets them act alone (民法典18—20, 23, 27)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from services.intake.cases.minors import Care, looked_after
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.intake import Alone, Guardian
from shared.identity import Identity
from shared.privacy import Erased
from tests.intake.people import CITIZEN, CLERK, INSTANT, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]


def number(born: str, n: int = 1) -> str:
    body = f"520402{born}{n:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def guardian(acts: Any = "present") -> Guardian:
    return Guardian("g", "", "", "parent", acts)


def refusal(mandate: str = "", **care: Any) -> tuple[str, list[str]]:
    try:
        looked_after(Care(**care), mandate)
    except Rejected as refused:
        return refused.code, list(refused.errors)
    return "", []


@pytest.mark.parametrize("age", [0, 7, 8, 15, 17])
def test_nobody_under_eighteen_applies_without_a_guardian(age: int) -> None:
    assert refusal(age=age) == ("guardian_missing", ["guardian.name"])
    assert refusal(age=age, guardian=guardian(), guardian_age=40) == ("", [])


@pytest.mark.parametrize("age", [18, 70, None])
def test_the_grown_and_bodies_need_none_and_may_name_one(age: int | None) -> None:
    assert refusal(age=age) == ("", [])
    assert refusal(age=age, guardian=guardian(), guardian_age=30) == ("", [])


@pytest.mark.parametrize(("age", "code"), [(7, "guardian_must_act"), (8, ""), (17, "")])
def test_from_eight_on_a_written_consent_is_enough(age: int, code: str) -> None:
    assert refusal(age=age, guardian=guardian("consent"), guardian_age=40)[0] == code


@pytest.mark.parametrize(
    ("age", "alone", "alone_age", "code"),
    [
        (15, "own_labour", 18, "alone_too_young"),
        (16, "own_labour", 18, ""),
        (17, "suited", 18, "alone_too_young"),
        (14, "suited", 14, ""),
        (13, "suited", 14, "alone_too_young"),
        (7, "suited", 1, "alone_too_young"),
    ],
)
def test_alone_acts_who_lives_on_their_own_labour_or_where_the_hall_lets_their_age(
    age: int, alone: Alone, alone_age: int, code: str
) -> None:
    assert refusal(age=age, alone=alone, alone_age=alone_age)[0] == code


def test_a_guardian_is_grown_and_somebody_else_and_a_mandate_has_one_already() -> None:
    assert refusal(age=9, guardian=guardian(), guardian_age=17) == ("under_age", ["guardian.id_number"])
    assert refusal(age=9, guardian=guardian(), guardian_age=40, same=True)[0] == "guardian_is_applicant"
    assert refusal("M1", age=9) == ("", [])


CHILD = {"kind": "1", "name": "张小宝", "id_number": number("20160315"), "phone": ""}
MOTHER = {"name": "李桂花", "id_number": number("19850612", 2), "relation": "parent"}


@pytest.mark.parametrize("who", [RS_CLERK, CITIZEN])
def test_a_child_is_taken_with_its_guardian_sealed_under_the_guardians_own_key(
    as_: As, intake: Intake, who: Identity
) -> None:
    channel = "online" if who is CITIZEN else "window"
    body = {**INSTANT, "channel": channel, "applicant": CHILD}
    refused = as_(who).post("/cases", body)
    assert (refused.status_code, refused.json["code"]) == (422, "guardian_missing")
    assert list(refused.json["errors"]) == ["guardian.name"]
    bad = as_(who).post("/cases", {**body, "guardian": {**MOTHER, "id_number": "520402198506120013"}})
    assert list(bad.json["errors"]) == ["guardian.id_number"]
    taken = as_(who).post("/cases", {**body, "guardian": MOTHER})
    assert taken.status_code == 201, taken.json
    case_no = taken.json["case_no"]
    told = as_(who).get(f"/cases/{case_no}").json["guardian"]
    assert (told["name"], told["relation"], told["acts"]) == (MOTHER["name"], "parent", "present")
    stored = b"".join(commit.body for commit in intake.journal.store.stream(f"case/{case_no}"))
    assert all(MOTHER[name].encode() not in stored for name in ("name", "id_number"))
    fact = intake.journal.store.stream(f"case/{case_no}")[0].envelope().events[0].data["guardian"]
    assert fact["person"] == intake.vault.person("id", MOTHER["id_number"])
    intake.vault.erase(fact["person"])
    with pytest.raises(Erased):
        intake.vault.open(fact["person"], fact["name"], case_no, "guardian.name")
    assert as_(who).get(f"/cases/{case_no}").json["applicant"]["name"] == CHILD["name"]
    assert as_(who).get(f"/cases/{case_no}").json["guardian"]["name"] != MOTHER["name"]


def test_whoever_need_not_know_sees_no_name_of_a_guardian(as_: As) -> None:
    taken = as_(RS_CLERK).post("/cases", {**INSTANT, "applicant": CHILD, "guardian": MOTHER})
    seen = as_(CLERK).get(f"/cases/{taken.json['case_no']}")
    assert seen.status_code in (200, 404, 403)
    assert MOTHER["name"] not in seen.get_data(as_text=True)


def test_the_window_is_led_to_the_guardian_and_shows_who_it_was(app: Flask) -> None:
    visitor = Visitor(app, RS_CLERK)
    visitor.open(f"/cases/new?item={INSTANT['item']}&hall={INSTANT['hall']}")
    fields = {"materials": INSTANT["materials"], **{f"applicant.{name}": value for name, value in CHILD.items()}}
    refused = visitor.submit("/cases/new", **fields)
    assert refused.status_code == 422
    assert "申请人未满 18 周岁，须由监护人代为办理或同意" in refused.text
    visitor.page = refused.text
    taken = visitor.submit("/cases/new", **fields, **{f"guardian.{name}": value for name, value in MOTHER.items()})
    assert taken.status_code == 303, taken.text[:800]
    assert f"{MOTHER['name']}（父母，监护人到场代为办理）" in visitor.open(taken.headers["Location"])
