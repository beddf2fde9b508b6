"""The web process of approval."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.approval.cards.api import api as card_api
from services.approval.cards.pages import pages as card_pages
from services.approval.reviews.api import api
from services.approval.reviews.pages import pages
from services.approval.service import Approval
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

PROBLEM_TITLES = {
    "already_answered": _l("申诉已经答复"),
    "already_appealed": _l("该牌已经申诉过"),
    "already_found": _l("同一情形已有一张牌"),
    "appeal_late": _l("申诉期限已过"),
    "card_corrected": _l("该牌已经更正，不再计数"),
    "no_appeal": _l("该牌没有申诉"),
    "no_card": _l("没有这张牌"),
    "not_outside": _l("须由被发牌部门以外的审计或考核人员处理"),
    "already_decided": _l("该件已作出决定"),
    "checklist_incomplete": _l("审查要点尚未逐项核对"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "no_points": _l("至少勾选一项审查要点"),
    "no_review": _l("没有这件审查"),
    "not_approver": _l("须由本部门批准人作出决定"),
    "outside_checklist": _l("不得在清单之外增设审查要点"),
    "points_failed": _l("有审查要点不符合，不能批准"),
    "reasons_required": _l("不予批准须写明事实理由和法律依据"),
    "remedy_required": _l("不予批准须告知行政复议机关"),
    "review_ended": _l("申请已撤回，审查已终止"),
    "unknown_step": _l("没有这个审查环节"),
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
        blueprints=[api, pages, card_api, card_pages],
        ready={"database": approval.ping},
        service=approval,
        nav=[
            NavItem("review_pages.worklist", _l("审查工作台"), "review.read", key="d"),
            NavItem("card_pages.listed", _l("预警和牌"), "card.read", key="y"),
            NavItem("card_pages.week", _l("本周将转黄"), "card.read", key="w"),
        ],
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
    )
