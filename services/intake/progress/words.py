"""Plain words for every step of a case, for the person whose case it is. Called within a request."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext as _l

from services.intake import wording
from services.intake.progress.review_words import clock_moved, reviewed
from services.intake.progress.sentences import Fields, Told, _, listed
from shared.web.locale import day, due_day, moment

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
    return clock_moved(kind, data) or reviewed(kind, data, names)


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
    text = _(
        "受理单 %(number)s，不迟于 %(day)s 作出决定。", number=data["receipt_no"], day=due_day(data["promised_due"])
    )
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
