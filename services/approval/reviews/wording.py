"""What a review is called and told in front of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from services.approval.reviews.state import Review
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished, Text
from shared.replica import Replica
from shared.timekeeping import local_day
from shared.web.locale import text

STATUSES: dict[str, tuple[LazyString, str]] = {
    "open": (_l("在审"), "info"),
    "decided": (_l("已决定"), "good"),
    "ended": (_l("已终止"), "neutral"),
}
"""A status for people, and the tone of its badge."""

OUTCOMES: dict[str, tuple[LazyString, str]] = {
    "approved": (_l("予以批准"), "good"),
    "refused": (_l("不予批准"), "bad"),
    "terminated": (_l("终止办理"), "neutral"),
    "returned": (_l("退回补充审查"), "warn"),
}

PROCEDURES: dict[str, LazyString] = {
    "hearing": _l("听证"),
    "tender": _l("招标"),
    "auction": _l("拍卖"),
    "inspection": _l("检验"),
    "testing": _l("检测"),
    "quarantine": _l("检疫"),
    "appraisal": _l("鉴定"),
    "expert_review": _l("专家评审"),
}
"""The eight special procedures whose time does not count (Licensing Law art. 45)."""

GROUNDS: dict[str, LazyString] = {
    "applicant_gone": _l("申请人死亡或者终止"),
    "purpose_gone": _l("申请事项已无必要或者不存在"),
    "not_supplied": _l("逾期未补齐且约定视为放弃"),
    "force_majeure": _l("不可抗力致事项无法实施"),
}

PARTIES: dict[str, LazyString] = {"applicant": _l("申请人"), "interested": _l("利害关系人")}
OPINIONS: dict[str, LazyString] = {"agree": _l("同意"), "disagree": _l("不同意")}
ROUTES: dict[str, LazyString] = {"self": _l("申请人自行报送"), "window": _l("窗口代报")}
OFFICES: dict[str, LazyString] = {"agency_head": _l("本行政机关负责人"), "government_head": _l("本级人民政府负责人")}

MANNERS: dict[str, LazyString] = {
    "window": _l("窗口领取"),
    "direct": _l("直接送达"),
    "post": _l("邮寄"),
    "online": _l("网上送达"),
    "proxy": _l("村点代办"),
    "home_visit": _l("上门"),
    "left": _l("留置送达"),
    "announced": _l("公告送达"),
}

ENDINGS: dict[str, LazyString] = {"revoked": _l("撤销"), "withdrawn": _l("撤回"), "cancelled": _l("注销")}

STANDINGS: dict[str, tuple[LazyString, str]] = {
    "result": (_l("已有结果"), "good"),
    "awaited": (_l("等结果"), "warn"),
    "void": (_l("作废，不停表"), "bad"),
}
"""Whether a suspension counts."""

SUPERIOR_STATUSES: dict[str, LazyString] = {
    "open": _l("待审批"),
    "decided": _l("已决定"),
    "returned": _l("已退回"),
    "closed": _l("已撤回"),
}

SCOPES: dict[str, LazyString] = {
    "department": _l("全部"),
    "mine": _l("我的"),
    "unassigned": _l("未分办"),
    "consulted": _l("待我部门会签"),
}

UNITS: dict[str, LazyString] = {
    "working_days": _l("个工作日"),
    "natural_days": _l("日（自然日）"),
    "hours": _l("小时"),
    "same_day": _l("当日"),
}


WEEKDAYS = (_l("一"), _l("二"), _l("三"), _l("四"), _l("五"), _l("六"), _l("日"))
"""The days of the week at their shortest, Monday first."""


def item(replica: Replica, code: str, version: int | None = None) -> ItemPublished | None:
    """Give an item at a version, or its newest, or None while the register has not told of it yet."""
    for wanted in (version, None):
        try:
            return replica.item(code, wanted)[0]
        except Rejected:
            continue
    return None


def item_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all items, by code."""
    return {each.code: each.name for each in replica.items()}


def department_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all departments, by code."""
    return {each.code: each.name for each in replica.departments()}


def place_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all halls, by division."""
    return {each.division: each.name for each in replica.venues() if each.kind == "hall"}


def options(names: dict[str, Text]) -> list[tuple[str, str]]:
    """Give names as the options of a `ui.select`."""
    return [(code, text(name)) for code, name in names.items()]


def choices(names: Mapping[str, LazyString | tuple[LazyString, str]]) -> list[tuple[str, str]]:
    """Give words as the options of a `ui.select` or `ui.choices`."""
    return [(code, str(name[0] if isinstance(name, tuple) else name)) for code, name in names.items()]


def point_options(codes: Sequence[str], points: dict[str, Text]) -> list[tuple[str, str]]:
    """Give review points as the options of a `ui.choices`."""
    return [(code, text(points.get(code, code))) for code in codes]


def limit(value: dict[str, Any]) -> str:
    """Say a limit: `15 个工作日`."""
    if value["unit"] == "same_day":
        return str(UNITS["same_day"])
    return f"{value['value']} {UNITS[value['unit']]}"


def urgency(left: int, due_today: bool) -> tuple[str, str]:
    """Say how near a last day is, with the tone of its badge; `left` in working days, negative when it is over."""
    if left < 0:
        return gettext("逾期 %(n)d 个工作日", n=-left), "bad"
    if due_today:
        return gettext("今天到期"), "bad"
    return gettext("剩 %(n)d 个工作日", n=left), "warn" if left <= 2 else "info"


def verdict(due: date, decided_at: datetime) -> tuple[str, str]:
    """Say whether a decision came within a last day, with the tone of its badge."""
    return (gettext("期限内决定"), "good") if local_day(decided_at) <= due else (gettext("超过期限"), "bad")


def scope_options(scopes: Sequence[str]) -> list[tuple[str, str]]:
    """Give scopes of a worklist as the options of a `ui.select`."""
    return [(scope, str(SCOPES[scope])) for scope in scopes]


def plain(code: str) -> Text:
    """Give a code that has no name as its own."""
    return Text(code, code)


def step_options(review: Review) -> list[tuple[str, str]]:
    """Give the steps of the plan as the options of a `ui.select`."""
    return [(step.code, text(step.name)) for step in review.planned]


def open_procedures(review: Review) -> list[tuple[str, str]]:
    """Give the procedures whose result is awaited as the options of a `ui.select`."""
    awaited = dict.fromkeys(each.begun.procedure for each in review.suspensions if each.open)
    return [(code, str(PROCEDURES.get(code, code))) for code in awaited]


def papers(review: Review) -> list[tuple[str, str, date | None]]:
    """List the documents of a review: what each is called, its number, its day."""
    facts, hearing = review.facts, review.hearing
    found: list[tuple[str, str, date | None]] = [(gettext("受理"), "", facts.accepted_on)]
    for each in review.suspensions:
        named = str(PROCEDURES.get(each.begun.procedure, each.begun.procedure))
        found.append((gettext("停表通知书（%(what)s）", what=named), each.begun.notice_no, each.begun.told_on))
        if each.result:
            found.append(
                (gettext("结果文书（%(what)s）", what=named), each.result.result_document, each.result.ended_on)
            )
    found += [(gettext("利害关系人告知书"), each.document_no, each.told_on) for each in review.told]
    found += [(gettext("听证权利告知书"), each.document_no, each.told_on) for each in hearing.offered.values()]
    found += [(gettext("放弃听证书"), each.document_no, each.waived_on) for each in hearing.waived.values()]
    if hearing.scheduled:
        found.append((gettext("听证通知书"), hearing.scheduled.notice_no, hearing.scheduled.noticed_on))
    if hearing.held:
        found.append((gettext("听证笔录"), hearing.held.record_no, hearing.held.held_on))
    if review.extension:
        found.append((gettext("延期决定书"), review.extension.document_no, review.extension.told_on))
    return [*found, *_last_papers(review)]


def _last_papers(review: Review) -> list[tuple[str, str, date | None]]:
    found: list[tuple[str, str, date | None]] = []
    if review.decision:
        named = gettext("决定书（%(outcome)s）", outcome=str(OUTCOMES[review.decision.outcome][0]))
        found.append((named, review.decision.document_no, local_day(review.decision.decided_at)))
        if review.decision.certificate:
            given = review.decision.certificate
            found.append((given.name, given.number, given.valid_from))
    if review.served:
        found.append((gettext("送达回证"), review.served.receipt_no, review.served.served_on))
    if review.certificate_end:
        found.append((gettext("证件失效文书"), review.certificate_end.document_no, review.certificate_end.ended_on))
    return found
