"""What earlier cases say of the same person: this application already, a withdrawal, a bar, a broken promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pymongo import DESCENDING

from services.intake.cases.circumstances import Before, Earlier
from services.intake.cases.state import Case, Status
from shared.contracts import Meta
from shared.journal.views import View

GONE = frozenset({Status.WITHDRAWN, Status.REFUSED, Status.REDIRECTED, Status.NOT_NEEDED})
"""Whoever hands in anew after one of these means it."""

TWICE_WITHIN = timedelta(minutes=10)
"""The same papers of the same person so soon after are the same application, said twice on a slow line."""

RECENT_CASES = 50
"""How many of a person's cases of one item are looked at."""

ASKED_BEFORE = dict.fromkeys(
    ("account", "barred_until", "case_no", "materials", "promised_due", "registered_at", "simulated", "status",
     "withdrawal_confirmed", "withdrawn_on"), 1
)  # fmt: skip
"""What is asked of them."""


def before(view: View[Case], person: str, item: str, materials: Sequence[str], account: str, meta: Meta) -> Before:
    """Give what is known of the same person and item; the newest cases are enough to tell.

    Args:
        view: the read model.
        person: the applicant's pseudonym.
        item: the item's code.
        materials: the papers handed in now.
        account: the account that hands it in; what others handed in is no twin of it, and it learns nothing of that.
        meta: when this is asked, and on which calendar.
    """
    wanted = {"applicant.person": person, "item": item}
    rows = list(view.collection.find(wanted, ASKED_BEFORE).sort("received_at", DESCENDING).limit(RECENT_CASES))
    own = (row for row in rows if not account or row["account"] == account)
    twin = next((row for row in own if same_again(row, frozenset(materials), meta)), None)
    bars = [date.fromisoformat(row["barred_until"]) for row in rows if row.get("barred_until")]
    return Before(
        withdrawn=_withdrawn_last(rows),
        twin=twin["case_no"] if twin else "",
        barred_until=max(bars, default=None),
        known=bool(rows),
    )


def _withdrawn_last(rows: Sequence[Mapping[str, Any]]) -> Earlier | None:
    found = max((row for row in rows if row["withdrawn_on"]), key=lambda row: row["withdrawn_on"], default=None)
    if found is None:
        return None
    due = found["promised_due"]
    return Earlier(
        case_no=found["case_no"],
        withdrawn_on=date.fromisoformat(found["withdrawn_on"]),
        confirmed=found["withdrawal_confirmed"],
        due=date.fromisoformat(due) if due else None,
    )


def same_again(row: Mapping[str, Any], materials: frozenset[str], meta: Meta) -> bool:
    """The same papers on the same calendar a moment ago, in a case that still goes on."""
    if row["status"] in GONE or row.get("simulated", False) != meta.simulated:
        return False
    registered = row.get("registered_at")
    if not registered or frozenset(row["materials"]) != materials:
        return False
    return abs(meta.now - datetime.fromisoformat(registered)) <= TWICE_WITHIN


def broke_promise(view: View[Case], person: str) -> bool:
    """Tell whether a person's papers that were promised did not come, ever."""
    return view.collection.find_one({"applicant.person": person, "promise_broken": True}, {"_id": 1}) is not None
