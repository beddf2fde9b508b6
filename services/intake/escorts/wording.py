"""Words of escorts for people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATUSES = {
    "requested": (_l("待启动"), "warn"),
    "under_way": (_l("代办中"), "info"),
    "revoked": (_l("已撤回"), "neutral"),
    "ended": (_l("已结束"), "good"),
}
GROUNDS = {"major_project": _l("重大项目"), "special_matter": _l("特殊事项")}
NODES = {
    "guidance": _l("告知所需材料"),
    "papers": _l("材料备齐"),
    "handed_in": _l("递交申请"),
    "accepted": _l("受理"),
    "site_visit": _l("现场勘查"),
    "decided": _l("作出决定"),
    "delivered": _l("结果送达"),
    "other": _l("其他"),
}
TITLES = {
    "mandate_required": _l("没有有效的委托书，不得启动全程代办"),
    "not_an_officer": _l("专员须是本大厅窗口人员"),
    "not_the_officer": _l("由专员办理"),
    "other_case": _l("不是本项目的办件"),
    "escort_cases_open": _l("项目还有办件未办结"),
    "escort_empty": _l("请写明项目需要办理的事项"),
    "escort_state": _l("全程代办当前状态不能这样处理"),
    "unknown_escort": _l("没有找到这件全程代办"),
}
"""What people read over each refusal."""
