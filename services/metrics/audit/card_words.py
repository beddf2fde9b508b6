"""What the events of cards say in plain words."""

from __future__ import annotations

from collections.abc import Mapping

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
