"""Words for the queue, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from shared.contracts.registry import VenueRegistered
from shared.web.locale import text

STATUSES = {
    "waiting": (_l("等候中"), "info"),
    "called": (_l("请到窗口"), "good"),
    "left": (_l("已过号"), "warn"),
    "done": (_l("已办完"), "neutral"),
}
PRIORITIES = {
    "": _l("普通"),
    "elder": _l("老年人"),
    "disabled": _l("残疾人"),
    "expecting": _l("孕妇或带婴幼儿"),
    "appointment": _l("已预约"),
    "special": _l("特别通道"),
}
"""Why somebody is called before others."""


def window(venue: VenueRegistered, code: str) -> str:
    """Name a window of a hall."""
    return next((text(each.name) for each in venue.windows if each.id == code), code)


def wait(standing: dict[str, object]) -> str:
    """Say a waiting time as it was measured, and that nothing can be said where too little was."""
    told = standing["estimate"]
    if not isinstance(told, dict):
        return str(gettext("实测数据还不够，暂不估计等候时间"))
    if told["most"] <= 1:
        return str(gettext("马上就到（按最近 %(n)d 次办理实测）", n=told["measured"]))
    least, most, measured = told["least"], told["most"], told["measured"]
    said = gettext("约 %(least)d 至 %(most)d 分钟（按最近 %(n)d 次办理实测）", least=least, most=most, n=measured)
    return str(said)
