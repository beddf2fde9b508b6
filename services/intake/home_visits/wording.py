"""Words for home visits, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATUSES = {
    "to_approve": (_l("待中心批准"), "warn"),
    "open": (_l("待安排"), "warn"),
    "scheduled": (_l("已安排"), "info"),
    "done": (_l("已上门"), "good"),
    "refused": (_l("未批准"), "bad"),
    "withdrawn": (_l("已取消"), "neutral"),
}
GROUNDS = {
    "disabled": _l("身有残疾"),
    "paralysed": _l("瘫痪"),
    "bedridden": _l("卧病在床"),
    "immobile": _l("行动不便"),
    "other": _l("其他情形（须经中心批准）"),
}
