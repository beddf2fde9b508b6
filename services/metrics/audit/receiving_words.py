"""What the events beside a case's main way say in plain words; put into the one table by `words`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]

_WHERE = ("department", "hall", "division")

RECEIVING_TELLINGS: Mapping[str, Telling] = {
    "case.registered_late": Telling(
        "迟登记：收到（{evidence}）后 {working_days} 个工作日才登记",
        "registered late: booked {working_days} working days after it came ({evidence})",
        ("evidence", "evidence_at", "registered_at", "working_days", *_WHERE),
    ),
    "case.backfilled": Telling(
        "由纸质补录：{reason}（纸质编号 {paper_no}）",
        "entered afterwards from paper: {reason} (paper number {paper_no})",
        ("reason", "paper_no"),
    ),
    "case.not_needed": Telling(
        "依法不需要取得许可，不予受理，文书 {document_no}",
        "no permission is needed, not taken, document {document_no}",
        ("document_no", "reasons", "basis", "due", "told_on", "in_time"),
    ),
    "case.corrected_on_spot": Telling(
        "当场更正：{materials}（{what}）", "put right on the spot: {materials} ({what})", ("materials", "what")
    ),
    "case.second_notice_blocked": Telling(
        "拦截二次补正：{materials} 首次告知时已在案",
        "a second notice was stopped: {materials} lay there at the first",
        ("materials", *_WHERE),
    ),
    "case.extra_demand_blocked": Telling(
        "拦截清单外索要：{what}", "a demand beyond the guide's list was stopped: {what}", ("what", *_WHERE)
    ),
    "case.acceptance_due_passed": Telling(
        "至 {due} 既未受理也未告知",
        "neither accepted nor told by {due}",
        ("due", *_WHERE),
    ),
    "case.tolerance_met": Telling(
        "容缺材料已补齐：{materials}",
        "papers that were to follow came: {materials}",
        ("materials", "met_on", "mandate"),
    ),
    "case.tolerance_lapsed": Telling(
        "容缺材料至 {due} 未补：{materials}",
        "papers that were to follow by {due} did not come: {materials}",
        ("materials", "due"),
    ),
    "case.supplement_due_near": Telling(
        "提醒申请人：{supply_by} 前补齐 {materials}",
        "the applicant was reminded: {materials} by {supply_by}",
        ("materials", "supply_by"),
    ),
    "case.supplement_lapsed": Telling(
        "至 {supply_by} 未补正：{materials}（{basis}）",
        "not supplied by {supply_by}: {materials} ({basis})",
        ("materials", "supply_by", "basis", *_WHERE),
    ),
    "case.channel_switched": Telling(
        "办理渠道由{before}改为{after}，办件编号不变",
        "goes on by another channel, {after} instead of {before}, under the same number",
        ("before", "after", "switched_at"),
    ),
}

CHANNELS: Mapping[Any, Pair] = {
    "window": ("窗口", "window"),
    "online": ("网上", "online"),
    "mobile": ("手机", "mobile"),
    "terminal": ("自助终端", "terminal"),
    "phone": ("电话", "phone"),
    "post": ("邮寄", "post"),
    "proxy": ("村点代办", "village proxy"),
    "home_visit": ("上门", "home visit"),
}

RECEIVING_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "before": CHANNELS,
    "after": CHANNELS,
    "confirmed_by": {
        "account": ("本人账号", "signed in"),
        "signature": ("本人签字", "in writing"),
        "code": ("查询码", "with the query code"),
        "face": ("人脸核验", "by face"),
    },
    "evidence": {
        "queue": ("叫号", "the queue"),
        "scan": ("扫描", "a scan"),
        "online": ("网上提交", "online"),
        "proxy": ("村点交件", "handed over at a village point"),
        "clerk": ("窗口登记", "as the window says"),
        "call": ("来电", "a telephone call"),
        "post": ("来信", "a letter"),
    },
}
"""Values in words, by field."""

RECEIVING_FIELDS: Mapping[str, Pair] = {
    "after": ("改为", "after"),
    "alone": ("不用监护人的情形", "without a guardian because"),
    "appointment": ("预约", "appointment"),
    "barred_until": ("不得再次申请至", "barred until"),
    "besides": ("另有一件", "besides"),
    "confirmed_by": ("确认方式", "confirmed how"),
    "deemed_under": ("视为撤回的依据", "counts as withdrawn under"),
    "evidence_at": ("凭据时间", "evidence of"),
    "false_materials": ("虚假材料", "false papers"),
    "home_visit": ("上门服务", "home visit"),
    "late_days": ("迟登记工作日", "working days late"),
    "met_on": ("补齐日", "came on"),
    "near_due": ("临近承诺期限", "near the promised day"),
    "paper_no": ("纸质编号", "paper number"),
    "promise_no": ("容缺承诺书", "written promise"),
    "proxy": ("村点代办单", "village proxy"),
    "registered_at": ("登记时间", "registered at"),
    "scan": ("扫描件", "scan"),
    "special": ("特别通道", "special channel"),
    "switched_at": ("改变渠道时间", "switched at"),
    "ticket": ("排队号", "ticket"),
    "tolerated": ("容缺材料", "papers that follow"),
    "tolerated_due": ("容缺补齐期限", "to follow by"),
    "warning": ("警告", "warning"),
    "what": ("内容", "what"),
    "working_days": ("工作日数", "working days"),
}
"""Names of the fields that may be shown."""
