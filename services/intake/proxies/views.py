"""The read model of proxies: one document a proxy, and the lists of points, halls and supervisors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.cases.standing import NOWHERE
from services.intake.proxies.decider import PROXIES
from services.intake.proxies.state import Proxy
from shared.contracts import Rejected, encode
from shared.contracts.people import ProxyFeeAttempted
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Loaded, Outcome
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("entrusted_at", DESCENDING), ("_id", DESCENDING)]
FEE_REFUSED = "fee_refused"
"""The status of a number under which only a fee was asked, and nothing entrusted."""

GIVEN = ("item", "item_name", "item_version", "point", "hall", "division", "agent", "materials", "entrusted_at")
COUNTED = ("handover_due", "provisional", "calendar", "limits", "catalog_no", "applicant", "person")


def proxy_view(database: Database[Document]) -> View[Proxy]:
    """Give the view that keeps the collection `proxies`."""
    return View(database["proxies"], PROXIES, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    proxies = database["proxies"]
    proxies.create_index([("point", ASCENDING), *NEWEST_FIRST], name="point")
    proxies.create_index([("hall", ASCENDING), *NEWEST_FIRST], name="hall")
    proxies.create_index([("case_no", ASCENDING)], name="case", partialFilterExpression={"case_no": {"$gt": ""}})
    waiting = {"status": {"$in": ["entrusted", "ready"]}}
    proxies.create_index([("status", ASCENDING), ("due", ASCENDING)], name="due", partialFilterExpression=waiting)


def project(number: str, proxy: Proxy) -> Document:
    """Give the document of a proxy; the applicant stays sealed. `due`: the last day of what is to be done next."""
    told: Document = {"proxy_no": number, "status": proxy.status.value, "fees": [_fee(each) for each in proxy.fees]}
    if proxy.entrusted is None:
        return {**told, "status": FEE_REFUSED, **_tried(proxy), "due": None, "case_no": "", "person": ""}
    given = encode(proxy.entrusted)
    handed, ready, reported = proxy.handed, proxy.ready, proxy.reported
    return {
        **told,
        **{name: given[name] for name in (*GIVEN, *COUNTED)},
        "case_no": proxy.case_no,
        "handed_at": _text(handed.handed_at) if handed else None,
        "handed_on": _text(handed.handed_on) if handed else None,
        "handover_in_time": handed.in_time if handed else None,
        "outcome": ready.outcome if ready else "",
        "ready_on": _text(ready.ready_on) if ready else None,
        "report_due": _text(ready.report_due) if ready else None,
        "report_provisional": ready.provisional if ready else False,
        "reported_on": _text(reported.reported_on) if reported else None,
        "report_in_time": reported.in_time if reported else None,
        "manner": reported.manner if reported else "",
        "ended_on": _text(proxy.ended_on),
        "missed": sorted(proxy.missed),
        "due": _text(_due(proxy)),
    }


def _due(proxy: Proxy) -> date | None:
    match proxy.status.value:
        case "entrusted" if proxy.entrusted:
            return proxy.entrusted.handover_due
        case "ready" if proxy.ready:
            return proxy.ready.report_due
    return None


def _fee(attempt: ProxyFeeAttempted) -> Document:
    return {"amount": attempt.amount, "agent": attempt.agent, "at": _text(attempt.attempted_at)}


def _tried(proxy: Proxy) -> Document:
    first = proxy.fees[0] if proxy.fees else None
    if first is None:
        return {}
    return {
        "item": first.item,
        "point": first.point,
        "hall": first.hall,
        "division": first.division,
        "agent": first.agent,
        "entrusted_at": _text(first.attempted_at),
    }


def _text(value: Any) -> str | None:
    return value.isoformat() if value else None


def shown(number: str, now: Outcome[Proxy] | Loaded[Proxy]) -> Document:
    """Give a proxy's document as it was right after a command."""
    return {"_id": number, **project(number, now.state), "version": now.version}


def visible(identity: Identity, halls: Callable[[str], str]) -> Document:
    """Give the filter of the proxies an account may see: its point's, its hall's, or its divisions'."""
    match identity.role:
        case "village_agent":
            return {"point": identity.hall or NOWHERE}
        case "window_clerk":
            return {"hall": halls(identity.hall) or NOWHERE}
    return within(division_prefixes(identity))


def find(view: View[Proxy], number: str, narrowed: Document) -> Document:
    """Give one proxy out of those somebody may see.

    Raises:
        Rejected: `unknown_proxy`, also where it is none of theirs.
    """
    found = view.collection.find_one(all_of({"_id": number}, narrowed))
    if found is None:
        raise Rejected("unknown_proxy", "no proxy of this number is known to you", status=404)
    return found


def search(
    view: View[Proxy],
    narrowed: Document,
    after: Sequence[str | int] | None,
    most: int,
    *,
    status: str = "",
    case: str = "",
) -> list[Document]:
    """Give up to `most` proxies, the newest first; `status` narrows to one, `open` to all that have not ended.

    `case`: the one that a case came of.
    """
    wanted: list[Document] = [narrowed]
    if case:
        wanted.append({"case_no": case})
    if status:
        wanted.append({"status": {"$nin": ["ended", FEE_REFUSED]} if status == "open" else status})
    if after is not None:
        at, number = after
        wanted.append({"$or": [{"entrusted_at": {"$lt": at}}, {"entrusted_at": at, "_id": {"$lt": number}}]})
    return list(view.collection.find(all_of(*wanted)).sort(NEWEST_FIRST).limit(most))


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what lists are sorted by."""
    return row["entrusted_at"], row["_id"]


def of_case(view: View[Proxy], case_no: str) -> Document | None:
    """Give the proxy a case came of, or None."""
    return view.collection.find_one({"case_no": case_no}) if case_no else None


def overdue(view: View[Proxy], today: date, most: int) -> list[Document]:
    """Give proxies whose last day lies before today and has not been noted as missed."""
    past = {"due": {"$lt": today.isoformat()}}
    waits = [
        {"status": "entrusted", "missed": {"$ne": "handover"}, **past},
        {"status": "ready", "missed": {"$ne": "report"}, **past},
    ]
    return list(view.collection.find({"$or": waits}, {"status": 1, "due": 1}).sort("_id", ASCENDING).limit(most))
