"""What an event says in plain words, Chinese and English, and which of its fields may be shown.

Fields that are not listed stay hidden: sealed texts, the applicant, keys of persons. `{field}` in a sentence is the
field's value in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.card_words import CARD_TELLINGS
from services.metrics.audit.checkpoint_words import CHECKPOINT_TELLINGS
from services.metrics.audit.complaint_words import COMPLAINT_TELLINGS
from services.metrics.audit.hall_words import HALL_TELLINGS
from services.metrics.audit.offline_words import OFFLINE_TELLINGS
from services.metrics.audit.paper_words import PAPER_TELLINGS
from services.metrics.audit.people_words import PEOPLE_TELLINGS
from services.metrics.audit.rating_words import RATING_TELLINGS
from services.metrics.audit.receiving_words import RECEIVING_TELLINGS
from services.metrics.audit.remedy_words import REMEDY_TELLINGS
from services.metrics.audit.review_words import REVIEW_TELLINGS
from services.metrics.audit.score_words import SCORE_TELLINGS
from services.metrics.audit.telling import Telling
from services.metrics.audit.terms import in_words

_LIMITS = ("promised", "statutory", "promised_due", "statutory_due")
_SHIFT = ("venue", "day", "half", "post")
_WHAT = ("item", "item_version", "department", "division")

TELLINGS: Mapping[str, Telling] = {
    "case.received": Telling(
        "收到申请：{item_name}（{channel}）",
        "received: {item_name} ({channel})",
        (
            *(*_WHAT, "item_name", "kind", "hall", "window", "channel", "materials", "promised", "statutory"),
            *("received_at", "follows", "assessed_due", "evidence", "evidence_at", "registered_at", "late_days"),
            *("special", "proxy", "mandate", "home_visit", "ticket", "scan", "appointment", "besides", "alone"),
        ),
    ),
    "case.supplement_requested": Telling(
        "一次性告知需补正：{defects}",
        "told once in writing what to put right: {defects}",
        ("notice_no", "defects", "due", "in_time", "supply_by", "noticed_on", "provisional"),
    ),
    "case.supplemented": Telling(
        "收到补正材料：{materials}", "supplements received: {materials}", ("materials", "supplied_on", "mandate")
    ),
    "case.accepted": Telling(
        "受理（{manner}），受理单 {receipt_no}，承诺 {promised_due} 前办结",
        "accepted ({manner}), receipt {receipt_no}, promised by {promised_due}",
        (
            *_WHAT,
            *_LIMITS,
            *("accepted_on", "receipt_no", "manner", "provisional", "calendar", "review_points", "materials"),
            *("tolerated", "tolerated_due", "promise_no"),
        ),
    ),
    "case.refused": Telling(
        "不予受理，文书 {document_no}",
        "not accepted, document {document_no}",
        ("document_no", "reasons", "basis", "review_authority", "false_materials", "warning", "barred_until"),
    ),
    "case.redirected": Telling(
        "不属本单位业务，告知向 {department} 申请",
        "out of scope, directed to {department}",
        ("department", "address", "telephone", "document_no", "due", "told_on", "in_time"),
    ),
    "case.withdrawn": Telling(
        "撤回申请（{confirmed}）",
        "withdrawn ({confirmed})",
        ("reason", "confirmed", "withdrawn_on", "confirmed_by", "near_due", "deemed_under", "mandate"),
    ),
    "case.completed": Telling("当场办结：{result}", "done at the window: {result}", ("result", "completed_on", "due")),
    "case.decision_recorded": Telling(
        "窗口收到决定：{outcome}，文书 {document_no}",
        "the decision reached the window: {outcome}, document {document_no}",
        ("outcome", "document_no", "decided_at"),
    ),
    "case.delivered": Telling(
        "结果送达（{manner}）",
        "result delivered ({manner})",
        ("manner", "delivered_on", "department", "item", "division", "mandate"),
    ),
    **RECEIVING_TELLINGS,
    **REVIEW_TELLINGS,
    **CARD_TELLINGS,
    **CHECKPOINT_TELLINGS,
    **SCORE_TELLINGS,
    **COMPLAINT_TELLINGS,
    **RATING_TELLINGS,
    **REMEDY_TELLINGS,
    **PEOPLE_TELLINGS,
    **PAPER_TELLINGS,
    **HALL_TELLINGS,
    **OFFLINE_TELLINGS,
    "review.opened": Telling(
        "开始审查，承诺 {promised_due}、法定 {statutory_due} 前办结",
        "review opened, promised by {promised_due}, by law by {statutory_due}",
        (*_WHAT, *_LIMITS, "accepted_on", "review_points"),
    ),
    "review.step_completed": Telling(
        "审查环节“{step}”：{passed}", "review step “{step}”: {passed}", ("step", "points", "passed", "finding")
    ),
    "review.decided": Telling(
        "作出决定：{outcome}，文书 {document_no}",
        "decided: {outcome}, document {document_no}",
        ("outcome", "document_no", "decided_at", "reasons", "basis", "review_authority"),
    ),
    "review.ended": Telling("审查终止", "review ended without a decision", ("reason",)),
    "shift.checked_in": Telling(
        "{staff} 到岗：{post}（{standing}），迟到 {late_minutes} 分钟",
        "{staff} came on duty at {post} ({standing}), {late_minutes} minutes late",
        (*_SHIFT, "staff", "standing", "authorised", "at", "due_at", "late_minutes", "department"),
    ),
    "shift.checked_out": Telling(
        "{staff} 离岗：{post}", "{staff} left {post}", ("venue", "day", "post", "staff", "at")
    ),
    "shift.absent": Telling(
        "缺岗：{post} 自 {since} 无人在岗",
        "nobody at {post} since {since}",
        (*_SHIFT, "a", "b", "since", "department"),
    ),
    "attendance.inspected": Telling(
        "巡查：开门 {open}，在岗 {present} 人",
        "inspected: open {open}, {present} at work",
        ("venue", "day", "open", "present", "at", "purpose", "note"),
    ),
    "market_day.opened": Telling(
        "赶场日已开门：在岗最长 {minutes} 分钟，办件 {cases} 件，巡查 {inspections} 次",
        "market day kept: {minutes} minutes on duty, {cases} cases, {inspections} inspections",
        ("venue", "day", "division", "minutes", "people", "cases", "inspections"),
    ),
    "market_day.missed": Telling(
        "赶场日未开门：{reason}，在岗最长 {minutes} 分钟",
        "market day missed: {reason}, {minutes} minutes on duty",
        ("venue", "day", "division", "reason", "minutes"),
    ),
    "window.connected": Telling(
        "窗口 {window} 联网", "window {window} connected", ("venue", "window", "division", "at")
    ),
    "window.lost": Telling(
        "窗口 {window} 断网，最后一次联网 {since}",
        "window {window} lost, last heard of {since}",
        ("venue", "window", "division", "since"),
    ),
    "sheet.issued": Telling(
        "发放一次性告知单：{item_name}（第 {item_version} 版）",
        "one-time notice sheet handed out: {item_name}, version {item_version}",
        (*_WHAT, "item_name", "hall", "window", "given_at"),
    ),
}
"""Every event of the topic `journal`; a test compares it with the catalogue."""


def sentence(type_name: str, data: Mapping[str, Any], language: str) -> str:
    """Tell an event in one sentence, in `zh` or `en`; an unknown type is told by its name."""
    telling = TELLINGS.get(type_name)
    if telling is None:
        return type_name
    pattern = telling.en if language == "en" else telling.zh
    return pattern.format_map(_Gaps({name: in_words(name, value, language) for name, value in data.items()}))


class _Gaps(dict[str, str]):
    """A field that an old event does not have reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def shown(type_name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of an event that may be shown; of an unknown type, none."""
    telling = TELLINGS.get(type_name)
    return {name: data[name] for name in telling.shown if name in data} if telling else {}
