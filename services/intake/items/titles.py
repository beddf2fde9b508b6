"""What people read over each refusal of a guide or a file, and how the elements of a guide are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

GUIDES: Mapping[str, LazyString] = {
    "bad_checksum": _l("文件校验值有误"),
    "basis_missing": _l("须写明依据条款"),
    "code_not_by_scheme": _l("编码不符合所选编码方案"),
    "damaged_file": _l("文件内容与校验值不符，暂不能下载"),
    "file_empty": _l("文件是空的"),
    "file_missing": _l("请选择文件"),
    "file_too_large": _l("文件不得超过 5 MB"),
    "file_type_refused": _l("只收 PDF、DOCX、XLSX、OFD、PNG、JPEG 文件"),
    "guide_incomplete": _l("办事指南要素不全，不能公布"),
    "instant_is_same_day": _l("即办件须当日办结"),
    "longer_too_soon": _l("承诺期限变长，最早从下一季度起生效"),
    "longer_without_notice": _l("承诺期限变长须先公告"),
    "named_twice": _l("编码重复"),
    "promised_over_statutory": _l("承诺期限不得超过法定期限"),
    "special_outside_eight": _l("八种特别程序之外不得停止计时"),
    "steps_over_promise": _l("各环节时限之和超过承诺期限"),
    "supplement_basis_missing": _l("视为撤回须写明依据的条文"),
    "supplement_limit_in_days": _l("补正期限按日计，至少一日"),
    "supplement_limit_missing": _l("视为撤回须先有补正期限"),
    "units_differ": _l("承诺期限与法定期限的单位须一致"),
    "unknown_category": _l("不在十三类之内，也不是增设项目"),
    "unknown_code_value": _l("代码不在国家标准代码集内"),
    "unknown_department": _l("部门未登记"),
    "unknown_point": _l("环节所列审查要点不在指南内"),
    "unknown_file": _l("文件尚未上传"),
    "unknown_version": _l("没有这个版本"),
}
"""Titles by code."""
