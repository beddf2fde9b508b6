"""Words of erasures for people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REASONS = {"on_request": _l("本人申请"), "retention_over": _l("保存期满")}

HOLDS = {
    "open_case": _l("有办件未办结"),
    "retention": _l("档案保存期未满"),
    "open_proxy": _l("有代办未结束"),
    "mandate": _l("委托仍有效"),
    "open_escort": _l("全程代办未结束"),
    "open_question": _l("有咨询未答复"),
    "open_slip": _l("有离线登记单未处理"),
}

TITLES = {
    "legal_hold": _l("依规须继续保存，暂不能删除"),
    "nothing_to_erase": _l("没有可以删除的个人信息，或已经删除"),
    "unknown_person": _l("没有找到这个人的办件"),
    "unknown_certificate": _l("没有出具过这个编号的证明"),
}
"""What people read over each refusal."""
