"""Words for questions, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATUSES = {
    "open": (_l("待答复"), "warn"),
    "guided": (_l("已引导，待窗口接办"), "info"),
    "answered": (_l("已答复"), "good"),
    "closed": (_l("已办结"), "good"),
}
CHANNELS = {"desk": _l("引导台"), "phone": _l("电话"), "online": _l("网上")}
HOW = {"answered": _l("已答复"), "taken_over": _l("窗口已接办")}
