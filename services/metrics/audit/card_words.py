"""What the events of cards say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

CARD_TELLINGS: Mapping[str, Telling] = {
    "card.issued": Telling(
        "{kind}：{cause}，期限 {due}",
        "{kind}: {cause}, due {due}",
        (
            *("card", "kind", "cause", "due", "triggered_at", "issued_at", "department", "division", "item", "start"),
            *("counted", "skipped", "calendar", "provisional", "rules", "reasons"),
        ),
    ),
    "card.appealed": Telling(
        "部门对第 {card} 张牌提出申诉", "the department appealed card {card}", ("card", "reasons", "until")
    ),
    "card.upheld": Telling(
        "申诉未采纳，第 {card} 张牌维持", "the appeal was not followed, card {card} stands", ("card", "reasons")
    ),
    "card.corrected": Telling(
        "第 {card} 张牌已更正，不再计数：{ground}",
        "card {card} was corrected and counts no more: {ground}",
        ("card", "ground", "reasons"),
    ),
}
"""Every event of streams `card/<case>`."""

CAUSES: Mapping[Any, tuple[str, str]] = {
    "near_due": ("承诺期限将至", "the promised day is near"),
    "promised_overdue": ("超过承诺期限", "the promised day has passed"),
    "notice_overdue": ("逾期未告知", "no answer within the time for the notice"),
    "direction_overdue": ("未即时告知去处或不需许可", "not told at once where to go, or that nothing is needed"),
    "receipt_overdue": ("逾期未出具受理单", "no receipt on the day it was due"),
    "service_overdue": ("逾期未送达", "not delivered in time"),
    "steps_exceeded": ("两个以上环节超时", "two or more steps took too long"),
    "superior_overdue": ("上级审批超时", "the superior unit took too long"),
    "statutory_overdue": ("超过法定期限", "the day set by law has passed"),
    "deemed_acceptance": ("逾期未告知，视为受理", "accepted by silence"),
    "after_yellow": ("黄牌后再逾五个工作日", "five working days more after a yellow card"),
    "no_reasons": ("不予决定未说明理由", "refused without reasons"),
    "outside_hall": ("体外循环", "handled outside the hall"),
}
"""Why a card was written, in words."""
