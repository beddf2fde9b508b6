"""What every named fact means, for people: on pages, and in docs/scoring.md, which is tested against this."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

FAMILIES: Mapping[str, Pair] = {
    "instant": ("即办件（按收件日）", "instant cases, on their day of receipt"),
    "negative": ("不予受理、不予许可决定（按送达期限）", "decisions against an applicant, on the last day for serving"),
    "direction": (
        "即时告知去处或不需许可（按应告知日）",
        "told at once where to go, or that nothing is needed, on that day",
    ),
    "bad": ("差评整改（按整改期限）", "bad ratings, on the last day for putting them right"),
    "answer": ("投诉和热线件（按答复期限）", "complaints and hotline tickets, on the last day for answering"),
    "duty": ("窗口排班半日", "half days on the roster, by window"),
    "half_day": ("场所排班半日", "half days on the roster, by place"),
    "market_day": ("赶场周末应开放日", "weekend market days to be kept"),
    "appointment": ("预约（按预约日）", "appointments, on their day"),
    "visit": ("上门服务（按期限）", "home visits, on their last day"),
    "special": ("特别通道申请（按答复期限）", "requests for the special channel, on the day of the answer"),
    "consultation": ("咨询（按咨询日）", "inquiries, on their day"),
    "handover": ("代办移交（按移交期限）", "proxies, on the last day for handing over"),
    "report": ("代办反馈（按反馈期限）", "proxies, on the last day for reporting back"),
}
ENDS: Mapping[str, Pair] = {
    "": ("：全部", ": all"),
    "_met": ("：按期", ": kept"),
    "_missed": ("：未按期", ": not kept"),
    "_open": ("：未了", ": still open"),
    "_settled": ("：已到期或已办", ": all but those still open and not yet due"),
}

MEANINGS: Mapping[str, Pair] = {
    **{
        f"{family}{end}": (zh + more[0], en + more[1])
        for family, (zh, en) in FAMILIES.items()
        for end, more in ENDS.items()
    },
    "received": ("收件", "cases received, on the day"),
    "lagging": ("迟登记或事后补录的收件", "cases registered late or entered afterwards, on the day of receipt"),
    "accepted": ("受理", "cases accepted, on the day"),
    "accepted_instant": ("受理的即办件", "instant cases accepted"),
    "promised": ("受理的承诺件", "promised cases accepted"),
    "receipts": ("当日出具受理单", "promised cases whose receipt was given on the day of acceptance"),
    "receipts_late": ("未当日出具受理单", "promised cases whose receipt was not given that day"),
    "declined": ("不予受理或另行告知", "cases refused, redirected, or in need of no permission"),
    "withdrawn": ("撤回", "cases withdrawn"),
    "decided": ("作出决定", "cases decided, on the day"),
    "completed": ("当场办结", "instant cases done, on the day"),
    "delivered": ("送达", "results delivered"),
    "due": ("到期承诺件", "promised cases, on their due date"),
    "settled": ("已到期或已办结的承诺件", "promised cases due, but those open and not yet due"),
    "on_time": ("按时办结", "of them done in time"),
    "early": ("提前办结", "done in time with three tenths of a promise of three working days or more to spare"),
    "steady": ("按时未提前", "done in time, on a promise of three working days or more, not early"),
    "brief": ("按时，承诺不足三个工作日", "done in time on a shorter promise, or one not counted in working days"),
    "early_of": ("按时办结的三日以上承诺件", "done in time on a promise of three working days or more"),
    "late": ("逾期办结", "done late, withdrawn without confirmation, or accepted by silence"),
    "open": ("未结", "not done yet"),
    "pending": ("在办未到期", "open, not yet due"),
    "overdue": ("逾期未结", "open, past their day"),
    "late_explained": ("逾期办结且已公开说明", "done late, the reasons told in public"),
    "late_by_rule": (
        "按规定计未按时，办理时并未超期",
        "counted as late, though the day had not passed: by silence, or withdrawn without confirmation",
    ),
    "open_explained": ("未结且已公开说明", "open, the reasons told in public"),
    "unexplained": ("逾期未公开说明理由", "late or overdue, reasons not told in public"),
    "notice_good": ("一次性告知合规", "cases with defects noticed in time, at once and whole"),
    "notice_bad": ("一次性告知不合规", "cases with defects not so noticed, acceptance by silence among them"),
    "defective": ("有缺陷的件", "cases with defects, on the last day for the notice"),
    **{f"grade_{n}": (f"评价第 {n} 级", f"ratings of grade {n}, on the day of delivery") for n in range(1, 6)},
    "ratings": ("有效评价", "valid ratings"),
    "excluded": ("不采纳的评价", "ratings set aside as mistaken or malicious"),
    "rated": ("评价（按评价日）", "ratings, on the day they were given"),
    "complaints": ("投诉（按提出日）", "complaints, on the day of filing"),
    "closed": ("投诉结案", "complaints closed"),
    "substantiated": ("投诉属实", "complaints closed as true"),
    "partly": ("投诉部分属实", "complaints closed as partly true"),
    "hotline_returned": ("热线退回", "hotline tickets returned"),
    "fee_attempts": ("被拦截的代办收费", "attempts to ask a fee for a proxy"),
    "warn": ("预警", "warnings, on the day of the trigger"),
    "yellow": ("黄牌", "yellow cards"),
    "red": ("红牌", "red cards"),
    "veto_bribe": ("查实索取收受财物", "bribery found true"),
    "veto_retaliation": ("查实打击报复", "retaliation found true"),
    "veto_leak": ("查实泄露举报人", "a reporter's identity leaked"),
    "veto_illegal_fee": ("查实违法收费", "illegal fees found true"),
    "veto_false_data": ("查实数据造假", "false data found true"),
}
"""Facts that events tell."""

REGISTER: Mapping[str, Pair] = {
    "in_hall": ("可办事项", "items that can be done in the halls"),
    "in_hall_of": ("应进厅事项", "items due at the halls, approved exemptions left out"),
    "online": ("可网上申请的事项", "items one can apply for online"),
    "online_of": ("应上网事项", "items on the halls' lists, those unfit for it left out"),
    "outside": ("体外循环件数", "cases found to be handled past the hall, in the period"),
    "name_ok": ("名称合规", "1 where the name is by the rule"),
    "name_of": ("名称", "1"),
    "area_dm": ("面积（十分之一平方米）", "area in tenths of a square metre"),
    "area_of": ("应有面积（十分之一平方米）", "area asked for, in tenths of a square metre"),
    "windows": ("窗口", "windows"),
    "windows_online": (
        "联网窗口（按设备心跳，断网不超过一个工作日）",
        "windows whose device is heard of, or silent for no more than one working day",
    ),
    "equipment": ("已备设备种类", "of the five kinds of machines, those there"),
    "equipment_of": ("应备设备种类", "5"),
    "self_service": ("自助服务区", "1 where there is a self-service area"),
    "self_service_of": ("自助服务区", "1"),
    "kit": ("已备设备和有心跳的窗口", "kinds of machines there, and lines heard of"),
    "kit_of": ("应备设备和窗口", "5, and the lines: windows, or the desk of a point without any"),
    "c1": ("已进驻部门（C1）", "departments in the hall (C1)"),
    "c1_of": ("应进驻部门（C1）", "departments due there (C1)"),
    "c2": ("可办事项（C2）", "items done in the hall (C2)"),
    "c2_of": ("应进厅事项（C2）", "items due there (C2)"),
    "c3a": ("可网上申请的事项（C3a）", "items one can apply for online (C3a)"),
    "c3a_of": ("应上网事项（C3a）", "items on the hall's list (C3a)"),
    "c4": ("已公布考核结果的部门（C4）", "departments whose result is published (C4)"),
    "c4_of": ("应考核部门（C4）", "departments due at the hall (C4)"),
    "point_hundredths": ("村点总分之和（百分之一分）", "totals of its points, in hundredths"),
    "points": ("样本足够的村点", "its points whose sample suffices"),
    "proxy_listed": ("已列入代办清单的事项", "items on the published proxy list"),
    "proxy_of": ("可代办事项", "items a point may take along"),
}
"""Facts that the register tells, on the period's last working day."""

ALL: Mapping[str, Pair] = {**MEANINGS, **REGISTER}
