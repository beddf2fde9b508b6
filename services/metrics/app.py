"""The web process of metrics: the only wiring of its pages and endpoints."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from services.metrics.assessments.api import api as assessments_api
from services.metrics.assessments.pages import pages as assessment_pages
from services.metrics.audit.api import api as audit_api
from services.metrics.audit.pages import pages as audit_pages
from services.metrics.coverage.api import api as coverage_api
from services.metrics.coverage.pages import pages as coverage_pages
from services.metrics.service import Metrics
from shared.config import Settings
from shared.web.app import build_app
from shared.web.kit import NavItem

NAV = (
    NavItem("assessment_pages.scoreboard", _l("部门考核"), key="b"),
    NavItem("assessment_pages.counts", _l("实时计数"), key="c"),
    NavItem("coverage_pages.coverage", _l("覆盖率"), key="o"),
    NavItem("audit_pages.search", _l("办件全程"), "history.read", key="h"),
)

PROBLEM_TITLES = {
    "unknown_period": _l("没有这个考核期"),
    "unknown_department": _l("没有这个部门"),
    "unknown_policy": _l("没有这个评分政策"),
    "unknown_list": _l("没有这份名单"),
    "unknown_case": _l("没有这个办件"),
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
        blueprints=[assessments_api, coverage_api, audit_api, assessment_pages, coverage_pages, audit_pages],
        ready={"database": metrics.ping},
        service=metrics,
        nav=NAV,
        translations=[Path(__file__).parent / "translations"],
        problem_titles=PROBLEM_TITLES,
        staff=metrics.replica.find_staff,
    )
