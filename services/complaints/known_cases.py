"""What complaints knows of intake's cases: whose they are, so that a complaint or a rating finds its department."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pymongo.collection import Collection

from shared.contracts import Rejected
from shared.contracts.intake import CaseReceived
from shared.identity import Identity
from shared.identity.identity import division_allowed
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


class KnownCases:
    """Cases by number, in the collection `known_cases`.

    Args:
        collection: where they lie.
        codes: gives and checks the query codes of case numbers.
    """

    def __init__(self, collection: Collection[dict[str, Any]], codes: QueryCodes) -> None:
        self._collection = collection
        self._codes = codes

    def note(self, case_no: str, fact: CaseReceived) -> None:
        """Take note of a received case; saying it twice changes nothing."""
        fields = {
            "item": fact.item,
            "department": fact.department,
            "division": fact.division,
            "account": fact.account,
            "hall": fact.hall,
            "received_on": local_day(fact.received_at).isoformat(),
        }
        self._collection.replace_one({"_id": case_no}, fields, upsert=True)

    def entitled(self, case_no: str, code: str, identity: Identity | None, permission: str) -> KnownCase:
        """Give a case to somebody who may speak for it.

        That is whoever knows its query code, the account that applied, and staff of its jurisdiction who hold the
        permission: they lend their terminal to the applicant before them.

        Raises:
            Rejected: 403 `not_your_case`, the same whether there is such a case or not.
        """
        found = self._collection.find_one({"_id": case_no})
        if found is not None:
            fields = {name: found.get(name, "") for name in ("item", "department", "division", "account", "hall")}
            known = KnownCase(case_no, **fields)
            if self._codes.fits(case_no, code) or _speaks_for(identity, known, permission):
                return known
        told = "the case number and its query code do not fit together"
        raise Rejected("not_your_case", told, "S1.5b", status=403, errors={"query_code": told})


def _speaks_for(identity: Identity | None, case: KnownCase, permission: str) -> bool:
    if identity is None or not identity.can(permission):
        return False
    if identity.role == "citizen":
        return bool(case.account) and identity.id == case.account
    return division_allowed(identity, case.division)
