"""What ratings are called in front of people."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

GRADES: dict[int, LazyString] = {
    1: _l("非常满意"),
    2: _l("满意"),
    3: _l("基本满意"),
    4: _l("不满意"),
    5: _l("非常不满意"),
}
"""GB/T 39046 A.8, best first; none is chosen beforehand (L18)."""

STEPS: dict[str, tuple[LazyString, str]] = {
    "contact": (_l("待联系"), "bad"),
    "fix": (_l("待整改"), "warn"),
    "feedback": (_l("待反馈"), "warn"),
    "done": (_l("已整改反馈"), "good"),
}

SHOWN: dict[str, LazyString] = {
    "open": _l("待处置的差评"),
    "bad": _l("全部差评"),
    "flags_open": _l("评价异常，待核查"),
    "flagged": _l("全部评价异常"),
    "excluded": _l("误评、恶意差评认定"),
    "recheck": _l("抽中待复核"),
    "barred": _l("工作人员设备被拦截"),
    "call": _l("三天未评，电话邀评"),
    "": _l("全部评价"),
}

PATTERNS: dict[str, LazyString] = {
    "terminal_burst": _l("同一评价器或同一代录人 60 秒内连评"),
    "same_device": _l("同一设备 24 小时内评 3 次以上"),
    "same_network": _l("同一网络 1 小时内评 6 次以上"),
}

REASONS: dict[str, LazyString] = {"mistaken": _l("误评"), "malicious": _l("恶意差评")}

OCCASIONS: dict[str, LazyString] = {
    "delivered": _l("结果送达"),
    "refused": _l("不予受理"),
    "redirected": _l("告知其他部门"),
    "not_needed": _l("告知无需申请"),
    "consultation": _l("咨询"),
    "complaint": _l("投诉办结"),
}

OVERDUE: dict[str, LazyString] = {"contact": _l("逾期未联系"), "fix": _l("逾期未整改")}
