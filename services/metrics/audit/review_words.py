"""What the events between acceptance and decision say in plain words; put into the one table by `words`."""

from __future__ import annotations

from collections.abc import Mapping

from services.metrics.audit.telling import Telling

REVIEW_TELLINGS: Mapping[str, Telling] = {
    "review.opened": Telling(
        "开始审查，承诺 {promised_due}、法定 {statutory_due} 前办结",
        "review opened, promised by {promised_due}, by law by {statutory_due}",
        (
            *("item", "item_version", "department", "division", "promised", "statutory", "promised_due"),
            *("statutory_due", "accepted_on", "review_points", "materials", "provisional", "calendar"),
        ),
    ),
    "review.step_completed": Telling(
        "审查环节“{step}”：{passed}",
        "review step “{step}”: {passed}",
        ("step", "points", "passed", "finding", "officers", "done_on"),
    ),
    "review.assigned": Telling(
        "环节“{step}”交 {officer} 办理（B岗 {deputy}）",
        "step “{step}” given to {officer} (deputy {deputy})",
        ("step", "officer", "deputy"),
    ),
    "review.handed_over": Telling(
        "环节“{step}”由 {giver} 移交 {taker}",
        "step “{step}” handed over from {giver} to {taker}",
        ("step", "giver", "taker", "reason"),
    ),
    "review.returned": Telling("退回环节“{step}”", "returned to step “{step}”", ("step", "reason")),
    "review.consulted": Telling(
        "征求 {department} 意见，{due} 前答复",
        "{department} consulted, to answer by {due}",
        ("department", "question", "due"),
    ),
    "review.consultation_answered": Telling(
        "{department} 会签意见：{opinion}",
        "opinion of {department}: {opinion}",
        ("department", "opinion", "text"),
    ),
    "review.interested_told": Telling(
        "告知利害关系人，文书 {document_no}",
        "interested parties told, document {document_no}",
        ("parties", "matter", "document_no", "told_on", "reply_by"),
    ),
    "review.statement_recorded": Telling(
        "听取陈述申辩（{party}）",
        "statement heard ({party})",
        ("party", "heard_on", "adopted", "answer"),
    ),
    "review.suspended": Telling(
        "特别程序（{procedure}）自 {started_on} 起停表，书面告知所需时间 {needed}",
        "special procedure ({procedure}): the clock stands since {started_on}, {needed} told in writing",
        ("procedure", "notice_no", "told_on", "needed", "started_on", "resumes_by", "dates"),
    ),
    "review.resumed": Telling(
        "特别程序（{procedure}）结果 {result_document}，{ended_on} 恢复计时",
        "special procedure ({procedure}): result {result_document}, the clock runs again on {ended_on}",
        ("procedure", "result_document", "result", "ended_on", "dates"),
    ),
    "review.suspension_voided": Telling(
        "特别程序（{procedure}）无结果文书，停表作废重算",
        "special procedure ({procedure}) without a result: its suspension is void, the clocks are recounted",
        ("procedure", "reason", "dates"),
    ),
    "review.extended": Telling(
        "经{office}批准，法定期限延长 {added}，{told_on} 告知理由",
        "limit by law extended by {added}, approved by the {office}, reasons told on {told_on}",
        ("added", "office", "reasons", "document_no", "told_on", "before", "dates"),
    ),
    "review.recalculated": Telling(
        "因日历发布（{cause}）重算期限", "dates counted anew after {cause}", ("cause", "before", "dates")
    ),
    "review.hearing_offered": Telling(
        "告知听证权利（{party}），{request_by} 前可申请",
        "told of the right to a hearing ({party}), to be asked for by {request_by}",
        ("party", "matter", "document_no", "told_on", "request_by"),
    ),
    "review.hearing_requested": Telling(
        "申请听证（{party}），{hold_by} 前举行",
        "hearing asked for ({party}), to be held by {hold_by}",
        ("party", "requested_on", "hold_by"),
    ),
    "review.hearing_waived": Telling(
        "放弃听证（{party}）", "hearing given up ({party})", ("party", "document_no", "waived_on")
    ),
    "review.hearing_scheduled": Telling(
        "定于 {held_on} 听证，{noticed_on} 通知",
        "hearing set for {held_on}, noticed on {noticed_on}",
        ("held_on", "place", "moderator", "notice_no", "noticed_on"),
    ),
    "review.hearing_held": Telling(
        "举行听证，笔录 {record_no}", "hearing held, record {record_no}", ("record_no", "held_on", "summary")
    ),
    "review.route_chosen": Telling(
        "申请人选择上报方式：{route}", "the applicant chose the route: {route}", ("route", "chosen_on")
    ),
    "review.forwarded": Telling(
        "初审后全卷报送 {superior}",
        "forwarded whole to {superior} after the initial review",
        (
            *("superior", "route", "opinion", "passed", "materials", "points", "forwarded_on", "initial_due"),
            *("limit", "superior_due"),
        ),
    ),
    "review.superior_answered": Telling(
        "{superior} 回复：{outcome}，文书 {document_no}",
        "{superior} answered: {outcome}, document {document_no}",
        ("superior", "outcome", "document_no", "reasons", "basis", "decided_at"),
    ),
    "superior.received": Telling(
        "{superior} 收到全卷，{due} 前办结",
        "{superior} received the file, to be done by {due}",
        (
            *("superior", "department", "division", "item", "item_version", "opinion", "passed", "materials", "guide"),
            *("points", "received_on", "limit", "due", "round"),
        ),
    ),
    "superior.material_asked": Telling(
        "上级要求补充卷内所缺材料：{materials}",
        "the superior unit asked for what the file lacks: {materials}",
        ("materials", "reason"),
    ),
    "superior.decided": Telling(
        "上级机关决定：{outcome}，文书 {document_no}",
        "the superior unit decided: {outcome}, document {document_no}",
        ("outcome", "document_no", "reasons", "basis", "decided_at"),
    ),
    "superior.closed": Telling("上级机关不再办理，申请已撤回", "closed at the superior unit: withdrawn"),
    "review.decided": Telling(
        "作出决定：{outcome}，文书 {document_no}",
        "decided: {outcome}, document {document_no}",
        (
            *("outcome", "document_no", "decided_at", "reasons", "basis", "review_authority", "signed_as", "ground"),
            *("delegated", "failed_points", "hearing_record", "court", "certificate"),
        ),
    ),
    "review.served": Telling(
        "决定送达（{manner}），{served_on}",
        "decision served ({manner}) on {served_on}",
        (
            *("manner", "served_on", "receipt_no", "due", "reconsideration_by", "litigation_by", "provisional"),
            "calendar",
        ),
    ),
    "review.certificate_ended": Telling(
        "证件 {number} 失效，文书 {document_no}",
        "certificate {number} holds no longer, document {document_no}",
        ("number", "manner", "document_no", "reasons", "basis", "ended_on"),
    ),
    "review.lateness_explained": Telling(
        "公开逾期理由：{reasons}", "lateness explained publicly: {reasons}", ("reasons", "due", "explained_on")
    ),
    "review.ended": Telling("审查终止", "review ended without a decision", ("reason", "confirmed")),
}
"""Every event of the streams `review/` and `superior/`."""
