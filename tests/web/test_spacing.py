"""Chinese sentences close up around what is filled into them."""

from __future__ import annotations

from flask_babel import force_locale
from markupsafe import Markup

from shared.web.spacing import closed_up, edged
from tests.web.notes import make_app


def said(text: str, **values: object) -> str:
    return closed_up(text % edged(values))


def test_no_space_stands_between_two_chinese_signs_at_the_edge_of_a_value() -> None:
    assert said("请到 %(hall)s 领取", hall="旧州大厅") == "请到旧州大厅领取"
    assert said("%(hall)s %(window)s", hall="旧州大厅", window="医保窗口") == "旧州大厅医保窗口"


def test_a_space_beside_figures_and_codes_stays() -> None:
    assert said("最迟 %(day)s 补齐", day="2026年9月17日") == "最迟 2026年9月17日补齐"
    assert said("编号 %(number)s 的办件", number="5204") == "编号 5204 的办件"
    assert said("共 %(n)d 件", n=3) == "共 3 件"


def test_a_full_width_bracket_brings_its_own_space() -> None:
    assert said("%(day)s %(slot)s", day="2026年9月18日（周五）", slot="09:00") == "2026年9月18日（周五）09:00"
    assert said("%(day)s 24:00", day="2026年9月18日（周五）") == "2026年9月18日（周五）24:00"


def test_what_stands_inside_a_value_is_left_alone() -> None:
    assert said("上门人员 %(who)s 已定", who="张三 李四") == "上门人员张三 李四已定"


def test_markup_stays_markup_and_text_stays_escaped() -> None:
    app = make_app()
    page = app.jinja_env.from_string(
        "{{ _('请到 %(hall)s 领取', hall=hall) }}|{{ _('请到 %(hall)s 领取', hall=bold) }}"
    )
    with app.test_request_context("/"):
        assert page.render(hall="<b>", bold=Markup("<b>旧州</b>")) == "请到 &lt;b&gt; 领取|请到 <b>旧州</b> 领取"
    with app.test_request_context("/?lang=en"), force_locale("en"):
        assert "\u2060" not in page.render(hall="旧州", bold="x")
