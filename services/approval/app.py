"""The web process of approval."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.approval.cards.api import api as card_api
from services.approval.cards.pages import pages as card_pages
from services.approval.reviews.api import api
from services.approval.reviews.assigning import pages as assigning_pages
from services.approval.reviews.decisions_api import api as decisions_api
from services.approval.reviews.page_acts import pages as act_pages
from services.approval.reviews.pages import pages
from services.approval.reviews.papers_pages import pages as papers_pages
from services.approval.reviews.procedures_api import api as procedures_api
from services.approval.reviews.public_pages import pages as public_pages
from services.approval.service import Approval
from services.approval.superiors.api import api as superiors_api
from services.approval.superiors.pages import pages as superior_pages
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

PROBLEM_TITLES = {
    "already_answered": _l("本部门已出具意见"),
    "already_appealed": _l("该牌已经申诉过"),
    "already_found": _l("同一情形已有一张牌"),
    "appeal_answered": _l("申诉已经答复"),
    "appeal_late": _l("申诉期限已过"),
    "card_corrected": _l("该牌已经更正，不再计数"),
    "no_appeal": _l("该牌没有申诉"),
    "no_card": _l("没有这张牌"),
    "not_outside": _l("须由被发牌部门以外的审计或考核人员处理"),
    "accepted_by_same": _l("受理人不得审批本件"),
    "already_consulted": _l("已征求过该部门意见"),
    "already_decided": _l("该件已作出决定"),
    "already_extended": _l("只能延期一次"),
    "already_forwarded": _l("已报送上级，不再重复报送"),
    "already_offered": _l("已告知该当事人听证权利"),
    "already_requested": _l("该当事人已申请听证"),
    "already_served": _l("已送达"),
    "already_suspended": _l("该特别程序已在停表中"),
    "backdated": _l("不得倒签：应在发生当日或次一工作日登记"),
    "before_acceptance": _l("受理之前没有期限可停"),
    "certificate_ended": _l("该证件已失效"),
    "checklist_incomplete": _l("审查要点尚未逐项核对"),
    "consultation_pending": _l("会签意见尚未收齐"),
    "delegation_ended": _l("委托已到期，不得再以委托机关名义决定"),
    "ends_before_it_began": _l("结束日早于开始日"),
    "extension_late": _l("已超过法定期限，不得延期"),
    "file_away": _l("案卷在上级机关"),
    "ground_required": _l("终止办理须选择法定事由"),
    "hearing_not_yet": _l("未到听证日"),
    "hearing_notice_short": _l("听证须提前七个工作日通知"),
    "hearing_pending": _l("听证尚未举行"),
    "hearing_request_late": _l("已过申请听证的期限"),
    "hearing_right_open": _l("当事人仍可申请听证"),
    "hearing_too_late": _l("听证须在二十个工作日内举行"),
    "material_asked_twice": _l("不得重复索要材料"),
    "moderator_reviewed": _l("审查人员不得主持听证"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "no_certificate": _l("该决定没有证件"),
    "no_extension": _l("该法定期限没有延期规定"),
    "no_hearing": _l("没有待举行的听证"),
    "no_hearing_right": _l("该当事人没有听证权利可行使"),
    "no_materials": _l("请列明材料"),
    "no_points": _l("至少勾选一项审查要点"),
    "no_referral": _l("没有这件上报件"),
    "no_remedies": _l("没有已送达的不利决定"),
    "no_review": _l("没有这件审查"),
    "no_statutory_limit": _l("该事项没有可延长的法定期限"),
    "no_superior": _l("该事项无需上级审批"),
    "nobody_told": _l("尚未告知利害关系人"),
    "not_approver": _l("须由本部门批准人作出决定"),
    "not_assigned": _l("该环节已交他人办理"),
    "not_consulted": _l("未征求本部门意见"),
    "not_decided": _l("尚未作出决定"),
    "not_late": _l("该件未逾期"),
    "not_suspendable": _l("该程序不在法定八种之列，不得停表"),
    "not_suspended": _l("该程序没有停表"),
    "nothing_to_return": _l("该环节尚未办理，无可退回"),
    "notice_required": _l("停表须书面告知所需时间"),
    "outside_checklist": _l("不得在清单之外增设审查要点"),
    "outside_guide": _l("不得索要指南之外的材料"),
    "own_department": _l("不必征求本部门意见"),
    "points_failed": _l("有审查要点不符合，不能批准"),
    "reasons_hollow": _l("须写明具体事实和依据"),
    "reasons_required": _l("不予批准须写明事实理由和法律依据"),
    "referral_closed": _l("该上报件已办结"),
    "remedy_missing": _l("决定书未告知救济途径，不能送达"),
    "remedy_required": _l("不予批准须告知行政复议机关"),
    "result_required": _l("恢复计时须有结果文书"),
    "review_ended": _l("申请已撤回，审查已终止"),
    "route_not_chosen": _l("须先征求申请人意愿：自行报送或窗口代报"),
    "same_officer": _l("须为另一人"),
    "served_too_early": _l("送达日早于决定日"),
    "statement_pending": _l("利害关系人仍可陈述意见"),
    "step_too_early": _l("前一环节尚未完成"),
    "superior_differs": _l("与上级机关决定不一致"),
    "superior_pending": _l("上级机关尚未决定"),
    "suspension_lapsed": _l("逾期未见结果文书，停表已作废"),
    "suspension_open": _l("停表中，须有结果文书或作废"),
    "two_officers": _l("实地核查须两名以上人员"),
    "unknown_department": _l("没有这个部门"),
    "unknown_officer": _l("没有这个人员"),
    "unknown_step": _l("没有这个审查环节"),
    "wrong_authority": _l("复议机关有误"),
    "wrong_office": _l("须由有权负责人批准延期"),
    "wrong_post": _l("该环节须由批准人办理"),
}
"""What people read over each refusal of the rules."""


def create_app(approval: Approval | None = None) -> Flask:
    """Make the app; tests bring their own service object."""
    approval = approval or Approval.open(Settings.load("approval"))
    return build_app(
        "approval",
        "审批服务",
        "Approval",
        approval.settings,
        clock=approval.clock,
        blueprints=[
            *(api, procedures_api, decisions_api, superiors_api, card_api),
            *(pages, act_pages, assigning_pages, papers_pages, public_pages, superior_pages, card_pages),
        ],
        ready={"database": approval.ping},
        service=approval,
        nav=[
            NavItem("review_pages.worklist", _l("审查工作台"), "review.read", key="d"),
            NavItem("card_pages.listed", _l("预警和牌"), "card.read", key="y"),
            NavItem("card_pages.week", _l("本周将转黄"), "card.read", key="w"),
            NavItem("superior_pages.inbox", _l("上级审批"), "superior.read", key="c"),
            NavItem("review_public.approvals", _l("准予公开")),
            NavItem("review_public.lateness", _l("逾期理由公开")),
        ],
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=approval.replica.find_staff,
    )
