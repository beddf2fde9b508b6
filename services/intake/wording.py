"""Words for codes: what pages call statuses, limits, channels and events, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from services.intake.cases import guardian_words
from shared.contracts.limits import TimeLimit
from shared.timekeeping import UNITS
from shared.web.forms import Refusal
from shared.web.locale import language

Tones = Mapping[str, tuple[LazyString, str]]

STATUSES: Tones = {
    "received": (_l("已收件"), "info"),
    "supplement_requested": (_l("待补正"), "warn"),
    "supplemented": (_l("已补正"), "info"),
    "accepted": (_l("已受理"), "info"),
    "decided": (_l("已决定"), "good"),
    "completed": (_l("已办结"), "good"),
    "delivered": (_l("已送达"), "good"),
    "refused": (_l("不予受理"), "bad"),
    "redirected": (_l("已告知受理部门"), "neutral"),
    "not_needed": (_l("不需要许可"), "neutral"),
    "withdrawn": (_l("已撤回"), "neutral"),
}
"""Where a case stands, and the tone of its badge."""

KINDS = {"instant": _l("即办件"), "promised": _l("承诺件")}
OUTCOMES: Tones = {
    "approved": (_l("批准"), "good"),
    "refused": (_l("不予批准"), "bad"),
    "terminated": (_l("终止办理"), "neutral"),
}

MOVED = {
    "review.suspended": _l("特别程序停表"),
    "review.resumed": _l("特别程序结束，恢复计时"),
    "review.suspension_voided": _l("停表作废"),
    "review.extended": _l("依法延长"),
    "review.recalculated": _l("日历公布后重算"),
}
"""Why a last day is another one than on the receipt, by the step of the review that moved it."""

CHANNELS = {
    "window": _l("窗口"),
    "online": _l("网上"),
    "mobile": _l("手机"),
    "terminal": _l("自助终端"),
    "phone": _l("电话"),
    "post": _l("邮寄"),
    "proxy": _l("村点代办"),
    "home_visit": _l("上门服务"),
}
MANNERS = {
    "window": _l("窗口领取"),
    "post": _l("邮寄送达"),
    "online": _l("网上送达"),
    "proxy": _l("村点代领"),
    "home_visit": _l("上门送达"),
}
RELATIONS, GUARDIAN_ACTS, ALONE = guardian_words.RELATIONS, guardian_words.GUARDIAN_ACTS, guardian_words.ALONE

APPLICANTS = {
    "1": _l("自然人"),
    "2": _l("企业法人"),
    "3": _l("事业法人"),
    "4": _l("社会组织法人"),
    "5": _l("行政机关"),
    "6": _l("其他组织"),
}
ITEM_TYPES = {
    "01": _l("行政许可"),
    "05": _l("行政给付"),
    "07": _l("行政确认"),
    "08": _l("行政奖励"),
    "10": _l("其他行政权力"),
    "20": _l("公共服务"),
}
"""Codes of GB/T 39046 A.1 that the register uses."""

ACTS = {
    "acceptance": _l("予以受理"),
    "completion": _l("当场办结"),
    "supplement-notice": _l("一次性告知补正"),
    "supplements": _l("登记补正材料"),
    "refusal": _l("不予受理"),
    "redirect": _l("不属本窗口，告知受理部门"),
    "not-needed": _l("不需要许可，当场告知"),
    "correction": _l("当场更正"),
    "tolerated-materials": _l("登记容缺补交的材料"),
    "channel": _l("改由别的渠道办理"),
    "withdrawal": _l("撤回申请"),
    "delivery": _l("送达结果"),
}
"""What can be done to a case, by the last part of the act's address."""

RECORDS = {
    "ticket": _l("取号"),
    "appointment": _l("预约"),
    "proxy": _l("代办"),
    "mandate": _l("委托书"),
    "special": _l("特别通道"),
    "home_visit": _l("上门服务"),
}
"""Records that an application may rest on."""

ACT_KEYS = {
    "not-needed": "1",
    "redirect": "2",
    "correction": "3",
    "supplement-notice": "4",
    "acceptance": "5",
    "completion": "5",
    "supplements": "s",
    "delivery": "v",
    "refusal": "r",
    "tolerated-materials": "s",
    "channel": "h",
    "withdrawal": "w",
}
"""The key of each act on a case's page; 1 to 5 are the five outcomes in the order of 许可法32."""

EVENTS: Tones = {
    "case.received": (_l("收件"), ""),
    "case.supplement_requested": (_l("一次性告知补正"), "warn"),
    "case.supplemented": (_l("收到补正材料"), ""),
    "case.accepted": (_l("受理，出具受理单"), "good"),
    "case.refused": (_l("不予受理"), "bad"),
    "case.redirected": (_l("告知受理部门"), ""),
    "case.not_needed": (_l("不需要许可，当场告知"), ""),
    "case.corrected_on_spot": (_l("当场更正"), ""),
    "case.registered_late": (_l("迟登记"), "warn"),
    "case.backfilled": (_l("由纸质补录"), ""),
    "case.second_notice_blocked": (_l("拦截二次补正"), "bad"),
    "case.extra_demand_blocked": (_l("拦截清单外索要"), "bad"),
    "case.acceptance_due_passed": (_l("逾期未答复"), "bad"),
    "case.tolerance_met": (_l("容缺材料补齐"), "good"),
    "case.tolerance_lapsed": (_l("容缺材料逾期未补"), "bad"),
    "case.supplement_due_near": (_l("提醒补正期限将到"), "warn"),
    "case.supplement_lapsed": (_l("逾期未补正"), "bad"),
    "case.channel_switched": (_l("改变渠道"), ""),
    "case.withdrawn": (_l("撤回申请"), ""),
    "case.completed": (_l("当场办结"), "good"),
    "case.decision_recorded": (_l("收到审批决定"), "good"),
    "case.delivered": (_l("结果送达"), "good"),
}
"""The steps of a case, and the tone of each on a timeline."""

STEPS = {
    "promised": (
        ("received", _l("收件")),
        ("accepted", _l("予以受理")),
        ("decided", _l("审查决定")),
        ("delivered", _l("送达")),
    ),
    "instant": (("received", _l("收件")), ("completed", _l("当场办结")), ("delivered", _l("送达"))),
}
"""The way of a case, as people see it."""

FIELDS = {
    "applicant.kind": _l("申请人类型"),
    "applicant.name": _l("姓名或名称"),
    "applicant.id_number": _l("身份号码或信用代码"),
    "applicant.phone": _l("联系电话"),
    "materials": _l("材料"),
    "hall": _l("大厅"),
    "window": _l("窗口"),
    "channel": _l("渠道"),
    "reasons": _l("事实和理由"),
    "basis": _l("依据条款"),
    "review_authority": _l("行政复议机关"),
    "department": _l("受理部门"),
    "address": _l("地点"),
    "telephone": _l("电话"),
    "reason": _l("撤回原因"),
    "result": _l("办理结果"),
    "manner": _l("送达方式"),
    "defects": _l("需要补正的内容"),
    "what": _l("更正内容"),
    "confirmed_by": _l("确认方式"),
    "code": _l("查询码"),
    "promise": _l("书面承诺"),
    "promise.due": _l("补齐期限"),
    "came_at": _l("收到时间"),
    "backfill.reason": _l("补录原因"),
    "backfill.paper_no": _l("纸质单号"),
}
"""Fields of forms, for the list of what went wrong."""

_REACHED = {
    "received": 0,
    "supplement_requested": 0,
    "supplemented": 0,
    "accepted": 1,
    "completed": 1,
    "decided": 2,
    "delivered": 3,
}


def limit(value: TimeLimit | Mapping[str, Any] | None) -> str:
    """Give a limit for people: `15 个工作日`, `15 working days`, `当日`; empty for none."""
    if value is None:
        return ""
    number, unit = (value["value"], value["unit"]) if isinstance(value, Mapping) else (value.value, value.unit)
    zh, en = UNITS[unit]
    word = zh if language() != "en" else en.removesuffix("s") if number == 1 else en
    return word if unit == "same_day" else f"{number} {word}"


def note(value: TimeLimit | Mapping[str, Any] | None) -> str:
    """Give the note of a limit."""
    if value is None:
        return ""
    return str(value.get("note", "") if isinstance(value, Mapping) else value.note)


def filled(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Give the pairs that have something to say."""
    return [pair for pair in pairs if pair[1]]


def way(case: Mapping[str, Any]) -> tuple[list[str], int] | None:
    """Give the steps of a case and the one under way; None for a case that left the way."""
    if case["status"] not in _REACHED:
        return None
    steps = STEPS[case["kind"]]
    reached = _REACHED[case["status"]]
    done = len(steps) if case["status"] == "delivered" else reached + 1
    return [str(label) for _, label in steps], done


def square_metres(area_dm: int) -> str:
    """Give an area for people, from tenths of a square metre."""
    return str(gettext("%(area)s 平方米", area=f"{area_dm / 10:.1f}".removesuffix(".0")))


def fee(cents: int) -> str:
    """Give a fee for people."""
    return str(gettext("%(amount)s 元", amount=f"{cents / 100:.2f}") if cents else gettext("免费"))


def name_of(names: Mapping[str, Any], code: str) -> Any:
    """Give the name of a code, or the code itself where the register does not tell."""
    return names.get(code, code)


def told(refusal: Refusal | None) -> Refusal | None:
    """Give a refusal as a page tells it: each message with its field; rules' English sentences in English only."""
    if refusal is None:
        return None
    errors = {name: [_readable(message, refusal) for message in messages] for name, messages in refusal.errors.items()}
    detail = refusal.detail if _speaks(refusal.detail) else ""
    return replace(refusal, detail=detail, errors=errors)


def listed(refusal: Refusal | None) -> Refusal | None:
    """Give a refusal for the list above a form, where each message needs the name of its field."""
    if refusal is None:
        return None
    errors = {name: [_named(name, message) for message in messages] for name, messages in refusal.errors.items()}
    return replace(refusal, errors=errors)


def _named(name: str, message: str) -> str:
    return f"{FIELDS[name]}：{message}" if name in FIELDS else message


def _readable(message: str, refusal: Refusal) -> str:
    return message if _speaks(message) else refusal.title


def _speaks(message: str) -> bool:
    """Tell whether a reader of Chinese can read a message; readers of English read the rules' own sentences."""
    return language() == "en" or any("\u4e00" <= character <= "\u9fff" for character in message)
