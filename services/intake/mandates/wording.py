"""Words of mandates for people."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

ACTS = {
    "apply": _l("提出申请"),
    "supplement": _l("补正材料"),
    "withdraw": _l("撤回申请"),
    "collect": _l("领取结果"),
}
EVIDENCES = {
    "written": _l("书面委托书"),
    "notarised": _l("公证委托书"),
    "in_person": _l("双方到窗口"),
    "online": _l("网上委托"),
}
REASONS = {
    "changed_mind": _l("不再委托"),
    "will_act_in_person": _l("改由本人办理"),
    "done": _l("事已办完"),
    "other": _l("其他"),
}
STANDINGS = {
    "in_force": (_l("有效"), "good"),
    "not_yet": (_l("未生效"), "info"),
    "expired": (_l("已到期"), "neutral"),
    "revoked": (_l("已撤销"), "neutral"),
}
"""How a mandate stands, and the tone of its badge."""


def listed(acts: Iterable[str]) -> str:
    """Name acts one after another."""
    return str(gettext("、")).join(str(ACTS[act]) for act in acts)


PEOPLE = {"principal": _l("委托人"), "agent": _l("受托人"), "representative": _l("法定代表人或监护人")}

FIELDS = {
    "items": _l("委托事项"),
    "acts": _l("权限"),
    "valid_from": _l("有效期自"),
    "valid_to": _l("有效期至"),
    "principal.name": _l("委托人姓名或名称"),
    "principal.id_number": _l("委托人身份号码或信用代码"),
    "agent.name": _l("受托人姓名或名称"),
    "agent.id_number": _l("受托人身份号码或信用代码"),
    "representative.name": _l("法定代表人或监护人姓名"),
    "representative.id_number": _l("法定代表人或监护人身份号码"),
}

TITLES = {
    "mandate_exceeded": _l("超出委托的期限或范围"),
    "mandate_revoked": _l("委托已撤销"),
    "mandate_empty": _l("委托须写明事项和权限"),
    "mandate_term": _l("委托期限有误"),
    "own_agent": _l("委托人与受托人不能是同一人"),
    "representative_missing": _l("单位委托须写明法定代表人"),
    "representative_not_needed": _l("成年人委托不填法定代表人或监护人"),
    "guardian_missing": _l("委托人未满 18 周岁，须由监护人代为委托"),
    "under_age": _l("代他人办事的须年满 18 周岁"),
    "unknown_mandate": _l("没有找到这份委托"),
}
"""What people read over each refusal."""
