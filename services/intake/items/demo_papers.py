"""The papers of the demonstration: blank forms, filled-in samples and samples of results, written from the guides.

Persons and numbers are made up (`sample_person`, the synthetic identity number of C-2), and every sample says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.items.docx import Block, document

Document = Mapping[str, Any]

GAP = "　" * 12
SAMPLE = "（示范文本：人名、号码均为虚构，仅供填写时参考）"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be stored: the name people see, and its bytes."""

    name: str
    data: bytes


def blank(item: Document, guide: Document, material: Document, person: Mapping[str, str]) -> Paper:
    """Write the blank form of a material."""
    return _form(item, guide, material, dict.fromkeys(person, ""), filled=False)


def sample(item: Document, guide: Document, material: Document, person: Mapping[str, str]) -> Paper:
    """Write the filled-in sample of a form, or the sample of a proof that somebody else issues."""
    if material["source"] == "issued":
        return _proof(item, material, person)
    return _form(item, guide, material, person, filled=True)


def result_sample(item: Document, guide: Document, person: Mapping[str, str]) -> Paper:
    """Write the sample of a result."""
    name = item["result"]["zh"]
    rows = [("事项", item["name"]["zh"]), ("申请人", person["申请人姓名"]), ("编号", "（由系统生成）")]
    rows += [("办理结论", "准予（确认、登记）"), ("有效期", guide["validity"]["zh"]), ("日期", "2026年9月17日")]
    blocks: list[Block] = [SAMPLE, rows, "（实施机关印章）", "不服本决定的，可以依法申请行政复议或者提起行政诉讼。"]
    return Paper(f"{name}（样本）.docx", document(name, blocks))


def _form(item: Document, guide: Document, material: Document, person: Mapping[str, str], *, filled: bool) -> Paper:
    name = material["name"]["zh"]
    title = name if item["name"]["zh"] in name else f"{item['name']['zh']}{'' if name.startswith('申') else '·'}{name}"
    blocks: list[Block] = [SAMPLE] if filled else []
    blocks.append(list(person.items()))
    words = guide.get("consent", "") if material["code"] == "consent" else guide.get("declaration", "")
    if material["code"] in ("form", "felling"):
        blocks += [_fields(guide, filled), "随本表一并提交：", _enclosed(item)]
        words = "本人承诺以上内容真实，并同意受理机关依法核对。"
    blocks += [words, _signed(person, filled)]
    suffix = "示范文本" if filled else "空白"
    return Paper(f"{title}（{suffix}）.docx", document(title, blocks))


def _fields(guide: Document, filled: bool) -> list[tuple[str, str]]:
    return [(label, value if filled else "") for label, value in guide["fields"]]


def _enclosed(item: Document) -> list[tuple[str, str]]:
    others = (m for m in item["materials"] if m["code"] not in ("form", "felling"))
    return [(f"{number}. {material['name']['zh']}", _copies(material)) for number, material in enumerate(others, 1)]


def _copies(material: Document) -> str:
    told = [f"原件{material['originals']}份"] if material.get("originals") else []
    told += [f"复印件{material['copies']}份"] if material.get("copies") else []
    return "、".join(told)


def _signed(person: Mapping[str, str], filled: bool) -> str:
    name = person["申请人姓名"] if filled else GAP
    return f"申请人（签名、捺印）：{name}　　日期：{'2026年9月17日' if filled else '　　年　　月　　日'}"


def _proof(item: Document, material: Document, person: Mapping[str, str]) -> Paper:
    """Write what a proof must say, for whoever issues it."""
    name = material["name"]["zh"]
    rows: Iterable[tuple[str, str]] = [
        ("用于事项", item["name"]["zh"]),
        ("当事人", f"{person['申请人姓名']}（{person['身份号码']}）"),
        ("应当载明", material["accept_stand"]["zh"]),
        ("出具单位", material["source_note"]["zh"]),
    ]
    blocks: list[Block] = [SAMPLE, list(rows), "特此证明。", "（出具单位盖章）　　2026年9月17日"]
    return Paper(f"{name}（示范文本）.docx", document(name, blocks))
