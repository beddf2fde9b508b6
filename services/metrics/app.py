"""The web process of metrics: the only wiring of its pages and endpoints."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.metrics.anti_gaming.api import api as anti_gaming_api
from services.metrics.anti_gaming.pages import pages as anti_gaming_pages
from services.metrics.assessments.api import api as assessments_api
from services.metrics.assessments.pages import pages as assessment_pages
from services.metrics.assessments.what_if_pages import pages as what_if_pages
from services.metrics.audit.api import api as audit_api
from services.metrics.audit.pages import pages as audit_pages
from services.metrics.checkpoints.api import api as checkpoints_api
from services.metrics.checkpoints.pages import pages as checkpoint_pages
from services.metrics.coverage.api import api as coverage_api
from services.metrics.coverage.pages import pages as coverage_pages
from services.metrics.dashboards.pages import pages as dashboard_pages
from services.metrics.policies.api import api as policies_api
from services.metrics.policies.pages import pages as policy_pages
from services.metrics.publishing.api import api as publishing_api
from services.metrics.publishing.api import years as years_api
from services.metrics.publishing.pages import pages as publishing_pages
from services.metrics.service import Metrics
from services.metrics.supervision.api import api as supervision_api
from services.metrics.supervision.pages import pages as supervision_pages
from services.metrics.witnesses.api import api as witnesses_api
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

PUBLISHED = _l("公布与政策")
CHECKS = _l("监督与核查")

NAV = (
    NavItem("assessment_pages.scoreboard", _l("考核结果"), key="b"),
    NavItem("dashboard_pages.overview", _l("看板"), key="d"),
    NavItem("assessment_pages.counts", _l("实时计数"), key="c"),
    NavItem("coverage_pages.coverage", _l("覆盖率"), key="o"),
    NavItem("audit_pages.search", _l("办件全程"), "history.read", key="h"),
    NavItem("publishing_pages.rounds", _l("考核公布"), key="p", group=PUBLISHED),
    NavItem("policy_pages.listed", _l("评分政策"), key="l", group=PUBLISHED),
    NavItem("supervision_pages.listed", _l("督办"), "supervision.read", key="s", group=CHECKS),
    NavItem("anti_gaming_pages.lists", _l("反作弊"), "history.read", key="g", group=CHECKS),
    NavItem("checkpoint_pages.listed", _l("检查点"), key="k", group=CHECKS),
)

PROBLEM_TITLES = {
    "unknown_period": _l("没有这个考核期"),
    "no_calendar": _l("没有该年度的工作日日历"),
    "unknown_department": _l("没有这个部门"),
    "scores_growing": _l("正在从日志重新汇总，请稍后再看"),
    "unreadable_policy": _l("读不出评分政策"),
    "unsigned_policy": _l("评分政策没有签名"),
    "unknown_policy_key": _l("评分政策的签名密钥不在可信名单"),
    "wrong_policy_signature": _l("评分政策的签名不符"),
    "unknown_policy": _l("没有这个评分政策"),
    "unreadable_policy_keys": _l("配置的签名公钥读不出，什么也不公布"),
    "policy_sheets": _l("评分政策缺一张评分表"),
    "policy_weights": _l("评分表的权重之和不是 100"),
    "policy_unknown_fact": _l("评分政策用了没有的事实名"),
    "policy_unknown_list": _l("评分政策用了没有的名单"),
    "policy_unknown_fault": _l("评分政策扣分的情形没有来源"),
    "policy_prior": _l("小样本先验须是不少于零的件数和零到一之间的比率"),
    "policy_version_taken": _l("这个版本号已用过"),
    "policy_not_on_quarter": _l("评分政策须从季度第一天起生效"),
    "policy_overlaps": _l("与已公布的评分政策期间重叠"),
    "policy_retroactive": _l("不得追溯已冻结或已公布的考核期"),
    "policy_not_newest": _l("只能撤回最新公布的评分政策"),
    "unknown_list": _l("没有这份名单"),
    "unknown_case": _l("没有这个办件"),
    "unknown_kind": _l("没有这类考核对象"),
    "not_counted": _l("不是本期已过的工作日"),
    "not_frozen": _l("本期结果尚未冻结"),
    "too_early": _l("还没到规定的日子"),
    "other_unit": _l("不是本单位的事项"),
    "unknown_figure": _l("结果中没有这一项"),
    "appeals_closed": _l("申诉期已过"),
    "no_appeal": _l("没有这项申诉"),
    "appeal_answered": _l("这项申诉已答复"),
    "not_outside": _l("须由被考核单位以外的人员办理"),
    "already_published": _l("已公布，只能更正"),
    "nothing_changed": _l("数据没有变化"),
    "appeals_open": _l("还有申诉未答复"),
    "figures_awaited": _l("采纳申诉后尚未重新计算"),
    "other_policy": _l("须按本期冻结时的政策计算"),
    "not_published": _l("尚未公布"),
    "nothing_assessed": _l("本期没有被考核单位"),
    "nothing_published": _l("本年度还没有公布的结果"),
    "unknown_unit": _l("没有这个单位"),
    "unknown_supervision": _l("没有这份督办"),
    "wrong_state": _l("当前状态不能这样办"),
    "statement_missing": _l("被考核单位尚未陈述"),
    "evidence_changed": _l("公布结果已更正，依据不再成立"),
    "due_passed": _l("期限须在今天之后"),
    "no_interview": _l("这不是约谈"),
    "interview_missing": _l("约谈尚未进行"),
    "nothing_sealed": _l("还没有检查点"),
    "unknown_checkpoint": _l("没有这个检查点"),
    "unknown_commit": _l("日志里没有这条记录"),
    "not_in_checkpoint": _l("这条记录在该检查点之后"),
    "checkpoints_reversed": _l("须先写较早的检查点"),
    "tree_changed": _l("已封存的部分与默克尔树不符"),
    "unreadable_witness_key": _l("读不出见证人的公钥"),
    "witness_is_journal": _l("见证人须用自己的密钥"),
    "other_checkpoint": _l("与本库封存的检查点不是同一个"),
    "false_cosignature": _l("联署签名不成立"),
    "other_witness_key": _l("这个见证人名称已由另一把密钥使用"),
    "order_lost": _l("叶子顺序没有写下，或本库不认识已封存的检查点"),
}


def create_app(metrics: Metrics | None = None) -> Flask:
    """Wire the web process from the environment, or around a service that a test made."""
    metrics = metrics or Metrics.open(Settings.load("metrics"))
    return build_app(
        "metrics",
        "考核服务",
        "Metrics",
        metrics.settings,
        clock=metrics.clock,
        blueprints=[
            *(
                assessments_api,
                policies_api,
                publishing_api,
                years_api,
                supervision_api,
                coverage_api,
                audit_api,
                anti_gaming_api,
                checkpoints_api,
                witnesses_api,
            ),
            *(
                assessment_pages,
                what_if_pages,
                policy_pages,
                publishing_pages,
                supervision_pages,
                coverage_pages,
                audit_pages,
                anti_gaming_pages,
                dashboard_pages,
                checkpoint_pages,
            ),
        ],
        ready={"database": metrics.ping},
        service=metrics,
        nav=NAV,
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=metrics.replica.find_staff,
    )
