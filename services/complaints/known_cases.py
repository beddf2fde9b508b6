"""What complaints knows of intake's cases: whose they are, so that a complaint or a rating finds its department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection

from shared.contracts import Rejected
from shared.contracts.intake import CaseReceived
from shared.identity import Identity
from shared.identity.identity import division_allowed
from shared.journal.at_once import write_at_once
from shared.numbers.query_codes import QueryCodes
from shared.timekeeping import local_day


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case as far as a complaint needs it; `account` is the applicant's own, where there is one."""

    case_no: str
    item: str
    department: str
    division: str
    account: str = ""
    hall: str = ""
    point: str = ""


class KnownCases:
    """Cases by number, in the collection `known_cases`.

    Args:
        collection: where they lie.
        codes: gives and checks the query codes of case numbers.
    """

    def __init__(self, collection: Collection[dict[str, Any]], codes: QueryCodes) -> None:
        self._collection = collection
        self._codes = codes

    def note(self, received: Mapping[str, CaseReceived]) -> None:
        """Take note of received cases, by their numbers; saying it twice changes nothing."""
        notes = [
            UpdateOne({"_id": case_no}, {"$set": _fields(fact)}, upsert=True) for case_no, fact in received.items()
        ]
        if notes:
            write_at_once(self._collection, notes)

    def note_matter(self, number: str, *, department: str, division: str, hall: str, item: str, account: str) -> None:
        """Take note of a question or a complaint, so that whoever brought it may rate how it was seen to."""
        fields = {"item": item, "department": department, "division": division, "account": account, "hall": hall}
        self._collection.update_one({"_id": number}, {"$set": fields}, upsert=True)

    def note_point(self, case_no: str, point: str) -> None:
        """Take note of the village point that handed a case over; it may be heard of before the case."""
        if case_no and point:
            self._collection.update_one({"_id": case_no}, {"$set": {"point": point}}, upsert=True)

    def find(self, case_no: str) -> KnownCase | None:
        """Give a case, or None where nothing is known of it yet."""
        found = self._collection.find_one({"_id": case_no, "department": {"$exists": True}})
        if found is None:
            return None
        names = ("item", "department", "division", "account", "hall", "point")
        return KnownCase(case_no, **{name: found.get(name, "") for name in names})

    def entitled(
        self, case_no: str, code: str, identity: Identity | None, permission: str, known_to_staff: bool = False
    ) -> KnownCase:
        """Give a case to somebody who may speak for it.

        That is whoever knows its query code, the account that applied, and staff of its jurisdiction who hold the
        permission: they lend their terminal to the applicant before them. `known_to_staff`: handlers who called the
        applicant themselves need no code.

        Raises:
            Rejected: 403 `not_your_case`, the same whether there is such a case or not.
        """
        known = self.find(case_no)
        if known is not None and (
            self._codes.fits(case_no, code)
            or _speaks_for(identity, known, permission)
            or (known_to_staff and _speaks_for(identity, known, "rating.rectify"))
        ):
            return known
        told = "the case number and its query code do not fit together"
        raise Rejected("not_your_case", told, "S1.5b", status=403, errors={"query_code": told})


def _fields(fact: CaseReceived) -> dict[str, str]:
    return {
        "item": fact.item,
        "department": fact.department,
        "division": fact.division,
        "account": fact.account,
        "hall": fact.hall,
        "received_on": local_day(fact.received_at).isoformat(),
    }


def _speaks_for(identity: Identity | None, case: KnownCase, permission: str) -> bool:
    if identity is None or not identity.can(permission):
        return False
    if identity.role == "citizen":
        return bool(case.account) and identity.id == case.account
    return division_allowed(identity, case.division)
