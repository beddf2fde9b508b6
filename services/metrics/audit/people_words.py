"""What the events of mandates, proxies, escorts and of privacy say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_POINT = ("item", "point", "hall", "division")
_TRIED = ("act", "item", "case_no")

PEOPLE_TELLINGS: Mapping[str, Telling] = {
    "mandate.given": Telling(
        "登记委托书 {document_no}：{acts}，{valid_from} 至 {valid_to}",
        "mandate {document_no} given: {acts}, {valid_from} to {valid_to}",
        ("items", "acts", "valid_from", "valid_to", "document_no", "evidence", "hall", "division"),
    ),
    "mandate.revoked": Telling("撤销委托（{reason}）", "mandate revoked ({reason})", ("reason", "revoked_at")),
    "mandate.used": Telling("按委托办理：{act}", "done under a mandate: {act}", (*_TRIED, "used_at")),
    "mandate.exceeded": Telling(
        "超出委托被拒：{act}（{why}）", "beyond the mandate, refused: {act} ({why})", (*_TRIED, "why", "tried_at")
    ),
    "proxy.entrusted": Telling(
        "村点受托代办，{handover_due} 前移交大厅",
        "entrusted to a village point, to be handed over by {handover_due}",
        (*_POINT, "agent", "entrusted_at", "handover_due", "materials", "provisional", "calendar", "limits"),
    ),
    "proxy.handed_over": Telling(
        "代办件移交大厅（按时 {in_time}）",
        "handed over to the hall (in time: {in_time})",
        ("handed_on", "handed_at", "due", "in_time", "hall", "case_no", "point"),
    ),
    "proxy.case_received": Telling(
        "大厅已登记办件 {case_no}", "registered by the hall as case {case_no}", ("case_no", "point")
    ),
    "proxy.result_ready": Telling(
        "代办结果已出：{outcome}，{report_due} 前反馈群众",
        "the result is there: {outcome}, to be reported back by {report_due}",
        ("ready_on", "report_due", "case_no", "outcome", "point", "provisional", "calendar"),
    ),
    "proxy.reported_back": Telling(
        "已向群众反馈结果（{manner}，按时 {in_time}）",
        "result reported back ({manner}, in time: {in_time})",
        ("reported_on", "due", "in_time", "point", "manner"),
    ),
    "proxy.ended": Telling("代办结束：{outcome}", "proxy ended: {outcome}", ("ended_on", "outcome", "point")),
    "proxy.fee_attempted": Telling(
        "代办收费 {amount} 元被拒，已列为线索",
        "a fee of {amount} yuan was refused and reported",
        ("amount", "agent", *_POINT, "attempted_at"),
    ),
    "proxy.handover_missed": Telling("代办逾期未移交，期限 {due}", "not handed over by {due}", ("due", "point")),
    "proxy.report_missed": Telling("代办逾期未反馈，期限 {due}", "not reported back by {due}", ("due", "point")),
    "escort.requested": Telling(
        "申请全程代办（{ground}）",
        "an escort through the whole process was asked for ({ground})",
        ("ground", "items", "hall", "division", "requested_at"),
    ),
    "escort.entrusted": Telling(
        "凭委托书 {mandate} 启动全程代办，专员 {officer}，至 {valid_to}",
        "escort begun on mandate {mandate} by {officer}, until {valid_to}",
        ("mandate", "officer", "case_nos", "items", "valid_to", "entrusted_at"),
    ),
    "escort.case_joined": Telling(
        "办件 {case_no} 纳入全程代办", "case {case_no} joined the escort", ("case_no", "item")
    ),
    "escort.step": Telling("全程代办节点：{node}", "escort: {node}", ("node", "done_on", "officer", "case_no")),
    "escort.revoked": Telling("撤回全程代办（{reason}）", "escort taken back ({reason})", ("reason", "revoked_at")),
    "escort.ended": Telling("全程代办结束", "escort ended", ("ended_on",)),
    "access.unmasked": Telling(
        "{reader} 查看了个人信息：{fields}（{purpose}）",
        "{reader} saw personal data: {fields} ({purpose})",
        ("reader", "role", "purpose", "fields", "case_no", "seen_at", "division"),
    ),
    "person.erased": Telling(
        "个人信息已删除，证明 {certificate_no}",
        "personal data erased, certificate {certificate_no}",
        ("certificate_no", "reason", "erased_on", "cases", "keys"),
    ),
    "person.erasure_refused": Telling(
        "删除个人信息的申请未通过：{holds}", "erasure refused: {holds}", ("holds", "kept_until")
    ),
}
"""Every event of mandates, proxies, escorts, looks and erasures."""

OUTCOMES: Mapping[Any, Pair] = {
    "completed": ("当场办结", "done at the window"),
    "not_accepted": ("不予受理", "not accepted"),
    "redirected": ("转告其他部门", "sent on to another department"),
    "withdrawn": ("申请人撤回", "withdrawn by the applicant"),
}
REASONS: Mapping[Any, Pair] = {
    "done": ("事已办完", "what it was for is done"),
    "changed_mind": ("不再委托", "no longer wanted"),
    "will_act_in_person": ("本人自行办理", "will act in person"),
    "other": ("其他", "other"),
    "on_request": ("本人申请", "on request"),
    "retention_over": ("保存期满", "the time of keeping is over"),
}
MANNERS: Mapping[Any, Pair] = {
    "face_to_face": ("当面", "face to face"),
    "by_phone": ("电话", "by telephone"),
    "by_message": ("短信", "by message"),
    "at_home": ("上门", "at home"),
}
GROUNDS: Mapping[Any, Pair] = {
    "major_project": ("重大项目", "major project"),
    "special_matter": ("特殊事项", "special matter"),
}

PEOPLE_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "acts": (
        _acts := {
            "apply": ("提出申请", "hand in"),
            "supplement": ("补正材料", "hand in supplements"),
            "withdraw": ("撤回申请", "withdraw"),
            "collect": ("领取结果", "collect the result"),
        }
    ),
    "act": _acts,
    "evidence": {
        "written": ("书面委托书", "signed letter"),
        "notarised": ("公证委托书", "notarised letter"),
        "in_person": ("双方到场", "both at the window"),
        "online": ("网上委托", "given online"),
        "queue": ("叫号", "queue ticket"),
        "scan": ("扫码", "scan"),
        "proxy": ("代办移交", "hand-over by a village point"),
        "clerk": ("窗口登记", "entered by the clerk"),
        "call": ("电话", "telephone"),
        "post": ("邮寄", "post"),
    },
    "why": {
        "not_yet": ("委托尚未生效", "the mandate has not begun"),
        "expired": ("委托已到期", "the mandate has ended"),
        "revoked": ("委托已撤销", "the mandate was revoked"),
        "other_item": ("事项不在委托范围", "not an item of the mandate"),
        "other_act": ("权限不在委托范围", "not an act of the mandate"),
        "other_person": ("不是委托人的办件", "not the principal's case"),
        "other_agent": ("不是受托人本人", "not the agent"),
    },
    "node": {
        "guidance": ("告知所需材料", "told what is needed"),
        "papers": ("材料备齐", "papers ready"),
        "handed_in": ("递交申请", "handed in"),
        "accepted": ("受理", "accepted"),
        "site_visit": ("现场勘查", "on site"),
        "decided": ("作出决定", "decided"),
        "delivered": ("结果送达", "delivered"),
        "other": ("其他", "other"),
    },
    "purpose": {
        "case": ("办理办件", "handling a case"),
        "paper": ("出具文书", "a paper of a case"),
        "proxy": ("村点代办", "a proxy"),
        "mandate": ("核对委托", "a mandate"),
        "escort": ("全程代办", "an escort"),
        "complaint": ("办理投诉", "a complaint"),
        "rating": ("处理评价", "a rating"),
        "review": ("审查", "a review"),
        "visit": ("上门服务", "a home visit"),
        "question": ("咨询", "a question"),
        "special": ("特别通道", "the special channel"),
        "slip": ("离线登记核对", "an offline slip"),
    },
    "fields": {
        "name": ("姓名", "name"),
        "id_number": ("身份号码", "identity number"),
        "phone": ("电话", "telephone"),
        "text": ("内容", "text"),
        "contact": ("联系方式", "contact"),
        "reply": ("答复", "reply"),
        "finding": ("调查情况", "finding"),
        "statement": ("单位陈述", "the unit's statement"),
        "sealed_case": ("办件编号", "case number"),
        "reopen_reason": ("要求重办的理由", "why it was to be taken up again"),
        "ask_reason": ("延期理由", "why more time was asked for"),
        "return_reason": ("退回理由", "why it was returned"),
        "decline_reasons": ("不予受理的理由", "why it was not taken on"),
        "comment": ("评价内容", "comment"),
        "measures": ("整改措施", "measures"),
        "answer": ("反馈内容", "feedback"),
        "reasons": ("认定理由", "reasons"),
    },
    "holds": {
        "open_case": ("有办件未办结", "a case is open"),
        "retention": ("档案保存期未满", "records are still to be kept"),
        "open_proxy": ("有代办未结束", "a proxy is open"),
        "mandate": ("委托仍有效", "a mandate is in force"),
        "open_escort": ("全程代办未结束", "an escort is open"),
        "open_question": ("有咨询未答复", "a question is open"),
        "open_slip": ("有离线登记单未处理", "a slip waits"),
    },
}
"""Values in words, by field."""

PEOPLE_FIELDS: Mapping[str, Pair] = {
    "act": ("行为", "act"),
    "keys": ("其他密钥", "other keys"),
    "acts": ("权限", "acts"),
    "agent": ("代办员", "agent"),
    "amount": ("金额", "amount"),
    "attempted_at": ("收费时间", "asked at"),
    "case_nos": ("办件", "cases"),
    "certificate_no": ("证明编号", "certificate"),
    "entrusted_at": ("委托时间", "entrusted at"),
    "erased_on": ("删除日", "erased on"),
    "evidence": ("凭据", "evidence"),
    "fields": ("查看的内容", "fields"),
    "handed_at": ("移交时间", "handed over at"),
    "handed_on": ("移交日", "handed over on"),
    "handover_due": ("移交期限", "to be handed over by"),
    "holds": ("不能删除的原因", "why not"),
    "in_time": ("按时", "in time"),
    "items": ("委托事项", "items"),
    "kept_until": ("保存至", "kept until"),
    "limits": ("时限版本", "limits"),
    "mandate": ("委托书", "mandate"),
    "node": ("节点", "node"),
    "point": ("服务点", "service point"),
    "purpose": ("用途", "purpose"),
    "reader": ("查看人", "reader"),
    "ready_on": ("结果日", "ready on"),
    "report_due": ("反馈期限", "to be reported back by"),
    "reported_on": ("反馈日", "reported back on"),
    "requested_at": ("申请时间", "asked for at"),
    "revoked_at": ("撤销时间", "revoked at"),
    "role": ("角色", "role"),
    "seen_at": ("查看时间", "seen at"),
    "tried_at": ("尝试时间", "tried at"),
    "used_at": ("办理时间", "done at"),
    "valid_from": ("有效期自", "valid from"),
    "valid_to": ("有效期至", "valid to"),
    "why": ("原因", "why"),
}
"""Names of the fields that may be shown."""
