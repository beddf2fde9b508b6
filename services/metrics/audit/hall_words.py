"""What the events of a hall's day say in plain words: appointments, the queue, home visits, the special channel,
questions. Who came, where they live and what they asked is sealed, and not shown."""

from __future__ import annotations

from collections.abc import Mapping

from services.metrics.audit.telling import Telling

_SLOT = ("hall", "day", "begins", "ends", "seat", "market_day")

HALL_TELLINGS: Mapping[str, Telling] = {
    "appointment.booked": Telling(
        "预约：{day} {begins}（{by}）",
        "booked: {day} {begins} ({by})",
        (*_SLOT, "division", "department", "item", "booked_at", "by", "window", "case_no"),
    ),
    "appointment.changed": Telling("预约改期：{day} {begins}", "appointment moved to {day} {begins}", _SLOT),
    "appointment.arrived": Telling(
        "按预约报到，取号 {ticket}", "came for the appointment, number {ticket}", ("hall", "day", "at", "ticket")
    ),
    "appointment.kept": Telling(
        "预约已履约，超时等候 {waited_minutes} 分钟",
        "appointment kept, {waited_minutes} minutes behind",
        ("hall", "day", "at", "ticket", "waited_minutes"),
    ),
    "appointment.missed": Telling(
        "预约未履约：{reason}（{by}）", "appointment missed: {reason} ({by})", ("hall", "day", "by", "reason")
    ),
    "appointment.cancelled": Telling(
        "预约取消（{by}）", "appointment cancelled ({by})", ("hall", "day", "by", "reason")
    ),
    "ticket.taken": Telling(
        "取号 {number}：{items}（{priority}）",
        "number {number} taken for {items} ({priority})",
        (
            *("hall", "day", "number", "items", "taken_at", "priority", "appointment", "appointed_for"),
            "taken_at_point",
        ),
    ),
    "ticket.called": Telling(
        "{window} 叫号（第 {times} 次），已等 {waited_minutes} 分钟",
        "called to {window} (time {times}), after {waited_minutes} minutes",
        ("hall", "window", "called_at", "times", "waited_minutes"),
    ),
    "ticket.served": Telling(
        "{window} 办完：{items}；余 {remaining}",
        "{window} has done {items}; left: {remaining}",
        ("hall", "window", "items", "remaining", "served_at"),
    ),
    "ticket.left": Telling(
        "过号或退号，已叫 {called} 次", "passed or given back, called {called} times", ("hall", "left_at", "called")
    ),
    "ticket.returned": Telling("重新排队", "back in the queue", ("hall", "returned_at")),
    "visit.requested": Telling(
        "申请上门服务（{ground}），{due} 前上门",
        "asked for a home visit ({ground}), by {due}",
        ("hall", "division", "ground", "item", "requested_at", "due", "provisional"),
    ),
    "visit.approved": Telling("中心同意上门", "the centre approved the visit", ("hall", "reasons")),
    "visit.refused": Telling("中心不同意上门", "the centre did not approve the visit", ("hall", "reasons")),
    "visit.scheduled": Telling(
        "安排 {day} 上门：{staff}", "visit on {day} by {staff}", ("hall", "day", "staff", "due", "wished")
    ),
    "visit.done": Telling(
        "已上门，回执 {receipt_no}，按期：{in_time}",
        "visited, receipt {receipt_no}, in time: {in_time}",
        ("hall", "done_at", "due", "in_time", "receipt_no", "staff", "case_no"),
    ),
    "visit.missed": Telling("{due} 前未上门", "nobody came by {due}", ("hall", "due")),
    "visit.withdrawn": Telling("申请人不再需要上门", "the visit is needed no more", ("hall", "reason")),
    "special.requested": Telling(
        "申请特别通道：{ground}，{answer_due} 前答复",
        "asked for the special channel: {ground}, answer by {answer_due}",
        ("hall", "division", "ground", "item", "requested_at", "answer_due"),
    ),
    "special.answered": Telling(
        "特别通道答复，批准：{granted}，按时：{in_time}，简化 {simplified}",
        "special channel answered, granted: {granted}, in time: {in_time}, simpler: {simplified}",
        (
            *("hall", "granted", "answered_at", "answer_due", "in_time", "approver", "simplified", "reasons"),
            "valid_until",
        ),
    ),
    "special.answer_missed": Telling(
        "特别通道申请逾时未答复（{due}）", "no answer to the special channel by {due}", ("hall", "due")
    ),
    "consultation.registered": Telling(
        "登记咨询（{channel}），首问责任人 {responsible}，{due} 前答复",
        "question registered ({channel}), first asked {responsible}, answer by {due}",
        ("hall", "division", "asked_at", "channel", "responsible", "due", "item", "provisional"),
    ),
    "consultation.taken_up": Telling(
        "{responsible} 接手咨询", "{responsible} took the question up", ("hall", "responsible", "taken_at")
    ),
    "consultation.guided": Telling(
        "引导至 {window}{department}",
        "shown to {window}{department}",
        ("hall", "guided_at", "window", "department"),
    ),
    "consultation.answered": Telling("已答复咨询", "question answered", ("hall", "answered_at")),
    "consultation.closed": Telling(
        "咨询闭环（{how}），当日：{same_day}，按期：{in_time}",
        "question closed ({how}), same day: {same_day}, in time: {in_time}",
        ("hall", "closed_on", "same_day", "in_time", "how", "responsible", "minutes"),
    ),
}
"""Every event of streams `appointment/`, `ticket/`, `visit/`, `special/` and `consultation/`."""

Pair = tuple[str, str]

HALL_FIELDS: Mapping[str, Pair] = {
    "by_hall": ("认定人所在大厅", "serving at"),
    "answer_due": ("答复期限", "answer by"),
    "answered_at": ("答复时间", "answered at"),
    "appointed_for": ("预约时间", "booked for"),
    "appointment": ("预约编号", "appointment"),
    "approver": ("批准人", "approver"),
    "asked_at": ("咨询时间", "asked at"),
    "begins": ("开始", "begins"),
    "booked_at": ("预约于", "booked at"),
    "by": ("由谁", "by"),
    "called": ("呼叫次数", "calls"),
    "called_at": ("叫号时间", "called at"),
    "closed_on": ("闭环日", "closed on"),
    "done_at": ("上门时间", "visited at"),
    "ends": ("结束", "ends"),
    "granted": ("批准", "granted"),
    "guided_at": ("引导时间", "guided at"),
    "how": ("闭环方式", "how"),
    "in_time": ("按期", "in time"),
    "items": ("事项", "items"),
    "left_at": ("离开时间", "left at"),
    "market_day": ("赶场日", "market day"),
    "priority": ("优先", "right of way"),
    "remaining": ("未办事项", "left to do"),
    "requested_at": ("申请时间", "requested at"),
    "responsible": ("首问责任人", "first asked"),
    "returned_at": ("重新排队时间", "back at"),
    "same_day": ("当日闭环", "same day"),
    "seat": ("时段席位", "place"),
    "served_at": ("办完时间", "done at"),
    "simplified": ("简化事项", "made simpler"),
    "taken_at": ("取号时间", "taken at"),
    "taken_at_point": ("取号处", "taken at a"),
    "ticket": ("号", "number of the queue"),
    "times": ("第几次", "time"),
    "valid_until": ("有效期至", "valid until"),
    "waited_minutes": ("等候分钟", "minutes waited"),
    "wished": ("本人希望改期", "a later day was wished for"),
}

HALL_VALUES: Mapping[str, Mapping[str, Pair]] = {
    "by": {
        "online": ("网上", "online"),
        "phone": ("电话", "by telephone"),
        "window": ("窗口", "at the window"),
        "applicant": ("申请人", "the applicant"),
        "hall": ("大厅", "the hall"),
    },
    "reason": {
        "no_show": ("申请人未到", "the applicant did not come"),
        "shut": ("预约时段未开门", "the hall was shut"),
        "not_called": ("已报到未叫号", "came and was not called"),
    },
    "ground": {
        "disabled": ("身有残疾", "disabled"),
        "paralysed": ("瘫痪", "paralysed"),
        "bedridden": ("卧病在床", "bedridden"),
        "immobile": ("行动不便", "cannot move about"),
        "other": ("其他", "other"),
        "reconstruction": ("灾后重建或扩大内需重大项目", "reconstruction, or a major project of domestic demand"),
        "guofa_2012_2": ("国发〔2012〕2号项目", "a project of 国发〔2012〕2号"),
        "livelihood": ("民生紧急事项", "an urgent matter of livelihood"),
    },
    "priority": {
        "elder": ("老年人", "elderly"),
        "disabled": ("残疾人", "disabled"),
        "expecting": ("孕妇或带婴幼儿", "expecting, or with an infant"),
        "appointment": ("已预约", "by appointment"),
        "special": ("特别通道", "special channel"),
    },
    "channel": {"desk": ("引导台", "guide desk")},
    "how": {"answered": ("已答复", "answered"), "taken_over": ("窗口已接办", "taken over by the window")},
    "taken_at_point": {
        "terminal": ("取号机", "machine"),
        "desk": ("窗口", "desk"),
        "check_in": ("预约报到", "check-in"),
    },
}
"""Values that only these events have, by field."""
