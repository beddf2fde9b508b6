"""What can be done against a refusal of acceptance, where and until when, as it is printed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.intake.documents.source import Source
from services.intake.documents.wording import zh_day
from shared.contracts.documents import Block

RECONSIDERATION_DAYS, LITIGATION_MONTHS = 60, 6
"""Sixty natural days, six months (复议法20; 行诉法46): B-1 L14, L15. What an item's guide says goes before."""

GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True)
class Told:
    """The remedies in words, and the first of their last days."""

    block: Block
    last_day: date


def told(source: Source, authority: str) -> Told:
    """Give both remedies with their last days, counted from the day on which the document is handed over.

    A later service moves them; the document says so. The days are those of the calendar as it is known then.
    """
    guide = source.item.remedies
    where = authority or guide.review_authority.zh
    court = guide.court.zh or _court(where)
    days, months = guide.review_days or RECONSIDERATION_DAYS, guide.court_months or LITIGATION_MONTHS
    day = source.day
    reconsider, sue = source.calendar.nat_due(day, days), source.calendar.month_due(day, months)
    lines = [
        f"申请行政复议：自收到本决定书之日起{days}日内，向{where}提出；于{zh_day(day)}收到的，最迟为{zh_day(reconsider.due)}。",
        f"提起行政诉讼：自收到本决定书之日起{months}个月内，向{court}起诉；于{zh_day(day)}收到的，最迟为{zh_day(sue.due)}。",
    ]
    if reconsider.provisional or sue.provisional:
        lines.append("以上日期涉及尚未公布放假安排的年度，为推算，以官方放假安排公布后的计算为准。")
    return Told(Block(heading="不服本决定的救济途径", lines=tuple(lines), numbered=True), reconsider.due)


def _court(authority: str) -> str:
    if authority.endswith(GOVERNMENT):
        return authority.removesuffix(GOVERNMENT) + "人民法院"
    return "有管辖权的人民法院"
