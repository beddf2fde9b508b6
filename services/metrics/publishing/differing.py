"""What a correction changed, for people: total, grade and rank, then each indicator's points, numerator, denominator.

A correction's own list names every figure, down to each named fact; it stays beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from shared.web.locale import text

HEADLINES = {
    "total": _l("总分"),
    "grade": _l("等次"),
    "rank": _l("名次"),
    "base": _l("基础分"),
    "deducted": _l("扣分"),
}
PARTS = {"score": _l("得分"), "numerator": _l("分子"), "denominator": _l("分母")}
GRADES = {
    "excellent": _l("优秀"),
    "good": _l("良好"),
    "pass": _l("合格"),
    "fail": _l("不合格"),
    "": _l("不评级"),
}


class Change(NamedTuple):
    """A figure that differs: what it is called, what it was and what it is."""

    what: str
    before: str
    after: str


def changes(differences: Iterable[Mapping[str, Any]], result: Mapping[str, Any]) -> list[Change]:
    """Give what people ask for first, in their words; a total that is not published is left out (D-2)."""
    told = {each["figure"]: (str(each["before"]), str(each["after"])) for each in differences}
    ranked = result.get("rank") is not None or "rank" in told
    names = [name for name in HEADLINES if name in told and (ranked or name != "total")]
    found = [Change(str(HEADLINES[name]), *_in_words(name, told[name])) for name in names]
    for each in result.get("components", ()):
        called = f"{each['id']} {text(each['name'])}"
        parts = [part for part in PARTS if f"{each['id']}.{part}" in told]
        found += [Change(f"{called} · {PARTS[part]}", *told[f"{each['id']}.{part}"]) for part in parts]
    return found


def _in_words(name: str, values: tuple[str, str]) -> tuple[str, str]:
    if name != "grade":
        return values
    before, after = (str(GRADES.get(value, value)) for value in values)
    return before, after
