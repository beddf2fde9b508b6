"""What else of a person is sealed, under keys of its own: one request for erasure leads to all of them.

Ratings, and slips that became cases, are found by the person's cases; what an account wrote or began by the accounts
that have proved to be theirs. Nothing leads from a number to what somebody wrote without an account, or to a slip that
was taken down without one; whoever asks shows its number and code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from services.intake.offline.views import slip as found_slip
from services.intake.portal.drafts import Owner
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.privacy import SealedKey

Kind = Literal["account", "complaint", "rating", "consultation", "draft", "slip"]


def keys_of(intake: Intake, person: str, matters: Sequence[Mapping[str, Any]]) -> tuple[SealedKey, ...]:
    """Give the keys there are.

    Raises:
        Rejected: `wrong_code` (422): a query code does not fit its number.
    """
    found = []
    for kind, name in _named(intake, person, matters):
        pseudonym = intake.vault.person(kind, name)
        if key_id := intake.vault.key_id(pseudonym):
            found.append(SealedKey(kind, pseudonym, key_id))
    return tuple(dict.fromkeys(found))


def questions(intake: Intake, matters: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give the questions among what is named."""
    numbers = [_number(each) for each in matters]
    yield from intake.hall.consultations.collection.find({"_id": {"$in": numbers}})


def cases(intake: Intake, person: str) -> Iterator[str]:
    """Give the numbers of a person's cases."""
    for case in intake.cases.collection.find({"applicant.person": person}, {"_id": 1}).sort("_id", 1):
        yield str(case["_id"])


def accounts(intake: Intake, person: str) -> Iterator[str]:
    """Give the accounts that have proved to be a person's."""
    for proof in intake.proofs.find({"person": person}):
        yield str(proof["_id"])


def slips(intake: Intake, matters: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Give the packets of the slips among what is named, and whether somebody still has to look at the slip."""
    for number in map(_number, matters):
        found = found_slip(intake.packets, number)
        if found is not None:
            waiting = {"_id": found["packet"], "waiting.slip_no": number}
            yield found["packet"], intake.packets.collection.find_one(waiting, {"_id": 1}) is not None


def throw_away_drafts(intake: Intake, owners: Sequence[str]) -> None:
    """Throw away what accounts began and did not hand in; it cannot be read any more, and nothing plain stays of it."""
    for account in owners:
        holder = f"account/{account}"
        intake.drafts.forget(Owner(holder))
        for place in intake.drafts_of_materials.drop_all(holder):
            intake.material_bytes.clear(place)


def _of_cases(intake: Intake, numbers: Sequence[str]) -> Iterator[str]:
    """Give the slips that became these cases, at once or when the hall put them right."""
    became = {"$in": list(numbers)}
    for packet in intake.packets.collection.find(
        {"$or": [{"results.case_no": became}, {"results.settled.case_no": became}]}
    ):
        for each in packet["results"]:
            if {each["case_no"], (each["settled"] or {}).get("case_no", "")} & set(numbers):
                yield str(each["slip_no"])


def _named(intake: Intake, person: str, matters: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Kind, str]]:
    numbers = list(cases(intake, person))
    for case in numbers:
        yield "rating", case
    for slip in _of_cases(intake, numbers):
        yield "slip", slip
    for account in accounts(intake, person):
        yield "account", account
        yield "draft", f"account/{account}"
    asked = {row["_id"] for row in questions(intake, matters)}
    for each in matters:
        number = _number(each)
        if not intake.codes.fits(number, each["code"]):
            told = {"matters": f"the query code of {number} does not fit"}
            raise Rejected("wrong_code", "a query code does not fit its number", "S1.5c", status=422, errors=told)
        taken_down = found_slip(intake.packets, number) is not None
        yield "slip" if taken_down else "consultation" if number in asked else "complaint", number


def _number(matter: Mapping[str, Any]) -> str:
    return str(matter["number"]).strip().upper()
