"""What a policy changes against the one before, in plain words, Chinese and English. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from services.metrics.scoring.policy import Grade, Indicator, Penalty, Policy, Sheet, Terms

Words = dict[str, str]
"""A sentence in both languages."""


def differences(old: Policy, new: Policy) -> list[Words]:
    """Tell everything that differs between two policies but version and date; nothing where they score alike."""
    kinds = {**old.sheets, **new.sheets}
    return [
        *_whole_value("到期办件少于此数不评级", "fewer cases due: no grade", old.least_cases, new.least_cases),
        *_value("适用权重少于此数不评级", "less weight that applies: no grade", old.least_weight, new.least_weight),
        *_value("单期扣分封顶", "most points off in a period", old.cap, new.cap),
        *(words for kind in kinds for words in _sheet(old.sheets.get(kind), new.sheets.get(kind))),
    ]


def _sheet(old: Sheet | None, new: Sheet | None) -> Iterator[Words]:
    if old is None or new is None:
        if new is not None:
            yield _said("新增评分表", "sheet added", new.title)
        if old is not None:
            yield _said("取消评分表", "sheet dropped", old.title)
        return
    for words in _parts(old, new):
        yield {"zh": f"{new.title['zh']}：{words['zh']}", "en": f"{new.title['en']}: {words['en']}"}


def _parts(old: Sheet, new: Sheet) -> Iterator[Words]:
    if old.cases != new.cases:
        yield _moved("样本口径", "sample", old.cases, new.cases)
    yield from _each({i.id: i for i in old.indicators}, {i.id: i for i in new.indicators}, _indicator)
    yield from _each({p.kind: p for p in old.penalties}, {p.kind: p for p in new.penalties}, _penalty)
    yield from _each({v.fact: v for v in old.vetoes}, {v.fact: v for v in new.vetoes}, _veto)
    yield from _each({g.id: g for g in old.grades}, {g.id: g for g in new.grades}, _grade)


def _each(old: Mapping[str, Any], new: Mapping[str, Any], compare: Any) -> Iterator[Words]:
    for key in {**old, **new}:
        if key not in new:
            yield _said("取消", "dropped", old[key].name, key)
        elif key not in old:
            yield _said(*_added(new[key]), new[key].name, key)
        elif old[key] != new[key]:
            for words in compare(old[key], new[key]):
                yield _said(words["zh"], words["en"], new[key].name, key)


def _added(told: Any) -> tuple[str, str]:
    if isinstance(told, Indicator):
        weight, formula = _number(told.weight), _formula(told)
        return f"新增，权重 {weight}，{formula}", f"added, weight {weight}, {formula}"
    if isinstance(told, Penalty):
        points = _number(told.points)
        return f"新增，每 {told.each} 次扣 {points} 分", f"added, {points} off for every {told.each}"
    if isinstance(told, Grade):
        return f"新增，{_number(told.least)} 分起", f"added, from {_number(told.least)}"
    return "新增", "added"


def _indicator(old: Indicator, new: Indicator) -> Iterator[Words]:
    yield from _value("权重", "weight", old.weight, new.weight)
    yield from _value("零分线", "zero at", old.floor, new.floor)
    yield from _value("满分线", "full at", old.target, new.target)
    if old.prior != new.prior:
        before, after = _prior(old), _prior(new)
        yield {"zh": f"小样本先验 {before} 改为 {after}", "en": f"prior {before} becomes {after}"}
    if old.ratios != new.ratios:
        before, after = _formula(old), _formula(new)
        yield {"zh": f"公式 {before} 改为 {after}", "en": f"formula {before} becomes {after}"}
    yield from _wording(old, new)


def _penalty(old: Penalty, new: Penalty) -> Iterator[Words]:
    yield from _value("每次扣分", "points off", old.points, new.points)
    yield from _value("每几次扣一回", "for every", Fraction(old.each), Fraction(new.each))
    if old.facts != new.facts:
        yield _moved("口径", "counts", old.facts, new.facts)
    yield from _wording(old, new)


def _veto(old: Any, new: Any) -> Iterator[Words]:
    if old.grade != new.grade:
        yield {"zh": f"最高等次 {old.grade} 改为 {new.grade}", "en": f"best grade {old.grade} becomes {new.grade}"}
    yield from _wording(old, new)


def _grade(old: Grade, new: Grade) -> Iterator[Words]:
    yield from _value("分数线", "from", old.least, new.least)
    if old.conditions != new.conditions:
        before, after = _conditions(old), _conditions(new)
        yield {"zh": f"另须条件 {before} 改为 {after}", "en": f"besides {before} becomes {after}"}
    yield from _wording(old, new)


def _wording(old: Any, new: Any) -> Iterator[Words]:
    """Tell that only words or lists changed, so that no difference stays unsaid."""
    if old.name != new.name:
        yield {"zh": f"名称由“{old.name['zh']}”改来", "en": f"was called “{old.name['en']}”"}
    for attribute, zh, en in (("rule", "说明", "explanation"), ("lists", "名单", "lists"), ("unit", "单位", "unit")):
        if getattr(old, attribute, None) != getattr(new, attribute, None):
            yield {"zh": f"{zh}有改动", "en": f"{en} changed"}
    if getattr(old, "group", None) != getattr(new, "group", None):
        yield {"zh": f"归入 {new.group}", "en": f"now part of {new.group}"}


def _value(zh: str, en: str, old: Fraction, new: Fraction) -> Iterator[Words]:
    if old != new:
        before, after = _number(old), _number(new)
        yield {"zh": f"{zh} {before} 改为 {after}", "en": f"{en} {before} becomes {after}"}


def _whole_value(zh: str, en: str, old: int, new: int) -> Iterator[Words]:
    return _value(zh, en, Fraction(old), Fraction(new))


def _said(zh: str, en: str, name: Mapping[str, str], key: str = "") -> Words:
    before = f"{key} " if key else ""
    return {"zh": f"{before}{name['zh']}：{zh}", "en": f"{before}{name['en']}: {en}"}


def _moved(zh: str, en: str, old: Terms, new: Terms) -> Words:
    before, after = _terms(old), _terms(new)
    return {"zh": f"{zh} {before} 改为 {after}", "en": f"{en} {before} becomes {after}"}


def _prior(told: Indicator) -> str:
    return f"{_number(told.prior.m)}@{_number(told.prior.p0)}" if told.prior else "—"


def _conditions(told: Grade) -> str:
    parts = [
        f"{each.fact} ≤ {_number(each.most)}" if each.fact else f"{each.indicator} ≥ {_number(each.least)}"
        for each in told.conditions
    ]
    return _joined(parts, ", ")


def _formula(told: Indicator) -> str:
    return _joined([f"({_terms(r.numerator)})/({_terms(r.denominator)})" for r in told.ratios], " min ")


def _terms(told: Terms) -> str:
    return _joined([name if factor == 1 else f"{_number(factor)}×{name}" for name, factor in told.items()], " + ")


def _joined(parts: Sequence[str], between: str) -> str:
    return between.join(parts) or "—"


def _number(told: Fraction) -> str:
    """Write a number by hand: `0.97` where decimals say it exactly, else `2/3`."""
    tens = told * 10**9
    if tens.denominator != 1:
        return str(told)
    text = f"{tens.numerator / 10**9:.9f}".rstrip("0").rstrip(".")
    return text or "0"
