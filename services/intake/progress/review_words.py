"""Plain words for every step of a review: the clock, the steps, a hearing, the decision's service."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext as _l

from services.intake.progress.sentences import Fields, Told, _, listed
from shared.web.locale import day, due_day

PROCEDURES = {
    "hearing": _l("听证"),
    "tender": _l("招标"),
    "auction": _l("拍卖"),
    "inspection": _l("检验"),
    "testing": _l("检测"),
    "quarantine": _l("检疫"),
    "appraisal": _l("鉴定"),
    "expert_review": _l("专家评审"),
}
"""The eight special procedures whose time does not count (许可法45)."""


def clock_moved(kind: str, data: Fields) -> Told | None:  # noqa: PLR0911 - a line each
    """Tell what stops, starts or moves the clock; None for everything else."""
    match kind:
        case "review.suspended":
            name = PROCEDURES.get(data["procedure"], data["procedure"])
            return (
                _("特别程序：%(name)s", name=name),
                _(
                    "从 %(day)s 起停表，这段时间不计入期限；最迟 %(until)s 恢复。",
                    day=day(data["started_on"]),
                    until=day(data["resumes_by"]),
                ),
                "warn",
            )
        case "review.resumed":
            return (
                _("特别程序结束，恢复计时"),
                _("不迟于 %(day)s 作出决定。", day=due_day(data["dates"]["promised_due"])),
                "",
            )
        case "review.suspension_voided":
            return _("停表作废"), _("停表没有结果文书，从来不算；期限按原来的算。"), "warn"
        case "review.extended":
            return (
                _("依法延长"),
                _(
                    "法定最后一日改为 %(day)s。理由：%(reasons)s",
                    day=day(data["dates"]["statutory_due"]),
                    reasons=data["reasons"],
                ),
                "warn",
            )
        case "review.recalculated":
            return (
                _("期限重新计算"),
                _(
                    "官方放假安排公布：承诺期限由 %(before)s 改为 %(after)s。",
                    before=day(data["before"]["promised_due"]),
                    after=day(data["dates"]["promised_due"]),
                ),
                "",
            )
        case "review.lateness_explained":
            return _("逾期说明"), str(data["reasons"]), "bad"
    return None


def reviewed(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:  # noqa: PLR0911 - a line each
    """Tell a step of the review; None for what is told by another step already."""
    match kind:
        case "review.step_completed":
            return _("审查环节完成：%(name)s", name=names("step", data["step"])), "", ""
        case "review.returned":
            return _("退回重新审查：%(name)s", name=names("step", data["step"])), _("期限照常计算，不重新起算。"), ""
        case "review.consulted":
            return _("征求%(name)s意见", name=names("department", data["department"])), _("不停表。"), ""
        case "review.consultation_answered":
            return _("%(name)s已答复", name=names("department", data["department"])), "", ""
        case "review.statement_recorded":
            return _("您的陈述申辩已记录"), _("采纳") if data["adopted"] else _("没有采纳，理由见决定书"), ""
        case "review.forwarded":
            return _("初审完成，报上级机关审批"), _("由原窗口负责到底，您不用另跑。"), ""
        case "review.superior_answered":
            return _("上级机关已答复"), "", ""
        case "superior.material_asked":
            return (
                _("上级机关要求材料"),
                _("%(papers)s。原因：%(reason)s", papers=listed(data["materials"], names), reason=data["reason"]),
                "warn",
            )
    return _hearing(kind, data)


def _hearing(kind: str, data: Fields) -> Told | None:  # noqa: PLR0911 - a line each
    match kind:
        case "review.hearing_offered":
            return _("您可以要求听证"), _("最迟 %(day)s 提出。", day=due_day(data["request_by"])), "warn"
        case "review.hearing_requested":
            return _("已要求听证"), _("最迟 %(day)s 举行。", day=due_day(data["hold_by"])), ""
        case "review.hearing_waived":
            return _("放弃听证"), "", ""
        case "review.hearing_scheduled":
            return _("听证会已安排"), _("%(day)s，%(place)s", day=due_day(data["held_on"]), place=data["place"]), "warn"
        case "review.hearing_held":
            return _("听证会已举行"), "", ""
        case "review.served":
            return _served(data)
    return None


def _served(data: Fields) -> Told | None:
    """Delivery is told by intake; what is added here is until when remedies are open."""
    if not data["reconsideration_by"]:
        return None
    days = {"review": due_day(data["reconsideration_by"]), "suit": due_day(data["litigation_by"])}
    return _("不服可以救济"), _("行政复议最迟 %(review)s，行政诉讼最迟 %(suit)s。", **days), ""
