"""Words for the special channel, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATUSES = {"open": (_l("待答复"), "warn"), "granted": (_l("已批准"), "good"), "refused": (_l("未批准"), "bad")}
GROUNDS = {
    "reconstruction": _l("灾后重建或扩大内需重大项目"),
    "guofa_2012_2": _l("国发〔2012〕2号项目"),
    "livelihood": _l("民生紧急事项"),
}
