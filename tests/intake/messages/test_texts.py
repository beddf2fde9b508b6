"""Every message says the same in both languages, and everything it has to say."""

from __future__ import annotations

import re

import pytest

from services.intake.messages.render import render
from services.intake.messages.table import TABLE, tell
from services.intake.messages.texts import TEXTS
from services.intake.messages.wording import EVENTS

COMMON = {
    "case_no": "52042210320260917000019",
    "item": {"zh": "农村宅基地批准", "en": "Approval of a rural house site"},
    "hall": {"zh": "马场镇政务服务大厅", "en": "Machang Hall"},
    "phone": "0851-00000110",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_names_the_same_things_in_both_languages(text: str) -> None:
    zh, en = TEXTS[text]
    assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en))


def test_every_event_of_the_table_has_a_text_and_a_title() -> None:
    assert {row.text for row in TABLE.values()} <= set(TEXTS)
    assert set(TEXTS) == set(EVENTS)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_is_told_even_where_its_values_are_missing(text: str, lang: str) -> None:
    assert "{" not in render(text, {}, lang)


def test_a_notice_states_everything_missing_and_the_limit() -> None:
    defects = [
        {"name": {"zh": "申请表", "en": "form"}, "problem": "未签名"},
        {"name": {"zh": "身份证明", "en": "identity card"}, "problem": "已过期"},
    ]
    told = render("supplement_requested", {**COMMON, "defects": defects, "supply_by": "", "notice_no": "N-1"})
    assert "1. 申请表：未签名；2. 身份证明：已过期" in told
    assert "法律没有规定补正期限" in told
    assert "此外不再要求补正" in told
    limited = {**COMMON, "defects": defects, "supply_by": "2026-10-10", "notice_no": "N-1"}
    assert "2026年10月10日" in render("supplement_requested", limited)
    assert "1. form: 未签名; 2. identity card: 已过期" in render("supplement_requested", limited, "en")
    assert "Oct 10, 2026" in render("supplement_requested", limited, "en")


def test_days_are_days_in_shanghai_and_names_in_the_readers_language() -> None:
    values = {**COMMON, "received_at": "2026-10-01T19:00:00+00:00", "reply_by": "2026-10-13"}
    assert "收件日 2026年10月2日" in render("received", values)
    assert "最迟 2026年10月13日" in render("received", values)
    assert "Approval of a rural house site" in render("received", values, "en")


def test_a_provisional_day_says_so() -> None:
    values = {**COMMON, "accepted_on": "2026-12-28", "promised_due": "2027-01-20", "receipt_no": "R", "tolerated": []}
    assert "推算" in render("accepted", {**values, "provisional": True})
    assert "推算" not in render("accepted", {**values, "provisional": False})


def test_a_row_is_entered_once_and_needs_a_text() -> None:
    with pytest.raises(TypeError, match="told already"):
        tell("case.received", "received", lambda _, __: {})
    with pytest.raises(TypeError, match="no text"):
        tell("appointment.dreamt", "dreamt", lambda _, __: {})


def test_a_sentence_closes_up_around_names_and_days_and_keeps_what_a_name_holds() -> None:
    values = {**COMMON, "delivered_on": "2026-10-20", "document_no": "D-1", "outcome": "approved"}
    assert "的结果已于 2026年10月20日送达" in render("delivered", values)
    assert "请到马场镇政务服务大厅领取" in render("decided", values)
    assert "请到马场 大厅领取" in render("decided", {**values, "hall": {"zh": "马场 大厅"}})
    assert "delivered on Oct 20, 2026" in render("delivered", values, "en")


def test_a_day_to_keep_in_mind_is_told_with_its_day_of_the_week() -> None:
    values = {**COMMON, "received_at": "2026-10-01T19:00:00+00:00", "reply_by": "2026-10-13"}
    assert "收件日 2026年10月2日。最迟 2026年10月13日（周二）答复" in render("received", values)
    assert "by Tue, Oct 13, 2026" in render("received", values, "en")
