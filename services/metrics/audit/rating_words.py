"""What the events of ratings say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_WHERE = ("department", "division")

RATING_TELLINGS: Mapping[str, Telling] = {
    "rating.invited": Telling(
        "邀请评价（{occasion}）",
        "invited to rate ({occasion})",
        (*_WHERE, "item", "delivered_on", "hall", "point", "occasion", "invited_at"),
    ),
    "rating.submitted": Telling(
        "评价：{grade}（{channel}）",
        "rated: {grade} ({channel})",
        ("grade", "channel", "at_staff_device", "contact_due", "fix_due", "submitted_at", "uncertain"),
    ),
    "rating.recalculated": Telling(
        "因日历发布（{cause}）重算差评{what}期限：{before} 改为 {due}",
        "counted anew after {cause}, {what}: {due} instead of {before}",
        ("cause", "what", "before", "due", "provisional"),
    ),
    "rating.barred": Telling("在工作人员设备上评价，未计入", "rated on a staff device, not counted", ("actor_unit",)),
    "rating.reminded": Telling("提醒评价：{by}", "reminded to rate: {by}", ("by", "due")),
    "rating.contacted": Telling(
        "差评已联系核实",
        "whoever gave the bad rating was called",
        ("contacted_on", "due", "in_time", "complex_matter", "fix_due", "uncertain"),
    ),
    "rating.rectified": Telling("差评已整改", "put right what the rating named", ("rectified_on", "due", "in_time")),
    "rating.fed_back": Telling("已向评价人反馈", "whoever rated was told", ("on",)),
    "rating.overdue": Telling(
        "差评处置逾期：{what}，期限 {due}", "bad rating overdue: {what}, due {due}", ("what", "due", *_WHERE)
    ),
    "rating.excluded": Telling(
        "认定{reason}，不计入（{by}）",
        "found {reason} and left out, by {by}",
        ("reason", "by", "by_unit", "by_hall", "recheck", "draw", "department"),
    ),
    "rating.flags_reviewed": Telling(
        "异常评价核查属实（{by}）", "flagged, found genuine by {by}", ("patterns", "by", "by_unit")
    ),
    "rating.exclusion_rechecked": Telling(
        "复核：维持认定 {upheld}（{by}）",
        "looked at again by {by}, upheld: {upheld}",
        ("upheld", "by", "rechecked_on", "contact_due", "fix_due", "uncertain"),
    ),
    "rating.flagged": Telling("评价异常：{pattern}", "rating flagged: {pattern}", ("pattern", "others")),
}
"""Every event of streams `rating`."""

RATING_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "grade": {
        1: ("非常满意", "very satisfied"),
        2: ("满意", "satisfied"),
        3: ("基本满意", "fairly satisfied"),
        4: ("不满意", "dissatisfied"),
        5: ("非常不满意", "very dissatisfied"),
    },
    "what": {
        "contact": ("联系核实", "to call"),
        "fix": ("整改", "to put it right"),
    },
    "uncertain": {
        "contact": ("联系核实", "to call"),
        "fix": ("整改", "to put it right"),
    },
    "by": {
        "sms": ("短信", "text message"),
        "phone": ("电话", "telephone"),
    },
    "occasion": {
        "delivered": ("结果送达", "result delivered"),
        "refused": ("不予受理", "not accepted"),
        "redirected": ("告知向其他部门申请", "directed elsewhere"),
        "not_needed": ("告知无需申请", "told that none is needed"),
        "consultation": ("咨询办结", "question answered"),
        "complaint": ("投诉办结", "complaint closed"),
    },
    "reason": {
        "mistaken": ("误评", "mistaken"),
        "malicious": ("恶意差评", "malicious"),
    },
    "pattern": {
        "terminal_burst": (
            "同一评价器或同一代录人 60 秒内连评",
            "within 60 seconds at one terminal, or by one clerk",
        ),
        "same_device": ("同一设备多次评价", "several from one device"),
        "same_network": ("同一网络集中评价", "many from one network"),
    },
}
"""Values in words, by field."""

RATING_FIELDS: Mapping[str, Pair] = {
    "actor_unit": ("单位", "unit"),
    "at_staff_device": ("工作人员代录", "taken down by staff"),
    "by_unit": ("认定单位", "of unit"),
    "complex_matter": ("复杂问题", "complex"),
    "contact_due": ("联系期限", "to be called by"),
    "contacted_on": ("联系日", "called on"),
    "draw": ("抽取值", "draw"),
    "fix_due": ("整改期限", "to be put right by"),
    "invited_at": ("邀请时间", "invited at"),
    "occasion": ("情形", "occasion"),
    "patterns": ("异常情形", "patterns"),
    "on": ("反馈日", "told on"),
    "others": ("相关评价", "others"),
    "pattern": ("异常类型", "pattern"),
    "point": ("服务点", "service point"),
    "recheck": ("抽中复核", "chosen for a second look"),
    "rechecked_on": ("复核日", "looked at again on"),
    "rectified_on": ("整改日", "put right on"),
    "submitted_at": ("评价时间", "rated at"),
    "uncertain": ("暂定的期限", "provisional"),
    "upheld": ("维持", "upheld"),
}
"""Names of the fields that may be shown."""
