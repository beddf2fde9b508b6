"""What people read over each refusal about places and rosters; the other titles stand in `services.intake.app`."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

VENUES: Mapping[str, LazyString] = {
    "a_is_b": _l("AB 岗须为两人"),
    "a_on_leave_without_b": _l("A 岗请假且无 B 岗，排班不可发布"),
    "bad_division_code": _l("区划代码有误"),
    "bad_hours": _l("开门时间有误"),
    "channel_incomplete": _l("渠道须写明受理单位、联系方式和要求"),
    "division_name_taken": _l("同一上级区划内名称重复"),
    "division_not_in_force": _l("区划在该日不存在"),
    "division_taken": _l("该区划已登记同类场所"),
    "double_shift": _l("同一时段一人两岗"),
    "hours_overlap": _l("开门时间重叠"),
    "impossible_area": _l("面积有误"),
    "name_suffix": _l("名称后缀与区划类型不符"),
    "names_missing": _l("须写明名称及起始日"),
    "not_of_venue": _l("不是本场所的人员"),
    "opening_duty_uncovered": _l("赶场逢周六、周日须安排人员上班"),
    "outside_week": _l("日期不在本周内"),
    "roster_day_past": _l("已过去的日子不能改排班"),
    "unknown_post": _l("没有这个岗位"),
    "already_checked_in": _l("已签到，请先签退"),
    "not_checked_in": _l("今天还没有签到"),
    "other_venue": _l("不是您所在的场所"),
    "unknown_week": _l("没有这一周"),
    "unknown_window": _l("没有这个窗口"),
    "week_begins_monday": _l("一周从周一开始"),
    "wrong_division_level": _l("区划层级不符"),
    "wrong_parent": _l("上级区划有误"),
}
