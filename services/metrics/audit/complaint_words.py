"""What the events of complaints and hotline tickets say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_WHERE = ("department", "division")
_FOUND = ("kind", "nature", "conduct", "item", "hall", "integrity")

COMPLAINT_TELLINGS: Mapping[str, Telling] = {
    "complaint.filed": Telling(
        "收到{kind}：{conduct}，{due} 前答复",
        "{kind} filed: {conduct}, to be answered by {due}",
        (
            *("case_no", *_WHERE, "item", "kind", "nature", "conduct", "hall", "due", "accept_due", "decide_due"),
            *("provisional", "ticket_no", "confidential", "lead", "limits"),
        ),
    ),
    "complaint.recalculated": Telling(
        "因日历发布（{cause}）重算办结期限：{before} 改为 {due}",
        "last day counted anew after {cause}: {due} instead of {before}",
        ("cause", "before", "due", "provisional", "accept_due", "decide_due"),
    ),
    "complaint.accepted": Telling("决定受理", "taken on", ("accepted_on", "in_time", "due")),
    "complaint.not_accepted": Telling(
        "决定不予受理，依据 {basis}", "not taken on, under {basis}", ("basis", "decided_on", "in_time")
    ),
    "complaint.assigned": Telling("交 {handler} 办理", "given to {handler}", ("handler",)),
    "complaint.transferred": Telling(
        "由 {before} 改派 {department}",
        "sent on from {before} to {department}",
        ("department", "before", "division", "hall", "transferred_at", "final"),
    ),
    "complaint.investigated": Telling("调查核实", "looked into", ("investigated_on", "by")),
    "complaint.extension_asked": Telling("申请延期", "more time was asked for"),
    "complaint.extended": Telling(
        "负责人批准延期：{before} 改为 {due}",
        "the head gave more time: {due} instead of {before}",
        ("before", "due", "approver", "provisional"),
    ),
    "complaint.extension_refused": Telling("负责人未批准延期", "the head gave no more time", ("approver",)),
    "complaint.replied": Telling("已答复投诉人", "the complainant was answered", ("replied_on",)),
    "complaint.closed": Telling(
        "办结：{outcome}", "closed: {outcome}", ("outcome", *_WHERE, *_FOUND, "in_time", "closed_on", "due")
    ),
    "complaint.reopened": Telling(
        "重新办理，{due} 前办结", "taken up again, to be closed by {due}", ("by", "reopened_on", "due", "provisional")
    ),
    "complaint.overdue": Telling(
        "逾期：{what}，期限 {due}", "overdue: {what}, due {due}", ("what", "due", *_WHERE, "handler")
    ),
    "hotline.returned": Telling(
        "{department} 第 {times} 次退回工单，建议 {suggested_unit}",
        "{department} returned the ticket (time {times}) and suggests {suggested_unit}",
        ("returned_at", "in_time", "suggested_unit", "times", *_WHERE, "due"),
    ),
    "hotline.escalated": Telling(
        "两次退回，升级由中心裁定", "returned twice, now the centre rules", ("times", "departments", "division")
    ),
}
"""Every event of streams `complaint`, hotline tickets among them."""

COMPLAINT_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "kind": {
        "complaint": ("投诉", "complaint"),
        "report": ("举报", "report"),
        "hotline": ("热线工单", "hotline ticket"),
        "suggestion": ("建议", "suggestion"),
        "cannot_do": ("办不成事反映", "failed errand"),
    },
    "nature": {
        "consultation": ("咨询", "question"),
        "request": ("求助", "request"),
        "complaint": ("投诉", "complaint"),
        "report": ("举报", "report"),
        "suggestion": ("建议", "suggestion"),
    },
    "conduct": {
        "attitude": ("服务态度", "attitude"),
        "delay": ("办理拖延", "delay"),
        "extra_materials": ("清单外索要材料", "papers beyond the list"),
        "fees": ("违规收费", "fees"),
        "absence": ("窗口无人", "nobody at the window"),
        "other": ("其他", "other"),
        "evasion": ("推诿、拒办", "evasion"),
        "bribe": ("索取或收受财物", "bribes"),
        "retaliation": ("打击报复", "retaliation"),
        "leak": ("泄露信息", "leaks"),
        "false_data": ("弄虚作假", "false data"),
    },
    "outcome": {
        "substantiated": ("属实", "found true"),
        "partly": ("部分属实", "partly true"),
        "unsubstantiated": ("不属实", "not found true"),
        "resolved": ("已办成", "resolved"),
        "explained": ("已解释说明", "explained"),
        "adopted": ("已采纳", "adopted"),
        "not_adopted": ("未采纳", "not adopted"),
    },
    "integrity": {
        "bribe": ("查实索取或收受财物", "bribes found"),
        "retaliation": ("查实打击报复", "retaliation found"),
        "leak": ("查实泄露举报人", "a reporter was given away"),
        "illegal_fee": ("查实违法收费", "unlawful fees found"),
        "false_data": ("查实数据造假", "false data found"),
    },
    "what": {
        "acceptance": ("着手办理", "to begin with it"),
        "decision": ("决定是否受理", "to decide whether it is taken on"),
        "closing": ("办结", "to close it"),
    },
    "by": {
        "complainant": ("投诉人", "the complainant"),
        "handler": ("经办人", "the handler"),
        "auditor": ("监察人员", "the inspector"),
    },
}
"""Values in words, by field."""

COMPLAINT_FIELDS: Mapping[str, Pair] = {
    "accept_due": ("着手期限", "to begin by"),
    "approver": ("批准人", "approved by"),
    "by": ("方式或人员", "by"),
    "closed_on": ("办结日", "closed on"),
    "confidential": ("举报人保密", "reporter kept unknown"),
    "decide_due": ("受理决定期限", "to be taken on by"),
    "decided_on": ("决定日", "decided on"),
    "departments": ("单位", "units"),
    "final": ("终局", "final"),
    "in_time": ("按时", "in time"),
    "integrity": ("廉政问题", "integrity"),
    "investigated_on": ("调查日", "looked into on"),
    "lead": ("线索来源", "lead"),
    "limits": ("时限版本", "limits"),
    "nature": ("诉求性质", "nature"),
    "reopened_on": ("重办日", "taken up again on"),
    "replied_on": ("答复日", "answered on"),
    "returned_at": ("退回时间", "returned at"),
    "suggested_unit": ("建议单位", "suggested unit"),
    "ticket_no": ("热线编号", "hotline number"),
    "times": ("次数", "times"),
    "transferred_at": ("改派时间", "sent on at"),
    "what": ("事项", "what"),
}
"""Names of the fields that may be shown."""
