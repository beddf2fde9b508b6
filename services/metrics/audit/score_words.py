"""What the events of assessments and supervision say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]

_OF = ("period", "kind", "unit")
_READ = ("hash", "fold", "digest")

SCORE_TELLINGS: Mapping[str, Telling] = {
    "assessment.frozen": Telling(
        "{period} 考核结果冻结，{publish_from} 起公布",
        "results of {period} frozen, to be published from {publish_from} on",
        (
            *(*_OF, *_READ, "policy", "policy_hash", "frozen_on", "appeal_until", "publish_from"),
            *("calendar", "provisional"),
        ),
    ),
    "assessment.appealed": Telling(
        "单位对“{figure}”提出申诉", "the unit contests “{figure}”", ("appeal", "figure", "reasons")
    ),
    "assessment.appeal_answered": Telling(
        "第 {appeal} 项申诉已答复，采纳：{followed}",
        "appeal {appeal} answered, followed: {followed}",
        ("appeal", "followed", "reasons"),
    ),
    "assessment.recomputed": Telling(
        "公布前重新计算（{cause}）", "computed again before publication ({cause})", (*_READ, "cause", "differences")
    ),
    "assessment.published": Telling(
        "{period} 考核结果公布：{total}",
        "results of {period} published: {total}",
        (*_OF, "hash", "policy", "published_on", "total", "grade", "rank", "late"),
    ),
    "assessment.corrected": Telling(
        "更正为第 {number} 版", "corrected, version {number}", (*_READ, "number", "corrected_on", "differences")
    ),
    "ranking.published": Telling(
        "{period} 榜单公布", "ranking of {period} published", ("period", "kind", "policy", "published_on", "hash")
    ),
    "annual.exported": Telling(
        "{year} 年年度折算分导出", "annual scores of {year} exported", ("year", "kind", "policies", "hash")
    ),
    "policy.published": Telling(
        "公布评分政策 {version}，{effective_from} 起生效，签名：{holder}",
        "scoring policy {version} published, in force from {effective_from}, signed by {holder}",
        (
            *("version", "effective_from", "hash", "key", "holder", "public_key"),
            *("published_by", "published_at", "late"),
        ),
    ),
    "policy.withdrawn": Telling(
        "撤回评分政策 {version}",
        "scoring policy {version} taken back",
        ("version", "reason", "withdrawn_by", "withdrawn_at"),
    ),
    "supervision.proposed": Telling(
        "系统建议：{step}（{ground}）", "proposed: {step} ({ground})", (*_OF, "step", "ground", "evidence")
    ),
    "supervision.statement_given": Telling("被考核单位作出陈述", "the unit gave its statement", ("text",)),
    "supervision.issued": Telling(
        "签发：{step}，{due} 前反馈",
        "issued: {step}, to be answered by {due}",
        ("step", "kind", "unit", "ground", "evidence", "source", "requirement", "due", "provisional"),
    ),
    "supervision.answered": Telling("单位反馈整改", "the unit reported", ("text", "answered_on", "in_time")),
    "supervision.held": Telling("约谈已进行", "interview held", ("held_on", "minutes")),
    "supervision.overdue": Telling("逾期未反馈（{due}）", "not answered by {due}", ("due",)),
    "supervision.closed": Telling("督办办结：{outcome}", "ended: {outcome}", ("outcome", "reasons", "issued")),
}
"""Every event of streams `assessment/`, `ranking/`, `annual/` and `supervision/`."""

SCORE_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "grade": {
        "excellent": ("优秀", "excellent"),
        "good": ("良好", "good"),
        "pass": ("合格", "pass"),
        "fail": ("不合格", "failed"),
    },
    "ground": {
        "failed": ("单季不合格", "failed in one period"),
        "three_reds": ("单季红牌三张以上", "three red cards in one period"),
        "failed_twice": ("连续两季不合格", "failed twice running"),
        "failed_three_times": ("连续三季不合格", "failed three times running"),
        "overdue_order": ("逾期未反馈", "not answered in time"),
        "inspection": ("督查发现", "found by an inspection"),
    },
    "outcome": {
        "done": ("已落实", "done"),
        "not_done": ("未落实", "not done"),
        "dropped": ("不签发", "dropped"),
    },
    "kind": {
        "department": ("部门", "department"),
        "hall": ("乡镇大厅", "township hall"),
        "point": ("村便民服务点", "village point"),
    },
    "step": {
        "order": ("督办单", "order"),
        "interview": ("约谈", "interview"),
        "notice": ("通报", "notice of criticism"),
        "accountability": ("问责", "accountability"),
        "guidance": ("业务指导意见", "guidance"),
        "task": ("任务", "task"),
    },
}

SCORE_FIELDS: Mapping[str, Pair] = {
    "answered_on": ("反馈日", "answered on"),
    "appeal": ("申诉序号", "appeal"),
    "appeal_until": ("申诉截至", "appeals until"),
    "corrected_on": ("更正日", "corrected on"),
    "differences": ("差异", "differences"),
    "digest": ("数据摘要", "digest"),
    "figure": ("指标", "figure"),
    "fold": ("折叠版本", "fold"),
    "followed": ("采纳", "followed"),
    "frozen_on": ("冻结日", "frozen on"),
    "hash": ("摘要", "hash"),
    "held_on": ("约谈日", "held on"),
    "issued": ("曾签发", "had been issued"),
    "late": ("逾期公布", "published late"),
    "minutes": ("约谈记录", "minutes"),
    "period": ("考核期", "period"),
    "policies": ("评分政策", "policies"),
    "policy": ("评分政策", "policy"),
    "policy_hash": ("政策摘要", "policy hash"),
    "publish_from": ("公布日", "published from"),
    "published_on": ("公布日", "published on"),
    "published_at": ("公布时刻", "published at"),
    "published_by": ("公布人", "published by"),
    "public_key": ("公钥", "public key"),
    "key": ("密钥编号", "key"),
    "holder": ("签名人", "signed by"),
    "withdrawn_at": ("撤回时刻", "taken back at"),
    "withdrawn_by": ("撤回人", "taken back by"),
    "rank": ("名次", "rank"),
    "requirement": ("要求", "requirement"),
    "source": ("来源", "source"),
    "total": ("总分", "total"),
    "version": ("版本", "version"),
    "effective_from": ("生效日", "in force from"),
    "unit": ("单位", "unit"),
    "year": ("年度", "year"),
}
"""Names of the fields that may be shown."""
