"""Words of looks for people."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from shared.identity import ROLES
from shared.web.locale import text

PURPOSES = {
    "case": _l("办理办件"),
    "paper": _l("出具文书"),
    "proxy": _l("村点代办"),
    "mandate": _l("核对委托"),
    "escort": _l("全程代办"),
    "complaint": _l("办理投诉"),
    "rating": _l("处理评价"),
    "review": _l("审查"),
    "visit": _l("上门服务"),
    "question": _l("咨询"),
    "special": _l("特别通道"),
    "slip": _l("离线登记核对"),
}
FIELDS = {
    "name": _l("姓名或名称"),
    "id_number": _l("身份号码或信用代码"),
    "phone": _l("联系电话"),
    "file": _l("电子材料"),
    "text": _l("内容"),
    "contact": _l("联系方式"),
    "project": _l("项目名称"),
    "address": _l("地址"),
    "reply": _l("答复"),
    "finding": _l("调查情况"),
    "statement": _l("单位陈述"),
    "sealed_case": _l("办件编号"),
    "reopen_reason": _l("要求重办的理由"),
    "ask_reason": _l("延期理由"),
    "return_reason": _l("退回理由"),
    "decline_reasons": _l("不予受理的理由"),
    "comment": _l("评价内容"),
    "measures": _l("整改措施"),
    "answer": _l("反馈内容"),
    "reasons": _l("认定理由"),
}
TITLES = {"not_yours": _l("编号与身份号码不相符")}


def fields(names: Iterable[str]) -> str:
    """Name fields one after another."""
    return str(gettext("、")).join(str(FIELDS.get(name, name)) for name in names)


def role(code: str) -> str:
    """Name a role."""
    known = ROLES.get(code)
    return text(known) if known else code
