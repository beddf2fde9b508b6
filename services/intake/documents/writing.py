"""What each document of a case says, word for word. Pure: the same source and fact give the same words.

Personal data stand in the lines as `⟨name⟩`, and beside them in `people`; see `shared.papers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.documents import remedies
from services.intake.documents.source import Source
from services.intake.documents.wording import MANNERS, OUTCOMES, TITLES, zh_day, zh_moment
from shared.contracts.documents import Block, Paper, Person
from shared.contracts.limits import TimeLimit
from shared.papers.words import plain, slot
from shared.timekeeping import UNITS

NOTICE_BASIS = "《中华人民共和国行政许可法》第三十二条；安顺市人民政府办公室2016年意见二（五）"
NAME = slot("name")


@dataclass(frozen=True, slots=True)
class Written:
    """A paper, in whose name it is made out, and the last day it names."""

    paper: Paper
    unit: str
    last_day: date | None = None


def receipt(source: Source, fact: Any) -> Written:
    """Write the acceptance receipt: what was accepted when, until when it is done, how to look (S2.5c, S2.5d)."""
    what, day = source.case.item_name, zh_day(fact.accepted_on)
    if fact.manner == "deemed":
        opening = (
            f"您于{day}申请的“{what}”，本单位未在五个工作日内一次性告知需要补正的全部内容，"
            f"依据《中华人民共和国行政许可法》第三十二条，自收到申请材料之日（{day}）起即为受理。"
        )
    else:
        opening = f"您申请的“{what}”，材料齐全、符合法定形式，自{day}起受理。"
    limits = f"承诺不迟于{zh_day(fact.promised_due)}办结。"
    if fact.statutory_due:
        limits += f"法定期限为{zh_day(fact.statutory_due)}。"
    if fact.provisional:
        limits += "期限涉及尚未公布放假安排的年度，为推算，以官方放假安排公布后的计算为准。"
    blocks = [Block(lines=(opening, limits)), _tolerated(source, fact), *_common(source), _in_hand(source)]
    return _written(source, "receipt", fact.accepted_on, tuple(blocks), fact.promised_due)


def _tolerated(source: Source, fact: Any) -> Block:
    codes = getattr(fact, "tolerated", ())
    if not codes:
        return Block()
    due = zh_day(fact.tolerated_due)
    names = "、".join(source.named(code) for code in codes)
    return Block(lines=(f"容缺受理：{names}，请于{due}前补齐；办理期限照常计算。",))


def _in_hand(source: Source) -> Block:
    names = tuple(source.named(code) for code in source.case.materials)
    return Block(heading="收到的材料", lines=names, numbered=True)


def notice(source: Source, fact: Any) -> Written:
    """Write the one-time notice: everything to put right, at once (S2.5e)."""
    day = source.case.received_on
    rows = tuple(
        (str(at), source.named(defect.material), plain(defect.problem)) for at, defect in enumerate(fact.defects, 1)
    )
    opening = (
        f"您于{zh_day(day)}申请的“{source.case.item_name}”，需要补正以下全部内容。"
        "补齐后当日受理；本单之外不再要求补正。"
    )
    supply = _supply(source, fact)
    table = Block(heading="需要补正的全部内容", rows=(("序号", "材料", "需要补正的内容"), *rows), head=True)
    basis = Block(lines=(f"依据：{NOTICE_BASIS}。",))
    blocks = (Block(lines=(opening,)), table, supply, basis, *_common(source))
    return _written(source, "notice", None, blocks, getattr(fact, "supply_by", None))


def _supply(source: Source, fact: Any) -> Block:
    """Say until when to bring it and what follows otherwise; nothing where the item sets no last day (B-3.3)."""
    item, until = source.item, getattr(fact, "supply_by", None)
    if until is None:
        return Block()
    counted = f"自{zh_day(fact.noticed_on)}告知的次日起数{_length(item.supplement_response_limit)}"
    lines = [f"请不迟于{zh_day(until)}补齐（{counted}）。"]
    if getattr(fact, "provisional", False):
        lines.append("该期限涉及尚未公布放假安排的年度，为推算；公布后只延不缩。")
    if item.supplement_lapse == "withdrawn":
        lines.append(f"逾期未补齐的，依据{item.supplement_lapse_basis}视为撤回申请；材料备齐后可以随时重新申请。")
    else:
        lines.append("逾期未补齐的，本单位会再提醒；办件不因此关闭，补齐当日照样受理。")
    return Block(heading="补正期限", lines=tuple(lines))


def _length(limit: TimeLimit | None) -> str:
    return f"{limit.value}{UNITS[limit.unit][0]}" if limit else ""


def refusal(source: Source, fact: Any) -> Written:
    """Write the refusal of acceptance: facts, articles, remedies with their last days (S2.5f)."""
    opening = f"您于{zh_day(source.case.received_on)}提出的“{source.case.item_name}”申请，决定不予受理。"
    why = Block(heading="事实和理由", lines=(plain(fact.reasons),))
    basis = Block(heading="依据", lines=(plain(fact.basis),))
    warned = getattr(fact, "false_materials", ())
    extra: tuple[Block, ...] = ()
    if warned:
        names = "、".join(source.named(code) for code in warned)
        until = getattr(fact, "barred_until", None)
        barred = f"{zh_day(until)}前不得再次申请该事项。" if until else ""
        extra = (Block(heading="警告", lines=(f"所交材料不实：{names}。给予警告。{barred}",)),)
    told = remedies.told(source, fact.review_authority)
    blocks = (Block(lines=(opening,)), why, basis, *extra, told.block, *_common(source))
    return _written(source, "refusal", None, blocks, told.last_day)


def not_needed(source: Source, fact: Any) -> Written:
    """Say that what is asked needs no permission, at once and in writing (许可法32①一)."""
    opening = f"您申请的“{source.case.item_name}”，依法不需要取得行政许可，本单位即时告知不受理，您无需再办理。"
    blocks = (
        Block(lines=(opening,)),
        Block(heading="理由", lines=(plain(fact.reasons),)),
        Block(heading="依据", lines=(plain(fact.basis),)),
        *_common(source),
    )
    return _written(source, "not_needed", None, blocks)


def redirect(source: Source, fact: Any) -> Written:
    """Tell the competent department, where it is and its telephone (S2.5g)."""
    opening = f"您申请的“{source.case.item_name}”不属于本单位职权范围，依法不予受理，请向下列部门申请："
    rows = (("受理部门", plain(fact.department)), ("地点", plain(fact.address)), ("电话", plain(fact.telephone)))
    basis = Block(lines=("依据：《中华人民共和国行政许可法》第三十二条第一款第二项。",))
    return _written(source, "redirect", None, (Block(lines=(opening,)), Block(rows=rows), basis, *_common(source)))


def promise(source: Source, fact: Any) -> Written:
    """Write the promise to bring later what may follow later; the clock runs meanwhile (B-4)."""
    names = tuple(source.named(code) for code in fact.tolerated)
    due = zh_day(fact.tolerated_due)
    opening = f"本人申请“{source.case.item_name}”，下列材料暂缺。本人承诺于{due}前补齐，并知悉："
    known = (
        "办理期限自受理之日起照常计算。",
        "逾期未补齐的，按该事项的规定处理，可能视为撤回申请或者不予批准。",
        "承诺不实的，依法承担相应责任。",
    )
    blocks = (
        Block(lines=(opening,)),
        Block(heading="暂缺的材料", lines=names, numbered=True),
        Block(heading="知悉事项", lines=known, numbered=True),
        *_common(source),
    )
    signed = ("承诺人（签名或盖章）", "承诺日期")
    return _written(source, "promise", fact.accepted_on, blocks, fact.tolerated_due, to="", signatures=signed)


def delivery(source: Source, fact: Any) -> Written:
    """Write the delivery receipt: what was handed over, how, when; to be signed by both."""
    case = source.case
    result = OUTCOMES.get(case.outcome, case.outcome)
    rows = (
        ("送达文书", f"“{case.item_name}”办理结果：{plain(result)}"),
        ("文书编号", case.document_no or "—"),
        ("受送达人", NAME),
        *((("代收人", f"代理人，凭授权委托书 {fact.mandate}"),) if fact.mandate else ()),
        ("送达方式", MANNERS.get(fact.manner, fact.manner)),
        ("送达日期", zh_day(fact.delivered_on)),
        ("办件编号", source.case_no),
    )
    signed = ("受送达人（签名或盖章）", "送达人（签名）", "备注")
    return _written(source, "delivery", fact.delivered_on, (Block(rows=rows),), to="", signatures=signed)


def _common(source: Source) -> tuple[Block, ...]:
    """Give what stands on every paper: which case, where to ask, how to look without an account."""
    where = [("办件编号", source.case_no), ("查询码", f"{source.code[:4]}-{source.code[4:]}")]
    where += [("收件时间", zh_moment(source.case.received_at)), ("办理部门", source.department.name.zh)]
    where += [("咨询电话", source.hall.phone or source.department.phone or "12345"), ("查询方式", source.address)]
    return (Block(heading="办件", rows=tuple(where)),)


def _written(
    source: Source,
    kind: str,
    day: date | None,
    blocks: tuple[Block, ...],
    last_day: date | None = None,
    *,
    to: str = f"{NAME}：",
    signatures: tuple[str, ...] = (),
) -> Written:
    """Put a paper together; without a day of its own it bears the day it is made out."""
    people = (Person("name", source.who.get("name", "")),)
    unit = source.hall.name.zh
    kept = tuple(block for block in blocks if block != Block())
    paper = Paper(
        title=TITLES[kind],
        to=to,
        blocks=kept,
        signed=unit,
        day=zh_day(day) if day else "",
        people=people,
        signatures=signatures,
    )
    return Written(paper, unit, last_day)


PLANS: Mapping[str, tuple[tuple[str, str, Callable[[Source, Any], Written]], ...]] = {
    "case.accepted": (("receipt", "receipt_no", receipt), ("promise", "promise_no", promise)),
    "case.supplement_requested": (("notice", "notice_no", notice),),
    "case.refused": (("refusal", "document_no", refusal),),
    "case.not_needed": (("not_needed", "document_no", not_needed),),
    "case.redirected": (("redirect", "document_no", redirect),),
    "case.delivered": (("delivery", "", delivery),),
}
"""Which documents follow from which fact: kind, the fact's field with the number (empty: a number is taken), words."""
