"""A case's stream as the timeline of a page tells it: each event with its title, facts and proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from services.intake import wording
from shared.contracts.registry import ItemPublished
from shared.identity import ROLES
from shared.web.locale import day, moment, text


def entries(told: Mapping[str, Any], item: ItemPublished) -> list[dict[str, Any]]:
    """Give the entries for `ui.timeline`, in the order of the journal; hashes only where the chain can be checked."""
    names = {material.code: material.name for material in item.materials}
    return [_entry(step, told["sound"], names) for step in told["steps"]]


def _entry(step: Mapping[str, Any], sound: bool, names: Mapping[str, Any]) -> dict[str, Any]:
    title, tone = wording.EVENTS.get(step["type"], (step["type"], ""))
    return {
        "title": title,
        "tone": tone,
        "occurred_at": step["occurred_at"],
        "recorded_at": step["recorded_at"],
        "simulated": step["simulated"],
        "actor": _actor(step["actor"]),
        "facts": [pair for pair in _facts(step["type"], step["data"], names) if pair[1]],
        "version": step["version"],
        "hash": step["hash"],
        "sound": sound,
    }


def _actor(actor: Mapping[str, str]) -> str:
    if actor["role"] == "system":
        return str(_("系统"))
    role = ROLES.get(actor["role"])
    return f"{actor['id']} · {text(role)}" if role else actor["id"]


def _facts(kind: str, data: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case "case.received":
            yield _("渠道"), wording.CHANNELS.get(data["channel"], data["channel"])
            yield _("材料"), _listed(data["materials"], names)
        case "case.supplement_requested":
            yield _("告知单"), data["notice_no"]
            yield _("补正期限"), day(data.get("supply_by"))
            yield (
                _("须补正"),
                _("；").join(f"{_listed([d['material']], names)}：{d['problem']}" for d in data["defects"]),
            )
        case "case.supplemented":
            yield _("材料"), _listed(data["materials"], names)
            yield _("代理人，凭委托书"), data.get("mandate")
        case "case.accepted":
            yield from _accepted(data, names)
        case "case.refused" | "case.redirected" | "case.not_needed" | "case.withdrawn" | "case.completed":
            yield from _ended(kind, data, names)
        case "case.decision_recorded" | "case.delivered":
            yield from _after(kind, data)
        case _:
            yield from _beside(kind, data, names)


def _accepted(data: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield _("受理单"), data["receipt_no"]
    if data["manner"] == "deemed":
        yield _("方式"), _("逾期未告知，自收件之日起视为受理")
    if data["manner"] == "automatic":
        yield _("方式"), _("告知的材料已补齐，当日自动受理")
    if data.get("tolerated"):
        yield _("容缺材料"), _listed(data["tolerated"], names)
        yield _("补齐期限"), day(data["tolerated_due"])
        yield _("书面承诺"), data["promise_no"]
    yield _("承诺期限"), day(data["promised_due"])
    yield _("法定期限"), day(data["statutory_due"])
    yield _("日历"), "、".join(data["calendar"])


def _beside(kind: str, data: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case "case.corrected_on_spot":
            yield _("材料"), _listed(data["materials"], names)
            yield _("更正内容"), data["what"]
        case "case.second_notice_blocked" | "case.tolerance_met" | "case.tolerance_lapsed":
            yield _("材料"), _listed(data["materials"], names)
            yield _("代理人，凭委托书"), data.get("mandate")
        case "case.supplement_due_near" | "case.supplement_lapsed":
            yield _("未补材料"), _listed(data["materials"], names)
            yield _("补正期限"), day(data["supply_by"])
            yield _("视为撤回的依据"), data.get("basis")
        case "case.extra_demand_blocked":
            yield _("索要内容"), _("、").join(data["what"])
        case "case.acceptance_due_passed":
            yield _("期限"), day(data["due"])
        case "case.registered_late":
            yield _("收到时间"), moment(data["evidence_at"])
            yield _("迟登记工作日"), data["working_days"]
        case "case.channel_switched":
            yield _("改为"), wording.CHANNELS.get(data["after"], data["after"])
        case "case.backfilled":
            yield _("原因"), data["reason"]
            yield _("纸质编号"), data["paper_no"]


def _ended(kind: str, data: Mapping[str, Any], names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case "case.not_needed":
            yield _("文书编号"), data["document_no"]
            yield _("理由"), data["reasons"]
            yield _("依据"), data["basis"]
        case "case.refused":
            yield _("文书编号"), data["document_no"]
            yield _("理由"), data["reasons"]
            yield _("依据"), data["basis"]
            yield _("行政复议机关"), data["review_authority"]
            yield _("虚假材料"), _listed(data.get("false_materials", []), names)
            yield _("不得再次申请至"), day(data.get("barred_until"))
        case "case.redirected":
            yield _("受理部门"), data["department"]
            yield _("地点"), data["address"]
            yield _("电话"), data["telephone"]
        case "case.withdrawn":
            yield _("原因"), data["reason"]
            if data.get("deemed_under"):
                yield _("视为撤回的依据"), data["deemed_under"]
            else:
                yield _("申请人确认"), _("是") if data["confirmed"] else _("否")
                yield _("代理人，凭委托书"), data.get("mandate")
        case "case.completed":
            yield _("办理结果"), data["result"]


def _after(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case "case.decision_recorded":
            yield _("决定"), wording.OUTCOMES[data["outcome"]][0]
            yield _("文书编号"), data["document_no"]
        case "case.delivered":
            yield _("方式"), wording.MANNERS.get(data["manner"], data["manner"])
            yield _("代理人，凭委托书"), data.get("mandate")


def _listed(codes: list[str], names: Mapping[str, Any]) -> str:
    return str(_("、")).join(text(names.get(code, code)) for code in codes)
