"""What is said in the scenes, in the words of a hall. Made up, and marked so where people could wonder."""

from __future__ import annotations

from random import Random
from typing import Any

from shared.simulation.people import Person

QUESTIONS = (
    ("LOCAL-09", "满八十岁的老人办高龄津贴，要不要本人到场？"),
    ("LOCAL-02", "户口刚迁回来，参保登记带户口簿还是带身份证？"),
    ("LOCAL-16", "孩子刚出生，医保参保登记要等上户口以后吗？"),
    ("", "赶场天大厅几点开门，中午休息吗？"),
)
ANSWER = "已按公布的办事指南答复，并把要带的材料写在便条上交给对方（示例）"
ADDRESS = "浪塘村示例组8号（示例）"
PROJECT = "灾后恢复重建点位申请，群众过渡安置急需（示例）"
GRANTED = {
    True: "符合特别通道条件，按简化程序优先办理（示例）",
    False: "不属于公布的特别通道范围，按普通程序办理（示例）",
}
APPROVED = {True: "情况属实，同意上门办理（示例）", False: "经电话核实，当事人可自行到厅，已说明（示例）"}
CALLED_OFF = "窗口当日临时停电，已电话致歉并改约（示例）"

FINDING = "已调取监控、叫号和办件记录，并听取双方说明（示例）"
STATEMENT = "本窗口已书面说明当日情况（示例）"
HEARD = "已当面说明调查情况和处理结果，对方表示知悉（示例）"
NOT_OURS = {"reasons": "所反映事项正在诉讼中，不属投诉处理范围（示例）", "basis": "投诉处理办法（示例）"}
MORE_TIME = "需向县级部门调取档案，尚未回函（示例）"
AGAIN = "答复没有说清楚为什么要补材料，请求重新办理（示例）"
MEASURES = "已向当事人致歉，重新核对清单并在窗口张贴（示例）"
CONTACTED = "已电话回访，对方反映等候时间长、说明不清（示例）"
MISTAKEN = "评价人确认按错选项，本意为满意（示例）"
RECHECKED = {"yes": "调取通话记录核实，确为误评（示例）", "no": "通话记录不能证明误评，恢复原评价（示例）"}

SET_ASIDE = frozenset({"no_bad_rating", "exclusion_overturned"})
"""How the rules answer where a rating that was set aside before is set aside again: a refusal is not remembered."""

LOOKED_AT = frozenset({"already_rechecked", "not_excluded"})
"""How they answer where that was looked at again, and is once more."""

VOICES: dict[str, dict[str, Any]] = {
    "hall": {"kind": "complaint", "conduct": "absence", "text": "上班时间一楼几个窗口都没有人，没人解释（示例）"},
    "report": {"kind": "report", "conduct": "bribe", "text": "听说有人收了烟酒才给优先办，请查一查（示例）"},
    "suggestion": {"kind": "suggestion", "text": "建议在大厅门口放老花镜和轮椅（示例）"},
    "cannot_do": {"kind": "cannot_do", "text": "跑了三趟，每次都说系统里查不到我的信息（示例）"},
    "declined": {"kind": "complaint", "conduct": "other", "text": "对法院判决的土地纠纷不服，请大厅改判（示例）"},
    "long": {"kind": "complaint", "conduct": "extra_materials", "text": "指南上没有写的证明也让我回去开（示例）"},
    "again": {"kind": "complaint", "conduct": "attitude", "text": "问两句就不耐烦，让我自己看墙上（示例）"},
    "true": {"kind": "complaint", "conduct": "evasion", "text": "两个窗口互相推，说不归自己管（示例）"},
    "point": {"kind": "complaint", "conduct": "absence", "text": "村里代办点上午关着门，打电话没人接（示例）"},
}
"""What people say when they speak up, by the course it takes."""


def applicant(person: Person) -> dict[str, str]:
    """Give somebody as a body names them."""
    return {"kind": "1", "name": person.name, "id_number": person.id_number, "phone": person.phone}


def question(dice: Random) -> dict[str, str]:
    """Ask something."""
    item, text = dice.choice(QUESTIONS)
    return {"item": item, "question": f"{text}（示例）"}
