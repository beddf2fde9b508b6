"""What people read over each refusal of a hall's day: queue, appointments, home visits, special channel, questions."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

HALL_DAY: Mapping[str, LazyString] = {
    "already_booked": _l("此人当天已预约了这个部门"),
    "appointment_not_over": _l("预约时间还没有过"),
    "appointment_over": _l("这个预约现在不能这样处理"),
    "no_such_slot": _l("大厅没有这个时间"),
    "not_for_you_to_book": _l("电话和窗口预约由大厅窗口人员登记"),
    "reason_missing": _l("请说明原因"),
    "slot_full": _l("这个时间已约满"),
    "slot_over": _l("这个时间已经过了"),
    "too_early": _l("来早了，请在预约时间前一小时内报到"),
    "too_far_ahead": _l("还不能预约这么远的时间"),
    "too_many_appointments": _l("此人同时持有的预约太多"),
    "too_many_changes": _l("改期次数已满"),
    "unknown_appointment": _l("没有这个预约"),
    "wrong_code": _l("编号与查询码不符"),
    "call_again_first": _l("再叫一次，仍无人应答才能过号"),
    "called_elsewhere": _l("其他窗口已叫了这个号"),
    "hall_shut": _l("大厅现在不发号"),
    "no_items": _l("请选择要办的事项"),
    "no_window_for_item": _l("本厅没有窗口办理所选事项"),
    "nobody_waits": _l("没有人在等这个窗口"),
    "not_called": _l("请先叫号"),
    "not_on_ticket": _l("这个号不是办这件事的"),
    "other_window": _l("不是您的窗口"),
    "still_serving": _l("请先办结手上的号，再叫下一位"),
    "ticket_for_other_item": _l("取号时没有选这个事项"),
    "ticket_not_called": _l("这个号还没有叫到"),
    "ticket_over": _l("这个号现在不能这样处理"),
    "too_many_items": _l("一个号办理的事项太多"),
    "unknown_ticket": _l("没有这个号"),
}
