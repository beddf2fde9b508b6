"""What a rule rests on, as people cite it. Pure.

Rules name their basis in short (`S2.5e; 许可法32`), which stays what programs and the journal read. On a page it is
written out: a row of the Anshun opinions of 2016 by part and paragraph, an article by its law, and a rule that is
nobody's but the centre's own as that, so that nobody takes it for law.

| short | read as |
|---|---|
| `S2.5e` | 安顺市《意见》二（五）; the letter counts sentences of a paragraph, for ourselves |
| `许可法32`, `许可法42①`, `复议法24、27`, `条例36` | 《行政许可法》第32条, 第42条第1款, …, 《优化营商环境条例》第36条 |
| `A-2`, `B-4 首问负责制`, `C-5`, `D-7 G1`, `G9`, `P0` | 中心内部规定, with the words that follow |
| `L18` | what the law is summed up to: 法定规则 |
| anything else, `GB/T 39046 A.2` | as it stands |
"""

from __future__ import annotations

import re

LAWS = {
    "行政许可法": ("《行政许可法》", "Administrative Licensing Law"),
    "许可法": ("《行政许可法》", "Administrative Licensing Law"),
    "复议法": ("《行政复议法》", "Administrative Reconsideration Law"),
    "优化营商环境条例": ("《优化营商环境条例》", "Regulations on the Business Environment"),
    "条例": ("《优化营商环境条例》", "Regulations on the Business Environment"),
}
_HAN = "零一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_OPINION = re.compile(r"S([1-3])(?:\.(\d))?[a-z]?")
_ARTICLES = re.compile(f"({'|'.join(LAWS)})" + r"(\d.*)")
_OWN = re.compile(r"(?:[ABCD][- ][\w.]*|G\d+|P\d)[①-⑨]?\s*(.*)")
_NO_WORDS = re.compile(r"(?:[GHDVA]\d*[a-z]?\d*\s*|\d+\s*)+")
_LEGAL = re.compile(r"L\d+[a-z]?")


def cited_in(language: str, basis: str) -> str:
    """Give a basis in a language (`zh`, `en`); each source once, in the order given."""
    each = [part.strip() for part in basis.split(";") if part.strip()]
    return ("; " if language == "en" else "；").join(dict.fromkeys(_cited(part, language == "en") for part in each))


def _cited(part: str, english: bool) -> str:
    if found := _OPINION.fullmatch(part):
        return _opinion(int(found[1]), int(found[2] or 0), english)
    if found := _ARTICLES.fullmatch(part):
        return _article(LAWS[found[1]], found[2], english)
    if found := _OWN.fullmatch(part):
        words = "" if _NO_WORDS.fullmatch(found[1]) else found[1]
        return _own(words, english)
    if _LEGAL.fullmatch(part):
        return "rule of law" if english else "法定规则"
    return part


def _own(words: str, english: bool) -> str:
    if english:
        return "rule of the centre's own" + (f" ({words})" if words else "")
    return "中心内部规定" + (f"（{words}）" if words else "")


def _opinion(part: int, paragraph: int, english: bool) -> str:
    if english:
        return f"Anshun Opinions (2016), part {part}" + (f"({paragraph})" if paragraph else "")
    return f"安顺市《意见》{_HAN[part]}" + (f"（{_HAN[paragraph]}）" if paragraph else "")


def _article(law: tuple[str, str], numbers: str, english: bool) -> str:
    """Write out articles and their paragraphs: `42①` is the first paragraph of article 42."""
    if english:
        told = re.sub("[①-⑨]", lambda sign: f"({_CIRCLED.index(sign[0]) + 1})", numbers)
        return f"{law[1]}, art. " + told.replace("、", ", ").replace("至", "–")
    articles = re.sub(r"(\d+)([①-⑨]?)", lambda one: f"第{one[1]}条" + _paragraph(one[2]), numbers)
    return law[0] + articles


def _paragraph(sign: str) -> str:
    return f"第{_CIRCLED.index(sign) + 1}款" if sign else ""
