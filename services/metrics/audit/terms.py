"""Fields and values in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Pair = tuple[str, str]

VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "channel": {
        "window": ("窗口", "window"),
        "online": ("网上", "online"),
        "mobile": ("手机", "mobile"),
        "terminal": ("自助终端", "terminal"),
        "phone": ("电话", "phone"),
        "post": ("邮寄", "post"),
        "proxy": ("村点代办", "village proxy"),
        "home_visit": ("上门", "home visit"),
    },
    "manner": {
        "clerk": ("窗口受理", "by the window"),
        "deemed": ("逾期未告知视为受理", "deemed accepted by silence"),
        "window": ("窗口领取", "at the window"),
        "post": ("邮寄", "by post"),
        "online": ("网上送达", "online"),
        "proxy": ("村点代办", "through the village point"),
        "home_visit": ("上门", "home visit"),
    },
    "outcome": {
        "approved": ("准予", "approved"),
        "refused": ("不予批准", "refused"),
        "substantiated": ("属实", "found true"),
        "partly": ("部分属实", "partly true"),
        "unsubstantiated": ("不属实", "not found true"),
    },
    "conduct": {
        "attitude": ("服务态度", "attitude"),
        "delay": ("办理拖延", "delay"),
        "extra_materials": ("清单外索要材料", "papers beyond the list"),
        "fees": ("违规收费", "fees"),
        "absence": ("窗口无人", "nobody at the window"),
        "other": ("其他", "other"),
    },
    "confirmed": {True: ("申请人已确认", "confirmed by the applicant"), False: ("未经申请人确认", "not confirmed")},
    "passed": {True: ("通过", "passed"), False: ("未通过", "not passed")},
    "grade": {
        1: ("非常满意", "very satisfied"),
        2: ("满意", "satisfied"),
        3: ("基本满意", "fairly satisfied"),
        4: ("不满意", "dissatisfied"),
        5: ("非常不满意", "very dissatisfied"),
    },
    "kind": {"instant": ("即办件", "instant"), "promised": ("承诺件", "promised")},
}
"""Values in words, by field."""

UNITS: Mapping[str, Pair] = {
    "working_days": ("个工作日", "working days"),
    "natural_days": ("个自然日", "natural days"),
    "hours": ("小时", "hours"),
    "same_day": ("当日", "same day"),
}

FIELDS: Mapping[str, Pair] = {
    "accepted_on": ("受理日", "accepted on"),
    "address": ("地址", "address"),
    "basis": ("依据", "basis"),
    "calendar": ("日历版本", "calendar"),
    "case_no": ("办件编号", "case"),
    "channel": ("渠道", "channel"),
    "completed_on": ("办结日", "done on"),
    "conduct": ("投诉类别", "about"),
    "confirmed": ("申请人确认", "confirmed"),
    "decided_at": ("决定时间", "decided at"),
    "defects": ("需补正", "defects"),
    "delivered_on": ("送达日", "delivered on"),
    "department": ("部门", "department"),
    "division": ("区划", "division"),
    "document_no": ("文书编号", "document"),
    "due": ("期限", "due"),
    "finding": ("审查意见", "finding"),
    "grade": ("评价", "grade"),
    "hall": ("大厅", "hall"),
    "handler": ("经办人", "handler"),
    "item": ("事项", "item"),
    "item_name": ("事项名称", "item name"),
    "item_version": ("事项版本", "item version"),
    "kind": ("办件类型", "kind"),
    "manner": ("方式", "manner"),
    "materials": ("材料", "papers"),
    "notice_no": ("通知书编号", "notice"),
    "outcome": ("结果", "outcome"),
    "passed": ("结论", "result of the step"),
    "points": ("审查要点", "points ticked"),
    "promised": ("承诺时限", "promised limit"),
    "promised_due": ("承诺到期日", "promised by"),
    "provisional": ("暂定日历", "provisional"),
    "reason": ("原因", "reason"),
    "reasons": ("理由", "reasons"),
    "receipt_no": ("受理单编号", "receipt"),
    "received_at": ("收件时间", "received at"),
    "result": ("办理结果", "result"),
    "review_authority": ("复议机关", "review authority"),
    "review_points": ("审查要点", "review points"),
    "statutory": ("法定时限", "limit by law"),
    "statutory_due": ("法定到期日", "by law by"),
    "step": ("环节", "step"),
    "supplied_on": ("补正日", "supplied on"),
    "telephone": ("电话", "telephone"),
    "window": ("窗口", "window"),
}
"""Names of the fields that may be shown."""


def in_words(name: str, value: Any, language: str) -> str:
    """Give a field's value in words; nothing there reads as a dash."""
    pick = 1 if language == "en" else 0
    known = VALUES.get(name, {})
    if isinstance(value, str | int) and value in known:
        return known[value][pick]
    if isinstance(value, bool):
        return (("否", "no"), ("是", "yes"))[value][pick]
    if isinstance(value, list | tuple) and value:
        return ("、", ", ")[pick].join(in_words("", one, language) for one in value)
    return _structure(value, pick) if isinstance(value, dict) else str(value or "—")


def _structure(value: Mapping[str, Any], pick: int) -> str:
    match value:
        case {"value": number, "unit": unit}:
            name = UNITS.get(unit, (unit, unit))[pick]
            return name if unit == "same_day" else f"{number}{('', ' ')[pick]}{name}"
        case {"material": material, "problem": problem}:
            return f"{material}{('：', ': ')[pick]}{problem}"
    return "—"
