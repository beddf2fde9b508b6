"""Pages about duties, without a browser: departments, matrix, rules and their basis, proxy lists; in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from services.intake.app import PROBLEM_TITLES
from services.intake.registry import demo
from shared.identity import Identity
from shared.web.titles import TITLES
from tests.intake.people import Caller

As = Callable[[Identity | None], Caller]
PATHS = (
    "/departments",
    "/responsibilities",
    "/rules",
    "/bases/anshun-2016",
    "/rulebooks/hall-entry",
    "/proxy-catalogs",
)


def page(app: Flask, path: str) -> str:
    answer = app.test_client().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", PATHS)
def test_duties_are_open_to_everyone_in_both_languages(app: Flask, path: str) -> None:
    assert page(app, path) != page(app, f"{path}?lang=en")


def test_a_department_tells_where_it_serves_in_whose_name_and_who_is_above(app: Flask) -> None:
    told = page(app, "/departments")
    for words in (
        "西秀区旧州镇政务服务中心（派驻）",
        "普定县自然资源局",
        "行政复议机关",
        "普定县林业局：",
        "县级部门站所",
    ):
        assert words in told


def test_the_matrix_has_one_lead_for_every_item(app: Flask) -> None:
    told = page(app, "/responsibilities")
    leads = re.findall(r'<td data-label="主责">([^<\s][^<]*?)<small', told.replace("\n", ""))
    assert len(leads) == 20
    assert "与指南不一致" not in told


def test_every_rule_opens_an_article_and_the_article_tells_its_rules(app: Flask, as_: As) -> None:
    rules = as_(None).get("/rules").json["items"]
    assert len(rules) >= 15
    for rule in rules:
        assert rule["basis"], rule["code"]
        assert all(each["text"] and each["document_no"] for each in rule["basis"])
        assert as_(None).get(f"/rules/{rule['code']}").json["basis"] == rule["basis"]
        for each in rule["basis"]:
            assert rule["text"]["zh"] in page(app, f"/bases/{each['code']}")


def test_a_rule_that_is_not_there_is_not_found(as_: As) -> None:
    answer = as_(None).get("/rules/NO-1")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_rule")
    assert as_(None).get("/bases/nothing").status_code == 404


def test_the_refusals_by_which_rules_are_kept_exist() -> None:
    named = {
        code
        for book in demo.file("rulebooks")["rulebooks"]
        for rule in book["provisions"]
        for code in rule["enforced_by"]
    }
    assert named - set(PROBLEM_TITLES) - set(TITLES) == set()


def test_what_has_not_been_verified_is_said_to_be_so(app: Flask) -> None:
    assert "条文尚未与官方文本核对" in page(app, "/bases/licensing-law")
    assert "条文尚未与官方文本核对" not in page(app, "/bases/anshun-2016")
