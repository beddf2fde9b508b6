"""What an event says in plain words, Chinese and English, and which of its fields may be shown.

Fields that are not listed stay hidden: sealed texts, the applicant, keys of persons. `{field}` in a sentence is the
field's value in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.review_words import REVIEW_TELLINGS
from services.metrics.audit.telling import Telling
from services.metrics.audit.terms import in_words

_LIMITS = ("promised", "statutory", "promised_due", "statutory_due")
_WHAT = ("item", "item_version", "department", "division")

TELLINGS: Mapping[str, Telling] = {
    "case.received": Telling(
        "收到申请：{item_name}（{channel}）",
        "received: {item_name} ({channel})",
        (*_WHAT, "item_name", "kind", "hall", "window", "channel", "materials", "promised", "statutory", "received_at"),
    ),
    "case.supplement_requested": Telling(
        "一次性告知需补正：{defects}",
        "told once in writing what to put right: {defects}",
        ("notice_no", "defects", "due"),
    ),
    "case.supplemented": Telling(
        "收到补正材料：{materials}", "supplements received: {materials}", ("materials", "supplied_on")
    ),
    "case.accepted": Telling(
        "受理（{manner}），受理单 {receipt_no}，承诺 {promised_due} 前办结",
        "accepted ({manner}), receipt {receipt_no}, promised by {promised_due}",
        (
            *_WHAT,
            *_LIMITS,
            *("accepted_on", "receipt_no", "manner", "provisional", "calendar", "review_points", "materials"),
        ),
    ),
    "case.refused": Telling(
        "不予受理，文书 {document_no}",
        "not accepted, document {document_no}",
        ("document_no", "reasons", "basis", "review_authority"),
    ),
    "case.redirected": Telling(
        "不属本单位业务，告知向 {department} 申请",
        "out of scope, directed to {department}",
        ("department", "address", "telephone"),
    ),
    "case.withdrawn": Telling("撤回申请（{confirmed}）", "withdrawn ({confirmed})", ("reason", "confirmed")),
    "case.completed": Telling("当场办结：{result}", "done at the window: {result}", ("result", "completed_on", "due")),
    "case.decision_recorded": Telling(
        "窗口收到决定：{outcome}，文书 {document_no}",
        "the decision reached the window: {outcome}, document {document_no}",
        ("outcome", "document_no", "decided_at"),
    ),
    "case.delivered": Telling(
        "结果送达（{manner}）",
        "result delivered ({manner})",
        ("manner", "delivered_on", "department", "item", "division"),
    ),
    **REVIEW_TELLINGS,
    "complaint.filed": Telling(
        "收到投诉：{conduct}，{due} 前答复",
        "complaint filed: {conduct}, to be answered by {due}",
        ("case_no", "department", "division", "item", "conduct", "due"),
    ),
    "complaint.assigned": Telling("投诉交 {handler} 办理", "complaint given to {handler}", ("handler",)),
    "complaint.replied": Telling("已答复投诉人", "the complainant was answered"),
    "complaint.closed": Telling("投诉结案：{outcome}", "complaint closed: {outcome}", ("outcome", "department")),
    "rating.invited": Telling("邀请评价", "invited to rate", ("department", "item", "division", "delivered_on")),
    "rating.submitted": Telling("评价：{grade}（{channel}）", "rated: {grade} ({channel})", ("grade", "channel")),
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
