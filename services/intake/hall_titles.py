"""What people read over each refusal of a hall's day: queue, appointments, home visits, special channel, questions."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

HALL_DAY: Mapping[str, LazyString] = {
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
