"""The titles of the kit's own problems, for people. A service adds the titles of its rules' refusals."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

HELP: Mapping[str, LazyString] = {
    "csrf": _l("为保护您的账号，页面打开太久或换了账号后需要刷新再提交。"),
    "forbidden": _l("如确需办理，请换用有权限的账号登录，或联系本单位管理员。"),
    "internal": _l("已提交的内容不会丢失。请记下下面的编号，联系运维人员。"),
    "not_found": _l("请检查网址，或从首页重新进入。"),
    "other_division": _l("请换用有管辖权的账号登录。"),
    "store_down": _l("已提交的内容不会丢失，稍后刷新即可。"),
    "too_large": _l("请减少内容后再提交。"),
    "unauthenticated": _l("登录后即可继续。"),
}
"""What a person can do about it, on the problem's page."""

TITLES: Mapping[str, LazyString] = {
    "access_undeclared": _l("此功能尚未开放"),
    "account_ended": _l("账号已停用或尚未启用"),
    "bad_cursor": _l("翻页标记无效"),
    "bad_idempotency_key": _l("幂等键无效"),
    "bad_if_match": _l("版本标记无效"),
    "bad_json": _l("请求内容不是有效的 JSON"),
    "bad_request": _l("请求有误"),
    "bad_simulated_time": _l("模拟时间无效"),
    "bad_token": _l("登录凭证无效或已过期"),
    "conflict": _l("与当前状态冲突"),
    "contended": _l("他人正在办理，请重试"),
    "csrf": _l("页面已过期，请刷新后重试"),
    "forbidden": _l("您的岗位无此权限"),
    "future_occurred_at": _l("发生时间不能晚于现在"),
    "gone": _l("内容已不存在"),
    "internal": _l("系统出现异常"),
    "invalid": _l("填写的内容有误"),
    "key_reused": _l("同一幂等键已用于另一请求"),
    "method_not_allowed": _l("不支持此操作方式"),
    "not_acceptable": _l("无法提供所要求的格式"),
    "not_found": _l("未找到"),
    "not_ready": _l("服务尚未就绪"),
    "other_division": _l("不在您的管辖范围内"),
    "other_unit": _l("不属于您所在的部门"),
    "password_change_needed": _l("请先设置自己的密码"),
    "precondition_failed": _l("前提条件不成立"),
    "sign_in_failed": _l("账号或密码不正确"),
    "simulated_time_refused": _l("此处不接受模拟时间"),
    "store_down": _l("数据存储暂不可用，请稍后重试"),
    "too_deep": _l("内容嵌套过深"),
    "too_large": _l("提交的内容过大"),
    "too_many_requests": _l("操作过于频繁，请稍后再试"),
    "unauthenticated": _l("请先登录"),
    "unsupported_media_type": _l("不支持的内容格式"),
    "version_conflict": _l("内容已被他人更新，请重新载入"),
}
