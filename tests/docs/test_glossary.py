"""One word for one thing: the glossary names each thing once, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "docs/glossary.md"
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_english_word_stands_in_one_place() -> None:
    words = Counter(english for english, _ in ROWS if english != "English")
    assert len(words) > 150
    assert [word for word, times in words.items() if times > 1] == []


def test_every_word_is_paired_with_a_chinese_one() -> None:
    assert [pair for pair in ROWS if CHINESE.search(pair[0]) or not CHINESE.search(pair[1])] == []
