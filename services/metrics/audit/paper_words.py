"""What the events of documents and materials say in plain words; sealed words and keys stay hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]

DOCUMENT_KINDS: Mapping[Any, Pair] = {
    "receipt": ("受理单", "acceptance receipt"),
    "notice": ("一次性告知单", "one-time notice"),
    "refusal": ("不予受理决定书", "refusal of acceptance"),
    "not_needed": ("无需申请告知书", "notice that no permission is needed"),
    "redirect": ("受理部门告知单", "redirect slip"),
    "mandate": ("授权委托书", "mandate"),
    "delivery": ("送达回证", "delivery receipt"),
    "promise": ("容缺受理承诺书", "promise of papers to follow"),
}

PAPER_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "kind": DOCUMENT_KINDS,
    "door": {
        "window": ("窗口扫描", "scanned at the window"),
        "online": ("网上提交", "sent online"),
        "mobile": ("手机提交", "sent by mobile"),
        "terminal": ("自助终端", "at a terminal"),
        "proxy": ("村点代办", "at a village point"),
    },
}

PAPER_FIELDS: Mapping[str, Pair] = {
    "by": ("替代文书", "replaced by"),
    "cause": ("依据的事件", "cause"),
    "copies": ("复印份数", "copies"),
    "door": ("来源", "came by"),
    "from_case": ("前次办件", "earlier case"),
    "issued_on": ("出具日", "made out on"),
    "kept": ("留存", "kept"),
    "last_day": ("最后一日", "last day"),
    "material": ("材料", "material"),
    "media_type": ("文件类型", "type of file"),
    "name": ("名称", "name"),
    "pages": ("页数", "pages"),
    "returned_at": ("退还时间", "given back at"),
    "reused_at": ("沿用时间", "used again at"),
    "seen_at": ("核对时间", "seen at"),
    "sha256": ("校验值", "checksum"),
    "size": ("字节数", "bytes"),
    "superseded_on": ("失效日", "holds until"),
    "unit": ("出具单位", "made out by"),
    "uploaded_at": ("入卷时间", "joined at"),
    "valid_until": ("有效期至", "valid until"),
}
"""Names of the fields; those that others name too are named there."""

PAPER_TELLINGS: Mapping[str, Telling] = {
    "document.issued": Telling(
        "出具{kind}（{unit}，{issued_on}）",
        "{kind} made out by {unit} on {issued_on}",
        (
            *("kind", "item", "item_name", "department", "division", "hall", "unit", "issued_on", "last_day"),
            *("sha256", "cause"),
        ),
    ),
    "document.superseded": Telling(
        "文书自 {superseded_on} 起失效：{reason}",
        "the document holds no longer since {superseded_on}: {reason}",
        ("by", "reason", "superseded_on"),
    ),
    "material.uploaded": Telling(
        "材料“{name}”已入卷（{door}）",
        "file for “{name}” joined the case ({door})",
        (
            *("item", "material", "name", "sha256", "media_type", "size", "pages", "uploaded_at", "door"),
            "valid_until",
        ),
    ),
    "material.removed": Telling("误交的文件已撤下：{reason}", "a file was taken out: {reason}", ("reason",)),
    "material.reused": Telling(
        "沿用前次办件 {from_case} 的材料 {material}",
        "{material} of case {from_case} is used again",
        ("from_case", "item", "material", "reused_at"),
    ),
    "material.original_seen": Telling(
        "已核对原件：{material}（留存 {kept}，复印 {copies} 份）",
        "original of {material} seen (kept: {kept}, {copies} copies)",
        ("material", "seen_at", "kept", "copies"),
    ),
    "material.original_returned": Telling(
        "原件已退还：{material}", "original of {material} given back", ("material", "returned_at")
    ),
}
"""Every event of the streams `document/` and `material/`."""
