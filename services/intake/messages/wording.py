"""Words of messages on pages: what happened, and why one was not sent."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

EVENTS = {
    "received": _l("收件"),
    "registered_late": _l("登记迟了"),
    "supplement_requested": _l("需要补正"),
    "supplement_due_near": _l("补正期限将到"),
    "supplement_lapsed": _l("逾期未补正"),
    "supplemented": _l("收到补正材料"),
    "corrected": _l("已当场更正"),
    "accepted": _l("已受理"),
    "acceptance_overdue": _l("逾期未答复"),
    "tolerance_met": _l("容缺材料已补齐"),
    "tolerance_lapsed": _l("容缺材料未补齐"),
    "not_needed": _l("不需要办理"),
    "refused": _l("不予受理"),
    "redirected": _l("请到别处办理"),
    "withdrawn": _l("已撤回"),
    "channel_switched": _l("换了办理渠道"),
    "completed": _l("已办结"),
    "decided": _l("已决定"),
    "delivered": _l("已送达"),
    "not_rated": _l("请您评价"),
    "suspended": _l("特别程序停表"),
    "resumed": _l("恢复计时"),
    "extended": _l("依法延长"),
    "recalculated": _l("期限重新计算"),
    "forwarded": _l("报上级审批"),
    "hearing_offered": _l("可以要求听证"),
    "hearing_scheduled": _l("听证会安排"),
    "late": _l("逾期说明"),
    "material_asked": _l("上级要求材料"),
    "appointment_booked": _l("已预约"),
    "appointment_changed": _l("预约已改期"),
    "appointment_cancelled": _l("预约已取消"),
    "appointment_missed": _l("大厅没有守约"),
    "visit_scheduled": _l("上门时间已定"),
    "visit_refused": _l("上门服务未批准"),
    "special_answered": _l("特别通道已答复"),
}
"""By the name of the text; a text without a word here is shown by its name."""

WHY = {
    "opted_out": _l("您选择了不接收短信"),
    "no_telephone": _l("没有留联系电话"),
    "erased": _l("个人信息已删除"),
    "stale": _l("过了时候，不再发送"),
}
"""Why a message was withheld."""
