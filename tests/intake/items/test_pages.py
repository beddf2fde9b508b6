"""Pages of items, without a browser: everything a guide tells, the search, versions, differences, gaps, time saved."""

from __future__ import annotations

import pytest
from flask import Flask

from services.intake.items import demonstration
from shared.contracts.registry import ItemPublished
from tests.intake.test_pages import Visitor


@pytest.fixture
def anyone(app: Flask) -> Visitor:
    return Visitor(app, None)


@pytest.mark.parametrize("item", [i for i in demonstration.items() if i.code in ("LOCAL-13", "LOCAL-18", "LOCAL-20")])
def test_a_guide_tells_every_element(anyone: Visitor, item: ItemPublished) -> None:
    page = anyone.open(f"/items/{item.code}")
    texts = [item.name, item.conditions, item.handle_flow, item.limit_explain, item.special_explain, item.result]
    texts += [item.visiting.address, item.visiting.market_days, item.visiting.traffic, item.channels.handle_area]
    texts += [item.proxy.explain, item.result_detail.validity, item.remedies.review_authority, item.remedies.court]
    texts += [material.name for material in item.materials] + [material.accept_stand for material in item.materials]
    texts += [each.question for each in item.questions] + [point.name for point in item.review_points]
    told = [text.zh for text in texts] + [article.text for article in item.by_law]
    told += [item.contacts.link_way, item.contacts.hotline, item.codes.task_handle_item, item.body.entrust_notice]
    for material in item.materials:
        told += [f"/files/{ref.sha256}" for ref in (material.blank, material.sample) if ref]
    missing = [text for text in told if text.replace('"', "&#34;") not in page]
    assert not missing


def test_what_is_not_checked_is_said_to_be_so(anyone: Visitor) -> None:
    page = anyone.open("/items/LOCAL-03")
    assert "待核实" in page
    assert "条文待与官方文本核对" in page


def test_an_older_version_says_that_it_is_one_and_leads_to_the_present(anyone: Visitor) -> None:
    page = anyone.open("/items/LOCAL-08?version=1")
    assert "这是第 1 版指南，今天施行的是第 2 版" in page
    assert "代办人身份证明" in page
    assert "代办人身份证明" not in anyone.open("/items/LOCAL-08")
    anyone.open("/items/LOCAL-08?version=9", 404)
    anyone.open("/items/LOCAL-08?version=first", 400)


def test_the_comparison_shows_five_to_three_six_to_four_twenty_to_ten(anyone: Visitor) -> None:
    page = anyone.open("/items/LOCAL-08/diff?from=1&to=2")
    plain = " ".join(page.replace("<b>", " ").replace("</b>", " ").split())
    for was, now in (("5", "3"), ("6", "4"), ("20 个工作日", "10 个工作日")):
        assert f'<span class="change__was">{was}</span>' in page
        assert f"{now} </span>" in plain
    assert "<del>家庭收入证明</del>" in page
    assert "材料“申请表”·空白表格" in page
    assert "符合生活补贴或护理补贴条件" in page
    assert "<del>家庭收入证明</del>" in anyone.open("/items/LOCAL-08/diff"), "the last two versions unless named"
    assert "施行中" in anyone.open("/items/LOCAL-08/versions")
    anyone.open("/items/LOCAL-01/diff")
    anyone.open("/items/LOCAL-08/diff?from=x", 400)
    anyone.open("/items/LOCAL-99/versions", 404)


def test_the_search_page_finds_by_common_names_and_says_how_many(anyone: Visitor) -> None:
    assert "找到 1 个事项" in anyone.open("/items?q=五保户")
    page = anyone.open("/items?q=zjd")
    assert "农村宅基地批准" in page
    assert 'hx-trigger="submit, input changed delay:300ms from:#q' in page
    assert "没有找到" in anyone.open("/items?q=<script>")


def test_gaps_and_time_saved_are_open_to_everyone(anyone: Visitor) -> None:
    page = anyone.open("/items/gaps")
    assert "缺 0 / 13 类" in page
    assert "缺 12 / 13 类" in page
    assert "25.0%" in anyone.open("/items/time-saved")


@pytest.mark.parametrize("path", ["", "/diff", "/versions", "/sheet"])
def test_pages_of_an_item_speak_english_too(anyone: Visitor, path: str) -> None:
    page = anyone.open(f"/items/LOCAL-08{path}?lang=en")
    assert '<html lang="en"' in page
    assert "Skip to content" in page
