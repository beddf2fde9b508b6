"""Who answers for a township on a day (S3.1b)."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.contracts import encode
from shared.contracts.duties import PrincipalsRegistered
from shared.contracts.validity import holds
from shared.replica import Replica

Document = dict[str, Any]


def principals(replica: Replica, day: date) -> list[Document]:
    """Give every township's first person responsible and deputy on a day; without either it does not comply."""
    return [_row(stated, day) for stated in replica.all(PrincipalsRegistered).values()]


def _row(stated: PrincipalsRegistered, day: date) -> Document:
    named = {each.part: each.account for each in stated.principals if holds(each, day)}
    first, deputy = named.get("first", ""), named.get("deputy", "")
    return {**encode(stated), "first": first, "deputy": deputy, "compliant": bool(first and deputy)}
