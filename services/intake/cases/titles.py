"""What people read over each refusal of a case's rules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

RECEIVING = {
    "alone_too_young": _l("年龄不够，不能独自办理"),
    "guardian_is_applicant": _l("监护人不能是申请人本人"),
    "guardian_missing": _l("申请人未满 18 周岁，须由监护人代为办理或同意"),
    "guardian_must_act": _l("未满 8 周岁的，由监护人代为办理"),
    "barred": _l("提交虚假材料后一年内不得再次申请"),
    "double_submission": _l("刚刚已收到同样的申请"),
    "evidence_of_another": _l("所引记录与本申请不符"),
    "not_from_paper": _l("纸质补录由窗口办理"),
    "not_in_hand": _l("该材料并未提交"),
    "not_tolerated": _l("这些材料不在容缺之列，或已补齐"),
    "nothing_corrected": _l("请写明当场更正的材料"),
    "papers_owed": _l("容缺材料尚未补齐，暂不能送达"),
    "promise_excluded": _l("曾失信，不再容缺受理"),
    "promise_missing": _l("缺可后补的材料，须有申请人书面承诺"),
    "promise_too_long": _l("容缺补齐期限不得超过承诺期限"),
    "same_channel": _l("已是这一渠道"),
    "special_not_granted": _l("特别通道未获批准，或已过期"),
    "tolerance_lapsed": _l("容缺补齐期限已过"),
    "unknown_evidence": _l("没有这条记录"),
    "wrong_code": _l("查询码不符"),
}
