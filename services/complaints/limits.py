"""The limits of complaints, ratings and remedies: `limits@1.0.0` (B-5). Pure data.

Law binds; what a house rule of ours sets is told as such, and what awaits checking is told as unverified, never as law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar, Deadline, due_on

VERSION = "limits@1.0.0"

Force = Literal["statutory", "internal", "unverified"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit: what it is for in Chinese and English, of what force it is, and what it rests on."""

    limit: TimeLimit
    force: Force
    basis: str
    zh: str
    en: str
    note: str = ""


def _working(days: int) -> TimeLimit:
    return TimeLimit(days, "working_days")


def _natural(days: int) -> TimeLimit:
    return TimeLimit(days, "natural_days")


def _hours(hours: int) -> TimeLimit:
    return TimeLimit(hours, "hours")


_HOUSE = "中心内部规定"
_ORDER = "贵州省人民政府令第214号的时限条款尚待核对，以其为准"
_OPEN = "国家文件未见统一天数，地方规定待核"

RULES: dict[str, Rule] = {
    "complaint_accept": Rule(_working(1), "internal", _HOUSE, "登记后着手处理", "begin with it"),
    "complaint_decide": Rule(_working(5), "internal", _HOUSE, "决定是否受理", "decide whether it is taken on"),
    "complaint_close": Rule(_working(5), "internal", _HOUSE, "办结并答复", "answer and close", _ORDER),
    "complaint_extension": Rule(_working(5), "internal", _HOUSE, "负责人批准延长", "more time from the head", _ORDER),
    "complaint_reopen": Rule(_working(10), "internal", _HOUSE, "对答复不满意要求重办", "ask to take it up again"),
    "hotline_return": Rule(_hours(24), "internal", _HOUSE, "错派工单退回", "return a ticket of another unit"),
    "hotline_close": Rule(_working(5), "unverified", _ORDER, "热线工单办结", "close a hotline ticket", _OPEN),
    "rating_contact": Rule(_working(1), "internal", _HOUSE, "差评联系核实", "call whoever gave a bad rating"),
    "rating_fix": Rule(_working(5), "internal", _HOUSE, "差评整改", "put right what it named", _OPEN),
    "rating_fix_complex": Rule(_working(15), "internal", _HOUSE, "复杂差评整改", "the same where it is hard", _OPEN),
    "rating_remind_sms": Rule(_hours(24), "internal", _HOUSE, "未评短信提醒", "remind by text message"),
    "rating_remind_phone": Rule(_hours(72), "internal", _HOUSE, "未评电话邀评", "remind by telephone"),
    "reconsideration_apply": Rule(_natural(60), "statutory", "行政复议法20", "申请行政复议", "apply"),
    "reconsideration_examine": Rule(_working(5), "statutory", "行政复议法30", "审查复议申请", "examine it"),
    "reconsideration_ask": Rule(_working(5), "statutory", "行政复议法31", "通知补正", "ask for corrections"),
    "reconsideration_supply": Rule(_working(10), "statutory", "行政复议法31", "申请人补正", "supply them"),
    "reconsideration_decide": Rule(_natural(60), "statutory", "行政复议法62", "作出复议决定", "decide"),
    "reconsideration_simplified": Rule(_natural(30), "statutory", "行政复议法62", "简易程序决定", "decide, simplified"),
    "reconsideration_extension": Rule(_natural(30), "statutory", "行政复议法62", "延长复议期限", "extend once"),
    "litigation_after": Rule(
        _natural(15), "statutory", "行政诉讼法45", "不服复议决定起诉", "sue after reconsideration"
    ),
}
"""By key. Working days leave out holidays; natural days that end on one are moved on (B-3.3)."""

UNTOLD_MONTHS = 12
"""Whoever was not told of their rights may apply for reconsideration a year at most (Reconsideration Law art. 20)."""

LITIGATION_MONTHS = 6
"""To sue directly (Administrative Litigation Law art. 46)."""


def counted(key: str, start: date | datetime, calendar: Calendar) -> Deadline:
    """Count a limit from a day, or from a moment where it runs in hours; the deadline explains itself day by day."""
    return due_on(RULES[key].limit, start, calendar)
