"""What each kind of document is called, and words that many of them share. Documents are in Chinese, as the law is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shared.timekeeping.clock import in_shanghai

TITLES: Mapping[str, str] = {
    "receipt": "受理单",
    "notice": "一次性告知单",
    "refusal": "不予受理决定书",
    "not_needed": "无需申请告知书",
    "redirect": "受理部门告知单",
    "mandate": "授权委托书",
    "delivery": "送达回证",
    "promise": "容缺受理承诺书",
}
"""What stands at the head of each kind of document."""

KINDS: Mapping[str, LazyString] = {
    "receipt": _l("受理单"),
    "notice": _l("一次性告知单"),
    "refusal": _l("不予受理决定书"),
    "not_needed": _l("无需申请告知书"),
    "redirect": _l("受理部门告知单"),
    "mandate": _l("授权委托书"),
    "delivery": _l("送达回证"),
    "promise": _l("容缺受理承诺书"),
}
"""The same, in the reader's language."""

MANNERS: Mapping[str, str] = {
    "window": "窗口领取",
    "post": "邮寄送达",
    "online": "电子送达",
    "proxy": "村点代办转交",
    "home_visit": "上门送达",
}
OUTCOMES: Mapping[str, str] = {"approved": "准予", "refused": "不予批准", "terminated": "终止办理"}


def zh_day(day: date | None) -> str:
    """Write a day as documents bear it: 2026年9月17日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


def zh_moment(moment: datetime | None) -> str:
    """Write a time to the minute."""
    if moment is None:
        return "—"
    here = in_shanghai(moment)
    return f"{zh_day(here.date())} {here:%H:%M}"
