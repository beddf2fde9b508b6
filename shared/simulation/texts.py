"""What is said at a step, in the words of a window. Made up, and marked so where people could wonder."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

REDIRECTION = {
    "department": "紫云苗族布依族自治县民政局婚姻登记处（示例）",
    "address": "紫云自治县政务服务中心一楼（示例）",
    "telephone": "0851-00000110",
}
"""Where somebody is sent whose matter belongs elsewhere (S2.5g)."""

FACTS = (
    "经核对，申请人所报住址不在本辖区，户籍与实际居住地均属邻镇（示例）",
    "经核对，家庭成员上年度收入合计超过公布的标准线1200元（示例）",
    "经现场查看，所报地块已划入永久基本农田，面积120平方米（示例）",
    "经核对，同一申请人今年3月已就同一事项享受待遇（示例）",
)
"""Facts a refusal rests on (S2.5f)."""

DEFECTS = ("未提交", "未签名", "复印件不清晰，无法辨认", "已过有效期")
EXAMINED = "材料与核查情况一致，符合要求（示例）"
NOT_MET = "核查情况与申报不一致，详见核查记录（示例）"
OPINION = {False: "初审：核查情况与申报一致，拟同意上报（示例）", True: "初审：核查情况与申报不一致，报请决定（示例）"}
"""The initial opinion that goes up with a file, by whether it is against the applicant."""

DONE = "已登记"
FOUND = "已调取办件全程记录，并听取窗口和当事人说明（示例）"
REPLY = "已调阅办件全程记录并回访当事人，情况和处理意见已当面说明（示例）"

WITHDRAWALS = {
    "unsupplied": "申请人表示暂不补齐材料，本人确认撤回（示例）",
    "own": "申请人另有安排，本人确认撤回（示例）",
}

MANNERS = {"online": "online", "mobile": "online", "proxy": "proxy", "home_visit": "home_visit"}
"""How the result goes back to whoever came by a channel; all others fetch it at the window."""

COMPLAINTS = {
    "late": ("delay", "过了受理单上写的日期还没有办好，问了几次都说在走程序（示例）"),
    "refused": ("extra_materials", "不批的理由看不明白，又让再拿别的证明（示例）"),
    "attitude": ("attitude", "窗口人员说话不耐烦，没有把要什么材料讲清楚（示例）"),
    "absence": ("absence", "上班时间窗口没有人，等了四十分钟（示例）"),
}


def defect(dice: Random) -> str:
    """Say what is wrong with a material."""
    return dice.choice(DEFECTS)


def refusal(dice: Random, basis: Sequence[str]) -> dict[str, str]:
    """Say why not: facts and articles."""
    return {"reasons": dice.choice(FACTS), "basis": "；".join(basis)}


def complaint(dice: Random, fate: str) -> dict[str, Any]:
    """Say what somebody complains of."""
    about = fate if fate in COMPLAINTS else dice.choice(("attitude", "absence"))
    conduct, text = COMPLAINTS[about]
    return {"conduct": conduct, "text": text}
