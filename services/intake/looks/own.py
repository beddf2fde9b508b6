"""One's own access, whoever acts: with the matter's number and one's identity number, no account needed (S1.5b)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.intake.cases.applicants import NATURAL_PERSON, checked_number
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.timekeeping import local_day

Document = dict[str, Any]

MOST_LOOKS = 200


def own_matter(intake: Intake, said: Mapping[str, str], address: str, now: datetime) -> Document:
    """Give somebody their own matter, and every look at their data.

    Args:
        intake: the service.
        said: number of a case or proxy, kind and identity number; they come in a body, so that no address holds them.
        address: where the request came from; wrong answers are counted by it.
        now: the present.

    Raises:
        Rejected: `not_yours`, the same for an unknown number and another person's; `too_many_looks` after too many.
    """
    number = said["number"].strip().upper()
    intake.attempts.allow(now, number=number, address=address)
    person = intake.vault.person(
        "id" if said["kind"] == NATURAL_PERSON else "credit_code",
        checked_number(said["kind"], said["id_number"], local_day(now)),
    )
    found = _matter(intake, number)
    if found is None or not hmac.compare_digest(found["person"], person):
        intake.attempts.miss(now, number=number, address=address)
        raise Rejected("not_yours", "number and identity number do not fit a matter", "S1.5b", status=404)
    return {**found, "looks": looks_at(intake, person)}


def looks_at(intake: Intake, person: str) -> list[Document]:
    """Give the newest looks at a person's data."""
    return intake.looks.search({"person": person}, None, MOST_LOOKS)


def _matter(intake: Intake, number: str) -> Document | None:
    """Give a case or proxy with its person; a proxy whose case is there tells the case's state too."""
    proxy = intake.proxies.collection.find_one({"_id": number})
    case = intake.cases.collection.find_one({"_id": proxy["case_no"] if proxy else number})
    told = case or proxy
    if told is None or (proxy is not None and not proxy["person"]):
        return None
    return {
        "number": number,
        "person": proxy["person"] if proxy else told["applicant"]["person"],
        "case_no": case["_id"] if case else "",
        "status": told["status"],
        "item_name": told["item_name"],
        "received_at": told.get("received_at"),
        "promised_due": told.get("promised_due"),
    }
