"""What guardians and minors are called in front of people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

RELATIONS = {
    "parent": _l("父母"),
    "grandparent": _l("祖父母、外祖父母"),
    "sibling": _l("成年兄姐"),
    "appointed": _l("指定或协议确定的监护人"),
    "committee": _l("居委会、村委会或民政部门人员"),
}
GUARDIAN_ACTS = {"present": _l("监护人到场代为办理"), "consent": _l("监护人书面同意，本人办理")}
ALONE = {
    "": _l("无"),
    "own_labour": _l("满 16 周岁，以自己的劳动收入为主要生活来源"),
    "suited": _l("纯获利益，或与年龄、智力相适应"),
}
