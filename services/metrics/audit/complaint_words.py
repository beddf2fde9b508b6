"""What the events of complaints, ratings and remedies say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_WHERE = ("department", "division")
_FOUND = ("kind", "nature", "conduct", "item", "hall", "integrity")
_REMEDY = ("case_no", *_WHERE, "ground", "item", "known_on", "in_time", "provisional", "calendar")

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
    "rating.invited": Telling(
        "邀请评价（{occasion}）",
        "invited to rate ({occasion})",
        (*_WHERE, "item", "delivered_on", "hall", "point", "occasion", "invited_at"),
    ),
    "rating.submitted": Telling(
        "评价：{grade}（{channel}）",
        "rated: {grade} ({channel})",
        ("grade", "channel", "at_staff_device", "contact_due", "fix_due", "submitted_at"),
    ),
    "rating.barred": Telling("在工作人员设备上评价，未计入", "rated on a staff device, not counted", ("actor_unit",)),
    "rating.reminded": Telling("提醒评价：{by}", "reminded to rate: {by}", ("by", "due")),
    "rating.contacted": Telling(
        "差评已联系核实",
        "whoever gave the bad rating was called",
        ("contacted_on", "due", "in_time", "complex_matter", "fix_due"),
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
        ("upheld", "by", "contact_due", "fix_due"),
    ),
    "rating.flagged": Telling("评价异常：{pattern}", "rating flagged: {pattern}", ("pattern", "others")),
    "reconsideration.registered": Telling(
        "登记行政复议：{authority}，{ground}",
        "reconsideration registered: {authority}, {ground}",
        (
            *(*_REMEDY, "authority", "received_on", "told", "rights_known_on", "apply_by", "examine_by"),
            *("document_no", "simplified"),
        ),
    ),
    "reconsideration.correction_asked": Telling(
        "复议机关通知补正，{supply_by} 前补正", "corrections asked for, by {supply_by}", ("asked_on", "supply_by")
    ),
    "reconsideration.corrected": Telling(
        "申请人补正", "corrections supplied", ("corrected_on", "examine_by", "in_time")
    ),
    "reconsideration.accepted": Telling(
        "复议受理，{decide_by} 前决定",
        "reconsideration accepted, to be decided by {decide_by}",
        ("accepted_on", "manner", "simplified", "decide_by", "provisional"),
    ),
    "reconsideration.extended": Telling(
        "复议期限延长：{before} 改为 {decide_by}", "extended: {decide_by} instead of {before}", ("before", "decide_by")
    ),
    "reconsideration.decided": Telling(
        "复议决定：{outcome}",
        "reconsideration decided: {outcome}",
        ("outcome", "decided_on", *_WHERE, "case_no", "document_no", "in_time", "served_on", "sue_by"),
    ),
    "reconsideration.overdue": Telling(
        "复议机关逾期未决定，期限 {due}", "the authority did not decide by {due}", ("due", "authority")
    ),
    "litigation.registered": Telling(
        "登记行政诉讼：{court}，{ground}",
        "lawsuit registered: {court}, {ground}",
        (*_REMEDY, "court", "filed_on", "sue_by", "after", "court_no"),
    ),
    "litigation.decided": Telling(
        "法院裁判：{outcome}",
        "court ruled: {outcome}",
        ("outcome", "decided_on", *_WHERE, "case_no", "document_no", "final"),
    ),
}
"""Every event of streams `complaint`, `rating`, `reconsideration` and `litigation`."""

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
    "grade": {
        1: ("非常满意", "very satisfied"),
        2: ("满意", "satisfied"),
        3: ("基本满意", "fairly satisfied"),
        4: ("不满意", "dissatisfied"),
        5: ("非常不满意", "very dissatisfied"),
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
        "upheld": ("维持", "upheld"),
        "revoked": ("撤销", "revoked"),
        "unlawful": ("确认违法", "found unlawful"),
        "ordered": ("责令履行", "ordered to act"),
        "changed": ("变更", "changed"),
        "withdrawn": ("撤回、终止", "withdrawn"),
        "dismissed": ("驳回", "dismissed"),
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
        "contact": ("联系核实", "to call"),
        "fix": ("整改", "to put it right"),
    },
    "by": {
        "complainant": ("投诉人", "the complainant"),
        "handler": ("经办人", "the handler"),
        "auditor": ("监察人员", "the inspector"),
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
    "reason": {"mistaken": ("误评", "mistaken"), "malicious": ("恶意差评", "malicious")},
    "pattern": {
        "terminal_burst": ("同一评价器 60 秒内连评", "within 60 seconds at one terminal"),
        "same_device": ("同一设备多次评价", "several from one device"),
        "same_network": ("同一网络集中评价", "many from one network"),
    },
    "ground": {
        "decision": ("不服决定", "against a decision"),
        "inaction": ("逾期不作决定或者不履职", "no decision in time"),
        "other_act": ("不服其他行政行为", "against another act"),
    },
    "manner": {
        "decided": ("决定受理", "decided"),
    },
}
"""Values in words, by field."""

COMPLAINT_FIELDS: Mapping[str, Pair] = {
    "accept_due": ("着手期限", "to begin by"),
    "actor_unit": ("单位", "unit"),
    "apply_by": ("申请期限", "to apply by"),
    "approver": ("批准人", "approved by"),
    "asked_on": ("通知补正日", "asked on"),
    "at_staff_device": ("工作人员代录", "taken down by staff"),
    "authority": ("复议机关", "authority"),
    "by": ("方式或人员", "by"),
    "by_unit": ("认定单位", "of unit"),
    "closed_on": ("办结日", "closed on"),
    "complex_matter": ("复杂问题", "complex"),
    "confidential": ("举报人保密", "reporter kept unknown"),
    "contact_due": ("联系期限", "to be called by"),
    "contacted_on": ("联系日", "called on"),
    "corrected_on": ("补正日", "corrected on"),
    "court_no": ("案号", "court number"),
    "decide_by": ("决定期限", "to be decided by"),
    "decide_due": ("受理决定期限", "to be taken on by"),
    "decided_on": ("决定日", "decided on"),
    "departments": ("单位", "units"),
    "draw": ("抽取值", "draw"),
    "examine_by": ("审查期限", "to be examined by"),
    "after": ("复议编号", "after"),
    "filed_on": ("起诉日", "filed on"),
    "final": ("终局", "final"),
    "fix_due": ("整改期限", "to be put right by"),
    "in_time": ("按时", "in time"),
    "integrity": ("廉政问题", "integrity"),
    "investigated_on": ("调查日", "looked into on"),
    "invited_at": ("邀请时间", "invited at"),
    "known_on": ("知道之日", "known on"),
    "lead": ("线索来源", "lead"),
    "limits": ("时限版本", "limits"),
    "nature": ("诉求性质", "nature"),
    "occasion": ("情形", "occasion"),
    "patterns": ("异常情形", "patterns"),
    "on": ("反馈日", "told on"),
    "others": ("相关评价", "others"),
    "pattern": ("异常类型", "pattern"),
    "point": ("服务点", "service point"),
    "recheck": ("抽中复核", "chosen for a second look"),
    "rectified_on": ("整改日", "put right on"),
    "reopened_on": ("重办日", "taken up again on"),
    "replied_on": ("答复日", "answered on"),
    "returned_at": ("退回时间", "returned at"),
    "rights_known_on": ("知道权利之日", "rights known on"),
    "simplified": ("简易程序", "simplified"),
    "submitted_at": ("评价时间", "rated at"),
    "sue_by": ("起诉期限", "to sue by"),
    "suggested_unit": ("建议单位", "suggested unit"),
    "supply_by": ("补正期限", "to be corrected by"),
    "ticket_no": ("热线编号", "hotline number"),
    "times": ("次数", "times"),
    "told": ("已告知权利", "rights were told"),
    "transferred_at": ("改派时间", "sent on at"),
    "upheld": ("维持", "upheld"),
    "what": ("事项", "what"),
}
"""Names of the fields that may be shown."""
