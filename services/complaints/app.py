"""The web process of complaints."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.complaints.channels.api import api as channels_api
from services.complaints.channels.pages import pages as channel_pages
from services.complaints.complaints.api import api as complaints_api
from services.complaints.complaints.desk import desk
from services.complaints.complaints.pages import pages as complaint_pages
from services.complaints.ratings.api import api as ratings_api
from services.complaints.ratings.pages import pages as rating_pages
from services.complaints.service import Complaints
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

PROBLEM_TITLES = {
    "already_rated": _l("这次服务已经评价过了"),
    "already_replied": _l("已经答复，可以办结"),
    "complaint_closed": _l("投诉已办结"),
    "department_required": _l("请选择部门，或者填写办件编号"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "no_complaint": _l("没有这件投诉"),
    "not_a_handler": _l("该账号不是投诉经办人"),
    "not_assigned": _l("请先分派"),
    "not_invited": _l("结果送达后才能评价"),
    "not_the_handler": _l("这件投诉由他人经办"),
    "not_your_case": _l("办件编号与查询码不符"),
    "own_unit": _l("不得办理对本单位的投诉"),
    "reply_first": _l("先答复，后办结"),
    "unknown_department": _l("没有这个部门"),
    "unknown_staff": _l("没有这个账号"),
    "wrong_code": _l("投诉编号与查询码不符"),
}
"""What people read over each refusal of the rules."""


def create_app(service: Complaints | None = None) -> Flask:
    """Make the app; tests bring their own service object."""
    service = service or Complaints.open(Settings.load("complaints"))
    return build_app(
        "complaints",
        "诉求服务",
        "Complaints",
        service.settings,
        clock=service.clock,
        blueprints=[complaints_api, ratings_api, channels_api, channel_pages, complaint_pages, desk, rating_pages],
        ready={"database": service.ping},
        service=service,
        nav=[
            NavItem("channel_pages.home", _l("首页")),
            NavItem("complaint_pages.new", _l("我要投诉")),
            NavItem("complaint_pages.follow", _l("查询投诉")),
            NavItem("rating_pages.new", _l("评价服务")),
            NavItem("channel_pages.all_channels", _l("监督渠道")),
            NavItem("desk_pages.worklist", _l("投诉办理"), "complaint.read", key="d"),
        ],
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=service.replica.find_staff,
    )
