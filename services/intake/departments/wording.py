"""Words for the codes of duties: kinds of bodies, levels, ways to serve at a hall, parts in an item, kinds of basis."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STANDINGS = {
    "internal": _l("乡镇内设机构"),
    "institution": _l("乡镇事业单位"),
    "county_station": _l("县级部门站所"),
    "county_department": _l("县级部门"),
    "dispatched": _l("派出机构"),
}
"""Kinds of bodies, by how they act (L14c)."""

BODIES = {"1": _l("法定机关"), "2": _l("授权组织"), "3": _l("受委托组织"), "9": _l("其他")}
"""GB/T 39046 A.3."""

LEVELS = {
    "1": _l("国家级"),
    "2": _l("省级"),
    "3": _l("市级"),
    "4": _l("县级"),
    "5": _l("乡镇级"),
    "6": _l("村级"),
    "7": _l("分级管理"),
}
"""GB/T 39046 A.2."""

MODES = {"stationed": _l("派驻"), "delegated": _l("委托综合窗口"), "collected": _l("综合窗口代收")}
"""How a department serves at a hall (S2.3a)."""

PARTS = {"lead": _l("主责"), "support": _l("配合"), "consulted": _l("会商"), "informed": _l("知会")}
"""A department's part in an item (S3.2a)."""

BASIS_KINDS = {
    "law": _l("法律"),
    "regulation": _l("行政法规"),
    "rule": _l("规章"),
    "policy": _l("政策文件"),
    "standard": _l("标准"),
    "rulebook": _l("制度"),
}
"""What a rule may rest on (P0)."""
