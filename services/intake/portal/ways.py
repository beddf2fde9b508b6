"""What one can do from the start page, as far as it is there: pages of other matters and of the other services."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shared.web.kit import kit

Way = tuple[LazyString, str, LazyString]
"""A label, an address, and a sentence."""

HERE: tuple[tuple[str, LazyString, LazyString], ...] = (
    ("progress_pages.progress", _l("查进度"), _l("凭办件编号和查询码，无须登录")),
    ("applicant_pages.mine", _l("我的办件"), _l("看进度、补材料、撤回申请、接着填")),
    ("appointment_pages.new", _l("预约办理"), _l("选好日子和时段，到了就办")),
    ("consultation_pages.new", _l("问一问"), _l("不知道怎么办，先问")),
    ("visit_pages.new", _l("申请上门服务"), _l("行动不便的，大厅两人上门办")),
    ("special_pages.rules", _l("特别通道"), _l("三种情形，限时答复，法定步骤不少")),
    ("registry_pages.venues", _l("大厅与村点"), _l("地址、电话、开门时间、各窗口办什么")),
)
"""Pages of this service; one that this installation lacks is left out."""

ELSEWHERE: tuple[tuple[str, str, LazyString, LazyString], ...] = (
    ("complaints", "/ratings/new", _l("评价服务"), _l("办完一件评一件，愿意才评")),
    ("complaints", "/complaints/new", _l("投诉和建议"), _l("不满意就说，件件有答复")),
)
"""Pages of the other services, at their public addresses."""


def ways() -> list[Way]:
    """Give what is there, in the order in which people need it."""
    here = [(label, url_for(name), text) for name, label, text in HERE if name in current_app.view_functions]
    urls = kit().settings.service_urls
    there = [(label, f"{urls[service].rstrip('/')}{path}", text) for service, path, label, text in ELSEWHERE]
    return [*here, *there]
