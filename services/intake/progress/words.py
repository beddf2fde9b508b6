"""Plain words for every step of a case, for the person whose case it is. Called within a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from services.intake import wording
from shared.web.locale import day, moment

Fields = Mapping[str, Any]
Told = tuple[str, str, str]
"""A step as told: title, sentence, tone."""


def _(message: str, **values: object) -> str:
    """Translate as `gettext` does, into a plain text."""
    return str(gettext(message, **values))


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


CLOCKS = {
    "supply": _l("补正的最后一天"),
    "reply": _l("答复是否受理的最后一天"),
    "promised": _l("承诺办结的最后一天"),
    "statutory": _l("法定的最后一天"),
}
"""The last days a case has, for people."""

WEEKDAYS = {
    1: _l("周一"),
    2: _l("周二"),
    3: _l("周三"),
    4: _l("周四"),
    5: _l("周五"),
    6: _l("周六"),
    7: _l("周日"),
}


def told(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:
    """Give a step in plain words; None for one that is told by another step already.

    Args:
        kind: the event's type.
        data: its fields.
        names: gives the name of a code: of a `department`, a `material`, a `step` of the review.
    """
    prefix = kind.partition(".")[0]
    if prefix == "case":
        return _own(kind, data, names)
    return _clock(kind, data) or _review(kind, data, names)


def listed(codes: Any, names: Callable[[str, str], str]) -> str:
    """Give the names of materials in a row."""
    return _("、").join(names("material", code) for code in codes)


def _own(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:
    match kind:
        case "case.received":
            return (
                _("收到您的申请"),
                _(
                    "%(at)s 通过%(channel)s收件，收件日从这天算。",
                    at=moment(data["received_at"]),
                    channel=_channel(data),
                ),
                "",
            )
        case "case.supplement_requested":
            count = len(data["defects"])
            return (
                _("一次性告知要补正的内容"),
                _("共 %(count)s 项，全部列在告知单 %(number)s 上。", count=count, number=data["notice_no"]),
                "warn",
            )
        case "case.supplemented":
            return _("收到您补交的材料"), listed(data["materials"], names), ""
        case "case.accepted":
            return _("已受理"), _accepted(data), "good"
        case _:
            return _own_end(kind, data, names)


def _unsupplied(data: Fields, names: Callable[[str, str], str]) -> Told:
    """Say what did not come, and what follows: nothing, or what an article says."""
    papers = _("到 %(day)s 没有收到：%(papers)s。", day=day(data["supply_by"]), papers=listed(data["materials"], names))
    after = (
        _("依据%(basis)s视为撤回申请；材料备齐后可以随时重新申请。", basis=data["basis"])
        if data["basis"]
        else _("办件没有关闭，补齐当日照样受理。")
    )
    return _("补正期限已过"), str(papers) + str(after), "bad"


def _channel(data: Fields) -> str:
    return str(wording.CHANNELS.get(data["channel"], data["channel"]))


def _accepted(data: Fields) -> str:
    """Say until when; and that nobody answered in time, where that is why."""
    text = _("受理单 %(number)s，不迟于 %(day)s 作出决定。", number=data["receipt_no"], day=day(data["promised_due"]))
    if data["manner"] == "deemed":
        return _("窗口逾期没有答复，依法自收件之日起视为受理。") + text
    return str(text)


def _own_end(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:  # noqa: PLR0911 - a line each
    match kind:
        case "case.refused":
            return (
                _("不予受理"),
                _("理由：%(reasons)s 文书 %(number)s。", reasons=data["reasons"], number=data["document_no"]),
                "bad",
            )
        case "case.not_needed":
            return _("依法不需要办理"), str(data.get("reasons", "")), ""
        case "case.redirected":
            return (
                _("请到别处办理"),
                _(
                    "%(who)s，%(where)s，电话 %(phone)s",
                    who=data["department"],
                    where=data["address"],
                    phone=data["telephone"],
                ),
                "",
            )
        case "case.withdrawn":
            own = data["confirmed"] or data.get("deemed_under")
            return _("已撤回申请"), "" if own else _("撤回没有经您本人确认；如有疑问请马上联系大厅。"), ""
        case "case.completed":
            return _("当场办结"), str(data["result"]), "good"
        case "case.decision_recorded":
            outcome = wording.OUTCOMES[data["outcome"]]
            return (
                _("作出决定：%(outcome)s", outcome=outcome[0]),
                _("文书 %(number)s，结果已回到大厅。", number=data["document_no"]),
                outcome[1],
            )
        case "case.delivered":
            how = str(wording.MANNERS.get(data["manner"], data["manner"]))
            by_agent = _("%(how)s，由代理人凭委托书领取", how=how)
            return _("结果已送达"), by_agent if data.get("mandate") else how, "good"
    return _own_late(kind, data, names)


def _own_late(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:  # noqa: PLR0911 - a line each
    match kind:
        case "case.supplement_due_near":
            days = {"day": day(data["supply_by"]), "papers": listed(data["materials"], names)}
            return _("提醒您：补正期限快到了"), _("不迟于 %(day)s 补齐：%(papers)s", **days), "warn"
        case "case.supplement_lapsed":
            return _unsupplied(data, names)
        case "case.corrected_on_spot":
            return _("当场更正"), listed(data["materials"], names), ""
        case "case.channel_switched":
            return _("换一种方式继续办理"), _("编号不变，不用重新申请。"), ""
        case "case.tolerance_met":
            return _("容缺的材料已补齐"), listed(data["materials"], names), "good"
        case "case.tolerance_lapsed":
            return _("容缺的材料没有按期补交"), listed(data["materials"], names), "bad"
        case "case.acceptance_due_passed":
            return _("窗口没有按期答复"), _("到 %(day)s 应答复是否受理，窗口已被提醒。", day=day(data["due"])), "bad"
        case "case.registered_late":
            return _("登记迟了"), _("收件日仍按您交来的那天算。"), "warn"
        case "case.backfilled":
            return _("由纸质登记补录"), "", ""
    return None


def _clock(kind: str, data: Fields) -> Told | None:  # noqa: PLR0911 - a line each
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
                _("不迟于 %(day)s 作出决定。", day=day(data["dates"]["promised_due"])),
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


def _review(kind: str, data: Fields, names: Callable[[str, str], str]) -> Told | None:  # noqa: PLR0911 - a line each
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
            return _("您可以要求听证"), _("最迟 %(day)s 提出。", day=day(data["request_by"])), "warn"
        case "review.hearing_requested":
            return _("已要求听证"), _("最迟 %(day)s 举行。", day=day(data["hold_by"])), ""
        case "review.hearing_waived":
            return _("放弃听证"), "", ""
        case "review.hearing_scheduled":
            return _("听证会已安排"), _("%(day)s，%(place)s", day=day(data["held_on"]), place=data["place"]), "warn"
        case "review.hearing_held":
            return _("听证会已举行"), "", ""
        case "review.served":
            return _served(data)
    return None


def _served(data: Fields) -> Told | None:
    """Delivery is told by intake; what is added here is until when remedies are open."""
    if not data["reconsideration_by"]:
        return None
    days = {"review": day(data["reconsideration_by"]), "suit": day(data["litigation_by"])}
    return _("不服可以救济"), _("行政复议最迟 %(review)s，行政诉讼最迟 %(suit)s。", **days), ""
