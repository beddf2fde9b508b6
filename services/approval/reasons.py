"""What makes a reason one: facts beside “does not meet the conditions” (S2.5f). Pure; for the rules of every matter."""

from __future__ import annotations

import re

HOLLOW = re.compile(
    r"不?(符合|满足|具备|达到)|不符|不予|不|未|批准|许可|同意|通过|决定|法定|规定|有关|相关|条件|要求|标准|资格"
    r"|申请人|申请|材料|情况|审查|审核|研究|办理|审批|受理|单位|部门|经|该|本|所|均|的|我"
    r"|\b(the|applicants?|applications?|do|does|did|is|are|not|meet|satisfy|fulfil|eligible|legal|statutory"
    r"|required|conditions?|requirements?|refused|rejected)\b|[\W_]+",
    re.IGNORECASE,
)
"""What can be taken out of a reason without losing a fact: “does not meet the conditions” in all its forms (S2.5f)."""

LEAST_FACTS = 4
"""So many characters must be left of a reason when the hollow words are taken out."""


def hollow(reasons: str) -> bool:
    """Tell whether a text gives no facts: empty, or nothing but “does not meet the conditions”."""
    return len(HOLLOW.sub("", reasons)) < LEAST_FACTS
