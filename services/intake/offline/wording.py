"""Words for devices and packets, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STANDINGS = {
    "requested": (_l("待启用"), "warn"),
    "registered": (_l("已启用"), "good"),
    "revoked": (_l("已停用"), "bad"),
}
OUTCOMES = {
    "received": (_l("已登记"), "good"),
    "duplicate": (_l("重复，已登记过"), "neutral"),
    "held": (_l("待核"), "bad"),
}
CAUSES = {
    "lost": _l("遗失"),
    "stolen": _l("被盗"),
    "replaced": _l("更换"),
    "left": _l("人员离岗"),
    "distrusted": _l("不再可信"),
}
DROPPED = {
    "not_wanted": _l("申请人不再办理"),
    "registered_elsewhere": _l("已在别处登记"),
    "unreadable": _l("无法读取"),
    "not_ours": _l("不属本厅"),
}
SLIPS = {
    "not_here_yet": _l("村点还没有上传，请稍后再查"),
    "held": _l("镇中心正在核对"),
    "received": _l("已登记"),
}
