"""What people read over refusals about documents."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

DOCUMENTS: Mapping[str, LazyString] = {
    "damaged_document": _l("文书内容与校验值不符"),
    "document_blank": _l("文书缺少内容"),
    "person_erased": _l("个人信息已依法删除，文书不能再打印"),
    "too_many_checks": _l("核对次数过多，请稍后再试"),
    "unknown_document": _l("没有出具过这份文书"),
}
