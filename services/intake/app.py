"""The web process of intake."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.intake.accounts.api import api as accounts_api
from services.intake.accounts.pages import pages as account_pages
from services.intake.administration.import_pages import import_pages
from services.intake.administration.pages import pages as administration_pages
from services.intake.administration.titles import ADMINISTRATION
from services.intake.appointments.api import api as appointments_api
from services.intake.appointments.pages import pages as appointment_pages
from services.intake.attendance.api import api as attendance_api
from services.intake.attendance.pages import pages as attendance_pages
from services.intake.calendars.api import api as calendars_api
from services.intake.calendars.pages import pages as calendar_pages
from services.intake.cases.api import api as cases_api
from services.intake.cases.pages import pages as case_pages
from services.intake.cases.titles import RECEIVING
from services.intake.connectivity.api import api as connectivity_api
from services.intake.consultations.api import api as consultations_api
from services.intake.consultations.pages import pages as consultation_pages
from services.intake.delegations.api import api as delegations_api
from services.intake.departments.pages import pages as department_pages
from services.intake.documents.api import api as documents_api
from services.intake.documents.pages import pages as document_pages
from services.intake.documents.titles import DOCUMENTS
from services.intake.erasures.api import api as erasures_api
from services.intake.erasures.pages import pages as erasure_pages
from services.intake.erasures.wording import TITLES as ERASURES
from services.intake.escorts.api import api as escorts_api
from services.intake.escorts.pages import pages as escort_pages
from services.intake.escorts.wording import TITLES as ESCORTS
from services.intake.hall_titles import HALL_DAY
from services.intake.home_visits.api import api as home_visits_api
from services.intake.home_visits.pages import pages as visit_pages
from services.intake.items.api import api as items_api
from services.intake.items.file_pages import pages as file_pages
from services.intake.items.pages import pages as item_pages
from services.intake.items.titles import GUIDES
from services.intake.looks.api import api as looks_api
from services.intake.looks.pages import pages as look_pages
from services.intake.looks.wording import TITLES as LOOKS
from services.intake.mandates.api import api as mandates_api
from services.intake.mandates.pages import pages as mandate_pages
from services.intake.mandates.wording import TITLES as MANDATES
from services.intake.materials.api import api as materials_api
from services.intake.materials.pages import pages as material_pages
from services.intake.materials.titles import MATERIALS
from services.intake.messages.api import api as messages_api
from services.intake.messages.pages import pages as message_pages
from services.intake.offline.api import api as offline_api
from services.intake.offline.pages import pages as offline_pages
from services.intake.offline.point_pages import pages as point_pages
from services.intake.offline.titles import OFFLINE
from services.intake.portal.pages import pages as applicant_pages
from services.intake.progress.api import api as progress_api
from services.intake.progress.pages import pages as progress_pages
from services.intake.proxies.api import api as proxies_api
from services.intake.proxies.pages import pages as proxy_pages
from services.intake.proxies.wording import TITLES as PROXIES
from services.intake.proxy_catalogs.api import api as proxy_catalogs_api
from services.intake.proxy_catalogs.pages import pages as proxy_catalog_pages
from services.intake.queue.api import api as queue_api
from services.intake.queue.pages import pages as queue_pages
from services.intake.registry import demo
from services.intake.registry.api import api as registry_api
from services.intake.registry.pages import pages as registry_pages
from services.intake.registry.titles import DUTIES
from services.intake.responsibilities.api import api as responsibilities_api
from services.intake.rosters.api import api as rosters_api
from services.intake.rulebooks.api import api as rulebooks_api
from services.intake.rulebooks.pages import pages as rulebook_pages
from services.intake.service import Intake
from services.intake.sheets.api import api as sheets_api
from services.intake.sheets.pages import pages as sheet_pages
from services.intake.special_channel.api import api as special_channel_api
from services.intake.special_channel.pages import pages as special_pages
from services.intake.stationing.api import api as stationing_api
from services.intake.terminal.pages import pages as terminal_pages
from services.intake.venues.api import api as venues_api
from services.intake.venues.pages import pages as venue_pages
from services.intake.venues.titles import VENUES
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem
from shared.web.session import session_pages

PROBLEM_TITLES = {
    "already_proved": _l("这个账号已核验为另一人"),
    "identity_mismatch": _l("姓名与身份号码不符"),
    "real_name_unavailable": _l("没有连接实名认证服务，暂不能核验"),
    **ADMINISTRATION,
    **DUTIES,
    **VENUES,
    **GUIDES,
    **HALL_DAY,
    **PROXIES,
    **OFFLINE,
    **MANDATES,
    **DOCUMENTS,
    **RECEIVING,
    **LOOKS,
    **ERASURES,
    **ESCORTS,
    **MATERIALS,
    "bad_credit_code": _l("统一社会信用代码有误"),
    "bad_local_days": _l("地方放假日有误"),
    "bad_period": _l("起止日期有误"),
    "bad_identity_number": _l("身份号码有误"),
    "bad_market_rule": _l("场期规则有误"),
    "bad_case_number": _l("办件编号有误"),
    "before_receipt": _l("发生时间不能早于收件"),
    "calendar_hole": _l("日历有缺口"),
    "damaged_calendar": _l("日历内容与校验值不符"),
    "deemed_accepted": _l("逾期未告知，自收件之日起视为受理"),
    "empty_notice": _l("告知单须列明需要补正的内容"),
    "hall_missing": _l("窗口人员须有所在大厅"),
    "incomplete": _l("材料不齐全，不能受理"),
    "instant_needs_no_receipt": _l("即办件无需受理单，请当场办结"),
    "item_not_in_force": _l("事项尚未生效"),
    "name_not_by_rule": _l("场所名称不符合命名规则"),
    "never_a_market_day": _l("按此规则没有任何场期"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "no_lunar_date": _l("超出已知农历年份（1901—2099）"),
    "no_notice": _l("本件没有一次性告知单"),
    "no_receipt": _l("本件没有受理单"),
    "not_for_proxy": _l("此事项不在村点代办清单内"),
    "not_instant": _l("承诺件须受理后审查，不能当场办结"),
    "notice_missing": _l("须写明通知文号"),
    "notice_not_whole": _l("须一次性告知全部需要补正的内容"),
    "nothing_supplied": _l("请选择补正的材料"),
    "official_stays": _l("已有官方日历，不得以推算代替"),
    "overlapping_validity": _l("同一场期规则的有效期重叠"),
    "reasons_too_vague": _l("不予受理须写明事实和理由"),
    "redirect_incomplete": _l("须告知受理部门、地点和电话"),
    "second_notice": _l("不得第二次要求补正"),
    "too_many_looks": _l("查询次数过多，请过一刻钟再试"),
    "too_many_attempts": _l("密码错误次数过多，请稍后再试"),
    "unknown_case": _l("没有找到这件办件"),
    "unknown_division": _l("该辖区没有登记的部门或场所"),
    "unknown_hall": _l("大厅未登记"),
    "unknown_item": _l("事项未登记"),
    "unknown_draft": _l("没有这份草稿"),
    "unknown_message": _l("没有这条消息"),
    "unknown_material": _l("材料不在办事指南内"),
    "number_taken": _l("编号已用"),
    "unknown_sheet": _l("没有发放过这个编号的告知单"),
    "unknown_venue": _l("场所未登记"),
    "wrong_channel": _l("请通过网上渠道申请"),
    "wrong_hall": _l("该大厅不办理此事项"),
    "wrong_hall_for_clerk": _l("不是您所在大厅的办件"),
    "remedy_missing": _l("决定书未告知救济途径，不能送达"),
    "wrong_state": _l("办件当前状态不能这样处理"),
    "wrong_window": _l("该窗口不办理此事项"),
}
"""What people read over each refusal of the rules."""


HALL_DAY_GROUP = _l("大厅当日")
ONES_OWN = _l("我的")
FOR_OTHERS = _l("代办与委托")
OPEN_BOOKS = _l("公示与核对")

NAVIGATION = (
    NavItem("registry_pages.home", _l("首页")),
    NavItem("case_pages.desk", _l("窗口工作台"), "case.receive", key="d"),
    NavItem("queue_pages.queue", _l("叫号"), "queue.call", key="q"),
    NavItem("consultation_pages.desk", _l("引导台"), "consultation.handle", key="g"),
    NavItem("case_pages.cases", _l("办件"), "case.read", key="l"),
    NavItem("item_pages.items", _l("找事项")),
    NavItem("progress_pages.progress", _l("查进度")),
    NavItem("applicant_pages.mine", _l("我的办件"), "case.read_own"),
    NavItem("message_pages.mine", _l("我的消息"), "case.read_own", group=ONES_OWN),
    NavItem("terminal_pages.start", _l("自助终端"), "terminal.use"),
    NavItem("point_pages.home", _l("村点"), "device.request"),
    NavItem("appointment_pages.hall_day", _l("预约"), "appointment.manage", group=HALL_DAY_GROUP),
    NavItem("visit_pages.visits", _l("上门服务"), ("visit.handle", "visit.approve"), group=HALL_DAY_GROUP),
    NavItem("special_pages.specials", _l("特别通道"), ("special.handle", "special.answer"), group=HALL_DAY_GROUP),
    NavItem("sheet_pages.sheets", _l("告知单"), "sheet.issue", group=HALL_DAY_GROUP),
    NavItem("attendance_pages.own", _l("签到"), "attendance.record", group=HALL_DAY_GROUP),
    NavItem("venue_pages.lacking", _l("达标情况"), "attendance.inspect", group=HALL_DAY_GROUP),
    NavItem("attendance_pages.points_looked_after", _l("村点抽查"), "attendance.inspect", group=HALL_DAY_GROUP),
    NavItem("proxy_pages.proxies", _l("代办"), "proxy.read", key="b", group=FOR_OTHERS),
    NavItem("mandate_pages.mandates", _l("委托"), "mandate.give", group=FOR_OTHERS),
    NavItem("escort_pages.escorts", _l("全程代办"), "escort.request", group=FOR_OTHERS),
    NavItem("offline_pages.home", _l("村点离线"), "device.manage", group=FOR_OTHERS),
    NavItem("document_pages.ask", _l("核对文书"), group=OPEN_BOOKS),
    NavItem("registry_pages.venues", _l("大厅与村点"), group=OPEN_BOOKS),
    NavItem("department_pages.departments", _l("部门"), group=OPEN_BOOKS),
    NavItem("rulebook_pages.rules", _l("制度"), group=OPEN_BOOKS),
    NavItem("look_pages.own", _l("谁看过我的信息"), "access.read_own", group=ONES_OWN),
    NavItem("look_pages.looks", _l("查看记录"), "access.read"),
    NavItem("erasure_pages.erasures", _l("信息删除"), "person.erase"),
    NavItem("administration_pages.home", _l("登记簿管理"), "registry.write", key="m"),
)


APIS = (
    accounts_api,
    registry_api,
    items_api,
    sheets_api,
    venues_api,
    rosters_api,
    attendance_api,
    connectivity_api,
    calendars_api,
    stationing_api,
    delegations_api,
    responsibilities_api,
    rulebooks_api,
    proxy_catalogs_api,
    proxies_api,
    mandates_api,
    looks_api,
    erasures_api,
    escorts_api,
    cases_api,
    messages_api,
    queue_api,
    progress_api,
    offline_api,
    appointments_api,
    documents_api,
    consultations_api,
    home_visits_api,
    special_channel_api,
    materials_api,
)
"""JSON endpoints, a blueprint a matter."""

PAGES = (
    registry_pages,
    calendar_pages,
    venue_pages,
    attendance_pages,
    item_pages,
    sheet_pages,
    file_pages,
    applicant_pages,
    case_pages,
    offline_pages,
    point_pages,
    message_pages,
    queue_pages,
    progress_pages,
    terminal_pages,
    appointment_pages,
    consultation_pages,
    visit_pages,
    special_pages,
    document_pages,
    material_pages,
    account_pages,
    administration_pages,
    import_pages,
    department_pages,
    rulebook_pages,
    proxy_catalog_pages,
    proxy_pages,
    mandate_pages,
    look_pages,
    erasure_pages,
    escort_pages,
)
"""Pages, a blueprint a matter; those of signing in know the accounts of one app."""


def create_app(intake: Intake | None = None) -> Flask:
    """Make the app; tests bring their own service object."""
    intake = intake or Intake.open(Settings.load("intake"))
    return build_app(
        "intake",
        "受理服务",
        "Intake",
        intake.settings,
        clock=intake.clock,
        blueprints=[*APIS, *PAGES, session_pages(intake.accounts.authenticate, demo.accounts)],
        ready={"database": intake.ping},
        service=intake,
        nav=NAVIGATION,
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=intake.replica.find_staff,
    )
