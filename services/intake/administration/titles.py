"""What people read over the refusals of import and export."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ADMINISTRATION: Mapping[str, LazyString] = {
    "cell_too_long": _l("有单元格超过 Excel 能容纳的字数，请导出 CSV"),
    "unknown_format": _l("没有这种文件格式"),
    "unknown_import": _l("预览已过期，请重新上传文件"),
}
