"""The statements of limits as people may read them: each with its days, the one that holds today, what each changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.complaints.limits import Limits, Rule, held_on, rule, statements
from shared.statements import Change, changes
from shared.timekeeping import local_day
from shared.web.meta import request_now


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement. `followed_on`: the first day of the next, if there is one; `changes`: against the one before."""

    statement: Limits
    followed_on: date | None
    holds: bool
    changes: tuple[Change[Rule], ...]


def shown(today: date) -> list[Shown]:
    """Give every statement, in the order of their days."""
    all_of_them, current = statements(), held_on(today)
    following = [each.effective_from for each in all_of_them[1:]]
    before = (None, *all_of_them)
    return [
        Shown(each, after, each is current, tuple(changes(old, each)) if old else ())
        for each, after, old in zip(all_of_them, (*following, None), before, strict=False)
    ]


def value_of(key: str, row: Mapping[str, Any] | None = None) -> int:
    """Give the length of a limit, for templates: as a complaint's or a rating's row goes by it, or as it is today."""
    if not row:
        return rule(key, local_day(request_now())).limit.value
    if row.get("rated_at"):
        return rule(key, local_day(datetime.fromisoformat(row["rated_at"]))).limit.value
    filed = row.get("filed_on")
    began = date.fromisoformat(filed) if filed else local_day(request_now())
    return rule(key, began, row.get("limits", "")).limit.value
