"""Fields in words, Chinese and English, and values as pages tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from services.metrics.audit.checkpoint_words import CHECKPOINT_FIELDS
from services.metrics.audit.complaint_words import COMPLAINT_FIELDS
from services.metrics.audit.hall_words import HALL_FIELDS
from services.metrics.audit.offline_words import OFFLINE_FIELDS
from services.metrics.audit.paper_words import PAPER_FIELDS
from services.metrics.audit.people_words import PEOPLE_FIELDS
from services.metrics.audit.rating_words import RATING_FIELDS
from services.metrics.audit.receiving_words import RECEIVING_FIELDS
from services.metrics.audit.remedy_words import REMEDY_FIELDS
from services.metrics.audit.score_words import SCORE_FIELDS
from services.metrics.audit.values import VALUES, Pair
from shared.timekeeping import REASONS

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

UNITS: Mapping[str, Pair] = {
    "working_days": ("个工作日", "working days"),
    "natural_days": ("个自然日", "natural days"),
    "hours": ("小时", "hours"),
    "same_day": ("当日", "same day"),
}

FIELDS: Mapping[str, Pair] = {
    **CHECKPOINT_FIELDS,
    **COMPLAINT_FIELDS,
    **RATING_FIELDS,
    **REMEDY_FIELDS,
    **HALL_FIELDS,
    **OFFLINE_FIELDS,
    **PEOPLE_FIELDS,
    **PAPER_FIELDS,
    **RECEIVING_FIELDS,
    **SCORE_FIELDS,
    "assessed_due": ("考核沿用的到期日", "assessed by"),
    "follows": ("前次申请", "the same application as"),
    "withdrawn_on": ("撤回日", "withdrawn on"),
    "a": ("A 岗", "A"),
    "accepted_on": ("受理日", "accepted on"),
    "added": ("延长", "added"),
    "address": ("地址", "address"),
    "adopted": ("采纳", "adopted"),
    "answer": ("采纳情况说明", "answer"),
    "at": ("时间", "at"),
    "authorised": ("有受理权限", "may receive"),
    "b": ("B 岗", "B"),
    "basis": ("依据", "basis"),
    "before": ("重算前", "before"),
    "calendar": ("日历版本", "calendar"),
    "card": ("牌号", "card"),
    "case_no": ("办件编号", "case"),
    "cases": ("办件数", "cases"),
    "cause": ("原因", "cause"),
    "certificate": ("证件", "certificate"),
    "channel": ("渠道", "channel"),
    "chosen_on": ("选择日", "chosen on"),
    "completed_on": ("办结日", "done on"),
    "conduct": ("投诉类别", "about"),
    "confirmed": ("申请人确认", "confirmed"),
    "counted": ("计入的工作日", "days counted"),
    "court": ("起诉法院", "court"),
    "dates": ("期限", "dates"),
    "day": ("日期", "day"),
    "decided_at": ("决定时间", "decided at"),
    "defects": ("需补正", "defects"),
    "delegated": ("受委托", "delegated"),
    "delivered_on": ("送达日", "delivered on"),
    "department": ("部门", "department"),
    "deputy": ("B岗", "deputy"),
    "division": ("区划", "division"),
    "document_no": ("文书编号", "document"),
    "done_on": ("完成日", "done on"),
    "due": ("期限", "due"),
    "due_at": ("应到时间", "due at"),
    "ended_on": ("结束日", "ended on"),
    "explained_on": ("公开日", "explained on"),
    "failed_points": ("不符合的要点", "points that failed"),
    "finding": ("审查意见", "finding"),
    "forwarded_on": ("上报日", "forwarded on"),
    "giver": ("移交人", "given by"),
    "given_at": ("发放时间", "handed out at"),
    "grade": ("评价", "grade"),
    "ground": ("事由", "ground"),
    "guide": ("指南材料", "papers of the guide"),
    "half": ("半日", "half day"),
    "hall": ("大厅", "hall"),
    "handler": ("经办人", "handler"),
    "heard_on": ("听取日", "heard on"),
    "hearing_record": ("听证笔录", "record of the hearing"),
    "held_on": ("听证日", "held on"),
    "hold_by": ("最迟举行日", "to be held by"),
    "initial_due": ("初审期限", "initial review by"),
    "inspections": ("巡查次数", "inspections"),
    "issued_at": ("发牌时间", "written at"),
    "item": ("事项", "item"),
    "item_name": ("事项名称", "item name"),
    "item_version": ("事项版本", "item version"),
    "kind": ("类型", "kind"),
    "late_minutes": ("迟到分钟", "minutes late"),
    "limit": ("时限", "limit"),
    "litigation_by": ("起诉期限", "to sue by"),
    "manner": ("方式", "manner"),
    "materials": ("材料", "papers"),
    "matter": ("事由", "matter"),
    "minutes": ("在岗分钟", "minutes on duty"),
    "moderator": ("主持人", "moderator"),
    "needed": ("所需时间", "time needed"),
    "notice_no": ("通知书编号", "notice"),
    "noticed_on": ("通知日", "noticed on"),
    "number": ("编号", "number"),
    "office": ("批准人", "approved by"),
    "officer": ("A岗", "officer"),
    "officers": ("核查人员", "officers"),
    "open": ("开门", "open"),
    "opinion": ("意见", "opinion"),
    "outcome": ("结果", "outcome"),
    "parties": ("人数", "how many"),
    "party": ("当事人", "party"),
    "passed": ("结论", "result of the step"),
    "people": ("到岗人数", "people"),
    "place": ("地点", "place"),
    "points": ("审查要点", "points ticked"),
    "post": ("岗位", "post"),
    "present": ("在岗人数", "at work"),
    "procedure": ("特别程序", "special procedure"),
    "promised": ("承诺时限", "promised limit"),
    "promised_due": ("承诺到期日", "promised by"),
    "provisional": ("暂定日历", "provisional"),
    "question": ("征求事项", "question"),
    "reason": ("原因", "reason"),
    "reasons": ("理由", "reasons"),
    "receipt_no": ("受理单编号", "receipt"),
    "received_at": ("收件时间", "received at"),
    "received_on": ("收到日", "received on"),
    "reconsideration_by": ("复议期限", "to ask for reconsideration by"),
    "record_no": ("笔录编号", "record"),
    "reply_by": ("陈述期限", "to speak by"),
    "request_by": ("申请听证期限", "to be asked for by"),
    "requested_on": ("申请日", "asked for on"),
    "result": ("办理结果", "result"),
    "result_document": ("结果文书", "result document"),
    "resumes_by": ("预计恢复日", "runs again by"),
    "review_authority": ("复议机关", "review authority"),
    "review_points": ("审查要点", "review points"),
    "round": ("报送次数", "round"),
    "route": ("上报方式", "route"),
    "rules": ("规则版本", "rules"),
    "served_on": ("送达日", "served on"),
    "signed_as": ("署名机关", "signed as"),
    "since": ("起", "since"),
    "skipped": ("不计入的日子", "days left out"),
    "staff": ("人员", "staff"),
    "standing": ("岗别", "standing"),
    "start": ("起算日", "counted from"),
    "started_on": ("停表日", "stands since"),
    "statutory": ("法定时限", "limit by law"),
    "statutory_due": ("法定到期日", "by law by"),
    "step": ("环节", "step"),
    "summary": ("纪要", "summary"),
    "superior": ("上级机关", "superior unit"),
    "superior_due": ("上级期限", "superior unit by"),
    "supplied_on": ("补正日", "supplied on"),
    "taker": ("接手人", "taken by"),
    "telephone": ("电话", "telephone"),
    "text": ("内容", "text"),
    "told_on": ("告知日", "told on"),
    "triggered_at": ("触发时刻", "fell due at"),
    "until": ("申诉截止日", "appeals until"),
    "venue": ("场所", "venue"),
    "waived_on": ("放弃日", "given up on"),
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
    return _structure(value, pick) if isinstance(value, dict) else _day(str(value or "—"), pick)


def _day(text: str, pick: int) -> str:
    """Give a day as people write it; any other text as it is."""
    if not _DAY.fullmatch(text):
        return text
    return str(format_date(date.fromisoformat(text), *(("y年M月d日", "zh"), ("MMM d, y", "en"))[pick]))


def _structure(value: Mapping[str, Any], pick: int) -> str:
    match value:
        case {"value": number, "unit": unit}:
            name = UNITS.get(unit, (unit, unit))[pick]
            return name if unit == "same_day" else f"{number}{('', ' ')[pick]}{name}"
        case {"promised_due": promised, "statutory_due": statutory}:
            return ("承诺 {}，法定 {}", "promised {}, by law {}")[pick].format(
                _day(promised, pick), _day(statutory or "—", pick)
            )
        case {"number": number, "valid_from": since, "valid_until": until}:
            return f"{number} {_day(since, pick)} – {_day(until or '…', pick)}"
        case {"material": material, "problem": problem}:
            return f"{material}{('：', ': ')[pick]}{problem}"
        case {"day": day, "reason": reason}:
            return f"{_day(day, pick)}{('：', ': ')[pick]}{REASONS.get(reason, (reason, reason))[pick]}"
    return "—"
