"""Words for appointments, in the reader's language."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

STATUSES = {
    "booked": (_l("已预约"), "info"),
    "arrived": (_l("已报到，等候叫号"), "info"),
    "kept": (_l("已办理"), "good"),
    "missed": (_l("未办理"), "bad"),
    "cancelled": (_l("已取消"), "neutral"),
}
REASONS = {
    "no_show": _l("申请人未到"),
    "shut": _l("大厅没有按时开门，已计入大厅违约"),
    "not_called": _l("已报到但没有叫号，已计入大厅违约"),
}
BY = {"online": _l("网上"), "phone": _l("电话"), "window": _l("窗口")}


def weekday(day: date) -> str:
    """Name a day of the week, short."""
    return str(format_date(day, "EEE"))
