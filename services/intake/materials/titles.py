"""What people read over refusals about materials."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

MATERIALS: Mapping[str, LazyString] = {
    "already_on_file": _l("该材料已在本系统且仍有效，不得再要，请直接沿用"),
    "file_active": _l("文件内含程序或其他文件，不能接收"),
    "file_bomb": _l("文件展开后过大，不能接收"),
    "file_damaged": _l("文件打不开，请重新扫描或另存后再传"),
    "in_use": _l("另一件办件正在沿用这份文件"),
    "original_held": _l("该原件已由窗口留存"),
    "original_not_held": _l("窗口没有留存该原件"),
    "other_paper": _l("与办事指南要求的不是同一种材料"),
    "paper_expired": _l("该材料已过有效期"),
    "too_many_files": _l("文件数量已达上限"),
    "unknown_upload": _l("没有找到您上传的这份文件"),
    "upload_used": _l("这份文件已用于另一件办件"),
}
