"""Where a case is, whom to ask, and what its applicant has to do next. Called within a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from shared.web.locale import day, text

Document = Mapping[str, Any]


def _(message: str, **values: object) -> str:
    """Translate as `gettext` does, into a plain text."""
    return str(gettext(message, **values))


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing the applicant may or must do: what, until when (None: no last day), and how it is done here.

    `act`: `supplement`, `fetch`, `rate`, `ask`, `remedy`, or empty where there is nothing to press.
    """

    text: str
    by: date | None = None
    act: str = ""


def where(  # noqa: PLR0911 - a line each
    case: Document, steps: Sequence[Document], department: str, hall: str
) -> str:
    """Say with whom the case lies at this moment. Inside, it may wander; outside, one window answers for it (S1.3c)."""
    match case["status"]:
        case "received" | "supplemented":
            return _("%(hall)s 正在核对材料", hall=hall)
        case "supplement_requested":
            return _("等您补齐材料")
        case "accepted":
            return _in_review(steps, department)
        case "decided" | "completed":
            return _("结果在 %(hall)s，等您领取", hall=hall)
        case "delivered":
            return _("已办结，结果在您手里")
        case "withdrawn":
            return _("已撤回，不再办理")
    return _("已结束")


def _in_review(steps: Sequence[Document], department: str) -> str:
    """Tell the last thing that moved it: to the superior unit, into a special procedure, or neither."""
    if _open(steps, "review.forwarded", "review.superior_answered"):
        return _("上级机关正在审批（由 %(department)s 报送）", department=department)
    if _open(steps, "review.suspended", "review.resumed", "review.suspension_voided"):
        return _("%(department)s 正在走特别程序，期间停表", department=department)
    return _("%(department)s 正在审查", department=department)


def _open(steps: Sequence[Document], begins: str, *ends: str) -> bool:
    standing = False
    for step in steps:
        standing = step["type"] == begins if step["type"] in (begins, *ends) else standing
    return standing


def todos(case: Document, steps: Sequence[Document], names: Mapping[str, Any], hall: str, today: date) -> list[Todo]:
    """Say what the applicant has to do, the most pressing first; empty: nothing but to wait."""
    return [*_by_status(case, names, hall), *_asked_in_review(case, steps, names, today)]


def _by_status(case: Document, names: Mapping[str, Any], hall: str) -> Iterator[Todo]:
    match case["status"]:
        case "supplement_requested":
            papers, until = _papers(case["notice"]["outstanding"], names), case["notice"].get("supply_by")
            by = date.fromisoformat(until) if until and not case["notice"].get("unsupplied") else None
            yield Todo(_("补齐告知单上的全部内容：%(papers)s", papers=papers), by, "supplement")
        case "decided" | "completed":
            yield Todo(_("到 %(hall)s 领取结果，或等待送达", hall=hall), None, "fetch")
        case "delivered":
            yield Todo(_("给这次服务打分；不满意就说"), None, "rate")
        case "refused":
            yield Todo(_("不服可以申请行政复议或提起行政诉讼，途径写在决定书上"), None, "remedy")
        case "redirected":
            yield Todo(_("请向告知的部门申请；材料已退还"), None, "")


def _asked_in_review(
    case: Document, steps: Sequence[Document], names: Mapping[str, Any], today: date
) -> Iterator[Todo]:
    if case["status"] != "accepted":
        return
    if case.get("still_tolerated"):
        due = case.get("tolerated_due")
        told = _("补交容缺的材料：%(papers)s", papers=_papers(case["still_tolerated"], names))
        yield Todo(told, date.fromisoformat(due) if due else None, "supplement")
    for step in steps:
        match step["type"]:
            case "superior.material_asked":
                yield Todo(
                    _("上级机关要求材料：%(papers)s", papers=_papers(step["data"]["materials"], names)), None, "ask"
                )
            case "review.hearing_offered" if today <= (by := date.fromisoformat(step["data"]["request_by"])):
                yield Todo(_("可以要求听证（告知书 %(number)s）", number=step["data"]["document_no"]), by, "ask")
            case "review.hearing_scheduled" if today <= (on := date.fromisoformat(step["data"]["held_on"])):
                yield Todo(_("参加听证会：%(day)s，%(place)s", day=day(on), place=step["data"]["place"]), on, "")


def _papers(codes: Sequence[str], names: Mapping[str, Any]) -> str:
    return _("、").join(text(names.get(code, code)) for code in codes)
