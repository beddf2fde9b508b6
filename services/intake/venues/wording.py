"""Words for what stands on a place's page, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from shared.contracts.registry import Span, Text, VenueRegistered

WEEKDAYS = (_l("周一"), _l("周二"), _l("周三"), _l("周四"), _l("周五"), _l("周六"), _l("周日"))
HALF = {"am": _l("上午"), "pm": _l("下午")}
EQUIPMENT = {
    "pc": _l("电脑"),
    "printer": _l("打印机"),
    "fax": _l("传真"),
    "scanner": _l("扫描仪"),
    "copier": _l("复印机"),
    "terminal": _l("自助终端"),
    "camera": _l("高拍仪"),
    "other": _l("其他设备"),
}
TENURE = {"": "", "owned": _l("自有"), "shared": _l("共用"), "rented": _l("租用"), "lent": _l("借用")}
NAMING = {"anshun-2016": _l("安顺 2016 年规则"), "guofa-2022-5": _l("国发〔2022〕5号规则")}
PARTS = {"first": _l("第一责任人"), "deputy": _l("分管负责人")}
CHANNELS = {
    "complaint": _l("投诉"),
    "report": _l("举报"),
    "supervision": _l("监督"),
    "reconsideration": _l("行政复议"),
}
SUBJECTS = {
    "name": _l("名称"),
    "area": _l("面积"),
    "equipment": _l("五类设备"),
    "self_service": _l("自助办理区"),
    "guide_desk": _l("咨询引导台"),
    "responsible": _l("责任人"),
    "channels": _l("监督渠道"),
    "connectivity": _l("窗口联网"),
    "rosters": _l("赶场日排班"),
}
LINES = {"never": (_l("从未联网"), "bad"), "connected": (_l("在线"), "good"), "lost": (_l("离线"), "bad")}
PRESENCE = {
    "coming": (_l("未到时间"), "neutral"),
    "here": (_l("在岗"), "good"),
    "left": (_l("已离岗"), "info"),
    "late": (_l("尚未到岗"), "warn"),
    "empty": (_l("缺岗"), "bad"),
    "gap": (_l("请假且无 B 岗"), "bad"),
}
STANDING = {"a": _l("A 岗"), "b": _l("B 岗"), "other": _l("未排班")}
POSTS = {"guide": Text("咨询引导台", "guide desk"), "desk": Text("服务台", "service desk")}


def hours(spans: Iterable[Span]) -> str:
    """Give hours for people: `09:00-12:00、13:30-17:00`."""
    return "、".join(f"{span.opens}-{span.closes}" for span in spans)


def missing(subject: str, codes: Iterable[str]) -> list[object]:
    """Name what is missing of a subject."""
    names = {"equipment": EQUIPMENT, "responsible": PARTS, "channels": CHANNELS}.get(subject, {})
    return [names.get(code, code) for code in codes]


def post(venue: VenueRegistered, code: str) -> Text:
    """Name a post: a window by its name, in both languages."""
    window = next((window.name for window in venue.windows if window.id == code), None)
    return window or POSTS.get(code, Text(code))
