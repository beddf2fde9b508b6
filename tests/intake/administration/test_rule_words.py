"""Market rules in words: what is said is heard as the same rule, and what is no rule is refused."""

from __future__ import annotations

from typing import Any

import pytest

from services.intake.administration.rule_words import NoRule, hear, say

RULES: list[tuple[dict[str, Any], str]] = [
    ({"type": "weekday", "weekdays": [6, 7]}, "每周 六 日"),
    ({"type": "branch", "branches": ["午"], "valid_to": "2026-12-31"}, "地支 午；至 2026-12-31"),
    (
        {"type": "lunar_tail", "tails": [4, 9], "leap_month": "same", "short_month_30": "skip"},
        "农历尾 4 9；闰月 same；小月三十 skip",
    ),
    (
        {"type": "interval", "anchor": "2026-01-03", "every": 5, "add": ["2026-02-16"]},
        "间隔 2026-01-03 5；加 2026-02-16",
    ),
    ({"type": "weekday", "weekdays": [7], "open_on_public_holiday": True}, "每周 日；放假也开"),
]


@pytest.mark.parametrize(("rule", "words"), RULES)
def test_a_rule_is_said_and_heard(rule: dict[str, Any], words: str) -> None:
    assert say(rule) == words
    assert hear(words) == rule


def test_english_words_and_half_width_marks_are_understood() -> None:
    assert hear("weekly 7; 自 2026-01-01") == {"type": "weekday", "weekdays": [7], "valid_from": "2026-01-01"}


def test_what_words_do_not_say_whole_is_written_as_json() -> None:
    rule = {"type": "weekday", "weekdays": [7], "unheard": True}
    assert say(rule).startswith("{")
    assert hear(say(rule)) == rule


@pytest.mark.parametrize("text", ["", "每月 3", "每周 八", "每周 日；后天", "{", "[1]", "间隔 5"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NoRule):
        hear(text)
