"""The web process of complaints."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.complaints.channels.api import api as channels_api
from services.complaints.channels.api import limits_api
from services.complaints.channels.limits_view import value_of
from services.complaints.channels.pages import pages as channel_pages
from services.complaints.complaints.api import api as complaints_api
from services.complaints.complaints.desk import desk
from services.complaints.complaints.letters import pages as letter_pages
from services.complaints.complaints.pages import pages as complaint_pages
from services.complaints.complaints.ticket_pages import pages as ticket_pages
from services.complaints.complaints.tickets_api import api as tickets_api
from services.complaints.ratings import devices
from services.complaints.ratings.api import api as ratings_api
from services.complaints.ratings.desk import desk as rating_desk
from services.complaints.ratings.pages import pages as rating_pages
from services.complaints.reconsiderations.api import api as remedies_api
from services.complaints.reconsiderations.pages import pages as remedy_pages
from services.complaints.service import Complaints
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

PROBLEM_TITLES = {
    "already_accepted": _l("已经受理"),
    "already_asked": _l("已经申请过延期"),
    "already_extended": _l("只能延期一次"),
    "already_contacted": _l("已经联系过评价人"),
    "already_fed_back": _l("已经反馈过"),
    "already_rated": _l("这次服务已经评价过了"),
    "no_flags": _l("没有待核查的评价异常"),
    "already_rechecked": _l("已经复核过"),
    "already_rectified": _l("已经整改过"),
    "already_decided": _l("已经有终局裁判"),
    "already_registered": _l("这个编号已经登记"),
    "already_replied": _l("已经答复，可以办结"),
    "already_returned": _l("已经退回，等中心改派"),
    "complaint_closed": _l("投诉已办结"),
    "contact_first": _l("先联系评价人，再整改"),
    "decided_by_centre": _l("中心已裁定由本单位办理，不能再退回"),
    "department_required": _l("请选择部门或大厅，或者填写办件编号"),
    "exclusion_overturned": _l("复核已推翻认定，照常计入"),
    "extension_late": _l("期限已过，不能再延期"),
    "extension_not_asked": _l("没有人申请延期"),
    "fix_first": _l("先整改，再反馈"),
    "asked_before": _l("补正通知只发一次"),
    "not_decided": _l("复议机关还没有作出决定"),
    "served_before": _l("送达日已经登记"),
    "future_day": _l("这一天还没有到"),
    "integrity_unfounded": _l("不属实的，不能认定廉政问题"),
    "investigate_first": _l("先记录调查情况，再答复或办结"),
    "nature_required": _l("请选择诉求性质"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "no_complaint": _l("没有这件投诉"),
    "no_authority": _l("登记簿没有写明该部门的复议机关"),
    "no_case": _l("没有这个办件"),
    "no_remedy": _l("没有这件复议或诉讼"),
    "not_yet_deemed": _l("审查期限还没有届满"),
    "no_bad_rating": _l("只有计入的差评才需要处置"),
    "no_rating": _l("没有这件评价"),
    "no_letter": _l("还没有这份文书"),
    "not_a_handler": _l("该账号不是投诉经办人"),
    "not_a_ticket": _l("只有热线工单可以退回"),
    "not_assigned": _l("请先分派"),
    "not_closed": _l("办结以后才能要求重新办理"),
    "not_excluded": _l("这件评价没有认定为不计入"),
    "not_invited": _l("办完以后才能评价"),
    "not_the_handler": _l("这件投诉由他人经办"),
    "not_taken_on": _l("这件诉求没有受理"),
    "not_your_case": _l("办件编号与查询码不符"),
    "not_your_ticket": _l("这件工单不是派给本单位的"),
    "outcome_not_for_kind": _l("这类诉求不能这样认定"),
    "own_exclusion": _l("由另一个人复核"),
    "own_unit": _l("不得由被反映或被评价的单位办理"),
    "reconsideration_running": _l("复议机关还在办理，期限内不能起诉"),
    "remedy_known": _l("这件复议或诉讼已经登记过"),
    "reconsider_first": _l("逾期不作决定的，应当先申请行政复议"),
    "reopen_late": _l("要求重新办理的期限已过，可以要求督办"),
    "reopened_before": _l("已经重新办理过一次，可以要求督办"),
    "reply_first": _l("先答复，后办结"),
    "reporter_named": _l("举报人的身份不得记录"),
    "rights_needed": _l("没有告知权利的，请填写知道权利的日期"),
    "same_unit": _l("请选择另一个单位"),
    "send_on_first": _l("请先裁定由哪个单位办理"),
    "staff_device": _l("工作人员的设备不能用来评价"),
    "too_many_looks": _l("查询次数过多，请过一刻钟再试"),
    "ticket_known": _l("这个热线编号已经登记过"),
    "unknown_department": _l("没有这个部门"),
    "unknown_staff": _l("没有这个账号"),
    "unknown_venue": _l("没有这个大厅或便民服务点"),
    "wrong_authority": _l("复议机关与登记簿不一致"),
    "wrong_order": _l("日期的先后不对"),
    "wrong_standing": _l("现在的状态不能这样登记"),
    "unknown_item": _l("没有这个事项"),
    "wrong_code": _l("编号与查询码不符"),
}
"""What people read over each refusal of the rules."""


FOR_PEOPLE = _l("群众入口")
OPEN_BOOKS = _l("公示")

NAVIGATION = (
    NavItem("channel_pages.home", _l("首页")),
    NavItem("desk_pages.worklist", _l("诉求办理"), "complaint.read", key="d"),
    NavItem("rating_desk.lists", _l("好差评"), "rating.read"),
    NavItem("remedy_pages.register_page", _l("复议诉讼登记"), "remedy.read"),
    NavItem("ticket_pages.new", _l("登记热线工单"), "hotline.receive"),
    NavItem("ticket_pages.own", _l("本单位热线工单"), "hotline.return"),
    NavItem("complaint_pages.new", _l("我要投诉"), group=FOR_PEOPLE),
    NavItem("complaint_pages.follow", _l("查询办理情况"), group=FOR_PEOPLE),
    NavItem("rating_pages.new", _l("评价服务"), group=FOR_PEOPLE),
    NavItem("channel_pages.all_channels", _l("监督渠道"), group=OPEN_BOOKS),
    NavItem("channel_pages.all_limits", _l("办理时限"), group=OPEN_BOOKS),
)
"""Staff see their own work first; with it the rest folds."""


def create_app(service: Complaints | None = None) -> Flask:
    """Make the app; tests bring their own service object."""
    service = service or Complaints.open(Settings.load("complaints"))
    app = build_app(
        "complaints",
        "诉求服务",
        "Complaints",
        service.settings,
        clock=service.clock,
        blueprints=[
            *(complaints_api, tickets_api, ratings_api, remedies_api, channels_api, limits_api),
            *(
                channel_pages,
                complaint_pages,
                ticket_pages,
                letter_pages,
                rating_desk,
                remedy_pages,
                desk,
                rating_pages,
            ),
        ],
        ready={"database": service.ping},
        service=service,
        nav=NAVIGATION,
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=service.replica.find_staff,
    )
    devices.install(app, service.devices)
    app.jinja_env.globals["value_of"] = value_of
    return app
