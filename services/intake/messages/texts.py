"""The texts of messages, in Chinese and English. They are written by a worker, outside any request, so they stand here
and not in the catalogues; a test sees that both languages say as much.

A text names what stands in it in braces. `{missing}`-like lists are written out by `render.py`. No text names a person:
whoever reads a message knows who they are, and whoever reads it over a shoulder learns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "received": (
        "您申请的“{item}”已收件，办件编号 {case_no}，收件日 {received_day}。{reply}",
        "Your application “{item}” was received on {received_day}, number {case_no}. {reply}",
    ),
    "registered_late": (
        "您的“{item}”（{case_no}）登记迟了，收件日仍按您实际交来的那天算：{evidence_day}，各项期限不受影响。",
        "“{item}” ({case_no}) was registered late. It counts from the day you handed it in, {evidence_day}.",
    ),
    "supplement_requested": (
        "“{item}”（{case_no}）需要补正，全部内容如下：{defects}。"
        "{supply}补齐当日受理，此外不再要求补正。告知单 {notice_no}。",
        "“{item}” ({case_no}) needs the following, and nothing else: {defects}. {supply}"
        "It is accepted on the day all of it is there. Notice {notice_no}.",
    ),
    "supplement_due_near": (
        "“{item}”（{case_no}）的补正期限快到了：请不迟于 {supply_by} 补齐 {materials}。不清楚的打 {hall}：{phone}。",
        "The last day for “{item}” ({case_no}) is near: please hand in by {supply_by}: {materials}. "
        "Questions: {hall}, {phone}.",
    ),
    "supplement_lapsed": (
        "“{item}”（{case_no}）到 {supply_by} 没有收到：{materials}。{after}{hall}：{phone}。",
        "For “{item}” ({case_no}) this did not come by {supply_by}: {materials}. {after}{hall}: {phone}.",
    ),
    "supplemented": (
        "“{item}”（{case_no}）已收到您补交的材料：{materials}，补交日 {supplied_on}。",
        "What you handed in for “{item}” ({case_no}) on {supplied_on} was received: {materials}.",
    ),
    "corrected": (
        "“{item}”（{case_no}）需要更正的内容已当场更正，不用再来。",
        "What had to be corrected in “{item}” ({case_no}) was corrected on the spot.",
    ),
    "accepted": (
        "“{item}”（{case_no}）已受理，受理日 {accepted_on}，受理单 {receipt_no}。"
        "不迟于 {promised_due} 作出决定{provisional}。{tolerated}",
        "“{item}” ({case_no}) was accepted on {accepted_on}, receipt {receipt_no}. "
        "It will be decided by {promised_due}{provisional}. {tolerated}",
    ),
    "acceptance_overdue": (
        "“{item}”（{case_no}）到 {due} 还没有答复是否受理，窗口已被提醒。您可以到大厅询问或投诉：{hall} {phone}。",
        "Nobody has said by {due} whether “{item}” ({case_no}) is accepted; the window was reminded. "
        "You may ask or complain: {hall} {phone}.",
    ),
    "tolerance_met": (
        "“{item}”（{case_no}）容缺的材料已补齐：{materials}。",
        "The papers that were still to come for “{item}” ({case_no}) are there: {materials}.",
    ),
    "tolerance_lapsed": (
        "“{item}”（{case_no}）承诺后补的材料到 {due} 没有交来：{materials}。请尽快与 {hall} 联系：{phone}。",
        "The papers you promised for “{item}” ({case_no}) by {due} did not come: {materials}. Call {hall}: {phone}.",
    ),
    "not_needed": (
        "“{item}”（{case_no}）依法不需要办理：{reasons}。文书 {document_no}。",
        "“{item}” ({case_no}) needs no application: {reasons}. Document {document_no}.",
    ),
    "refused": (
        "“{item}”（{case_no}）不予受理：{reasons}。文书 {document_no}。"
        "不服可向 {review_authority} 申请行政复议，或提起行政诉讼。",
        "“{item}” ({case_no}) was not accepted: {reasons}. Document {document_no}. "
        "You may ask {review_authority} for reconsideration, or sue.",
    ),
    "redirected": (
        "“{item}”（{case_no}）不归本窗口办，请找：{department}，{address}，电话 {telephone}。",
        "“{item}” ({case_no}) belongs elsewhere: {department}, {address}, telephone {telephone}.",
    ),
    "withdrawn": (
        "“{item}”（{case_no}）已撤回。如果不是您本人的意思，请马上联系 {hall}：{phone}。",
        "“{item}” ({case_no}) was withdrawn. If you did not want that, call {hall} at once: {phone}.",
    ),
    "channel_switched": (
        "“{item}”（{case_no}）已换一种方式继续办理，编号不变，不用重新申请。",
        "“{item}” ({case_no}) goes on another way; the number stays and you need not apply again.",
    ),
    "completed": (
        "“{item}”（{case_no}）已当场办结：{result}。请到 {hall} 领取，或等待送达。",
        "“{item}” ({case_no}) is done: {result}. Fetch it at {hall}, or wait for it.",
    ),
    "decided": (
        "“{item}”（{case_no}）有结果了：{outcome}。文书 {document_no}。请到 {hall} 领取，或等待送达。",
        "“{item}” ({case_no}) was decided: {outcome}. Document {document_no}. Fetch it at {hall}, or wait for it.",
    ),
    "delivered": (
        "“{item}”（{case_no}）的结果已于 {delivered_on} 送达。请给这次服务打分，不满意就说。",
        "The result of “{item}” ({case_no}) was delivered on {delivered_on}. Please rate the service.",
    ),
    "not_rated": (
        "“{item}”（{case_no}）已经办完，还没有收到您的评价。愿意的话，请扫受理单上的二维码，或凭编号和查询码评价；不评不算好评。",
        "“{item}” ({case_no}) has ended and you have not rated it yet. If you like, use the QR code of the receipt, or "
        "number and query code. No rating is no good rating.",
    ),
    "suspended": (
        "“{item}”（{case_no}）进入特别程序（{procedure}），这段时间不计入期限。预计不迟于 {promised_due} 作出决定。",
        "A special procedure ({procedure}) began in “{item}” ({case_no}); its time does not count. "
        "A decision is now expected by {promised_due}.",
    ),
    "resumed": (
        "“{item}”（{case_no}）的特别程序已结束，恢复计时，不迟于 {promised_due} 作出决定。",
        "The special procedure in “{item}” ({case_no}) is over; a decision comes by {promised_due}.",
    ),
    "extended": (
        "“{item}”（{case_no}）经批准依法延长，法定最后一日改为 {statutory_due}，理由见延长告知书。",
        "The limit of “{item}” ({case_no}) was extended as the law allows, to {statutory_due}; the notice tells why.",
    ),
    "recalculated": (
        "官方放假安排公布后，“{item}”（{case_no}）的承诺期限重新计算：由 {before} 改为 {promised_due}。",
        "An official calendar was published: the promised day of “{item}” ({case_no}) "
        "moved from {before} to {promised_due}.",
    ),
    "forwarded": (
        "“{item}”（{case_no}）已初审，{forwarded_on} 报上级机关审批，仍由 {hall} 一个窗口对您负责，不用另跑。",
        "“{item}” ({case_no}) went to the superior authority on {forwarded_on}. {hall} still answers to you for it.",
    ),
    "hearing_offered": (
        "“{item}”（{case_no}）您有权要求听证，最迟 {request_by} 提出。告知书 {document_no}。",
        "In “{item}” ({case_no}) you may ask for a hearing until {request_by}. Notice {document_no}.",
    ),
    "hearing_scheduled": (
        "“{item}”（{case_no}）的听证会定于 {held_on}，地点：{place}。通知书 {notice_no}。",
        "The hearing in “{item}” ({case_no}) is on {held_on} at {place}. Notice {notice_no}.",
    ),
    "late": (
        "“{item}”（{case_no}）没有在 {due} 前办完，原因：{reasons}。",
        "“{item}” ({case_no}) was not done by {due}. The reason: {reasons}.",
    ),
    "material_asked": (
        "“{item}”（{case_no}）上级机关需要材料：{materials}。原因：{reason}。交到 {hall} 即可。",
        "The superior authority needs for “{item}” ({case_no}): {materials}. The reason: {reason}. Bring it to {hall}.",
    ),
    "appointment_booked": (
        "已预约：{day} {slot}，{hall}，办“{item}”，预约号 {number}。到了先报到；来不了请提前改期或取消。",
        "Booked: {day}, {slot}, {hall}, for “{item}”, number {number}. Say that you are there when you come; "
        "change or cancel it if you cannot.",
    ),
    "appointment_changed": (
        "预约 {number} 已改为 {day} {slot}，{hall}，办“{item}”。",
        "Appointment {number} for “{item}” at {hall} is now on {day}, {slot}.",
    ),
    "appointment_cancelled": (
        "预约 {number}（{day}，{hall}，“{item}”）已取消。{reason}",
        "Appointment {number} ({day}, {hall}, “{item}”) was cancelled. {reason}",
    ),
    "appointment_missed": (
        "{day} 的预约 {number}（{hall}，“{item}”），大厅没有按时为您办理，很抱歉。可以重新预约或投诉：{phone}。",
        "The hall did not keep appointment {number} on {day} ({hall}, “{item}”). We are sorry. "
        "Please book again, or complain: {phone}.",
    ),
    "visit_scheduled": (
        "上门服务 {number} 定于 {day}，两名工作人员凭证件上门，不收任何费用。{hall} {phone}。",
        "Home visit {number} is on {day}: two officers with identity cards, free of charge. {hall} {phone}.",
    ),
    "visit_refused": (
        "上门服务申请 {number} 没有批准：{reasons}。可以到 {hall} 办理：{phone}。",
        "The home visit {number} was not granted: {reasons}. You may come to {hall}: {phone}.",
    ),
    "special_answered": (
        "特别通道申请 {number} 已答复，请登录或到 {hall} 查看。{reasons}",
        "The request {number} for the special channel was answered; sign in or ask at {hall}. {reasons}",
    ),
}
"""By name."""

PROCEDURES: Mapping[str, tuple[str, str]] = {
    "hearing": ("听证", "hearing"),
    "tender": ("招标", "tender"),
    "auction": ("拍卖", "auction"),
    "inspection": ("检验", "inspection"),
    "testing": ("检测", "testing"),
    "quarantine": ("检疫", "quarantine"),
    "appraisal": ("鉴定", "appraisal"),
    "expert_review": ("专家评审", "expert review"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "approved": ("批准", "approved"),
    "refused": ("不予批准", "refused"),
    "terminated": ("终止办理", "ended without a decision"),
}
REPLY_BY = (
    "最迟 {reply_by} 答复是否受理，缺什么一次说清。",
    "You are told by {reply_by} whether it is accepted; whatever is missing is told once.",
)
TODAY = ("当日办结。", "It is done the same day.")
SUPPLY_BY = ("请不迟于 {supply_by} 补齐。", "Please hand it in by {supply_by}. ")
SUPPLY_ANY_TIME = ("法律没有规定补正期限，请尽早补齐。", "The law sets no last day for it; sooner is better. ")
SUPPLY_OR_ELSE = ("逾期未补齐的，依据{basis}视为撤回申请。", "Otherwise it counts as withdrawn under {basis}. ")
AFTER_LAPSE = (
    "办件没有关闭，补齐当日照样受理。",
    "The case stays open and is accepted once all of it is there. ",
)
WITHDRAWN_BY_LAPSE = (
    "依据{basis}视为撤回申请；材料备齐后可以随时重新申请。",
    "It counts as withdrawn under {basis}; you may apply again at any time. ",
)
PROVISIONAL = ("（推算，官方放假安排公布后重算）", " (provisional until the official calendar is published)")
TOLERATED = ("请不迟于 {tolerated_due} 补交：{papers}。", "Please hand in by {tolerated_due}: {papers}.")
SIGNATURE = ("【一站】", "[Yizhan] ")
