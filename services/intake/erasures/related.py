"""What else of a person is sealed, under keys of its own: one request for erasure leads to all of them.

Ratings are found by the person's cases, what an account wrote by the accounts that have proved to be theirs. Nothing
leads from a number to what somebody wrote without an account; whoever asks shows its number and query code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.privacy import SealedKey

Kind = Literal["account", "complaint", "rating", "consultation"]


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


def _named(intake: Intake, person: str, matters: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Kind, str]]:
    for case in intake.cases.collection.find({"applicant.person": person}, {"_id": 1}):
        yield "rating", str(case["_id"])
    for proof in intake.proofs.find({"person": person}):
        yield "account", str(proof["_id"])
    asked = {row["_id"] for row in questions(intake, matters)}
    for each in matters:
        number = _number(each)
        if not intake.codes.fits(number, each["code"]):
            told = {"matters": f"the query code of {number} does not fit"}
            raise Rejected("wrong_code", "a query code does not fit its number", "S1.5c", status=422, errors=told)
        yield "consultation" if number in asked else "complaint", number


def _number(matter: Mapping[str, Any]) -> str:
    return str(matter["number"]).strip().upper()
