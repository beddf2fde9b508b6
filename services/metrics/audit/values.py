"""Values of events in words, Chinese and English, by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.card_words import CAUSES
from services.metrics.audit.complaint_words import COMPLAINT_VALUES
from services.metrics.audit.hall_words import HALL_VALUES
from services.metrics.audit.offline_words import CAUSES as NO_LONGER
from services.metrics.audit.offline_words import OFFLINE_VALUES
from services.metrics.audit.paper_words import PAPER_VALUES
from services.metrics.audit.people_words import GROUNDS, MANNERS, OUTCOMES, PEOPLE_VALUES
from services.metrics.audit.people_words import REASONS as TAKEN_BACK
from services.metrics.audit.rating_words import RATING_VALUES
from services.metrics.audit.receiving_words import CHANNELS, RECEIVING_VALUES
from services.metrics.audit.remedy_words import REMEDY_VALUES
from services.metrics.audit.score_words import SCORE_VALUES
from services.metrics.audit.telling import together

Pair = tuple[str, str]

_EARLIER: Mapping[str, Mapping[Any, Pair]] = {
    **PEOPLE_VALUES,
    **OFFLINE_VALUES,
    **RECEIVING_VALUES,
    "channel": CHANNELS,
    "manner": {
        **MANNERS,
        "clerk": ("窗口受理", "by the window"),
        "deemed": ("逾期未告知视为受理", "deemed accepted by silence"),
        "automatic": ("补齐当日自动受理", "by itself, everything being in hand"),
        "window": ("窗口领取", "at the window"),
        "post": ("邮寄", "by post"),
        "online": ("网上送达", "online"),
        "proxy": ("村点代办", "through the village point"),
        "home_visit": ("上门", "home visit"),
        "direct": ("直接送达", "served in person"),
        "left": ("留置送达", "left in the presence of witnesses"),
        "announced": ("公告送达", "by public announcement"),
        "revoked": ("撤销", "revoked"),
        "withdrawn": ("撤回", "withdrawn"),
        "cancelled": ("注销", "cancelled"),
    },
    "outcome": {
        **OUTCOMES,
        "approved": ("准予", "approved"),
        "refused": ("不予批准", "refused"),
        "terminated": ("终止办理", "terminated"),
        "returned": ("退回初审", "returned for the initial review"),
    },
    "half": {"am": ("上午", "morning"), "pm": ("下午", "afternoon")},
    "standing": {"a": ("A 岗", "post A"), "b": ("B 岗", "post B"), "other": ("未排班", "not on the roster")},
    "reason": {
        **TAKEN_BACK,
        **NO_LONGER,
        "nobody": ("无人到岗", "nobody came"),
        "too_short": ("在岗不足三小时", "less than three hours"),
        "no_activity": ("没有办件，也没有巡查记录", "no case and no inspection"),
    },
    "confirmed": {True: ("申请人已确认", "confirmed by the applicant"), False: ("未经申请人确认", "not confirmed")},
    "passed": {True: ("通过", "passed"), False: ("未通过", "not passed")},
    "opinion": {"agree": ("同意", "agrees"), "disagree": ("不同意", "disagrees")},
    "office": {
        "agency_head": ("本行政机关负责人", "head of the agency"),
        "government_head": ("本级人民政府负责人", "head of government"),
    },
    "party": {"applicant": ("申请人", "the applicant"), "interested": ("利害关系人", "an interested party")},
    "procedure": {
        "hearing": ("听证", "hearing"),
        "tender": ("招标", "tender"),
        "auction": ("拍卖", "auction"),
        "inspection": ("检验", "inspection"),
        "testing": ("检测", "testing"),
        "quarantine": ("检疫", "quarantine"),
        "appraisal": ("鉴定", "appraisal"),
        "expert_review": ("专家评审", "expert review"),
    },
    "route": {"self": ("申请人自行报送", "by the applicant"), "window": ("窗口代报", "through the window")},
    "ground": {
        **GROUNDS,
        "applicant_gone": ("申请人死亡或者终止", "the applicant died or ceased to exist"),
        "purpose_gone": ("申请事项已无必要或者不存在", "what was applied for is no longer there"),
        "not_supplied": ("逾期未补齐且约定视为放弃", "what was promised never came"),
        "force_majeure": ("不可抗力致事项无法实施", "an act of God makes it impossible"),
        "appeal": ("申诉成立", "the appeal was right"),
        "late_fact": ("事实迟到", "a fact came late"),
        "error": ("发牌有误", "it was an error"),
    },
    "kind": {
        "instant": ("即办件", "instant"),
        "promised": ("承诺件", "promised"),
        "warn": ("预警", "warning"),
        "yellow": ("黄牌", "yellow card"),
        "red": ("红牌", "red card"),
    },
    "cause": CAUSES,
}

VALUES = together(_EARLIER, COMPLAINT_VALUES, RATING_VALUES, REMEDY_VALUES, HALL_VALUES, SCORE_VALUES, PAPER_VALUES)
"""Values in words, by field."""
