"""Words for a guide's codes and elements, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from services.intake import wording
from shared.contracts.registry import ItemPublished, Material, ReviewPoint, StepPlan
from shared.web.locale import text

Words = Mapping[str, LazyString]

BODY_NATURES: Words = {"1": _l("法定机关"), "2": _l("授权组织"), "3": _l("受委托组织"), "9": _l("其他")}
LEVELS: Words = {
    "1": _l("国家级"),
    "2": _l("省级"),
    "3": _l("市级"),
    "4": _l("县级"),
    "5": _l("镇（乡、街道）级"),
    "6": _l("村（社区）级"),
    "7": _l("分级管理"),
}
WAYS: Words = {
    "1": _l("窗口办理"),
    "2": _l("电脑网上办理"),
    "3": _l("手机网上办理"),
    "4": _l("快递申请"),
    "9": _l("其他方式"),
}
DEPTHS: Words = {"1": _l("可查指南"), "2": _l("可下载表格"), "3": _l("可网上申请"), "4": _l("全程网办")}
SOURCES: Words = {
    "form": _l("本人填写"),
    "own": _l("本人持有"),
    "issued": _l("其他单位出具"),
    "shared": _l("由系统共享获取，不用提交"),
}
FORMS: Words = {"paper": _l("纸质"), "electronic": _l("电子"), "either": _l("纸质或电子均可")}
SCHEMES: Mapping[str, str] = {
    "C0109": "ZWFW C0109",
    "GB39046": "GB/T 39046-2020",
    "DB52-1264": "DB52/T 1264-2018",
    "LOCAL": "LOCAL",
}

ELEMENTS: Words = {
    "aliases": _l("通俗名称"),
    "anticipate_explain": _l("法定期限说明"),
    "basis": _l("依据条款"),
    "body": _l("实施主体"),
    "by_law": _l("设定依据"),
    "category": _l("类别"),
    "channels": _l("办理渠道"),
    "charges": _l("收费"),
    "code": _l("事项编码"),
    "codes": _l("编码"),
    "conditions": _l("受理条件"),
    "contacts": _l("咨询与监督电话"),
    "deemed_acceptance": _l("逾期未告知视为受理"),
    "delegated_by": _l("委托机关"),
    "department": _l("办理部门"),
    "discretion": _l("是否有裁量"),
    "effective_from": _l("生效日"),
    "fee_cents": _l("收费"),
    "flow_picture": _l("流程图"),
    "handle_flow": _l("办理流程"),
    "item_type": _l("事项类型"),
    "kind": _l("办件类型"),
    "limit_explain": _l("数量限制"),
    "longer_notice": _l("承诺变长的公告"),
    "materials": _l("材料"),
    "mistakes": _l("常见错误"),
    "name": _l("事项名称"),
    "plan": _l("审查环节"),
    "promised": _l("承诺时限"),
    "proxy": _l("村点代办"),
    "questions": _l("常见问题"),
    "remedies": _l("复议与诉讼"),
    "result": _l("办理结果"),
    "result_detail": _l("结果样本与送达"),
    "review_points": _l("审查要点"),
    "safety": _l("涉及公共安全或人身健康"),
    "server_type": _l("服务对象"),
    "special_explain": _l("特别程序说明"),
    "special_procedures": _l("特别程序"),
    "statutory": _l("法定时限"),
    "superior_approval": _l("上级审批"),
    "supplement_lapse": _l("逾期未补正的后果"),
    "supplement_lapse_basis": _l("视为撤回的依据"),
    "supplement_response_limit": _l("补正期限"),
    "tolerance_excludes": _l("失信者不再容缺"),
    "tolerance_lapse": _l("容缺逾期未补"),
    "verified": _l("法定期限已核实"),
    "village_proxy": _l("可否村点代办"),
    "visiting": _l("地点和时间"),
}
"""The elements of a guide, by the first part of a field's path."""

DETAILS: Words = {
    "accept_stand": _l("受理标准"),
    "address": _l("地点"),
    "blank": _l("空白表格"),
    "copies": _l("复印件份数"),
    "form": _l("形式"),
    "hours": _l("办理时间"),
    "limit": _l("环节时限"),
    "market_days": _l("赶场日安排"),
    "originals": _l("原件份数"),
    "required": _l("是否必需"),
    "sample": _l("示范文本"),
    "source": _l("来源"),
    "statement_instead": _l("可否承诺代替"),
    "text": _l("条文"),
    "tolerable": _l("可否容缺"),
    "traffic": _l("交通"),
    "validity": _l("有效期"),
    "visits": _l("到现场次数"),
}
"""Further parts of a path that are worth a word of their own."""


def element(path: str, item: ItemPublished | None = None) -> str:
    """Name a field of a guide: its element, the paper or step it belongs to, and the detail where that has a name."""
    first, *rest = path.split(".")
    named = str(ELEMENTS.get(first, first))
    entry = _entry(path, item)
    detail = str(DETAILS[rest[-1]]) if rest and rest[-1] in DETAILS else ""
    return "·".join(part for part in (f"{named}“{entry}”" if entry else named, detail) if part)


def _entry(path: str, item: ItemPublished | None) -> str:
    """Name the paper, step or review point that a path leads to by its code or its place; empty for everything else."""
    if item is None:
        return ""
    known: Mapping[str, Sequence[Material | ReviewPoint | StepPlan]] = {
        "materials": item.materials,
        "review_points": item.review_points,
        "plan.steps": item.plan.steps,
    }
    for start, entries in known.items():
        key = path.removeprefix(f"{start}.").partition(".")[0]
        found = [each for at, each in enumerate(entries) if key in (each.code, str(at))]
        if found and path.startswith(f"{start}."):
            return text(found[0].name)
    return ""


def shown(value: Any) -> str:
    """Give a value of a guide for people: a text, a limit, a file's name, yes or no."""
    match value:
        case None | "":
            return "—"
        case bool():
            return str(gettext("是") if value else gettext("否"))
        case dict():
            return _structure(value)
        case list() | tuple():
            return "、".join(map(shown, value)) or "—"
    return str(value)


def _structure(value: Mapping[str, Any]) -> str:
    match value:
        case {"unit": _, "value": _}:
            return f"{wording.limit(value)} {wording.note(value)}".strip()
        case {"zh": _}:
            return text(value)
        case {"sha256": digest, "name": name}:
            return f"{name}（{digest[:8]}）"
    return "；".join(shown(each) for each in value.values() if each)


def copies(material: Material) -> str:
    """Tell how many originals and copies of a paper are wanted; empty where nobody said."""
    told = [gettext("原件 %(n)d 份", n=material.originals)] if material.originals else []
    told += [gettext("复印件 %(n)d 份", n=material.copies)] if material.copies else []
    return str(gettext("、")).join(told)


def names(words: Words, codes: tuple[str, ...]) -> str:
    """Name several codes in one line."""
    return str(gettext("、")).join(str(words.get(code, code)) for code in codes)


def verified(item: ItemPublished) -> bool:
    """Tell whether every article's wording and the statutory limit were compared with the official text."""
    return item.verified and bool(item.by_law) and all(article.verified for article in item.by_law)
