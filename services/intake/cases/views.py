"""The read model of cases: one document a case, and the queries the desk, the pages and the lists ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.cases.commands import Before, Earlier
from services.intake.cases.decider import CASES
from services.intake.cases.overdue import look_after
from services.intake.cases.state import OPEN, REFERENCES, Case, Status
from shared.contracts import Meta, Rejected
from shared.filters import all_of
from shared.identity import Identity
from shared.journal.handle import Loaded, Outcome
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("received_at", DESCENDING), ("_id", DESCENDING)]
"""The order of lists: by time of receipt, the newest first; the number decides between equals."""

FILTERS = ("status", "department", "hall", "item")
"""What a list may be narrowed by."""

NOWHERE = "-"
"""No hall, department or case is called so: whoever has no place of work sees nothing."""

WAITING_AT_DESK = frozenset({*OPEN, Status.DECIDED, Status.COMPLETED})
"""What a window still has to do something about: receive, accept, hand over."""

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


def case_view(database: Database[Document]) -> View[Case]:
    """Give the view that keeps the collection `cases`."""
    return View(database["cases"], CASES, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist. Few, because every act on a case pays for each."""
    cases = database["cases"]
    cases.create_index(NEWEST_FIRST, name="newest")
    cases.create_index([("hall", ASCENDING), ("status", ASCENDING), *NEWEST_FIRST], name="desk")
    own = {"account": {"$gt": ""}}
    cases.create_index([("account", ASCENDING), *NEWEST_FIRST], name="own", partialFilterExpression=own)
    cases.create_index([("applicant.person", ASCENDING), ("item", ASCENDING)], name="person")
    waiting = {"look_after": {"$gt": ""}}
    cases.create_index([("look_after", ASCENDING)], name="clock", partialFilterExpression=waiting)


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


def project(case_no: str, case: Case) -> Document:
    """Give the document of a case: codes, days and times as sortable text, applicant sealed."""
    return {
        "case_no": case_no,
        "status": case.status.value,
        "item": case.item,
        "item_version": case.item_version,
        "item_name": case.item_name,
        "kind": case.kind,
        "department": case.department,
        "hall": case.hall,
        "window": case.window,
        "division": case.division,
        "channel": case.channel,
        "account": case.account,
        "applicant": _sealed(case),
        "materials": list(case.materials),
        "received_at": _text(case.received_at),
        "notice": _notice(case),
        "receipt_no": case.receipt_no,
        "accepted_on": _text(case.accepted_on),
        "promised_due": _text(case.promised_due),
        "statutory_due": _text(case.statutory_due),
        "provisional": case.provisional,
        "outcome": case.outcome,
        "document_no": case.document_no,
        "decided_at": _text(case.decided_at),
        "completed_on": _text(case.completed_on),
        "delivered_on": _text(case.delivered_on),
        "ending": case.ending,
        "withdrawn_on": _text(case.withdrawn_on),
        "withdrawal_confirmed": case.confirmed,
        "confirmed_by": case.confirmed_by,
        "near_due": case.near_due,
        "look_after": _text(look_after(case)),
        **_beside(case),
    }


def _beside(case: Case) -> Document:
    """Give what stands beside a case's main way."""
    return {
        "simulated": case.simulated,
        "follows": case.follows,
        "assessed_due": _text(case.assessed_due),
        "evidence": case.evidence,
        "registered_at": _text(case.registered_at),
        "late_days": case.late_days,
        "besides": case.besides,
        "guardian": asdict(case.guardian) if case.guardian else None,
        "alone": case.alone,
        "references": {name: getattr(case.references, name) for name in REFERENCES},
        "manner": case.manner,
        "corrected": case.corrected,
        "blocked": case.blocked,
        "due_passed": _text(case.due_passed),
        "tolerated": list(case.tolerated),
        "tolerated_due": _text(case.tolerated_due),
        "promise_no": case.promise_no,
        "still_tolerated": list(case.still_tolerated),
        "promise_broken": case.promise_broken,
        "false_materials": list(case.false_materials),
        "barred_until": _text(case.barred_until),
        "paper_no": case.paper_no,
        "collected_under": case.collected_under,
    }


def _sealed(case: Case) -> Document:
    who = case.applicant
    return {
        "person": who.person,
        "kind": who.kind,
        "name": who.name,
        "id_number": who.id_number,
        "phone": who.phone,
    }


def _notice(case: Case) -> Document | None:
    if not case.notice_no:
        return None
    defects = [{"material": d.material, "problem": d.problem} for d in case.defects]
    return {
        "notice_no": case.notice_no,
        "due": _text(case.notice_due),
        "in_time": case.notice_in_time,
        "noticed_on": _text(case.noticed_on),
        "supply_by": _text(case.supply_by),
        "unsupplied": _text(case.unsupplied),
        "defects": defects,
        "outstanding": list(case.outstanding),
    }


def _text(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def shown(case_no: str, now: Outcome[Case] | Loaded[Case]) -> Document:
    """Give a case's document as it was right after a command."""
    return {"_id": case_no, **project(case_no, now.state), "version": now.version}


def visible(identity: Identity, halls: Callable[[str], str], person: str = "") -> Document:
    """Give the filter of the cases an account may see.

    Args:
        identity: who asks.
        halls: tells the hall that an account's place of work belongs to.
        person: whose account it has proved to be; empty: it has proved nothing.
    """
    if identity.can("case.read_own"):
        own = {"account": identity.id}
        return {"$or": [own, {"applicant.person": person}]} if person else own
    match identity.role:
        case "window_clerk" | "village_agent":
            return {"hall": halls(identity.hall) or NOWHERE}
        case "reviewer" | "approver":
            return {"department": identity.unit or NOWHERE}
    within = "|".join(map(re.escape, identity.divisions))
    return {"division": {"$regex": f"^(?:{within})"}} if within else {"_id": NOWHERE}


def find(view: View[Case], case_no: str, narrowed: Document) -> Document:
    """Give one case out of those somebody may see.

    Raises:
        Rejected: `unknown_case`, also where it is none of theirs.
    """
    found = view.collection.find_one(all_of({"_id": case_no}, narrowed))
    if found is None:
        raise Rejected("unknown_case", "no case of this number is known to you", status=404)
    return found


def search(
    view: View[Case], narrowed: Document, after: Sequence[str | int] | None, most: int, **filters: str
) -> list[Document]:
    """Give up to `most` cases, the newest first.

    Args:
        view: the read model.
        narrowed: what the account may see.
        after: `(received_at, case number)` of the last one seen, or None for the first page.
        most: how many.
        filters: fields of `FILTERS` and what they must be; empty ones do not narrow.
    """
    wanted = [narrowed, {name: value for name, value in filters.items() if value}, _after(after)]
    return list(view.collection.find(all_of(*wanted)).sort(NEWEST_FIRST).limit(most))


def _after(after: Sequence[str | int] | None) -> Document:
    if after is None:
        return {}
    at, number = after
    return {"$or": [{"received_at": {"$lt": at}}, {"received_at": at, "_id": {"$lt": number}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what lists are sorted by."""
    return row["received_at"], row["_id"]


def waiting(view: View[Case], hall: str, most: int = 200) -> list[Document]:
    """Give the cases that a hall's windows have to do something about, the longest waiting first."""
    query = {"hall": hall, "status": {"$in": sorted(WAITING_AT_DESK)}}
    return list(view.collection.find(query).sort([("received_at", ASCENDING), ("_id", ASCENDING)]).limit(most))


def count_by_status(view: View[Case], narrowed: Document) -> dict[str, int]:
    """Count cases by status."""
    groups = view.collection.aggregate([{"$match": narrowed}, {"$group": {"_id": "$status", "count": {"$sum": 1}}}])
    return {found["_id"]: int(found["count"]) for found in groups}
