"""What the events of reconsiderations and lawsuits say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_WHERE = ("department", "division")
_REMEDY = ("case_no", *_WHERE, "ground", "item", "known_on", "in_time", "provisional", "calendar")

REMEDY_TELLINGS: Mapping[str, Telling] = {
    "reconsideration.registered": Telling(
        "登记行政复议：{authority}，{ground}",
        "reconsideration registered: {authority}, {ground}",
        (
            *(*_REMEDY, "authority", "received_on", "told", "rights_known_on", "apply_by", "examine_by"),
            *("document_no", "simplified", "uncertain"),
        ),
    ),
    "reconsideration.recalculated": Telling(
        "因日历发布（{cause}）重算{what}期限：{before} 改为 {due}",
        "counted anew after {cause}, {what}: {due} instead of {before}",
        ("cause", "what", "before", "due", "provisional", "in_time"),
    ),
    "reconsideration.correction_asked": Telling(
        "复议机关通知补正，{supply_by} 前补正",
        "corrections asked for, by {supply_by}",
        ("asked_on", "supply_by", "provisional"),
    ),
    "reconsideration.corrected": Telling(
        "申请人补正", "corrections supplied", ("corrected_on", "examine_by", "in_time", "provisional")
    ),
    "reconsideration.accepted": Telling(
        "复议受理，{decide_by} 前决定",
        "reconsideration accepted, to be decided by {decide_by}",
        ("accepted_on", "manner", "simplified", "decide_by", "provisional"),
    ),
    "reconsideration.extended": Telling(
        "复议期限延长：{before} 改为 {decide_by}",
        "extended: {decide_by} instead of {before}",
        ("before", "decide_by", "provisional"),
    ),
    "reconsideration.decided": Telling(
        "复议决定：{outcome}",
        "reconsideration decided: {outcome}",
        ("outcome", "decided_on", *_WHERE, "case_no", "document_no", "in_time", "served_on", "sue_by", "provisional"),
    ),
    "reconsideration.served": Telling(
        "复议决定送达，{sue_by} 前可以起诉",
        "the decision was served; one may sue until {sue_by}",
        ("served_on", "sue_by", "provisional"),
    ),
    "reconsideration.overdue": Telling(
        "复议机关逾期未决定，期限 {due}", "the authority did not decide by {due}", ("due", "authority")
    ),
    "litigation.registered": Telling(
        "登记行政诉讼：{court}，{ground}",
        "lawsuit registered: {court}, {ground}",
        (*_REMEDY, "court", "filed_on", "sue_by", "after", "court_no", "counted_from", "direct"),
    ),
    "litigation.recalculated": Telling(
        "因日历发布（{cause}）重算起诉期限：{before} 改为 {due}",
        "last day to sue counted anew after {cause}: {due} instead of {before}",
        ("cause", "before", "due", "in_time", "provisional"),
    ),
    "litigation.decided": Telling(
        "法院裁判：{outcome}",
        "court ruled: {outcome}",
        ("outcome", "decided_on", *_WHERE, "case_no", "document_no", "final"),
    ),
}
"""Every event of streams `reconsideration` and `litigation`."""

REMEDY_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "outcome": {
        "upheld": ("维持", "upheld"),
        "revoked": ("撤销", "revoked"),
        "unlawful": ("确认违法", "found unlawful"),
        "ordered": ("责令履行", "ordered to act"),
        "changed": ("变更", "changed"),
        "withdrawn": ("撤回、终止", "withdrawn"),
        "dismissed": ("驳回", "dismissed"),
    },
    "ground": {
        "decision": ("不服决定", "against a decision"),
        "inaction": ("逾期不作决定或者不履职", "no decision in time"),
        "other_act": ("不服其他行政行为", "against another act"),
    },
    "what": {
        "apply": ("申请", "to apply"),
        "examine": ("审查", "to examine it"),
        "supply": ("补正", "to supply what is missing"),
        "decide": ("决定", "to decide"),
        "sue": ("起诉", "to sue"),
    },
    "uncertain": {
        "apply": ("申请", "to apply"),
        "examine": ("审查", "to examine it"),
    },
    "manner": {
        "decided": ("决定受理", "decided"),
    },
}
"""Values in words, by field."""

REMEDY_FIELDS: Mapping[str, Pair] = {
    "apply_by": ("申请期限", "to apply by"),
    "asked_on": ("通知补正日", "asked on"),
    "authority": ("复议机关", "authority"),
    "corrected_on": ("补正日", "corrected on"),
    "counted_from": ("期限起算日", "counted from"),
    "court_no": ("案号", "court number"),
    "direct": ("直接起诉", "sued directly"),
    "decide_by": ("决定期限", "to be decided by"),
    "examine_by": ("审查期限", "to be examined by"),
    "after": ("复议编号", "after"),
    "filed_on": ("起诉日", "filed on"),
    "known_on": ("知道之日", "known on"),
    "rights_known_on": ("知道权利之日", "rights known on"),
    "simplified": ("简易程序", "simplified"),
    "sue_by": ("起诉期限", "to sue by"),
    "supply_by": ("补正期限", "to be corrected by"),
    "told": ("已告知权利", "rights were told"),
}
"""Names of the fields that may be shown."""
