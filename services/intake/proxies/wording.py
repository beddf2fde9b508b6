"""Words of proxies for people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATUSES = {
    "entrusted": (_l("待移交大厅"), "warn"),
    "handed_over": (_l("大厅办理中"), "info"),
    "ready": (_l("待反馈群众"), "warn"),
    "reported": (_l("已反馈"), "info"),
    "ended": (_l("代办结束"), "good"),
    "fee_refused": (_l("收费被拒"), "bad"),
}
"""Where a proxy stands, and the tone of its badge."""

OUTCOMES = {
    "approved": _l("准予"),
    "refused": _l("不予批准"),
    "terminated": _l("终止办理"),
    "completed": _l("当场办结"),
    "not_accepted": _l("不予受理"),
    "redirected": _l("已告知受理部门"),
    "withdrawn": _l("申请人撤回"),
}

MANNERS = {
    "face_to_face": _l("当面告知"),
    "by_phone": _l("电话告知"),
    "by_message": _l("短信告知"),
    "at_home": _l("上门告知"),
}

EVENTS = {
    "proxy.entrusted": (_l("村点受托"), ""),
    "proxy.handed_over": (_l("移交大厅"), "good"),
    "proxy.case_received": (_l("大厅登记办件"), ""),
    "proxy.result_ready": (_l("结果已出"), "good"),
    "proxy.reported_back": (_l("向群众反馈"), "good"),
    "proxy.ended": (_l("代办结束"), "good"),
    "proxy.fee_attempted": (_l("收费被拒绝并列为线索"), "bad"),
    "proxy.handover_missed": (_l("逾期未移交"), "bad"),
    "proxy.report_missed": (_l("逾期未反馈"), "bad"),
}
"""The steps of a proxy, and the tone of each on a timeline."""

STEPS = (_l("村点受托"), _l("移交大厅"), _l("出结果"), _l("反馈群众"))
REACHED = {"entrusted": 1, "handed_over": 2, "ready": 3, "reported": 4, "ended": 4}

FIELDS = {
    "fee": _l("收费"),
    "item": _l("代办事项"),
    "applicant.name": _l("姓名或名称"),
    "applicant.id_number": _l("身份号码或信用代码"),
    "applicant.phone": _l("联系电话"),
    "manner": _l("反馈方式"),
    "window": _l("窗口"),
}

TITLES = {
    "proxy_fee": _l("村点代办免费，不得收取任何费用；本次收费已列为线索"),
    "report_back_first": _l("未向群众反馈结果，代办不能结束"),
    "no_result_yet": _l("结果未出，无从反馈"),
    "already_reported": _l("结果已反馈"),
    "already_handed_over": _l("代办件已移交"),
    "already_ended": _l("代办已结束"),
    "unknown_proxy": _l("没有找到这件代办"),
    "wrong_point": _l("代办须在大厅所属的村级服务点受理"),
    "wrong_point_for_agent": _l("不是您所在服务点的代办"),
}
"""What people read over each refusal."""
