"""What remedies are called in front of people."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

GROUNDS: dict[str, LazyString] = {
    "decision": _l("不服决定"),
    "inaction": _l("逾期不作决定或者不履职"),
    "other_act": _l("不服其他行政行为"),
}

RULINGS: dict[str, LazyString] = {
    "upheld": _l("维持"),
    "revoked": _l("撤销"),
    "unlawful": _l("确认违法"),
    "ordered": _l("责令履行"),
    "changed": _l("变更"),
    "withdrawn": _l("撤回、终止"),
    "dismissed": _l("驳回、不予受理"),
}

STATUSES: dict[str, tuple[LazyString, str]] = {
    "received": (_l("审查中"), "warn"),
    "correcting": (_l("等申请人补正"), "warn"),
    "accepted": (_l("已受理"), "info"),
    "filed": (_l("已起诉"), "info"),
    "decided": (_l("已决定"), "good"),
}
