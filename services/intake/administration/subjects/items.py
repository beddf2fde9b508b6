"""How items are described."""

from __future__ import annotations

from services.intake.administration.describing import Description, Label, Pair
from services.intake.administration.subjects.guide_words import APPLICANTS
from services.intake.administration.subjects.making import plainly
from services.intake.items.schemas import ItemBody
from services.intake.registry.categories import categories
from shared.contracts.registry import DepartmentRegistered, ItemPublished

TYPES: dict[str, Pair] = {
    "01": ("行政许可", "licence"),
    "05": ("行政给付", "benefit"),
    "07": ("行政确认", "confirmation"),
    "08": ("行政奖励", "award"),
    "10": ("其他行政权力", "other power"),
    "20": ("公共服务", "public service"),
}
KINDS: dict[str, Pair] = {"instant": ("即办件", "instant"), "promised": ("承诺件", "promised")}

SUPPLEMENT_LAPSES: dict[str, Pair] = {
    "reminded": ("只提醒，不关闭", "a reminder, the case stays open"),
    "withdrawn": ("视为撤回", "withdrawn"),
}
LAPSES: dict[str, Pair] = {"withdrawn": ("视为撤回", "withdrawn"), "refused": ("不予办理", "refused")}


def _categories() -> dict[str, Pair]:
    return {each.name.zh: (each.name.zh, each.name.en) for each in categories()}


ITEM = Description(
    kind=ItemPublished,
    name=("事项", "items"),
    about=(
        "办什么、要什么材料、多久办好；已开始的办件沿用开始时的版本。",
        "What is done, with which papers, in what time; cases already begun keep the version they began with.",
    ),
    schema=ItemBody,
    labels={
        "name": Label("事项名称", "name"),
        "category": Label("类别", "category", options=_categories(), basis="S2.3b"),
        "department": Label("主责部门", "department", refers=DepartmentRegistered, basis="S2.3a"),
        "item_type": Label("事项类型", "type", options=TYPES, basis="GB/T 39046 A.1"),
        "kind": Label("办件类型", "kind", options=KINDS, basis="S2.7a"),
        "promised": Label(
            "承诺时限", "promised limit", ("即办件选“当日”，数值填 0", "instant items: same day, 0"), "S2.7c"
        ),
        "statutory": Label(
            "法定时限",
            "statutory limit",
            ("法律没有统一规定的，三格都留空", "leave all empty where law sets none"),
            "S2.7c",
        ),
        "verified": Label("法定时限已核实", "statutory limit verified"),
        "materials": Label("材料", "materials", ("窗口只能要这里列出的材料", "only these may be asked for"), "S2.5b"),
        "review_points": Label(
            "审查要点", "review points", ("审查人员只看这些", "reviewers look at these only"), "S1.3b"
        ),
        "basis": Label("设定依据", "basis", ("一行一条", "one a line"), "P0; C-4"),
        "effective_from": Label(
            "施行日", "in force from", ("从这一天起的新办件用这一版", "cases begun from this day on")
        ),
        "superior_approval": Label("须上级批准", "approved by the superior"),
        "village_proxy": Label("村点可代办", "village proxy", basis="S2.4a"),
        "deemed_acceptance": Label("逾期未告知视为受理", "deemed accepted by silence", basis="许可法32"),
        "fee_cents": Label("收费合计（元）", "fee (yuan)", ("不收费填 0", "0 where nothing is charged"), unit="yuan"),
        "delegated_by": Label("委托机关", "delegating authority"),
        "conditions": Label("受理条件", "conditions"),
        "result": Label("办理结果", "result"),
        "plan": Label("审查安排", "review plan"),
        "longer_notice": Label("期限变长的公告", "notice of a longer limit", basis="G10"),
        "aliases": Label("别名", "aliases", ("群众的说法，一行一个，供查找", "what people call it, one a line")),
        "codes": Label("事项编码", "codes", basis="C-1"),
        "by_law": Label("依据条文", "articles"),
        "body": Label("实施主体", "implementing body"),
        "server_type": Label("服务对象", "applicants", options=APPLICANTS, basis="GB/T 39046 A.4"),
        "limit_explain": Label("数量限制说明", "limit on numbers"),
        "handle_flow": Label("办理流程", "course of handling"),
        "flow_picture": Label("流程图", "picture of the course"),
        "special_procedures": Label("特别程序", "special procedures", basis="许可法45"),
        "special_explain": Label("特别程序说明", "note on special procedures"),
        "anticipate_explain": Label("无法定时限的说明", "where law sets no limit"),
        "discretion": Label("有裁量，须公布审查要点", "discretion: points are published", basis="S1.3b"),
        "charges": Label("收费", "charges"),
        "result_detail": Label("结果详情", "details of the result"),
        "visiting": Label("现场办理", "visiting"),
        "channels": Label("办理渠道", "channels", basis="S1.2b"),
        "proxy": Label("代办服务", "proxy service", basis="S2.4"),
        "contacts": Label("咨询监督", "contacts"),
        "remedies": Label("救济途径", "remedies"),
        "questions": Label("常见问题", "questions"),
        "mistakes": Label("常见错误", "common mistakes"),
        "safety": Label(
            "涉及公共安全或人身健康",
            "touches public safety or health",
            ("提交虚假材料的，一年内不得再次申请", "false papers bar for a year"),
            "许可法78",
        ),
        "tolerance_lapse": Label("容缺逾期未补", "where promised papers do not come", options=LAPSES, basis="B-4"),
        "tolerance_excludes": Label("失信者不再容缺", "not again for whoever broke such a promise", basis="B-4"),
        "supplement_response_limit": Label(
            "补正期限",
            "limit for supplements",
            (
                "从告知次日起数；不设期限的，三格都留空",
                "from the day after the notice; empty where none is set",
            ),
            "B-3.3",
        ),
        "supplement_lapse": Label(
            "逾期未补正", "where supplements do not come", options=SUPPLEMENT_LAPSES, basis="B-3.3"
        ),
        "supplement_lapse_basis": Label(
            "视为撤回的依据",
            "article by which it counts as withdrawn",
            ("没有条文的不得视为撤回", "without one none is"),
        ),
    },
    listed=("category", "department", "kind", "effective_from"),
    make=plainly(ItemPublished),
    group="items",
)
